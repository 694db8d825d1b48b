import { Cpu, monitoring, security, services } from 'bigdata-constructs';
import { App, Chart, Duration, Size } from 'cdk8s';
import { podGroups } from '../../lib/kubernetes/internal';
import { foundationDbReferenceRules, foundationDbRules } from '../../lib/services/foundation-db-rules';
import { KubeObject } from '../helpers/kube-client';
import { everyTwo, lostOf, optionalProps, saidOf } from '../helpers/pairs';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
import { find } from '../helpers/synth';
import { everyFoundationDb } from './clusters';
import { foundationDb, key, plainKey } from './foundation-dbs';

const { FoundationDbRedundancy, FoundationDbVersion } = services;
type Props = services.FoundationDbProps;

interface Settings {
  readonly customParameters: string[];
  readonly podTemplate: {
    readonly metadata: { readonly labels: Record<string, string> };
    readonly spec: {
      readonly nodeSelector: Record<string, string>;
      readonly containers: { readonly name: string; readonly image?: string; readonly resources: object }[];
      readonly affinity: object;
      readonly topologySpreadConstraints: { readonly matchLabelKeys: string[] }[];
    };
  };
  readonly volumeClaimTemplate?: { readonly spec: { readonly resources: object } };
}
interface Spec {
  readonly databaseConfiguration: Record<string, unknown>;
  readonly processCounts: Record<string, number>;
  readonly faultDomain: Record<string, string>;
  readonly mainContainer: object;
  readonly processes: Record<'storage' | 'log' | 'stateless', Settings>;
}

const specOf = (...given: Parameters<typeof foundationDb>) =>
  find<KubeObject & { spec: Spec }>(foundationDb(...given).objects(), 'FoundationDBCluster').spec;

describe('with nothing said, a FoundationDB', () => {
  const spec = specOf();
  const objects = foundationDb().objects();

  test('keeps two copies over zones, with as many processes as its operator would make', () => {
    expect(spec.databaseConfiguration).toMatchObject({ redundancy_mode: 'double', logs: 2, storage_engine: 'ssd-2' });
    expect(spec.processCounts).toEqual({ storage: 3, log: 4, stateless: 9 });
    expect(spec.faultDomain).toEqual({
      key: 'topology.kubernetes.io/zone',
      valueFrom: '$NODE_LABEL_TOPOLOGY_KUBERNETES_IO_ZONE',
    });
  });

  test('has pods of each class apart, on nodes that its image is for, of eight gibibytes', () => {
    const { spec: pod, metadata } = spec.processes.storage.podTemplate;
    expect(pod.nodeSelector).toMatchObject({ 'kubernetes.io/arch': 'amd64' });
    expect(pod.containers[0].resources).toMatchObject({ limits: { memory: '8Gi' }, requests: { memory: '8Gi' } });
    expect(pod.topologySpreadConstraints[0].matchLabelKeys).toEqual(['foundationdb.org/fdb-process-class']);
    expect(metadata.labels).toMatchObject({ 'foundationdb.org/fdb-cluster-name': 'meta' });
    expect(spec.processes.storage.customParameters).toEqual(['memory=7372MiB', 'cache-memory=2048MiB']);
  });

  test('names no image in its pods: the operator refuses one with a tag', () => {
    expect(Object.values(spec.processes).flatMap(({ podTemplate }) => podTemplate.spec.containers)).toHaveLength(6);
    expect(JSON.stringify(spec.processes)).not.toContain('"image"');
    expect(spec.mainContainer).toEqual({ imageConfigs: [{ baseImage: 'foundationdb/fdb-kubernetes-monitor' }] });
  });

  test('has volumes where it keeps something, and nowhere else', () => {
    const { storage, log, stateless } = spec.processes;
    const claims = [storage, log, stateless].map(({ volumeClaimTemplate }) => volumeClaimTemplate?.spec.resources);
    expect(claims).toEqual([{ requests: { storage: '100Gi' } }, { requests: { storage: '50Gi' } }, undefined]);
  });

  test('has budgets that count who stays: Kubernetes evicts nobody of an operator under the other kind', () => {
    const budgets = objects.filter(({ kind }) => kind === 'PodDisruptionBudget');
    expect(Object.fromEntries(budgets.map(({ metadata, spec: budget }) => [metadata.name, budget]))).toMatchObject({
      'meta-foundationdb-storage': { minAvailable: 2 },
      'meta-foundationdb-log': { minAvailable: 3 },
      'meta-foundationdb-stateless': { minAvailable: 8 },
    });
    expect(JSON.stringify(budgets)).not.toContain('maxUnavailable');
  });

  test('is found by the ConfigMap that its operator keeps', () => {
    expect(foundationDb().foundationDb.clusterFile).toEqual({
      configMapName: 'meta-config',
      namespaceName: 'ns',
      key: 'cluster-file',
    });
  });

  test('lets clients, the operator and itself to one port, and Prometheus to the other', () => {
    const { ingress } = find(objects, 'NetworkPolicy', 'meta-foundationdb').spec as {
      ingress: { from: object[]; ports: { port: number }[] }[];
    };
    expect(ingress.map(({ ports }) => ports.map(({ port }) => port)).sort()).toEqual([[4501], [4501], [4501], [8081]]);
    expect(JSON.stringify(ingress)).toContain('"foundationdb-operator"');
  });

  test('is known to policies and the report by its pods', () => {
    const groups = podGroups(foundationDb().app).map(({ name, min, quorum, operated }) => ({
      name,
      min,
      quorum,
      operated,
    }));
    expect(groups).toEqual([
      { name: 'meta-storage', min: 3, quorum: 2, operated: true },
      { name: 'meta-log', min: 4, quorum: 2, operated: true },
      { name: 'meta-stateless', min: 9, quorum: 6, operated: true },
    ]);
  });
});

