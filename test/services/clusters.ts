import { Cpu, kubernetes, monitoring, security, services } from 'bigdata-constructs';
import { App, Duration, Size } from 'cdk8s';
import { foundationDb, key, plainKey } from './foundation-dbs';
import { external, fileSystem, libraries, metastore, store } from './metastores';

/** Every prop at once. */
export const everything: Partial<services.HiveMetastoreProps> = {
  name: 'lake-tables',
  version: services.HiveMetastoreVersion.V3_1_3,
  libraries: {
    ...libraries,
    folder: '/jars',
    files: {
      'mysql-connector-j-9.3.0.jar': '6c8e6692b521376d89bc5618c16cdeaf8c61854329f4fa25677ed08776c5bb76',
      'jmx_prometheus_javaagent-1.0.1.jar': '7d61f737fd661610ccc14aea79764faa1ea94a340cbc8f0029b3d2edea3d80c1',
      'hadoop-aws-3.4.3.jar': 'a'.repeat(64),
    },
  },
  database: services.HiveMetastoreDatabase.mysql(
    external({
      port: 3307,
      database: 'tables',
      user: 'tables',
      password: security.Secret.fromStore({ store: 'vault', key: 'metastore' }),
      administrator: { user: 'root', password: security.Secret.existing('root', 'password') },
      authority: services.DatabaseAuthority.configMap('authorities', 'bundle.pem', { verifyHost: false }),
      maxConnections: 200,
    }),
  ),
  warehouse: services.HiveWarehouse.inStore(store, 'warehouse'),
  replicas: 3,
  size: { cpu: Cpu.units(2), memory: Size.gibibytes(8) },
  poolSize: 10,
  settings: { 'metastore.disallow.incompatible.col.type.changes': 'false' },
  javaOptions: ['-XX:MaxGCPauseMillis=100'],
  pods: { env: { TZ: kubernetes.EnvValue.literal('UTC') }, priorityClass: 'high' },
  acknowledgeUpgradeFrom: '3.0.0',
};

/** Every optional prop of a FoundationDB at once. */
export const everyFoundationDb: services.FoundationDbProps = {
  name: 'catalog',
  redundancy: services.FoundationDbRedundancy.TRIPLE,
  storageProcesses: 6,
  logProcesses: 6,
  statelessProcesses: 12,
  size: { cpu: Cpu.units(2), memory: Size.gibibytes(16) },
  logSize: { cpu: Cpu.units(2), memory: Size.gibibytes(8) },
  statelessSize: { cpu: Cpu.units(1), memory: Size.gibibytes(4) },
  storage: Size.gibibytes(200),
  logStorage: Size.gibibytes(80),
  version: services.FoundationDbVersion.of('7.1.61', {
    images: { foundationdb: { image: 'registry.example.com/fdb-kubernetes-monitor:7.1.61-ours' } },
  }),
  backup: {
    key,
    prefix: 'backups/catalog',
    snapshotPeriod: Duration.hours(12),
    retention: Duration.days(7),
    agents: 3,
  },
  monitoring: monitoring.Monitoring.standard({ objectives: { Availability: 99.5 } }),
  overrides: {
    parameters: { knob_max_trace_lines: '1000000' },
    pods: {
      storage: { labels: { tier: 'data' }, priorityClass: 'high' },
      agents: { annotations: { note: 'copies' } },
    },
  },
  acknowledge: { storage: Size.gibibytes(200), logStorage: Size.gibibytes(80), releaseWithChanges: '7.1.61' },
};

/** A metastore in an App of its own. */
export const cluster = (props: Partial<services.HiveMetastoreProps>) => metastore(props);

/** Programs with metastores that all suites over programs look at. */
export const programs: Record<string, () => App> = {
  'metastore-alone': () =>
    metastore({ database: services.HiveMetastoreDatabase.inCluster() }, undefined, 'metastore-alone').app,
  'metastore-on-hdfs': () => metastore({}, undefined, 'metastore-on-hdfs').app,
  'metastore-with-all': () => metastore(everything, undefined, 'metastore-with-all').app,
  'metastore-on-trino': () =>
    metastore(
      {
        version: services.HiveMetastoreVersion.of('4.0.1', {
          images: { metastore: { image: 'registry.example.com/hive-metastore' } },
        }),
        warehouse: services.HiveWarehouse.inFileSystem(fileSystem, '/warehouse'),
      },
      undefined,
      'metastore-on-trino',
    ).app,
  'foundationdb-alone': () => foundationDb({ highAvailability: false }, { zones: ['local'] }, 'foundationdb-alone').app,
  'foundationdb-over-zones': () => foundationDb({ backup: { key } }, {}, 'foundationdb-over-zones').app,
  'foundationdb-in-halls': () =>
    foundationDb(
      { redundancy: services.FoundationDbRedundancy.THREE_DATA_HALL, backup: { key: plainKey } },
      {},
      'foundationdb-in-halls',
    ).app,
  'foundationdb-with-all': () => foundationDb(everyFoundationDb, {}, 'foundationdb-with-all').app,
};
