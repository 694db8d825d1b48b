import { scaling, spark } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { confRules } from '../../lib/spark/config/conf-rules';
import { isSecret, whoSays } from '../../lib/spark/config/held-keys';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
import { platform, rest, scheduled } from './clusters';

type Changes = Partial<spark.ScheduledSparkApplicationProps>;

const conf = (key: string, value = 'x'): Changes => ({ overrides: { sparkConf: { [key]: value } } });
const driver = (memory: number) => ({ driver: spark.SparkShape.of({ cores: 1, memory: Size.mebibytes(memory) }) });
const meant = (key: string) => ({ acknowledge: { riskySettings: [key] } });
const TRACKING = 'spark.dynamicAllocation.shuffleTracking.enabled';
const PLAIN = conf('spark.sql.shuffle.partitions', '400');

rulesSuite<Changes>('the rules of properties', {
  rules: confRules,
  reported: reportedByConstruct((changes) => scheduled(changes, { team: { catalogs: { lake: rest } } }).app),
  cases: {
    SP150: [
      { refused: conf('spark.master'), given: "'spark.master', which the operator alone says", passes: PLAIN },
      {
        refused: conf('spark.executor.memory', '4g'),
        given: "'spark.executor.memory', which the prop executor says",
        passes: conf('spark.memory.fraction', '0.5'),
      },
      {
        refused: conf('spark.kubernetes.local.dirs.tmpfs', 'true'),
        given: "'spark.kubernetes.local.dirs.tmpfs', which the prop localDisk says",
        passes: PLAIN,
      },
    ],
    SP151: [
      {
        refused: conf('spark.hadoop.fs.s3a.access.key'),
        given: 'text for spark.hadoop.fs.s3a.access.key',
        passes: conf('spark.hadoop.fs.s3a.connection.maximum', '200'),
      },
      {
        refused: conf('spark.hadoop.fs.s3a.bucket.test-bucket.session.token'),
        given: 'text for spark.hadoop.fs.s3a.bucket.test-bucket.session.token',
        passes: conf('spark.hadoop.fs.s3a.bucket.test-bucket.requester.pays.enabled', 'true'),
      },
      {
        refused: conf('spark.driver.extraJavaOptions', '-Ddb.password=mine'),
        given: 'text for spark.driver.extraJavaOptions',
        passes: conf('spark.driver.extraJavaOptions', '-XX:+UseG1GC'),
      },
    ],
    SP152: [
      { refused: conf('fs.s3a.connection.maximum'), given: "'fs.s3a.connection.maximum'", passes: PLAIN },
      { refused: conf('spark.a b'), given: "'spark.a b'", passes: PLAIN },
    ],
    SP153: [
      {
        refused: conf('spark.kubernetes.executor.deleteOnTermination', 'false'),
        given: 'spark.kubernetes.executor.deleteOnTermination of false: pods of executors',
        passes: {
          ...conf('spark.kubernetes.executor.deleteOnTermination', 'false'),
          ...meant('spark.kubernetes.executor.deleteOnTermination'),
        },
      },
      {
        refused: conf('spark.driver.maxResultSize', '0'),
        given: 'spark.driver.maxResultSize of 0: what is collected',
        passes: conf('spark.driver.maxResultSize', '1g'),
      },
    ],
    SP154: [
      {
        refused: conf('spark.sql.sources.partitionOverwriteMode', 'dynamic'),
        given: 'spark.sql.sources.partitionOverwriteMode of dynamic: no committer',
        passes: conf('spark.sql.sources.partitionOverwriteMode', 'static'),
      },
      {
        refused: conf('spark.hadoop.fs.s3a.committer.name', 'file'),
        given: 'spark.hadoop.fs.s3a.committer.name of file: it renames',
        passes: conf('spark.hadoop.fs.s3a.committer.name', 'partitioned'),
      },
      {
        refused: conf('spark.hadoop.fs.s3a.committer.magic.enabled', 'false'),
        given: 'spark.hadoop.fs.s3a.committer.magic.enabled of false',
        passes: conf('spark.hadoop.fs.s3a.committer.magic.enabled', 'true'),
      },
      {
        refused: conf('spark.hadoop.fs.s3a.committer.abort.pending.uploads', 'true'),
        given: 'spark.hadoop.fs.s3a.committer.abort.pending.uploads of true: of two jobs',
        passes: {
          ...conf('spark.hadoop.fs.s3a.committer.abort.pending.uploads', 'true'),
          ...meant('spark.hadoop.fs.s3a.committer.abort.pending.uploads'),
        },
      },
    ],
    SP155: {
      refused: conf(TRACKING, 'false'),
      given: "'false'",
      passes: { ...conf(TRACKING, 'false'), executors: scaling.Scaling.exactly(2) },
    },
    SP157: [
      {
        refused: conf('spark.executor.decommission.enabled', 'true'),
        given: "'spark.executor.decommission.enabled'",
        passes: {
          ...conf('spark.executor.decommission.enabled', 'true'),
          acknowledge: { unknownKeys: ['spark.executor.decommission.enabled'] },
        },
      },
      {
        refused: conf('spark.sql.shufle.partitions'),
        given: "'spark.sql.shufle.partitions', which is close to",
        passes: PLAIN,
      },
    ],
    SP158: {
      refused: conf('spark.sql.extensions', 'io.example.Extensions'),
      given: "'io.example.Extensions'",
      passes: conf(
        'spark.sql.extensions',
        'org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions,io.example.Extensions',
      ),
    },
    SP156: {
      refused: { ...driver(4095), ...conf('spark.driver.maxResultSize', '2g') },
      given: '4095Mi where it is 2g',
      passes: { ...driver(4096), ...conf('spark.driver.maxResultSize', '2g') },
    },
  },
});

