import { presto } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { manifestTree } from '../../lib/render/manifest-tree';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { everyTwo, lostOf, optionalProps, refusedBy, Said, saidOf } from '../helpers/pairs';
import { addedTo } from '../helpers/pod-overrides';
import { cluster, everything, minimal, trino } from './clusters';

type Props = presto.PrestoClusterProps;

/** Props that are made of several, each of which is a sample: `overrides jvm`. */
const MADE_OF_SEVERAL: Record<string, string> = {
  acknowledge: 'PrestoAcknowledgements',
  overrides: 'PrestoOverrides',
  workers: 'PrestoWorkerOptions',
};

const parts = (prop: keyof Props) =>
  Object.entries(everything[prop] as object).filter(
    ([part]) => !(part in ((minimal[prop] as object | undefined) ?? {})),
  ) as [string, unknown][];

/** Of what alone is refused, or is said all over a cluster: security.test.ts and the rules look at them. */
const ELSEWHERE = ['security', 'expose', 'faultTolerance', 'workers spot', 'acknowledge queriesEndWithWorkers'];

/** What is tried of each prop, besides what a cluster with every prop has. */
const SAMPLES: Record<string, Partial<Props>> = {
  name: { name: 'asked' },
  'version trino': { version: trino.version },
  'version own': {
    version: presto.PrestoVersion.of('0.296', { images: { server: { image: 'example.com/presto:ours' } } }),
  },
  'overrides pods-sidecars': {
    overrides: { pods: Object.fromEntries(['coordinator', 'worker'].map((part) => [part, addedTo(part)])) },
  },
  'acknowledge restartedCoordinator': { acknowledge: { restartedCoordinator: '0123456789abcdef' } },
  'acknowledge queriesEndWithChanges': { acknowledge: { queriesEndWithChanges: true } },
  ...Object.fromEntries(
    (Object.keys(everything) as (keyof Props)[])
      .filter((prop) => !(prop in minimal) && !(prop in MADE_OF_SEVERAL))
      .map((prop) => [prop, { [prop]: everything[prop] }]),
  ),
  ...Object.fromEntries(
    ([...Object.keys(MADE_OF_SEVERAL), 'catalogs'] as (keyof Props)[]).flatMap((prop) =>
      parts(prop).map(([part, value]) => [`${prop} ${part}`, { [prop]: { [part]: value } }]),
    ),
  ),
};

/** Which two are refused together, and by which checks. */
const REFUSED: Record<string, string[]> = {};

/** Which says something else beside which, and why. */
const CHANGED: Record<string, string[]> = {
  'the other distribution says it otherwise, or knows no such thing': [
    'catalogs events with version trino',
    'catalogs lake with version trino',
    'catalogs tables with version trino',
    'coordinator with version trino',
    'monitoring with version trino',
    'version trino with overrides logLevels',
    'workers spill with version trino',
  ],
  'the probe asks a catalog by the image of the cluster, and both say which': [
    ...['cache', 'crm', 'events', 'lake', 'scratch', 'shop', 'tables', 'tpcds'].map(
      (catalog) => `catalogs ${catalog} with version own`,
    ),
    ...['cache', 'crm', 'scratch', 'shop', 'tpcds'].map((catalog) => `catalogs ${catalog} with version trino`),
  ],
  'where all may change, nothing is guarded': [
    'acknowledge restartedCoordinator with acknowledge queriesEndWithChanges',
  ],
  'both go into one sum': ['maxQueryTime with shutdownGrace', 'shutdownGrace with maxQueryTime', 'teams with queues'],
  'labels stand in an alert with a bound that follows from the other': [
    'maxQueryTime with monitoring',
    'monitoring with maxQueryTime',
    'monitoring with workerLossTimeout',
    'workerLossTimeout with monitoring',
  ],
};

const samples = Object.keys(SAMPLES).filter((sample) => !ELSEWHERE.includes(sample));
const propOf = (sample: string) => sample.split(' ')[0];
const isOfSeveral = (prop: string) => prop === 'catalogs' || prop in MADE_OF_SEVERAL;
const placeOf = (sample: string) => (isOfSeveral(propOf(sample)) ? sample.split('-')[0] : propOf(sample));
const pairs = everyTwo(samples).filter(([one, other]) => placeOf(one) !== placeOf(other));

