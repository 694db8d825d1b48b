import { security, spark } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { manifestTree } from '../../lib/render/manifest-tree';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { everyTwo, lostOf, optionalProps, refusedBy, Said, saidOf } from '../helpers/pairs';
import { nodeClasses, platform } from './clusters';
import { Level, Levels, NEEDS, SAMPLES, STRUCTS } from './pair-samples';

const levelOf = (member: string) => member.split('.')[0] as Level;
const propOf = (member: string) => member.split(/[. ]/)[1];
const levels = Object.keys(STRUCTS) as Level[];
/** Constructs that applications and servers stand on. */
const SHARED: Level[] = ['platform', 'team'];

/** What is looked at together: applications of both kinds, or a Connect server. */
const KINDS = {
  applications: ['platform', 'team', 'workload', 'application', 'schedule'],
  'a Connect server': ['platform', 'team', 'workload', 'server'],
} satisfies Record<string, Level[]>;
type Kind = keyof typeof KINDS;

/** Which samples are refused by themselves, and by which check. */
const OTHER_ENGINES = { 'team.share': 'SP020', 'team.members': 'SP020', 'team.groups': 'SP020' };
const REFUSED_ALONE: Record<Kind, Record<string, string>> = {
  applications: OTHER_ENGINES,
  'a Connect server': { ...OTHER_ENGINES, 'team.queueing kueue': 'SP104' },
};

/** Which two are refused together, and by which checks. */
const REFUSED: Record<Kind, Record<string, string[]>> = {
  applications: {
    'platform.eventLog hdfs with workload.dependencies': ['SP038'],
    'team.queueing kueue with workload.executors between': ['SP135'],
    'team.queueing kueue with application.overrides sidecars': ['SP139', 'SP140'],
    'team.queueing yunikorn with workload.executors between': ['SP135'],
    'team.queueing yunikorn with application.overrides sidecars': ['SP139'],
    'team.queueing yunikorn with application.priority': ['SP137'],
    'team.queueing yunikorn-named with application.priority': ['SP137'],
    'team.queueing volcano with application.priority': ['SP137'],
    'workload.executors between with application.priority': ['SP135'],
    'application.overrides sidecars with application.priority': ['SP139', 'SP140'],
  },
  'a Connect server': { 'platform.eventLog hdfs with workload.dependencies': ['SP038'] },
};