test('without high availability there is one of each class, and one copy', () => {
  const spec = specOf({ highAvailability: false }, { zones: ['local'] });
  expect(spec.processCounts).toEqual({ storage: 1, log: 1, stateless: 1 });
  expect(spec.databaseConfiguration).toMatchObject({ redundancy_mode: 'single', logs: 1 });
  expect(spec.faultDomain.key).toBe('kubernetes.io/hostname');
});

test('three data halls are the zones, and hosts keep apart within them', () => {
  const spec = specOf({ redundancy: FoundationDbRedundancy.THREE_DATA_HALL });
  expect(spec.processCounts).toMatchObject({ storage: 9, log: 9 });
  expect(spec.databaseConfiguration).toMatchObject({ redundancy_mode: 'three_data_hall', logs: 6 });
  expect(spec.faultDomain.key).toBe('kubernetes.io/hostname');
  expect(spec.processes.log.customParameters).toContain('locality_data_hall=$NODE_LABEL_TOPOLOGY_KUBERNETES_IO_ZONE');
});

test('five coordinators find no five zones in three: hosts keep copies apart', () => {
  const of = (zones: string[]) => specOf({ redundancy: FoundationDbRedundancy.TRIPLE }, { zones }).faultDomain.key;
  expect(of(['a', 'b', 'c'])).toBe('kubernetes.io/hostname');
  expect(of(['a', 'b', 'c', 'd', 'e'])).toBe('topology.kubernetes.io/zone');
});

test('an image of a mirror, or of your own, is what the operator puts the release to', () => {
  expect(specOf({}, { imageRegistry: 'mirror.example.com' }).mainContainer).toEqual({
    imageConfigs: [{ baseImage: 'mirror.example.com/foundationdb/fdb-kubernetes-monitor' }],
  });
  expect(specOf({ version: everyFoundationDb.version }).mainContainer).toEqual({
    imageConfigs: [{ baseImage: 'registry.example.com/fdb-kubernetes-monitor', tagSuffix: '-ours' }],
  });
});

test('a parameter of your own takes the place of nothing, and stands once', () => {
  const { customParameters } = specOf({ overrides: { parameters: { knob_a: '1' } } }).processes.log;
  expect(customParameters.map((one) => one.split('=')[0])).toEqual(['memory', 'cache-memory', 'knob_a']);
});

describe('a backup', () => {
  const made = foundationDb({ backup: { key } });
  const objects = made.objects();
  const backup = find(objects, 'FoundationDBBackup').spec as Record<string, unknown>;

  test('goes on all the time, of the same image type as the cluster, and ends with its object', () => {
    expect(backup).toMatchObject({
      imageType: 'unified',
      backupMode: 'continuous',
      deletionPolicy: 'stop',
      snapshotPeriodSeconds: 86_400,
      blobStoreConfiguration: {
        accountName: '@s3.eu-central-1.amazonaws.com',
        bucket: 'test-doris-backup',
        backupName: 'ns/meta',
        urlParameters: ['region=eu-central-1', 'secure_connection=1'],
      },
    });
  });

  test('has its key in a file that is made in the cluster, and in no manifest', () => {
    const made = find(objects, 'ExternalSecret', 'meta-foundationdb-agents-blob').spec as {
      target: { template: { data: Record<string, string> } };
    };
    const { credentials } = made.target.template.data;
    const filled = credentials.replace(/\{\{ \.(\w+) \| toJson \}\}/g, (_, name) => JSON.stringify(`<"${name}">`));
    expect(JSON.parse(filled)).toEqual({
      accounts: { '@s3.eu-central-1.amazonaws.com': { api_key: '<"id0">', secret: '<"secret0">' } },
    });
  });

  test('can be restored to a state that is older than its retention: two snapshots and two runs of the job', () => {
    const hours = 14 * 24 + 2 * 24 + 12;
    expect(made.foundationDb.oldestKeptBackup?.toHours()).toBe(hours);
    expect(foundationDb().foundationDb.oldestKeptBackup).toBeUndefined();
  });

  test('in a store without TLS needs no certificate', () => {
    const plain = JSON.stringify(foundationDb({ backup: { key: plainKey } }).objects());
    expect(plain).toContain('"@minio.storage.svc.cluster.local:9000"');
    expect(plain).toContain('secure_connection=0');
    expect(plain).not.toContain('FDB_TLS');
  });
});

