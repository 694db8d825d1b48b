import { presto, security } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { manifestTree } from '../../lib/render/manifest-tree';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { everyTwo, lostOf, optionalProps, refusedBy, Said, saidOf } from '../helpers/pairs';
import { addedTo } from '../helpers/pod-overrides';
import { cluster, everything, minimal, retried } from './clusters';

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

const signedIn = (signIn: presto.PrestoSignIn) => ({
  security: presto.PrestoSecurity.tls({ tls: security.Tls.certManager({ issuer: 'sql' }), signIn }),
});

/** What is tried of each prop, besides what a cluster with every prop has. */
const SAMPLES: Record<string, Partial<Props>> = {
  name: { name: 'asked' },
  'overrides pods-sidecars': {
    overrides: { pods: Object.fromEntries(['coordinator', 'worker'].map((part) => [part, addedTo(part)])) },
  },
  'acknowledge restartedCoordinator': { acknowledge: { restartedCoordinator: '0123456789abcdef' } },
  'acknowledge queriesEndWithChanges': { acknowledge: { queriesEndWithChanges: true } },
  ...Object.fromEntries(
    (Object.keys(everything) as (keyof Props)[])
      .filter((prop) => !(prop in minimal) && !(prop in MADE_OF_SEVERAL) && prop !== 'security')
      .map((prop) => [prop, { [prop]: everything[prop] }]),
  ),
  ...Object.fromEntries(
    ([...Object.keys(MADE_OF_SEVERAL), 'catalogs'] as (keyof Props)[]).flatMap((prop) =>
      parts(prop).map(([part, value]) => [`${prop} ${part}`, { [prop]: { [part]: value } }]),
    ),
  ),
  faultTolerance: { faultTolerance: retried.faultTolerance },
  // With TLS, as a cluster with every prop has it, they are refused.
  resourceManagers: { resourceManagers: { replicas: 3 } },
  'security trustedNetwork': { security: presto.PrestoSecurity.trustedNetwork() },
  'security passwordFile': signedIn(
    presto.PrestoSignIn.passwordFile({ users: { secretName: 'query-users', key: 'users' } }),
  ),
  'security token': signedIn(presto.PrestoSignIn.token({ key: { secretName: 'tokens', key: 'key.pem' } })),
  'security ldap': signedIn(
    presto.PrestoSignIn.ldap({
      url: 'ldaps://ldap.example.com',
      peer: security.Peer.cidr('10.60.0.0/16'),
      userPattern: 'uid=${USER},ou=people,dc=example,dc=com',
      group: { baseDn: 'ou=people,dc=example,dc=com', filter: '(&(uid=${USER})(memberOf=cn=presto))' },
      authority: { secretName: 'directory', key: 'ca.crt' },
    }),
  ),
};

const propOf = (sample: string) => sample.split(' ')[0];
const isOfSeveral = (prop: string) => prop === 'catalogs' || prop in MADE_OF_SEVERAL;
const placeOf = (sample: string) => (isOfSeveral(propOf(sample)) ? sample.split('-')[0] : propOf(sample));

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

/** Pairs of one distribution. */
export interface PairsSuite {
  /** What all of them have. */
  readonly base: Props;
  /** Samples of this distribution alone. */
  readonly samples: Record<string, Partial<Props>>;
  /** By which checks two are refused together. */
  readonly refused: (has: (sample: string) => boolean) => string[];
  /** What is said all over a cluster, so that nobody could say what another one loses by it. */
  readonly everywhere: string[];
  /** Which says something else beside which, and why. */
  readonly changed: Record<string, string[]>;
}

/** Every two optional props are taken together by the construct, its policies and the API server, or refused with what to do. */
export function pairsSuite({ base, samples: own, refused: expected, everywhere, changed }: PairsSuite): void {
  const all: Record<string, Partial<Props>> = { ...SAMPLES, ...own };
  const samples = Object.keys(all);
  const pairs = everyTwo(samples).filter(([one, other]) => placeOf(one) !== placeOf(other));

  /** Props with those of some samples, and what is in them. */
  const given = (members: string[]) =>
    members.reduce<Props>((props, member) => {
      const [[prop, value]] = Object.entries(all[member]);
      const before = (props as unknown as Record<string, unknown>)[prop];
      return { ...props, [prop]: isOfSeveral(prop) ? { ...(before as object), ...(value as object) } : value };
    }, base);
  const program = (members: string[]): App => cluster(given(members), undefined, 'paired').app;

  const look = (): Looked => {
    const refused = new Map<string, string[]>();
    const objects = new Map<string, KubeObject>();
    const alone = new Map<string, Said | undefined>();
    const render = (members: string[]): Said | undefined => {
      try {
        const { objects: rendered, problems } = manifestTree(program(members));
        if (problems.length > 0) throw new Error(problems.join('\n'));
        const manifests = rendered.map(({ manifest }) => manifest as unknown as KubeObject);
        for (const manifest of plain(manifests)) objects.set(JSON.stringify(manifest), manifest);
        return saidOf(plain(manifests));
      } catch (error) {
        if (members.length > 1) refused.set(members.join(' with '), (error as Error).message.split('\n'));
        return undefined;
      }
    };
    const said = (members: string[]) => {
      if (members.length > 1) return render(members);
      const key = members.join();
      if (!alone.has(key)) alone.set(key, render(members));
      return alone.get(key);
    };
    // What is called otherwise says nothing in the same place.
    const compared = (pair: [string, string]) =>
      !pair.some((member) => propOf(member) === 'name' || everywhere.includes(member));
    for (const pair of pairs.filter((each) => !compared(each))) render(pair);
    return { lost: lostOf(pairs.filter(compared), said), refused, objects: [...objects.values()] };
  };
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
    expect([...missing, ...missingParts]).toEqual([]);
  });

  describe('every two optional props', () => {
    test('can be given together, or are refused with what to do', () => {
      const codes = (messages: string[]) => [
        ...new Set(messages.map((message) => /^\[[^\]]+\] ([A-Z0-9]+): /.exec(message)?.[1] ?? message)),
      ];
      const { refused } = looked();
      const wanted = pairs.flatMap((pair): [string, string[]][] => {
        const why = expected((sample) => pair.includes(sample));
        return why.length > 0 ? [[pair.join(' with '), why]] : [];
      });
      expect(Object.fromEntries([...refused].map(([pair, messages]) => [pair, codes(messages).sort()]))).toEqual(
        Object.fromEntries(wanted),
      );
      for (const message of [...refused.values()].flat()) expect(message).toMatch(/ must .*, given .+; ./);
    });

    test('say together what each says alone', () => {
      const lost = looked().lost.map((text) => text.split(': ')[0]);
      expect([...new Set(lost)].sort()).toEqual(Object.values(changed).flat().sort());
    });

    describeWithControlPlane('the API server', (api) => {
      test('accepts every object, and admits every pod under Pod Security', async () => {
        expect(await refusedBy(api, looked().objects)).toEqual([]);
      });
    });
  });
}