/** Which says something else beside which, and why. */
const CHANGED: Record<Kind, Record<string, string[]>> = {
  applications: {
    'the application decides': [
      'platform.version with workload.version',
      'platform.overrides sparkConf with workload.overrides sparkConf',
    ],
    'what a release does not know is not said': [
      'workload.decommissionTimeout with platform.version',
      'workload.decommissionTimeout with workload.version',
    ],
    'there is a store again': [
      'platform.eventLog hdfs with platform.warehouse store',
      'platform.eventLog hdfs with team.stores',
      'platform.eventLog hdfs with workload.fallbackStorage',
    ],
    'the small job follows its platform': [
      'platform.monitoring probe with platform.eventLog hdfs',
      'platform.monitoring probe with platform.version',
    ],
    'nothing is watched': [
      'platform.operatorName with platform.monitoring none',
      'team.monitoring less with platform.monitoring none',
      ...[
        'team.queueing kueue',
        'team.queueing yunikorn',
        'team.queueing yunikorn-named',
        'team.queueing volcano',
        'application.priority',
      ].flatMap((queued) => [`${queued} with platform.monitoring none`, `${queued} with team.monitoring none`]),
    ],
    'a queue counts the capacity, and no quota does': [
      'team.capacity with team.queueing kueue',
      'team.capacity with team.queueing yunikorn',
      'team.capacity with team.queueing yunikorn-named',
      'team.capacity with team.queueing volcano',
      'team.capacity with application.priority',
    ],
    'a number that is given goes before a default': [
      'team.queueing kueue with workload.executors exactly',
      'team.queueing yunikorn with workload.executors exactly',
      'application.priority with workload.executors exactly',
    ],
    'room is held for what is asked for, where it goes': [
      'team.queueing yunikorn with workload.spot',
      'team.queueing volcano with application.job jar',
      'team.queueing volcano with workload.driver',
      'team.queueing volcano with workload.executor',
      'team.queueing volcano with workload.executors between',
      'team.queueing volcano with workload.executors exactly',
      'team.queueing volcano with application.overrides sidecars',
    ],
    'overhead that is given goes before that of the language': [
      'application.job jar with workload.driver',
      'application.job jar with workload.executor',
    ],
    'executors that do not go are not tracked': [
      'workload.remoteShuffle with team.queueing kueue',
      'workload.remoteShuffle with team.queueing yunikorn',
      'workload.remoteShuffle with workload.executors exactly',
      'workload.remoteShuffle with application.priority',
    ],
    'what is given goes before what follows from others': [
      'application.deadline with schedule.freshWithin',
      'schedule.timeZone with schedule.freshWithin',
      'application.deadline with schedule.timeZone',
      'schedule.timeZone with application.deadline',
    ],
  },
  'a Connect server': {
    'the server decides': [
      'platform.version with workload.version',
      'platform.overrides sparkConf with workload.overrides sparkConf',
    ],
    'what a release does not know is not said': [
      'workload.decommissionTimeout with platform.version',
      'workload.decommissionTimeout with workload.version',
    ],
    'there is a store again': ['platform.eventLog hdfs with workload.fallbackStorage'],
    'executors that do not go are not tracked': ['workload.remoteShuffle with workload.executors exactly'],
  },
};

/** The samples of a kind of which each alone is right. */
function samplesOf(kind: Kind): string[] {
  return KINDS[kind]
    .flatMap((level) => Object.keys(SAMPLES[level]).map((sample) => `${level}.${sample}`))
    .filter((sample) => !(sample in REFUSED_ALONE[kind]));
}

/** Which prop of which construct a sample is of. */
function placeOf(sample: string): string {
  const level = levelOf(sample);
  return `${SHARED.includes(level) ? level : 'its own'} ${propOf(sample)}`;
}

/** Every two of different props. What a server has nothing to do with is looked at with applications. */
function pairsOf(kind: Kind): [string, string][] {
  return everyTwo(samplesOf(kind)).filter(
    ([one, other]) =>
      placeOf(one) !== placeOf(other) &&
      (kind === 'applications' || [one, other].some((sample) => !SHARED.includes(levelOf(sample)))),
  );
}

/** The props of each level, where some samples are given. */
function given(members: string[]): Levels {
  const all = [...members.flatMap((member) => NEEDS[member] ?? []), ...members];
  const of = (level: Level) =>
    all
      .filter((member) => levelOf(member) === level)
      .map((member) => [propOf(member), SAMPLES[level][member.slice(level.length + 1)]]);
  return Object.fromEntries(levels.map((level) => [level, Object.fromEntries(of(level))])) as unknown as Levels;
}

function program(kind: Kind, members: string[]): App {
  const props = given(members);
  const { app, team, teamChart } = platform({
    platform: props.platform,
    team: { capacity: undefined, ...props.team },
    environment: { name: 'test', zones: ['a', 'b', 'c'], nodeClasses, storageClasses: { scratch: 'fast' } },
    namespaceName: 'paired',
  });
  if (kind === 'a Connect server') {
    const tls = security.Tls.certManager({ issuer: 'cluster-ca' });
    new spark.SparkConnectServer(teamChart, 'interactive', { team, tls, ...props.workload, ...props.server });
    return app;
  }
  const common = { team, job: spark.Job.pythonSource('print("done")\n'), ...props.workload, ...props.application };
  new spark.ScheduledSparkApplication(teamChart, 'nightly', { ...common, schedule: '0 2 * * *', ...props.schedule });
  new spark.SparkApplication(teamChart, 'once', {
    ...common,
    // The two are in one namespace.
    name: common.name?.replace('s', 'o'),
    acknowledge: { ...common.acknowledge, runsAgainWhenChanged: true },
  });
  return app;
}