/** Props with those of some samples, and what is in them. */
function given(members: string[]): Props {
  return members.reduce<Props>((props, member) => {
    const [[prop, value]] = Object.entries(SAMPLES[member]);
    const before = (props as unknown as Record<string, unknown>)[prop];
    return { ...props, [prop]: isOfSeveral(prop) ? { ...(before as object), ...(value as object) } : value };
  }, minimal);
}

const program = (members: string[]): App => cluster(given(members), undefined, 'paired').app;

/** Without the checksum of what the coordinator is made from. */
function plain(objects: KubeObject[]): KubeObject[] {
  return JSON.parse(JSON.stringify(objects).replace(/\b[0-9a-f]{16}\b/g, 'checksum')) as KubeObject[];
}

/** What became of every pair. */
interface Looked {
  /** What is said of those that are refused. */
  readonly refused: Map<string, string[]>;
  readonly lost: string[];
  /** Every object of all programs, once. */
  readonly objects: KubeObject[];
}

function look(): Looked {
  const refused = new Map<string, string[]>();
  const objects = new Map<string, KubeObject>();
  const alone = new Map<string, Said | undefined>();
  const render = (members: string[]): Said | undefined => {
    try {
      const { objects: rendered, problems } = manifestTree(program(members));
      if (problems.length > 0) throw new Error(problems.join('\n'));
      const manifests = rendered.map(({ manifest }) => manifest as unknown as KubeObject);
      for (const manifest of manifests) objects.set(JSON.stringify(manifest), manifest);
      return saidOf(plain(manifests));
    } catch (error) {
      refused.set(members.join(' with '), (error as Error).message.split('\n'));
      return undefined;
    }
  };
  const said = (members: string[]) => {
    if (members.length > 1) return render(members);
    const key = members.join();
    if (!alone.has(key)) alone.set(key, render(members));
    return alone.get(key);
  };
  const named = (pair: [string, string]) => pair.some((member) => propOf(member) === 'name');
  // What is called otherwise says nothing in the same place.
  for (const pair of pairs.filter(named)) render(pair);
  const lost = lostOf(
    pairs.filter((pair) => !named(pair)),
    said,
  );
  return { refused, lost, objects: [...objects.values()] };
}

let found: Looked | undefined;
const looked = () => (found ??= look());

test('each optional prop has a sample', () => {
  const missing = optionalProps('PrestoClusterProps', ['lib/presto']).filter(
    (prop) => !samples.some((sample) => propOf(sample) === prop),
  );
  const missingParts = Object.entries(MADE_OF_SEVERAL).flatMap(([prop, struct]) =>
    optionalProps(struct, ['lib/presto'])
      .map((part) => `${prop} ${part}`)
      .filter((sample) => !samples.includes(sample)),
  );
  expect([...missing, ...missingParts].filter((prop) => !ELSEWHERE.includes(prop))).toEqual([]);
});

describe('every two optional props', () => {
  test('can be given together, or are refused with what to do', () => {
    const codes = (messages: string[]) => [
      ...new Set(messages.map((message) => /^\[[^\]]+\] ([A-Z0-9]+): /.exec(message)?.[1] ?? message)),
    ];
    const { refused } = looked();
    expect(Object.fromEntries([...refused].map(([pair, messages]) => [pair, codes(messages)]))).toEqual(REFUSED);
    for (const message of [...refused.values()].flat()) expect(message).toMatch(/ must .*, given .+; ./);
  });

  test('say together what each says alone', () => {
    const lost = looked().lost.map((text) => text.split(': ')[0]);
    expect([...new Set(lost)].sort()).toEqual(Object.values(CHANGED).flat().sort());
  });

  describeWithControlPlane('the API server', (api) => {
    test('accepts every object, and admits every pod under Pod Security', async () => {
      expect(await refusedBy(api, looked().objects)).toEqual([]);
    });
  });
});
