import { Cpu, kubernetes, ReleaseOptions, services } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { zooKeeperRules } from '../../lib/services/zookeeper-rules';
import { podTemplatesOf } from '../helpers/pod-templates';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
import { find } from '../helpers/synth';
import { settingsOf, zooKeeper } from './zookeepers';

interface SetSpec {
  readonly replicas: number;
  readonly podManagementPolicy: string;
  readonly volumeClaimTemplates: {
    readonly metadata: { readonly name: string };
    readonly spec: {
      readonly storageClassName?: string;
      readonly resources: { readonly requests: { readonly storage: string } };
    };
  }[];
  readonly persistentVolumeClaimRetentionPolicy: object;
}

interface PodSpec {
  readonly containers: {
    readonly image: string;
    readonly command: string[];
    readonly env: { readonly name: string; readonly value?: string }[];
    readonly volumeMounts: { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
    readonly lifecycle?: object;
    readonly securityContext: object;
  }[];
  readonly terminationGracePeriodSeconds: number;
  readonly securityContext: object;
  readonly topologySpreadConstraints?: object[];
  readonly nodeSelector?: object;
}

const setOf = (props: Partial<services.ZooKeeperProps> = {}, environment?: Parameters<typeof zooKeeper>[1]) =>
  find<{ spec: SetSpec; metadata: { annotations?: object } }>(
    zooKeeper(props, environment).objects(),
    'StatefulSet',
    'lake-zookeeper',
  );

const podOf = (...given: Parameters<typeof setOf>) =>
  podTemplatesOf(find(zooKeeper(...given).objects(), 'StatefulSet'))[0].template.spec as PodSpec;

const flagsOf = (props: Partial<services.ZooKeeperProps> = {}) =>
  Object.fromEntries(podOf(props).containers[0].env.map(({ name, value }) => [name, value]));

const size = (memory: number, cpu = 1) => ({ cpu: Cpu.units(cpu), memory: Size.mebibytes(memory) });

describe('with the engine alone, a ZooKeeper', () => {
  test('has three members, which start together and end in order of nothing', () => {
    expect(setOf().spec).toMatchObject({ replicas: 3, podManagementPolicy: 'Parallel' });
    expect(podOf()).toMatchObject({ terminationGracePeriodSeconds: 60 });
    expect(podOf().containers[0].lifecycle).toBeUndefined();
  });

  test('is found by clients member by member', () => {
    const host = (ordinal: number) => `lake-zookeeper-${ordinal}.lake-zookeeper-headless.ns.svc.cluster.local`;
    const { zooKeeper: made, objects } = zooKeeper();
    expect(made.connectString).toBe([0, 1, 2].map((ordinal) => `${host(ordinal)}:2181`).join(','));
    expect(made.members[2]).toEqual({ host: host(2), port: 2181 });
    // A member looks for the others before any of them is ready.
    expect(find(objects(), 'Service', 'lake-zookeeper-headless').spec).toMatchObject({
      clusterIP: 'None',
      publishNotReadyAddresses: true,
    });
  });

  test('tells each member of all', () => {
    const settings = settingsOf(zooKeeper().objects());
    const servers = Object.entries(settings).filter(([key]) => key.startsWith('server.'));
    expect(servers).toEqual(
      [0, 1, 2].map((ordinal) => [
        `server.${ordinal + 1}`,
        `lake-zookeeper-${ordinal}.lake-zookeeper-headless.ns.svc.cluster.local:2888:3888`,
      ]),
    );
  });

  test('has a volume for snapshots and one for the log, of the class for quorums, which outlive it', () => {
    const { spec } = setOf({}, { name: 'test', storageClasses: { data: 'big', quorum: 'steady' } });
    expect(
      spec.volumeClaimTemplates.map(({ metadata, spec: claim }) => [
        metadata.name,
        claim.storageClassName,
        claim.resources.requests.storage,
      ]),
    ).toEqual([
      ['data', 'steady', '10Gi'],
      ['log', 'steady', '10Gi'],
    ]);
    expect(spec.persistentVolumeClaimRetentionPolicy).toEqual({ whenScaled: 'Retain', whenDeleted: 'Retain' });
  });

  test('writes into its volumes and /tmp alone', () => {
    const [container] = podOf().containers;
    expect(container.securityContext).toMatchObject({ readOnlyRootFilesystem: true });
    expect(podOf().securityContext).toMatchObject({ runAsUser: 1000, fsGroup: 1000 });
    expect(container.volumeMounts.filter(({ readOnly }) => !readOnly).map(({ mountPath }) => mountPath)).toEqual([
      '/tmp',
      '/data',
      '/datalog',
    ]);
  });

  test('spreads its members over zones and hosts of the class for quorums, and lets a drain take one at a time', () => {
    const nodeClasses = { quorum: { nodeSelector: { for: 'quorums' } } };
    const pod = podOf({}, { name: 'test', zones: ['a', 'b', 'c'], nodeClasses });
    expect(pod.topologySpreadConstraints).toMatchObject([{ minDomains: 3, whenUnsatisfiable: 'DoNotSchedule' }]);
    expect(pod.nodeSelector).toEqual({ for: 'quorums' });
    expect(find(zooKeeper().objects(), 'PodDisruptionBudget').spec).toMatchObject({ maxUnavailable: 1 });
  });

  test('lets clients to one port, members to two others, Prometheus to its own, and nobody else in', () => {
    const { ingress } = find(zooKeeper().objects(), 'NetworkPolicy', 'lake-zookeeper').spec as {
      ingress: { ports: { port: number }[] }[];
    };
    expect(ingress.map(({ ports }) => ports.map(({ port }) => port)).sort()).toEqual([[2181], [2888, 3888], [7000]]);
  });

  test('is the image of its release', () => {
    expect(podOf().containers[0].image).toBe('zookeeper:3.9.5');
    const mirror = { name: 'test', imageRegistry: 'mirror' };
    const of = (release: string, options?: ReleaseOptions) => services.ZooKeeperVersion.of(release, options);
    const imageOf = (version: services.ZooKeeperVersion) => podOf({ version }, mirror).containers[0].image;
    expect(imageOf(of('3.9.6'))).toBe('mirror/zookeeper:3.9.6');
    const own = { image: 'registry.example.com/zookeeper', digest: `sha256:${'0'.repeat(64)}` };
    expect(imageOf(of('3.9.6', { images: { zookeeper: own } }))).toBe(`${own.image}@${own.digest}`);
  });

  test('runs on the processors that its image is built for', () => {
    const version = services.ZooKeeperVersion.of('3.9.5', { architectures: ['arm64'] });
    expect(podOf({ version }).nodeSelector).toEqual({ 'kubernetes.io/arch': 'arm64' });
    expect(podOf().nodeSelector).toBeUndefined();
  });

  test('has in its pods what is asked for besides', () => {
    const pods = {
      env: { TZ: kubernetes.EnvValue.literal('UTC') },
      serviceAccountAnnotations: { owner: 'storage' },
      priorityClass: 'high',
    };
    const objects = zooKeeper({ pods }).objects();
    expect(find(objects, 'ServiceAccount', 'lake-zookeeper').metadata.annotations).toEqual({ owner: 'storage' });
    const pod = podTemplatesOf(find(objects, 'StatefulSet'))[0].template.spec;
    expect(pod).toMatchObject({ priorityClassName: 'high' });
    expect((pod as PodSpec).containers[0].env).toContainEqual({ name: 'TZ', value: 'UTC' });
  });
});

test('overrides win, and flags of the JVM come last', () => {
  const settings = { tickTime: '3000', maxSessionTimeout: '90000' };
  expect(settingsOf(zooKeeper({ settings }).objects())).toMatchObject(settings);
  expect(flagsOf({ javaOptions: ['-Djute.maxbuffer=4194304'] }).SERVER_JVMFLAGS).toMatch(/ -Djute.maxbuffer=4194304$/);
});

describe('the sizes', () => {
  // By hand: the container less the larger of 512 MiB and a quarter; a quarter of that for the tree.
  test.each([
    [768, 614, 153],
    [1024, 819, 204],
    [2048, 1638, 409],
    [8192, 6553, 1638],
  ])('of %i MiB', (memory, heap, tree) => {
    const { sizing } = zooKeeper({ size: size(memory) }).zooKeeper;
    expect([sizing.heap.toMebibytes(), sizing.treeLimit.toMebibytes()]).toEqual([heap, tree]);
    const { ZK_SERVER_HEAP, SERVER_JVMFLAGS } = flagsOf({ size: size(memory) });
    expect(ZK_SERVER_HEAP).toBe(String(heap));
    expect(SERVER_JVMFLAGS).toContain(`-Xms${heap}m -Xmx${heap}m `);
  });

  test('say why, each of them', () => {
    const { reasons, ...numbers } = zooKeeper().zooKeeper.sizing;
    expect(Object.keys(numbers).filter((name) => !reasons[name])).toEqual([]);
  });
});

test('a ZooKeeper is refused with all that is wrong at once', () => {
  expect(() => zooKeeper({ members: 2, size: size(256, 1) })).toThrow(/\[ns\/lake\] SVC001[^]*SVC002/);
});

const settings = (given: Record<string, string>) => ({ settings: given });
const words = (given: string) => settings({ '4lw.commands.whitelist': given });
const release = (text: string, options?: ReleaseOptions) => ({ version: services.ZooKeeperVersion.of(text, options) });
const image = (component: string, digest?: string) =>
  release('3.9.5', { images: { [component]: { image: 'acme/zookeeper', digest } } });

rulesSuite<Partial<services.ZooKeeperProps>>('the rules of a ZooKeeper', {
  rules: zooKeeperRules,
  reported: reportedByConstruct((props) => zooKeeper(props).app),
  cases: {
    SVC001: [
      { refused: { members: 4 }, given: '4', passes: { members: 5 } },
      { refused: { members: 7 }, given: '7', passes: { members: 1 } },
    ],
    SVC002: { refused: { size: size(767) }, given: '767Mi', passes: { size: size(768) } },
    SVC003: {
      refused: { size: { cpu: Cpu.millis(99), memory: Size.gibibytes(1) } },
      given: '99m',
      passes: { size: { cpu: Cpu.millis(100), memory: Size.gibibytes(1) } },
    },
    SVC004: [
      {
        refused: { storage: Size.mebibytes(512), logStorage: Size.gibibytes(1) },
        given: '512Mi for storage',
        passes: { storage: Size.gibibytes(1) },
      },
      {
        refused: { logStorage: Size.mebibytes(512) },
        given: '512Mi for logStorage',
        passes: { logStorage: Size.gibibytes(1) },
      },
    ],
    SVC005: [
      {
        refused: settings({ 'server.4': 'elsewhere:2888:3888' }),
        given: "'server.4'",
        passes: settings({ 'servers.4': '' }),
      },
      {
        refused: settings({ clientPort: '2182' }),
        given: "'clientPort'",
        passes: settings({ maxClientCnxns: '100' }),
      },
    ],
    SVC006: {
      refused: settings({ 'ssl.keyStore.password': 'secret' }),
      given: 'text for ssl.keyStore.password',
      passes: settings({ 'ssl.keyStore.passwordPath': '/keys/password' }),
    },
    SVC007: [
      { refused: words('mntr, ruok'), given: "'mntr, ruok'", passes: words('cons, mntr, ruok, srvr') },
      { refused: words('mntr'), given: "'mntr'", passes: words('*') },
    ],
    SVC008: {
      refused: settings({ 'jute.maxbuffer': '4194304' }),
      given: '4194304',
      passes: { javaOptions: ['-Djute.maxbuffer=4194304'] },
    },
    SVC009: [
      { refused: release('3.8.6'), given: "'3.8.6'", passes: release('3.10.0') },
      { refused: release('latest'), given: "'latest'", passes: release('3.9.0') },
    ],
    SVC011: {
      refused: { settings: { forceSync: 'no' } },
      given: 'forceSync of no: members confirm',
      passes: { settings: { forceSync: 'no' }, acknowledgeRiskySettings: ['forceSync'] },
    },
    SVC010: [
      { refused: image('server'), given: "one for 'server'", passes: image('zookeeper') },
      {
        refused: image('zookeeper', 'sha256:1'),
        given: "the digest 'sha256:1' for zookeeper",
        passes: image('zookeeper', `sha256:${'a1'.repeat(32)}`),
      },
    ],
  },
});
