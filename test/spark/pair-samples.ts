import {
  Cpu,
  IFileSystem,
  kubernetes,
  monitoring,
  scaling,
  security,
  services,
  spark,
  StoreMode,
} from 'bigdata-constructs';
import { Duration, Size } from 'cdk8s';
import { addedTo } from '../helpers/pod-overrides';
import { kueue, metastore, rest, store, volcano, yunikorn } from './clusters';

const { Monitoring } = monitoring;
const { EnvValue, Volume } = kubernetes;
const { Scaling } = scaling;
const { SparkShape, SparkLocation } = spark;

/** Props of one kind of construct, of which some are given. */
export interface Levels {
  readonly platform: Partial<spark.SparkPlatformProps>;
  readonly team: Partial<spark.SparkTeamProps>;
  /** Of each application or server that there is. */
  readonly workload: Partial<spark.SparkWorkloadProps>;
  readonly application: Partial<spark.SparkApplicationProps>;
  readonly schedule: Partial<spark.ScheduledSparkApplicationProps>;
  readonly server: Partial<spark.SparkConnectServerProps>;
}
export type Level = keyof Levels;

type SamplesOf<Props> = { readonly [prop in string & keyof Props]?: unknown } & Readonly<Record<string, unknown>>;

/** What the props of each level are called. */
export const STRUCTS: Record<Level, string> = {
  platform: 'SparkPlatformProps',
  team: 'SparkTeamProps',
  workload: 'SparkWorkloadProps',
  application: 'SparkApplicationProps',
  schedule: 'ScheduledSparkApplicationProps',
  server: 'SparkConnectServerProps',
};

const lake: IFileSystem = {
  uri: 'hdfs://lake',
  networkPeer: security.Peer.pods('lake').networkPeer,
  clientFilesIn: () => 'lake-client',
};
const own = (release: string) =>
  spark.SparkVersion.of(release, { images: { spark: { image: `registry.example.com/spark:${release}-s3` } } });
const sales = { ...store, bucketName: 'sales' };
/** What pods can have besides: priorities are the platform's to say, and accounts the team's. */
const podsOf = (...components: string[]): spark.SparkOverrides => ({
  pods: Object.fromEntries(
    components.map((component) => {
      const { annotations, env, mounts, hostAliases } = addedTo(component);
      return [component, { labels: { stage: component }, annotations, env, mounts, hostAliases }];
    }),
  ),
});
const sidecarsOf = (...components: string[]): spark.SparkOverrides => ({
  pods: Object.fromEntries(components.map((component) => [component, { sidecars: addedTo(component).sidecars }])),
});