/** What became of every pair. */
interface Looked {
  /** What is said of those that are refused. */
  readonly refused: Map<string, string[]>;
  readonly lost: string[];
  /** Every object of all programs, once. */
  readonly objects: KubeObject[];
}

function look(kind: Kind): Looked {
  const refused = new Map<string, string[]>();
  const objects = new Map<string, KubeObject>();
  const alone = new Map<string, Said>();
  const render = (members: string[]): Said | undefined => {
    try {
      const { objects: rendered, problems } = manifestTree(program(kind, members));
      if (problems.length > 0) throw new Error(problems.join('\n'));
      const manifests = rendered.map(({ manifest }) => manifest as unknown as KubeObject);
      for (const manifest of manifests) objects.set(JSON.stringify(manifest), manifest);
      return saidOf(manifests);
    } catch (error) {
      refused.set(members.join(' with '), (error as Error).message.split('\n'));
      return undefined;
    }
  };
  const said = (members: string[]) => {
    if (members.length > 1) return render(members);
    const key = members.join();
    const found = alone.get(key) ?? render(members)!;
    alone.set(key, found);
    return found;
  };
  const named = ({ 0: one, 1: other }: [string, string]) => [one, other].some((member) => propOf(member) === 'name');
  const pairs = pairsOf(kind);
  // What is called otherwise says nothing in the same place.
  for (const pair of pairs.filter(named)) render(pair);
  const lost = lostOf(
    pairs.filter((pair) => !named(pair)),
    said,
  );
  return { refused, lost, objects: [...objects.values()] };
}

const looked = new Map<Kind, Looked>();
function lookedAt(kind: Kind): Looked {
  const found = looked.get(kind) ?? look(kind);
  looked.set(kind, found);
  return found;
}

test.each(levels)('each optional prop of %s has a sample', (level) => {
  const sampled = (of: Level) => Object.keys(SAMPLES[of]).map((sample) => sample.split(' ')[0]);
  const inherited: Partial<Record<Level, Level[]>> = {
    application: ['workload'],
    schedule: ['application', 'workload'],
    server: ['workload'],
  };
  const all = [level, ...(inherited[level] ?? [])].flatMap(sampled);
  expect(optionalProps(STRUCTS[level], ['lib/spark', 'lib/core']).filter((prop) => !all.includes(prop))).toEqual([]);
});

describe.each(Object.keys(KINDS) as Kind[])('every two optional props of %s', (kind) => {
  const codesOf = (messages: string[]) => [
    ...new Set(messages.map((message) => /^\[[^\]]+\] ([A-Z0-9]+): /.exec(message)?.[1] ?? message)),
  ];

  test.each(Object.entries(REFUSED_ALONE[kind]))('%s is refused by itself', (sample, code) => {
    expect(() => program(kind, [sample])).toThrow(`${code}: `);
  });

  test('can be given together, or are refused with what to do', () => {
    const { refused } = lookedAt(kind);
    expect(Object.fromEntries([...refused].map(([pair, messages]) => [pair, codesOf(messages)]))).toEqual(
      REFUSED[kind],
    );
    for (const message of [...refused.values()].flat()) expect(message).toMatch(/ must .*, given .+; ./);
  });

  test('say together what each says alone', () => {
    const lost = lookedAt(kind).lost.map((text) => text.split(': ')[0]);
    const changes = Object.values(CHANGED[kind]).flat();
    expect([...new Set(lost)].sort()).toEqual(changes.sort());
  });

  describeWithControlPlane('the API server', (api) => {
    test('accepts every object, and admits every pod under Pod Security', async () => {
      expect(await refusedBy(api, lookedAt(kind).objects)).toEqual([]);
    });
  });
});
