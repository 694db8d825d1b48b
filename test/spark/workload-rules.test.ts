import { Cpu, EnvironmentProps, kubernetes, scaling, security, services, spark, StoreMode } from 'bigdata-constructs';
import { Duration, Size } from 'cdk8s';
import { dorisRules } from '../../lib/spark/parts/doris-rules';
import { workloadRules } from '../../lib/spark/parts/workload-rules';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
import { Given, metastore, ownImage, rest, scheduled, store } from './clusters';

/** Props that differ from those that are enough, and what the environment and the team have. */
type Changes = Partial<spark.ScheduledSparkApplicationProps> & {
  readonly environment?: Partial<EnvironmentProps>;
  readonly of?: Partial<spark.SparkTeamProps>;
};

const { Scaling } = scaling;
const { EnvValue, Volume } = kubernetes;
const GIB = Size.gibibytes(1);
const shape = (changes: Partial<spark.SparkShapeOptions>) => spark.SparkShape.of({ cores: 1, memory: GIB, ...changes });
const executor = (changes: Partial<spark.SparkShapeOptions>) => ({
  executor: shape(changes),
  executors: Scaling.exactly(1),
});
const needs = (dependencies: spark.SparkDependencies) => ({ dependencies });
const mount = (path: string) => ({ mounts: [{ volume: Volume.emptyDir('own'), path }] });
const env = (name: string) => ({ env: { [name]: EnvValue.literal('x') } });
const leaves = (seconds: number) => ({ decommissionTimeout: Duration.seconds(seconds) });
const fallback = (prefix: string, bucketName = store.bucketName) => ({
  fallbackStorage: { location: spark.SparkLocation.inStore({ ...store, bucketName }, prefix) },
});
const nodes = (id: string, placement: object) => ({ environment: { nodeClasses: { [id]: placement } } });
const reused = {
  localDisk: spark.LocalDisk.reusedVolume(GIB),
  environment: { storageClasses: { scratch: 'scratch' } },
};
const pods = (component: string, has: kubernetes.PodOverrides) => ({ overrides: { pods: { [component]: has } } });
const sidecars = [
  { name: 'shipper', image: 'shipper:2', resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(64) } },
];
const doris = (changes: Partial<spark.SparkDorisOptions> = {}, name = 'sales') => ({
  doris: {
    [name]: {
      host: 'sales-fe-service.shop',
      user: 'etl',
      password: { secretName: 'sales-etl', key: 'password' },
      peer: security.Peer.pods('shop', { app: 'doris' }),
      ...changes,
    },
  },
});
const capacity = (cpu: number, memory: number) => ({
  of: { capacity: { cpu: Cpu.units(cpu), memory: Size.gibibytes(memory) } },
});

