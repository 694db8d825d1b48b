import {
  Cpu,
  doris,
  Environment,
  EnvironmentProps,
  kubernetes,
  monitoring,
  NodeClass,
  policies,
  scaling,
  security,
  services,
} from 'bigdata-constructs';
import { App, Chart, Duration, Size } from 'cdk8s';
import { GRAFANA_OPERATOR } from '../helpers/grafana';
import { yamlObjects } from '../helpers/synth';

/** The props that are enough. */
export const minimal: doris.DorisClusterProps = {
  backends: 4,
  size: { cpu: Cpu.units(8), memory: Size.gibibytes(32) },
  storage: Size.gibibytes(500),
};

/** An object store for tests. */
export const store = {
  bucketName: 'test-bucket',
  region: 'eu-central-1',
  endpoint: 'https://s3.eu-central-1.amazonaws.com',
};

/** Every prop at once. */
export const everything: doris.DorisClusterProps = {
  ...minimal,
  version: doris.DorisVersion.V4_1,
  upgrading: true,
  grownTo: Size.gibibytes(800),
  volumes: [
    { size: Size.tebibytes(2), grownTo: Size.tebibytes(3), medium: doris.DorisMedium.HDD, storageClass: 'cold' },
  ],
  replication: 3,
  frontends: {
    followers: 5,
    observers: 2,
    size: { cpu: Cpu.units(8), memory: Size.gibibytes(24) },
    storage: Size.gibibytes(100),
    grownTo: Size.gibibytes(200),
  },
  compute: {
    scaling: scaling.Scaling.between(2, 10),
    size: { cpu: Cpu.units(16), memory: Size.gibibytes(64) },
    cache: Size.gibibytes(200),
    maxQueryTime: Duration.minutes(30),
  },
  rootPassword: security.Secret.fromStore({ store: 'vault', key: 'doris', property: 'root' }),
  previousRootPassword: security.Secret.existing('doris-root-before', 'password'),
  adminPassword: security.Secret.generated({ rotation: 2 }),
  jobPassword: security.Secret.existing('doris-jobs', 'password'),
  users: [
    {
      name: 'Reports_1',
      password: security.Secret.fromStore({ store: 'vault', key: 'doris', property: 'reports' }),
      grants: [
        { privileges: [doris.DorisPrivilege.SELECT, doris.DorisPrivilege.LOAD], on: 'internal.sales.*' },
        { privileges: [doris.DorisPrivilege.USAGE], on: 'WORKLOAD GROUP reports' },
      ],
      properties: { max_user_connections: '50' },
    },
  ],
  removedUsers: ['former'],
  catalogs: {
    lake: doris.DorisCatalog.lakehouse(
      services.Catalog.hive(
        services.Metastore.thrift({
          uris: ['thrift://metastore.data:9083'],
          peer: security.Peer.pods('data', { app: 'metastore' }),
        }),
      ),
      { store: { ...store, bucketName: 'lake' }, writes: true },
    ),
    shop: doris.DorisCatalog.jdbc({
      url: 'jdbc:postgresql://shop.example.com:5432/shop',
      port: 5432,
      user: 'doris',
      password: { secretName: 'shop', key: 'password' },
      driver: 'postgresql-42.7.8.jar',
      driverClass: 'org.postgresql.Driver',
      peer: security.Peer.cidr('10.20.0.0/16'),
    }),
  },
  removedCatalogs: ['former'],
  backup: { store, schedule: '30 4 * * *', prefix: 'sales/doris', deadline: Duration.hours(6) },
  restore: {
    databases: [{ database: 'sales', snapshot: 'sales_202601010430', timestamp: '2026-01-01-04-31-00' }],
    source: { store: { ...store, bucketName: 'other-bucket' }, prefix: 'doris/olap/backups' },
  },
  expose: kubernetes.Expose.internalLoadBalancer({ sourceRanges: ['10.0.0.0/8'] }),
  overrides: {
    frontend: { max_query_retry_time: '3' },
    backend: { max_tablet_version_num: '3000' },
    computeNode: { doris_remote_scanner_thread_pool_thread_num: '96' },
    jvm: { fe: ['-XX:MaxGCPauseMillis=100'], cn: ['-XX:+UseZGC'] },
    pods: {
      fe: { labels: { team: 'olap' }, annotations: { 'example.com/owner': 'olap' } },
      be: {
        env: { TZ: kubernetes.EnvValue.literal('UTC') },
        mounts: [{ volume: kubernetes.Volume.secret('ca', 'company-ca'), path: '/etc/company-ca', readOnly: true }],
        hostAliases: [{ ip: '10.1.2.3', hostnames: ['legacy.example.com'] }],
        serviceAccountAnnotations: { 'example.com/role': 'reader' },
      },
      users: { labels: { team: 'olap' } },
      probe: { env: { TZ: kubernetes.EnvValue.literal('UTC') } },
      cn: { env: { TZ: kubernetes.EnvValue.literal('UTC') } },
      sweep: { labels: { team: 'olap' } },
    },
  },
  acknowledge: { backends: 4, frontends: 7, release: '4.1' },
};