/** A value for each optional prop, and for required ones that can be of several kinds: what comes after a blank tells the values of one prop apart. */
export const SAMPLES: { readonly [level in Level]: SamplesOf<Levels[level]> } = {
  platform: {
    // As long as it may be, as are the others.
    name: 'p'.repeat(33),
    version: own('4.0.5'),
    'eventLog hdfs': SparkLocation.inFileSystem(lake, '/spark/events'),
    historyServer: {
      largestLog: Size.gibibytes(2),
      cpu: Cpu.units(2),
      storage: Size.gibibytes(50),
      retention: Duration.days(30),
    },
    'warehouse store': SparkLocation.inStore(store, 'warehouse'),
    'warehouse hdfs': SparkLocation.inFileSystem(lake, '/warehouse'),
    encryption: true,
    'monitoring probe': Monitoring.standard({ objectives: { JobAvailability: 97 } }),
    'monitoring none': Monitoring.none(),
    operatorName: 'kubeflow',
    'overrides sparkConf': { sparkConf: { 'spark.sql.shuffle.partitions': '400', 'spark.task.maxFailures': '8' } },
    'overrides pods': { pods: { 'history-server': addedTo('history-server') } },
    acknowledge: { unknownKeys: ['spark.ours'] },
  },
  team: {
    capacity: { cpu: Cpu.units(100), memory: Size.gibibytes(400) },
    share: 20,
    members: ['ann'],
    groups: ['etl'],
    'queueing kueue': kueue,
    'queueing yunikorn': yunikorn,
    'queueing yunikorn-named': spark.Queueing.yunikorn({
      queue: 'root.batch.etl',
      gangScheduling: false,
      maxApplications: 3,
    }),
    'queueing volcano': volcano,
    stores: [
      { store: sales, prefix: 'orders' },
      { store, prefix: 'etl/fallback' },
      { store, prefix: 'etl', mode: StoreMode.READ },
    ],
    'catalogs rest': { lake: rest },
    'catalogs hive': { spark_catalog: services.Catalog.hive(metastore) },
    fileSystem: lake,
    rpcSecret: security.Secret.existing('rpc', 'key'),
    'monitoring less': Monitoring.standard({ objectives: { ApplicationSuccess: 90 } }),
    'monitoring none': Monitoring.none(),
  },
  workload: {
    name: 's'.repeat(43),
    version: own('4.0.4'),
    driver: SparkShape.of({ cores: 2, memory: Size.gibibytes(4), memoryOverhead: Size.gibibytes(1) }),
    executor: SparkShape.of({
      cores: 3,
      coreRequest: Cpu.millis(2500),
      memory: Size.gibibytes(8),
      pythonMemory: Size.gibibytes(1),
      offHeap: Size.mebibytes(512),
    }),
    'executors between': Scaling.between(2, 6),
    'executors exactly': Scaling.exactly(3),
    spot: false,
    'zones named': spark.SparkZones.named('b'),
    'zones any': spark.SparkZones.any(),
    'localDisk node': spark.LocalDisk.node(Size.gibibytes(40)),
    'localDisk volume': spark.LocalDisk.volume(Size.gibibytes(100)),
    'localDisk reused': spark.LocalDisk.reusedVolume(Size.gibibytes(100)),
    decommissionTimeout: Duration.seconds(60),
    fallbackStorage: { location: SparkLocation.inStore(store, 'etl/fallback') },
    remoteShuffle: spark.RemoteShuffle.celeborn(['celeborn-0.shuffle:9097', 'celeborn-1.shuffle:9097'], {
      peer: security.Peer.pods('shuffle'),
      replicate: true,
    }),
    dependencies: {
      jars: ['local:///opt/jars/a.jar'],
      packages: ['org.example:lib_2.13:1.0.0'],
      repositories: ['https://repository.example.com'],
      pyFiles: [`s3a://${store.bucketName}/lib.zip`],
      files: ['https://example.com/lookup.csv'],
      archives: [`s3a://${store.bucketName}/env.tar.gz#environment`],
    },
    doris: {
      sales: {
        host: 'sales-fe-service.shop',
        user: 'etl',
        password: { secretName: 'sales-etl', key: 'password' },
        peer: security.Peer.pods('shop'),
        properties: { 'doris.sink.batch.size': '100000' },
      },
    },
    env: { MODE: EnvValue.literal('full'), DATABASE: EnvValue.secret({ secretName: 'database', key: 'password' }) },
    mounts: [
      { volume: Volume.secret('database', 'database', ['ca.crt']), path: '/opt/database', readOnly: true },
      { volume: Volume.emptyDir('own', { sizeLimit: Size.gibibytes(1) }), path: '/opt/own' },
    ],
    'overrides sparkConf': { sparkConf: { 'spark.sql.adaptive.enabled': 'false', 'spark.task.maxFailures': '2' } },
    acknowledge: { unknownKeys: ['spark.mine'] },
  },
  application: {
    'job jar': spark.Job.jar('local:///opt/jobs/job.jar', 'com.example.Main', { arguments: ['--day', 'latest'] }),
    'job sql': spark.Job.sql(['SELECT 1']),
    'overrides pods': podsOf('driver', 'executor'),
    'overrides sidecars': sidecarsOf('driver', 'executor'),
    deadline: Duration.hours(3),
    retries: 2,
    priority: 'urgent',
  },
  schedule: {
    timeZone: 'Europe/Berlin',
    concurrency: spark.SparkConcurrency.REPLACE,
    successfulRuns: 5,
    failedRuns: 7,
    freshWithin: Duration.hours(40),
    suspend: true,
  },
  server: {
    token: security.Secret.fromStore({ store: 'vault', key: 'connect', property: 'token' }),
    tls: security.Tls.existing('interactive-certificate'),
    'overrides pods': podsOf('connect-server', 'executor'),
    'overrides sidecars': sidecarsOf('connect-server', 'executor'),
  },
};

/** What a sample is refused without. */
export const NEEDS: Record<string, string[]> = {
  'team.queueing kueue': ['team.capacity'],
  'workload.fallbackStorage': ['team.stores'],
  'application.priority': ['team.capacity', 'team.queueing kueue'],
};
