import { Cpu, kubernetes, security, services } from 'bigdata-constructs';
import { App, Size } from 'cdk8s';
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
};
