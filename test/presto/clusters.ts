import {
  Cpu,
  Environment,
  EnvironmentProps,
  IFileSystem,
  IMetastore,
  kubernetes,
  monitoring,
  policies,
  presto,
  scaling,
  security,
  services,
} from 'bigdata-constructs';
import { App, Duration, Size } from 'cdk8s';
import { IConstruct } from 'constructs';
import { GRAFANA_OPERATOR } from '../helpers/grafana';
import { yamlObjects } from '../helpers/synth';

const size = (cpu: number, memory: number) => ({ cpu: Cpu.units(cpu), memory: Size.gibibytes(memory) });

/** An object store for tests. */
export const store = {
  bucketName: 'test-bucket',
  region: 'eu-central-1',
  endpoint: 'https://s3.eu-central-1.amazonaws.com',
};

/** A metastore of Hive's that something else runs. */
export const metastore: IMetastore = {
  thriftUris: ['thrift://metastore.data:9083'],
  networkPeer: security.Peer.pods('data', { app: 'metastore' }).networkPeer,
};

/** An HDFS that something else runs. */
export const fileSystem: IFileSystem = {
  uri: 'hdfs://lake',
  networkPeer: security.Peer.pods('lake', { app: 'hdfs' }).networkPeer,
  clientFilesIn: (_consumer: IConstruct) => 'lake-client',
};

const secret = (key: string) => ({ secretName: 'catalogs', key });

/** What is enough for a production-grade cluster. */
export const minimal: presto.PrestoClusterProps = {
  workers: { size: size(7, 56), scaling: scaling.Scaling.between(3, 12) },
  catalogs: { tpch: presto.PrestoCatalog.tpch() },
};

/** One worker, as on a laptop. */
export const single: presto.PrestoClusterProps = {
  coordinator: { size: size(0.2, 2) },
  workers: { size: size(0.5, 2), scaling: scaling.Scaling.exactly(1) },
  catalogs: { tpch: presto.PrestoCatalog.tpch() },
};

/** Every prop at once. */
export const everything: presto.PrestoClusterProps = {
  ...minimal,
  coordinator: { size: size(4, 16) },
  workers: { ...minimal.workers, spill: Size.gibibytes(50), spot: true },
  maxQueryTime: Duration.minutes(20),
  shutdownGrace: Duration.seconds(45),
  workerLossTimeout: Duration.seconds(60),
  queryMemory: Size.gibibytes(40),
  security: presto.PrestoSecurity.tls({
    tls: security.Tls.certManager({ issuer: 'sql', issuerKind: 'Issuer', renewBefore: Duration.days(20) }),
    signIn: presto.PrestoSignIn.passwordFile({ users: { secretName: 'query-users', key: 'users' } }),
    access: [
      { users: ['airflow', 'dbt'], access: presto.PrestoAccess.ALL },
      { catalogs: ['lake', 'tables', 'tpch'], access: presto.PrestoAccess.READ },
    ],
  }),
  expose: kubernetes.Expose.internalLoadBalancer({
    sourceRanges: ['10.50.0.0/16'],
    annotations: { 'example.com/internal': 'true' },
  }),
  queues: { concurrency: 20, perUser: 5, maxQueued: 100 },
  teams: [
    { name: 'etl', members: ['airflow', 'dbt'], share: 60 },
    { name: 'reporting', groups: ['analysts'] },
  ],
  catalogs: {
    tpch: presto.PrestoCatalog.tpch(),
    tpcds: presto.PrestoCatalog.tpcds(),
    scratch: presto.PrestoCatalog.memory(),
    lake: presto.PrestoCatalog.lakehouse(services.Catalog.hive(metastore), { fileSystem }),
    tables: presto.PrestoCatalog.lakehouse(
      services.Catalog.icebergHive({ metastore, warehouse: 'hdfs://lake/warehouse' }),
      { fileSystem, properties: { 'iceberg.file-format': 'PARQUET' } },
    ),
    shop: presto.PrestoCatalog.postgresql({
      host: 'shop.example.com',
      database: 'shop',
      user: 'presto',
      password: secret('shop'),
      peer: security.Peer.cidr('10.20.0.0/16'),
    }),
    crm: presto.PrestoCatalog.mysql({
      host: 'crm.example.com',
      port: 3307,
      user: 'presto',
      password: secret('crm'),
      peer: security.Peer.cidr('10.30.0.0/16'),
      tls: false,
    }),
    events: presto.PrestoCatalog.clickhouse({
      host: 'clickhouse-events.olap.svc.cluster.local',
      user: 'reporting',
      password: secret('events'),
      peer: security.Peer.pods('olap', { app: 'clickhouse' }),
    }),
    sales: presto.PrestoCatalog.doris({
      host: 'sales-fe-service.olap.svc.cluster.local',
      user: 'reporting',
      password: secret('sales'),
      peer: security.Peer.pods('olap', { app: 'doris' }),
    }),
    cache: presto.PrestoCatalog.custom({
      connector: 'redis',
      properties: { 'redis.nodes': 'cache.example.com:6379' },
      secrets: { 'redis.password': secret('cache') },
      peers: [security.Peer.cidr('10.40.0.0/16')],
      ports: [{ name: 'redis', port: 6379 }],
    }),
  },
  monitoring: monitoring.Monitoring.standard({ labels: { team: 'sql' } }),
  overrides: {
    config: { 'query.max-stage-count': '150' },
    coordinatorConfig: { 'query.max-history': '500' },
    workerConfig: { 'task.max-worker-threads': '16' },
    jvm: ['-XX:+UseStringDeduplication'],
    logLevels: { 'com.facebook.presto': 'INFO' },
    pods: { worker: { annotations: { team: 'sql' } } },
  },
  acknowledge: { riskySettings: ['node-scheduler.include-coordinator'], queriesEndWithWorkers: true },
};

