import {
  Cpu,
  Environment,
  EnvironmentProps,
  hadoop,
  kubernetes,
  monitoring,
  policies,
  scaling,
  security,
} from 'bigdata-constructs';
import { App, Duration, Size } from 'cdk8s';
import { GRAFANA_OPERATOR } from '../helpers/grafana';
import { yamlObjects } from '../helpers/synth';

/** An object store for tests. */
export const store = {
  bucketName: 'test-bucket',
  region: 'eu-central-1',
  endpoint: 'https://s3.eu-central-1.amazonaws.com',
};

const size = (cpu: number, memory: number) => ({ cpu: Cpu.units(cpu), memory: Size.gibibytes(memory) });

/** What is enough for a production-grade cluster. */
export const minimal: hadoop.HadoopClusterProps = {
  dataNodes: { count: 6, size: size(4, 16), volumes: [{ size: Size.tebibytes(2) }, { size: Size.tebibytes(2) }] },
  yarn: { nodeManagers: { scaling: scaling.Scaling.between(3, 12), size: size(8, 64) } },
};

/** One of each, as on a laptop. */
export const single: hadoop.HadoopClusterProps = {
  highAvailability: false,
  dataNodes: { count: 1, size: size(0.5, 1), volumes: [{ size: Size.gibibytes(10) }] },
  yarn: {
    nodeManagers: { scaling: scaling.Scaling.exactly(1), size: size(1, 3), localStorage: Size.gibibytes(5) },
  },
};

/** Every prop at once. */
export const everything: hadoop.HadoopClusterProps = {
  ...minimal,
  version: hadoop.HadoopVersion.of('3.4.2'),
  replication: 3,
  moreDataNodes: {
    archive: {
      count: 3,
      size: size(2, 16),
      volumes: [{ size: Size.tebibytes(8), storageType: hadoop.StorageType.ARCHIVE, storageClass: 'sc1' }],
    },
  },
  dataNodes: {
    count: 7,
    size: size(4, 32),
    volumes: [
      { size: Size.tebibytes(2), grownTo: Size.tebibytes(3) },
      { size: Size.gibibytes(500), storageType: hadoop.StorageType.SSD, storageClass: 'io2' },
    ],
  },
  nameNodes: { members: 3, expectedFiles: 20e6, storage: Size.gibibytes(100) },
  journalNodes: { members: 5, size: size(1, 4), storage: Size.gibibytes(40) },
  zooKeeper: { members: 5, size: size(1, 4), storage: Size.gibibytes(20), settings: { maxClientCnxns: '200' } },
  yarn: {
    nodeManagers: { scaling: scaling.Scaling.exactly(3), size: size(8, 32), localStorage: Size.gibibytes(200) },
    spotNodeManagers: { scaling: scaling.Scaling.between(1, 40), size: size(16, 64) },
    queues: [
      { name: 'etl', share: 70, members: ['etl'], maximumApplicationMasterShare: 0.1 },
      { name: 'adhoc', share: 30, maximumShare: 50, userLimitFactor: 2 },
    ],
    resourceManagers: { members: 3, size: size(2, 8) },
    decommissionTimeout: Duration.minutes(30),
    logRetention: Duration.days(30),
  },
  httpFs: { scaling: scaling.Scaling.between(2, 4), size: size(1, 4) },
  balancer: { schedule: '0 4 * * *', threshold: 5, deadline: Duration.hours(2) },
  trash: Duration.days(7),
  snapshots: [
    { path: '/warehouse', keep: 14 },
    { path: '/user/etl', schedule: '30 * * * *' },
  ],
  directories: [
    { path: '/spark/events', owner: 'spark:spark', mode: '1777', acl: ['default:user:spark:rwx'] },
    { path: '/warehouse' },
  ],
  backup: { store, schedule: '0 * * * *', prefix: 'fsimage' },
  dataNodeGracePeriod: Duration.hours(24),
  jsonLogs: true,
  overrides: {
    coreSite: { 'ipc.server.listen.queue.size': '512' },
    hdfsSite: { 'dfs.namenode.handler.count': '128' },
    yarnSite: { 'yarn.resourcemanager.am.max-attempts': '5' },
    mapredSite: { 'mapreduce.map.memory.mb': '2048' },
    capacityScheduler: { 'yarn.scheduler.capacity.node-locality-delay': '40' },
    hadoopPolicy: { 'security.client.protocol.acl': 'hadoop analysts' },
    log4j: { 'log4j.logger.org.apache.hadoop.ipc': 'WARN' },
  },
};

/** Kerberos, with all that it needs by reference but the certificate. */
export const kerberos = hadoop.HadoopSecurity.kerberos({
  realm: 'LAKE.TEST',
  kdcs: ['kdc.lake.test'],
  kdcPeer: security.Peer.cidr('10.9.8.7/32'),
  keytabSecret: 'lake-keytabs',
  tls: security.Tls.certManager({ issuer: 'internal', renewBefore: Duration.days(20), dnsNames: ['lake.example.com'] }),
});

/** A cluster `lake` in an App of its own, with the standard policies. */
export function cluster(
  props: Partial<hadoop.HadoopClusterProps> = {},
  environment: EnvironmentProps = { name: 'test', zones: ['a', 'b', 'c'] },
  namespace = 'lake',
) {
  const app = new App();
  const extensions = [new monitoring.MonitoringProfile({ retention: Duration.days(35) })];
  Environment.attach(app, { extensions, ...environment });
  const chart = new kubernetes.NamespaceChart(app, namespace);
  const made = new hadoop.HadoopCluster(chart, 'lake', { ...minimal, ...props });
  policies.Policies.apply(app);
  return { app, chart, cluster: made, objects: () => yamlObjects(app) };
}

/** What every suite over all programs looks at, by the name that it has there. */
export const programs: Record<string, () => App> = {
  'Hadoop with every prop': () => cluster(everything, GRAFANA_OPERATOR).app,
  'Hadoop with Kerberos': () =>
    cluster({ ...everything, yarn: undefined, httpFs: undefined, security: kerberos }, GRAFANA_OPERATOR).app,
  'Hadoop with one of each': () => cluster(single, { name: 'test', zones: ['local'] }).app,
};