test('one that something else runs is what its attributes say', () => {
  const attributes = { address: 'meta:x@10.0.0.1:4501', peer: security.Peer.cidr('10.0.0.0/8') };
  const imported = services.FoundationDb.fromAttributes(new Chart(new App(), 'c'), 'fdb', attributes);
  expect(imported.address).toBe(attributes.address);
  expect(imported.clusterFile).toBeUndefined();
});

describe('every two optional props of a FoundationDB', () => {
  const props = optionalProps('FoundationDbProps', ['lib/services']) as (keyof Props)[];
  /** What follows from others, or is refused with them. */
  const CHANGED_ON_PURPOSE =
    /^(name|redundancy|version|monitoring) |with (name|redundancy|version|monitoring)\b|^size with (log|stateless)Size:/;
  const given = { ...everyFoundationDb, highAvailability: true };
  const said = new Map(
    [[], ...props.map((prop) => [prop]), ...everyTwo(props)].map((of) => [
      of.join(),
      saidOf(foundationDb(Object.fromEntries(of.map((prop) => [prop, given[prop]]))).objects()),
    ]),
  );

  test('all have a value', () => expect(props.filter((prop) => given[prop] === undefined)).toEqual([]));

  test('say together what each says alone', () => {
    const lost = lostOf(everyTwo(props), (of) => said.get(of.join()));
    expect(lost.filter((text) => !CHANGED_ON_PURPOSE.test(text))).toEqual([]);
  });
});

const backup = (changes: Partial<services.FoundationDbBackupOptions>): Props => ({ backup: { key, ...changes } });
const store = (endpoint: string): Props => backup({ key: { ...plainKey, store: { ...plainKey.store, endpoint } } });
const small = (memory: Size) => ({ cpu: Cpu.units(1), memory });