test('what a platform gives is checked there, and where stores are against each application', () => {
  const given = (key: string, value: string) => ({ platform: { overrides: { sparkConf: { [key]: value } } } });
  expect(() => platform(given('spark.eventLog.dir', 's3a://b/x'))).toThrow(/\[spark\/spark\] SP150/);
  expect(() => platform(given('spark.sql.sources.partitionOverwriteMode', 'dynamic'))).toThrow(/SP154/);
  expect(() => scheduled({}, given(TRACKING, 'false'))).toThrow(/\[etl\/nightly\] SP155/);
  expect(() => scheduled({}, given('spark.sql.shuffle.partitions', '10'))).not.toThrow();
});

test('of everything that an application renders by itself, what may not be given is what something else says', () => {
  const { objects } = scheduled({ fallbackStorage: undefined });
  const { spec } = objects().find(({ kind }) => kind === 'ScheduledSparkApplication')!;
  const { sparkConf } = (spec as { template: { sparkConf: Record<string, string> } }).template;
  const free = Object.keys(sparkConf).filter((key) => whoSays(key) === undefined);
  // Defaults that may be given otherwise.
  expect(free.sort()).toEqual([
    'spark.decommission.enabled',
    'spark.driver.maxResultSize',
    'spark.dynamicAllocation.cachedExecutorIdleTimeout',
    'spark.dynamicAllocation.shuffleTracking.timeout',
    'spark.eventLog.compress',
    'spark.eventLog.rolling.enabled',
    'spark.executor.failuresValidityInterval',
    'spark.executor.maxNumFailures',
    'spark.hadoop.fs.s3a.aws.credentials.provider',
    'spark.hadoop.fs.s3a.bucket.test-bucket.endpoint',
    'spark.hadoop.fs.s3a.bucket.test-bucket.endpoint.region',
    'spark.hadoop.fs.s3a.committer.abort.pending.uploads',
    'spark.hadoop.fs.s3a.committer.name',
    'spark.hadoop.mapreduce.outputcommitter.factory.scheme.s3a',
    'spark.metrics.conf.*.source.jvm.class',
    'spark.sql.parquet.output.committer.class',
    'spark.sql.sources.commitProtocolClass',
    'spark.storage.decommission.enabled',
    'spark.ui.killEnabled',
  ]);
});

test.each([
  ['spark.kubernetes.driver.master', 'the operator alone says'],
  ['spark.kubernetes.container.image', 'the prop version says'],
  ['spark.kubernetes.executor.container.image', 'the prop version says'],
  ['spark.kubernetes.authenticate.driver.serviceAccountName', 'the operator alone says'],
  ['spark.kubernetes.authenticate.oauthTokenFile', 'the operator alone says'],
  ['spark.kubernetes.namespace', "the team's chart says"],
  ['spark.kubernetes.driver.podTemplateFile', 'overrides.pods and the environment say'],
  ['spark.kubernetes.executor.label.team', 'overrides.pods and the environment say'],
  ['spark.kubernetes.node.selector.disk', 'overrides.pods and the environment say'],
  ['spark.kubernetes.driverEnv.A', 'the props env and mounts say'],
  ['spark.executorEnv.A', 'the props env and mounts say'],
  ['spark.kubernetes.executor.volumes.emptyDir.spark-local-dir-9.mount.path', 'the props mounts and localDisk say'],
  ['spark.dynamicAllocation.maxExecutors', 'the prop executors says'],
  ['spark.dynamicAllocation.executorIdleTimeout', undefined],
  ['spark.sql.shuffle.partitions', undefined],
  ['spark.driver.extraJavaOptions', undefined],
])('%s: %s', (key, says) => expect(whoSays(key)).toBe(says));

test.each([
  ['spark.hadoop.fs.s3a.secret.key', 'x', true],
  ['spark.hadoop.fs.azure.account.key.lake.dfs.core.windows.net', 'x', true],
  ['spark.hadoop.javax.jdo.option.ConnectionPassword', 'x', true],
  ['spark.sql.catalog.lake.credential', 'x', true],
  ['spark.connect.authenticate.token', 'x', true],
  ['spark.sql.catalog.lake.uri', 'https://me:mine@catalog.example.com', true],
  ['spark.redaction.string.regex', 'AKIAABCDEFGHIJKLMNOP', true],
  ['spark.sql.catalog.lake.uri', 'https://catalog.example.com:8181/api', false],
  ['spark.hadoop.fs.s3a.aws.credentials.provider', 'org.example.Provider', false],
  ['spark.kubernetes.kerberos.tokenSecret.name', 'tokens', false],
  ['spark.redaction.regex', '(?i)secret|password', false],
])('of %s as %s: %s', (key, value, expected) => expect(isSecret(key, value)).toBe(expected));