/** A cluster in an App of its own, with the standard policies. */
export function cluster(
  props: Partial<doris.DorisClusterProps> = {},
  environment: EnvironmentProps = { name: 'test', zones: ['a', 'b', 'c'] },
  namespaceName = 'warehouse',
  podSecurity = kubernetes.PodSecurity.BASELINE,
) {
  const app = new App();
  const extensions = [new monitoring.MonitoringProfile({ retention: Duration.days(35) })];
  Environment.attach(app, { extensions, ...environment });
  const chart = new kubernetes.NamespaceChart(app, namespaceName, { podSecurity });
  const made = new doris.DorisCluster(chart, 'sales', { ...minimal, ...props });
  policies.Policies.apply(app);
  return { app, chart, cluster: made, objects: () => yamlObjects(app) };
}

/** A FoundationDB that something else runs, with backups of a week. */
const foundationDb = (chart: Chart) =>
  services.FoundationDb.fromAttributes(chart, 'meta', {
    peer: security.Peer.pods('foundationdb', { app: 'fdb' }),
    clusterFile: { configMapName: 'meta-config', namespaceName: 'foundationdb', key: 'cluster-file' },
    oldestKeptBackup: Duration.days(7),
  });

const groupSize = { cpu: Cpu.units(8), memory: Size.gibibytes(32) };

/** The same of a cluster whose data lies in an object store, besides its FoundationDB. */
export const minimalApart: Omit<doris.DorisDisaggregatedClusterProps, 'foundationDb'> = {
  data: {
    store: { bucketName: 'test-doris', region: 'eu-central-1', endpoint: 'https://s3.eu-central-1.amazonaws.com' },
  },
  computeGroups: [{ name: 'etl', members: 3, size: groupSize, cache: Size.gibibytes(500) }],
};

/** Every prop of it at once. */
export const everythingApart: Omit<doris.DorisDisaggregatedClusterProps, 'foundationDb'> = {
  version: doris.DorisVersion.V4_0,
  data: {
    store: { bucketName: 'doris', region: 'local', endpoint: 'http://minio.storage.svc.cluster.local:9000' },
    prefix: 'tables/sales',
    accessKeyId: security.Secret.existing('minio', 'id'),
    secretAccessKey: security.Secret.existing('minio', 'secret'),
  },
  computeGroups: [
    { name: 'etl', members: 3, size: groupSize, cache: Size.gibibytes(500) },
    { name: 'ad_hoc', members: 2, size: groupSize, cache: Size.gibibytes(100), nodeClass: NodeClass.QUERY },
  ],
  metaService: {
    members: 3,
    size: { cpu: Cpu.units(4), memory: Size.gibibytes(8) },
    version: doris.DorisVersion.V4_1,
  },
  frontends: { observers: 1, storage: Size.gibibytes(100), grownTo: Size.gibibytes(200) },
  rootPassword: security.Secret.fromStore({ store: 'vault', key: 'doris', property: 'root' }),
  expose: kubernetes.Expose.internalLoadBalancer({ sourceRanges: ['10.0.0.0/8'] }),
  overrides: {
    frontend: { max_query_retry_time: '3' },
    backend: { max_tablet_version_num: '3000' },
    metaService: { recycle_interval_seconds: '1800' },
    jvm: { be: ['-Xss1m'] },
    pods: {
      ms: { labels: { team: 'olap' } },
      be: { serviceAccountAnnotations: { 'example.com/role': 'reader' } },
      vault: { labels: { team: 'olap' } },
    },
  },
  acknowledge: { frontends: 4, removedGroups: ['reporting'], release: '4.1' },
};

/** A cluster whose data lies in an object store, in an App of its own, with the standard policies. */
export function clusterApart(
  props: Partial<doris.DorisDisaggregatedClusterProps> = {},
  environment: EnvironmentProps = { name: 'test', zones: ['a', 'b', 'c'] },
  namespaceName = 'lakehouse',
) {
  const app = new App();
  const extensions = [new monitoring.MonitoringProfile({ retention: Duration.days(35) })];
  Environment.attach(app, { extensions, ...environment });
  const chart = new kubernetes.NamespaceChart(app, namespaceName, { podSecurity: kubernetes.PodSecurity.BASELINE });
  const made = new doris.DorisDisaggregatedCluster(chart, 'sales', {
    foundationDb: foundationDb(chart),
    ...minimalApart,
    ...props,
  });
  policies.Policies.apply(app);
  return { app, chart, cluster: made, objects: () => yamlObjects(app) };
}

/** What every suite over all programs looks at, by the name that it has there. */
export const programs: Record<string, () => App> = {
  Doris: () => cluster().app,
  'Doris with every prop': () => cluster(everything, GRAFANA_OPERATOR).app,
  'Doris over an object store': () => clusterApart().app,
  'Doris over an object store with every prop': () => clusterApart(everythingApart, GRAFANA_OPERATOR).app,
};