rulesSuite<Changes>('the rules of every kind of application', {
  rules: [...workloadRules, ...dorisRules],
  reported: reportedByConstruct(({ environment, of, ...changes }) => {
    const given: Given = { environment: { name: 'test', zones: ['a', 'b', 'c'], ...environment }, team: of };
    return scheduled(changes, given).app;
  }),
  cases: {
    SP032: [
      {
        refused: executor({ memory: Size.kibibytes(1_000_000) }),
        given: '1000000Ki for memory of executors',
        passes: executor({ memory: Size.mebibytes(1000) }),
      },
      {
        refused: { driver: shape({ memoryOverhead: Size.kibibytes(1_000_000) }) },
        given: '1000000Ki for memoryOverhead of the driver',
        passes: { driver: shape({ memoryOverhead: Size.mebibytes(1000) }) },
      },
    ],
    SP033: {
      refused: executor({ memory: Size.mebibytes(449) }),
      given: '449Mi for executors',
      passes: executor({ memory: Size.mebibytes(450) }),
    },
    SP034: [
      {
        refused: { driver: shape({ pythonMemory: GIB }) },
        given: 'pythonMemory',
        passes: executor({ pythonMemory: GIB }),
      },
      { refused: { driver: shape({ offHeap: GIB }) }, given: 'offHeap', passes: executor({ offHeap: GIB }) },
    ],
    SP035: [
      {
        refused: { executors: Scaling.between(0.5, 4) },
        given: '0.5 for the least',
        passes: { executors: Scaling.between(0, 4) },
      },
      {
        refused: { executors: Scaling.exactly(0) },
        given: 'NaN for the most',
        passes: { executors: Scaling.exactly(1) },
      },
    ],
    SP036: {
      refused: { version: spark.SparkVersion.of('4.0.2') },
      given: 'the published image of 4.0.2',
      passes: { version: ownImage },
    },
    SP037: [
      {
        refused: needs({ jars: ['lib.jar'] }),
        given: "'lib.jar' for dependencies.jars",
        passes: needs({ jars: ['local:///lib.jar'] }),
      },
      {
        refused: needs({ archives: ['file:///env.tar.gz#env'] }),
        given: "'file:///env.tar.gz#env' for dependencies.archives",
        passes: needs({ archives: ['s3a://test-bucket/env.tar.gz#env'] }),
      },
    ],
    SP038: {
      refused: needs({ files: ['s3a://strange/lookup.csv'] }),
      given: 's3a://strange/lookup.csv',
      passes: needs({ files: ['s3a://test-bucket/lookup.csv'] }),
    },
    SP039: [
      {
        refused: needs({ packages: ['org.example:lib'] }),
        given: "'org.example:lib'",
        passes: needs({ packages: ['org.example:lib_2.13:1.0.0'] }),
      },
      {
        refused: needs({ repositories: ['http://repository.example.com'] }),
        given: "'http://repository.example.com'",
        passes: needs({ repositories: ['https://repository.example.com'] }),
      },
    ],
    SP040: {
      refused: needs({ packages: ['org.example:lib:1.0.0'] }),
      given: "'org.example:lib:1.0.0'",
      passes: needs({ jars: ['local:///opt/jobs/lib.jar'] }),
    },
    SP041: [
      { refused: env('SPARK_LOCAL_DIRS'), given: 'SPARK_LOCAL_DIRS', passes: env('STAGE') },
      { refused: env('HADOOP_USER_NAME'), given: 'HADOOP_USER_NAME', passes: env('HADOOP_OPTS') },
      { refused: env('AWS_CONTAINER_CREDENTIALS_FULL_URI'), given: 'AWS_CONTAINER_', passes: env('AWS_REGION') },
    ],
    SP042: [
      { refused: mount('/tmp/'), given: "'/tmp/' over '/tmp'", passes: mount('/tmp/mine') },
      { refused: mount('/opt/spark'), given: "'/opt/spark' over '/opt/spark/conf'", passes: mount('/opt/files') },
    ],
    SP043: {
      refused: { localDisk: spark.LocalDisk.node(Size.mebibytes(512)) },
      given: '512Mi',
      passes: { localDisk: spark.LocalDisk.node(GIB) },
    },
    SP044: {
      refused: { ...reused, zones: spark.SparkZones.any() },
      given: 'SparkZones.any()',
      passes: reused,
    },
    SP057: {
      refused: { localDisk: reused.localDisk },
      given: 'one of 1Gi without a class',
      passes: reused,
    },
    SP045: [
      {
        refused: fallback('fallback', 'strange'),
        given: 's3a://strange/fallback',
        passes: { ...fallback('fallback'), of: { stores: [{ store, prefix: 'fallback' }] } },
      },
      {
        refused: { ...fallback('fallback'), of: { stores: [{ store, prefix: 'fallback', mode: StoreMode.READ }] } },
        given: 's3a://test-bucket/fallback',
        passes: { ...fallback('fallback'), of: { stores: [{ store }] } },
      },
      {
        refused: { ...fallback('fallbacks'), of: { stores: [{ store, prefix: 'fallback' }] } },
        given: 's3a://test-bucket/fallbacks',
        passes: { ...fallback('fallback/etl'), of: { stores: [{ store, prefix: 'fallback' }] } },
      },
    ],
    SP046: {
      refused: { zones: spark.SparkZones.named('d') },
      given: "'d' where there are a, b, c",
      passes: { zones: spark.SparkZones.named('b') },
    },
    SP047: [
      { refused: leaves(121), given: '121 seconds', passes: { ...leaves(121), spot: false } },
      { refused: leaves(5), given: '5 seconds', passes: leaves(10) },
      { refused: { decommissionTimeout: Duration.millis(20_500) }, given: '20500 milliseconds', passes: leaves(20) },
    ],
    SP048: [
      {
        refused: nodes('executor', { maxGracePeriod: Duration.seconds(60) }),
        given: '110 seconds where executor nodes have 1 minute',
        passes: { ...nodes('executor', { maxGracePeriod: Duration.seconds(60) }), ...leaves(60) },
      },
      {
        refused: { ...nodes('driver', { maxGracePeriod: Duration.minutes(5) }), ...leaves(301), spot: false },
        given: '301 seconds where driver nodes have 5 minutes',
        passes: { ...nodes('driver', { maxGracePeriod: Duration.minutes(5) }), ...leaves(300), spot: false },
      },
    ],
    SP049: {
      refused: nodes('driver', { nodeSelector: { 'karpenter.sh/capacity-type': 'spot' } }),
      given: 'karpenter.sh/capacity-type=spot',
      passes: nodes('driver', { nodeSelector: { 'karpenter.sh/capacity-type': 'on-demand' } }),
    },
    SP050: [
      {
        refused: executor({ cores: 9 }),
        given: 'none with 9 cores',
        passes: executor({ cores: 9, pythonMemory: GIB }),
      },
      {
        refused: executor({ cores: 16 }),
        given: 'none with 16 cores',
        passes: { ...executor({ cores: 16 }), job: spark.Job.jar('local:///job.jar', 'Main') },
      },
    ],
    SP051: {
      refused: executor({ memory: Size.gibibytes(65) }),
      given: '65Gi',
      passes: executor({ memory: Size.gibibytes(64) }),
    },
    SP052: [
      // A driver of 1 core and 2 GiB with an overhead of 819 MiB; executors of 1 core and 1 GiB with one of 409.
      {
        refused: { ...capacity(8, 16), ...executor({}), executors: Scaling.between(0, 8) },
        given: '9 CPU and 14331Mi for 8 executors and the driver of 8 and 16384Mi',
        passes: { ...capacity(9, 16), ...executor({}), executors: Scaling.between(0, 8) },
      },
      {
        refused: { ...capacity(100, 12), ...executor({}), executors: Scaling.exactly(7) },
        given: '8 CPU and 12898Mi for 7 executors and the driver of 100 and 12288Mi',
        passes: { ...capacity(100, 13), ...executor({}), executors: Scaling.exactly(7) },
      },
      {
        refused: {
          ...capacity(9, 16),
          ...executor({}),
          executors: Scaling.between(0, 8),
          ...pods('executor', { sidecars }),
        },
        given: '9.8 CPU and 14843Mi for 8 executors and the driver of 9 and 16384Mi',
        passes: {
          ...capacity(10, 16),
          ...executor({}),
          executors: Scaling.between(0, 8),
          ...pods('executor', { sidecars }),
        },
      },
      {
        refused: { ...capacity(3, 64), ...executor({}), executors: Scaling.exactly(1) },
        given: '1 CPU and 2867Mi for the driver of 0.75 and 16384Mi',
        passes: { ...capacity(4, 64), ...executor({}), executors: Scaling.exactly(1) },
      },
    ],
    SP058: [
      {
        refused: { version: spark.SparkVersion.V3_5, ...doris() },
        given: 'the published image of 3.5.9',
        passes: {
          version: spark.SparkVersion.V3_5,
          ...doris(),
          ...needs({ jars: ['local:///opt/jars/spark-doris-connector-spark-3.5-25.1.0.jar'] }),
        },
      },
      {
        // Another line's connector has classes that this Spark has not.
        refused: {
          version: spark.SparkVersion.V4_1,
          ...doris(),
          ...needs({ packages: ['org.apache.doris:spark-doris-connector-spark-3.5:25.1.0'] }),
        },
        given: 'the published image of 4.1.2',
        passes: { version: ownImage, ...doris() },
      },
    ],
    SP059: [
      { refused: doris({}, 'Sales'), given: "'Sales'", passes: doris() },
      { refused: doris({}, 'spark_catalog'), given: "'spark_catalog'", passes: doris() },
      {
        refused: { ...doris({}, 'lake'), of: { catalogs: { lake: rest } } },
        given: "'lake'",
        passes: doris({}, 'lake'),
      },
    ],
    SP068: [
      {
        refused: doris({ properties: { 'doris.password': 'mine' } }),
        given: "doris.password of 'sales'",
        passes: doris({ properties: { 'doris.sink.batch.size': '100000' } }),
      },
      {
        refused: doris({ properties: { 'doris.fenodes': 'other:8030' } }),
        given: "doris.fenodes of 'sales'",
        passes: doris(),
      },
    ],
    SP055: [
      {
        refused: pods('drivers', { annotations: { reviewed: 'yes' } }),
        given: "'drivers'",
        passes: pods('driver', { annotations: { reviewed: 'yes' } }),
      },
      {
        refused: pods('connect-server', { annotations: { reviewed: 'yes' } }),
        given: "'connect-server'",
        passes: pods('executor', { annotations: { reviewed: 'yes' } }),
      },
    ],
    SP056: [
      {
        refused: pods('driver', { priorityClass: 'important' }),
        given: "priorityClass of 'driver'",
        passes: pods('driver', { annotations: { reviewed: 'yes' } }),
      },
      {
        refused: pods('executor', { serviceAccountAnnotations: { owner: 'us' } }),
        given: "serviceAccountAnnotations of 'executor'",
        passes: pods('executor', { labels: { owner: 'us' } }),
      },
    ],
    SP053: [
      {
        refused: env('AWS_SECRET_ACCESS_KEY'),
        given: 'AWS_SECRET_ACCESS_KEY',
        passes: {
          env: { AWS_SECRET_ACCESS_KEY: EnvValue.secret({ secretName: 'store', key: 'AWS_SECRET_ACCESS_KEY' }) },
        },
      },
      {
        refused: { env: { DATABASE: EnvValue.literal('jdbc:postgresql://me:mine@db/x') } },
        given: 'DATABASE',
        passes: { env: { DATABASE: EnvValue.literal('jdbc:postgresql://db/x') } },
      },
    ],
    SP054: [
      {
        refused: { version: spark.SparkVersion.of('4.1.2'), of: { catalogs: { lake: rest } } },
        given: 'the published image of 4.1.2',
        passes: {
          version: spark.SparkVersion.of('4.1.2'),
          of: { catalogs: { lake: rest } },
          dependencies: { jars: ['local:///opt/jars/iceberg-spark-runtime-4.0_2.13-1.10.0.jar'] },
        },
      },
      {
        refused: { version: spark.SparkVersion.of('4.1.2'), of: { catalogs: { lake: rest } } },
        given: 'the published image of 4.1.2',
        passes: {
          version: spark.SparkVersion.of('4.1.2'),
          of: { catalogs: { spark_catalog: services.Catalog.hive(metastore) } },
        },
      },
    ],
  },
});