rulesSuite<Props>('the rules of a FoundationDB', {
  rules: foundationDbRules,
  reported: reportedByConstruct((changes) => foundationDb(changes).foundationDb),
  cases: {
    FD001: { refused: { storageProcesses: 2 }, given: '2 where double has 3', passes: { storageProcesses: 4 } },
    FD002: { refused: { logProcesses: 2 }, given: '2 where double needs 3', passes: { logProcesses: 3 } },
    FD003: {
      refused: { statelessProcesses: 1 },
      given: '1 where double may lose 1',
      passes: { statelessProcesses: 2 },
    },
    FD004: [
      {
        refused: { size: small(Size.gibibytes(2)) },
        given: '2048Mi for size',
        passes: { size: small(Size.gibibytes(4)) },
      },
      {
        refused: { highAvailability: false, logSize: small(Size.mebibytes(512)) },
        given: '512Mi for logSize',
        passes: { highAvailability: false, logSize: small(Size.gibibytes(1)) },
      },
    ],
    FD005: {
      refused: { statelessSize: { cpu: Cpu.millis(100), memory: Size.gibibytes(4) } },
      given: '100m for statelessSize',
      passes: { statelessSize: { cpu: Cpu.millis(250), memory: Size.gibibytes(4) } },
    },
    FD006: {
      refused: { logStorage: Size.gibibytes(1) },
      given: '1Gi for logStorage',
      passes: { logStorage: Size.gibibytes(4) },
    },
    FD007: [
      {
        refused: { redundancy: FoundationDbRedundancy.SINGLE },
        given: "'single' with highAvailability: true",
        passes: { redundancy: FoundationDbRedundancy.DOUBLE },
      },
      {
        refused: { redundancy: FoundationDbRedundancy.DOUBLE, highAvailability: false },
        given: "'double' with highAvailability: false",
        passes: { redundancy: FoundationDbRedundancy.SINGLE, highAvailability: false },
      },
    ],
    FD008: [],
    FD009: { refused: { name: 'age' }, given: "'age'", passes: { name: 'ages' } },
    FD010: {
      refused: { version: FoundationDbVersion.of('6.3.24') },
      given: "'6.3.24'",
      passes: { version: FoundationDbVersion.of('7.1.61') },
    },
    FD011: {
      refused: { version: FoundationDbVersion.of('7.1.61', { images: { server: { image: 'x' } } }) },
      given: "one for 'server'",
      passes: { version: FoundationDbVersion.of('7.1.61', { images: { foundationdb: { image: 'x' } } }) },
    },
    FD012: [
      {
        refused: { version: FoundationDbVersion.of('7.1.61', { images: { foundationdb: { image: 'x:ours' } } }) },
        given: "'x:ours'",
        passes: { version: FoundationDbVersion.of('7.1.61', { images: { foundationdb: { image: 'x:7.1.61-ours' } } }) },
      },
      {
        refused: {
          version: FoundationDbVersion.of('7.1.61', {
            images: { foundationdb: { image: 'x', digest: `sha256:${'0'.repeat(64)}` } },
          }),
        },
        given: "'x@sha256:",
        passes: {
          version: FoundationDbVersion.of('7.1.61', { images: { foundationdb: { image: 'localhost:5000/x' } } }),
        },
      },
    ],
    FD013: {
      refused: { overrides: { parameters: { locality_zoneid: 'a' } } },
      given: "'locality_zoneid'",
      passes: { overrides: { parameters: { knob_max_trace_lines: '1' } } },
    },
    FD014: {
      refused: { overrides: { parameters: { '--knob_x': '1' } } },
      given: "'--knob_x=1'",
      passes: { overrides: { parameters: { knob_x: '1' } } },
    },
    FD015: {
      refused: backup({ snapshotPeriod: Duration.minutes(30) }),
      given: '30 minutes',
      passes: backup({ snapshotPeriod: Duration.hours(1) }),
    },
    FD016: {
      refused: backup({ snapshotPeriod: Duration.days(10), retention: Duration.days(7) }),
      given: '168 hours with snapshots of 240 hours',
      passes: backup({ snapshotPeriod: Duration.days(7), retention: Duration.days(7) }),
    },
    FD017: { refused: backup({ agents: 0 }), given: '0', passes: backup({ agents: 1 }) },
    FD018: { refused: backup({ prefix: '/a' }), given: "'/a'", passes: backup({ prefix: 'a' }) },
    FD019: {
      refused: store('http://minio:9000/path'),
      given: "'http://minio:9000/path'",
      passes: store('http://minio:9000'),
    },
    FD020: [
      {
        refused: store('https://minio:9000'),
        given: "none for 'https://minio:9000'",
        passes: store('http://minio:9000'),
      },
      {
        refused: backup({ key: { ...plainKey, tls: key.tls } }),
        given: "one for 'http://minio",
        passes: backup({ key: plainKey }),
      },
    ],
    FD021: {
      refused: backup({ key: { ...key, tls: { ...key.tls!, authority: 'amazon.pem' } } }),
      given: 'other text',
      passes: backup({ key }),
    },
    FD022: {
      refused: { acknowledge: { release: '7.3.63' } },
      given: "'7.3.63'",
      passes: { acknowledge: { release: '7.3' } },
    },
  },
});

test('FD008: three data halls need three zones', () => {
  const of = (zones: string[]) => () => foundationDb({ redundancy: FoundationDbRedundancy.THREE_DATA_HALL }, { zones });
  expect(of(['a', 'b'])).toThrow(/FD008.*'three_data_hall' in 2 zones/);
  expect(of(['a', 'b', 'c'])).not.toThrow();
});

rulesSuite<Partial<services.FoundationDbAttributes>>('the rules of one that something else runs', {
  rules: foundationDbReferenceRules,
  reported: reportedByConstruct((changes) =>
    services.FoundationDb.fromAttributes(new Chart(new App(), 'c'), 'fdb', {
      peer: security.Peer.cidr('10.0.0.0/8'),
      ...changes,
    }),
  ),
  cases: {
    FD023: [
      { refused: {}, given: 'none', passes: { address: 'meta:x@10.0.0.1:4501' } },
      {
        refused: {
          address: 'meta:x@10.0.0.1:4501',
          clusterFile: { configMapName: 'meta-config', namespaceName: 'fdb', key: 'cluster-file' },
        },
        given: 'both',
        passes: { clusterFile: { configMapName: 'meta-config', namespaceName: 'fdb', key: 'cluster-file' } },
      },
    ],
    FD024: {
      refused: { address: '10.0.0.1:4501' },
      given: "'10.0.0.1:4501'",
      passes: { address: 'meta:x@10.0.0.1:4501,fdb-2.example.com:4500:tls' },
    },
  },
});

test('without monitoring nothing is watched, and no port is open for it', () => {
  const objects = foundationDb({ monitoring: monitoring.Monitoring.none() }).objects();
  expect(objects.filter(({ kind }) => ['PodMonitor', 'PrometheusRule'].includes(kind))).toEqual([]);
});