/** Trino, on an object store. */
export const trino: presto.PrestoClusterProps = {
  ...minimal,
  version: presto.PrestoVersion.TRINO_476,
  catalogs: {
    tpch: presto.PrestoCatalog.tpch(),
    lake: presto.PrestoCatalog.lakehouse(
      services.Catalog.icebergRest({
        uri: 'https://catalog.data.svc.cluster.local:8181/api/catalog',
        peer: security.Peer.pods('data', { app: 'catalog' }),
        warehouse: 'lake',
        credential: secret('catalog'),
      }),
      { store },
    ),
  },
};

/** Two colours, of which one has clients and the other is tried. */
export const coloured: presto.PrestoClusterProps = {
  ...minimal,
  upgrade: presto.PrestoUpgrade.blueGreen({
    active: presto.PrestoColour.BLUE,
    green: { catalogs: { ...minimal.catalogs, scratch: presto.PrestoCatalog.memory() } },
    gateway: size(1, 0.5),
  }),
};

const environmentOfTests: EnvironmentProps = { name: 'test', zones: ['a', 'b', 'c'] };

/** Trino on spare capacity, whose users come with tokens. */
export const retried: presto.PrestoClusterProps = {
  ...trino,
  workers: { ...minimal.workers, spot: true },
  faultTolerance: presto.PrestoFaultTolerance.task({ exchange: store, prefix: 'exchange/query' }),
  security: presto.PrestoSecurity.tls({
    tls: security.Tls.certManager({ issuer: 'sql' }),
    signIn: presto.PrestoSignIn.token({
      key: { secretName: 'tokens', key: 'key.pem' },
      issuer: 'https://login.example.com',
      audience: 'query',
    }),
  }),
};

/** A cluster in an App of its own, with the standard policies. */
export function cluster(
  props: presto.PrestoClusterProps = minimal,
  environment = environmentOfTests,
  namespaceName = 'sql',
) {
  const app = new App();
  const extensions = [new monitoring.MonitoringProfile({ retention: Duration.days(35) })];
  Environment.attach(app, { extensions, ...environment });
  const chart = new kubernetes.NamespaceChart(app, namespaceName);
  const made = new presto.PrestoCluster(chart, 'query', props);
  policies.Policies.apply(app);
  return { app, chart, cluster: made, objects: () => yamlObjects(app) };
}

/** What every suite over all programs looks at, by the name that it has there. */
export const programs: Record<string, () => App> = {
  'Presto with every prop': () => cluster(everything, GRAFANA_OPERATOR).app,
  'Presto with one worker': () => cluster(single, { name: 'test', zones: ['local'] }).app,
  Trino: () => cluster(trino).app,
  'Trino on spare capacity': () => cluster(retried).app,
  'Presto with two colours': () => cluster(coloured).app,
};
