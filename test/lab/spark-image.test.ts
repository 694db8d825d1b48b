import { describeWithSpark } from '../helpers/authorities';
import { Lab } from './lab';
import { ContainerSpec, PodManifest, PodSpec } from './manifest';
import { OBJECT_STORE, OBJECT_STORE_ENVIRONMENT, startObjectStore } from './object-store';
import { scenariosOn } from './scenarios';

const SECRET = 'a-token-of-the-lab';

const pod = (name: string, container: Partial<ContainerSpec>, spec: Partial<PodSpec> = {}): PodManifest => ({
  name,
  namespace: 'ns',
  spec: { containers: [{ name: 'spark', image: 'apache/spark:4.1.2', ...container }], ...spec },
});
const conf = (settings: Record<string, string>) =>
  Object.entries(settings).flatMap(([key, value]) => ['--conf', `${key}=${value}`]);

/** Writes a table by the committer that never renames, and reads it back. */
const TABLE = `
from pyspark.sql import SparkSession
spark = SparkSession.builder.getOrCreate()
spark.range(1000).repartition(4).write.parquet("s3a://lake/numbers")
print("rows", spark.read.parquet("s3a://lake/numbers").count())
`;
const MAGIC = {
  'spark.hadoop.fs.s3a.endpoint': OBJECT_STORE,
  'spark.hadoop.fs.s3a.endpoint.region': 'us-east-1',
  'spark.hadoop.fs.s3a.path.style.access': 'true',
  'spark.hadoop.fs.s3a.committer.name': 'magic',
  'spark.hadoop.mapreduce.outputcommitter.factory.scheme.s3a': 'org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory',
  'spark.sql.sources.commitProtocolClass': 'org.apache.spark.internal.io.cloud.PathOutputCommitProtocol',
  'spark.sql.parquet.output.committer.class': 'org.apache.spark.internal.io.cloud.BindingParquetOutputCommitter',
};
const ask = (token: string) => `
from pyspark.sql import SparkSession
print("rows", SparkSession.builder.remote("sc://localhost:15002/;token=${token}").getOrCreate().range(7).count())
`;

describeWithSpark('4.1', "what stands in for Spark's image", () => {
  const scenario = scenariosOn(async () => {
    const lab = await Lab.start({ configMaps: { job: { 'table.py': TABLE } }, environment: OBJECT_STORE_ENVIRONMENT });
    return { lab };
  });

  scenario('has the History Server', async ({ lab }) => {
    const server = lab.startPod(
      pod(
        'history',
        {
          command: ['/opt/spark/bin/spark-class', 'org.apache.spark.deploy.history.HistoryServer'],
          env: [{ name: 'SPARK_HISTORY_OPTS', value: '-Dspark.history.fs.logDirectory=file:///logs' }],
          volumeMounts: [{ name: 'logs', mountPath: '/logs' }],
        },
        { volumes: [{ name: 'logs', emptyDir: {} }] },
      ),
    );
    await lab.until('it answers', async () => {
      const { output } = await server.exec('curl -sf localhost:18080/api/v1/applications');
      expect(JSON.parse(output)).toEqual([]);
    });
    await lab.deletePod('history', 0);
  });

  scenario('has the Connect server, which takes a token', async ({ lab }) => {
    const server = lab.startPod(
      pod('connect', {
        command: ['bash', '-c', 'exec $SPARK_HOME/sbin/start-connect-server.sh --master local[2]'],
        env: [{ name: 'SPARK_CONNECT_AUTHENTICATE_TOKEN', value: SECRET }],
      }),
    );
    await lab.until('it listens', async () => {
      expect((await server.exec(': </dev/tcp/127.0.0.1/15002')).code).toBe(0);
    });
    const asked = (token: string) => server.exec(['python3', '-c', ask(token)]);
    expect((await asked(SECRET)).output).toContain('rows 7\n');
    expect((await asked('another')).output).toMatch(/UNAUTHENTICATED|Invalid token/);
    await lab.deletePod('connect', 0);
  });

  scenario('writes to an object store with the jars of one that has them', async ({ lab }) => {
    startObjectStore(lab);
    const mounted = { volumeMounts: [{ name: 'job', mountPath: '/opt/job' }] };
    const volumes = { restartPolicy: 'Never', volumes: [{ name: 'job', configMap: { name: 'job' } }] };
    const submit = (settings: Record<string, string>) => ({
      command: ['/opt/spark/bin/spark-submit', '--master', 'local[2]', ...conf(settings), '/opt/job/table.py'],
      ...mounted,
    });
    await lab.until('there is a store', () => {
      lab.network.run(`curl -sf -X PUT ${OBJECT_STORE}/lake`);
      return Promise.resolve();
    });
    // With the committers' settings it would not even fail: PySpark asks the JVM again and again what the class that it has not was to be.
    const without = lab.startPod(pod('without', submit({}), volumes));
    await lab.until('it has ended', () => Promise.resolve('spark' in without.exits), 240);
    expect(without.container().output()).toContain(
      'ClassNotFoundException: Class org.apache.hadoop.fs.s3a.S3AFileSystem',
    );
    const image = 'registry.test/data/spark-cloud:4.1.2';
    const job = lab.startPod(pod('table', { ...submit(MAGIC), image }, volumes));
    await lab.until('it has ended', () => Promise.resolve('spark' in job.exits), 240);
    expect(job.container().output()).toContain('Using committer magic to output data to s3a://lake/numbers');
    expect(job.container().output()).toContain('rows 1000\n');
    const objects = lab.network.run(`curl -sf '${OBJECT_STORE}/lake?list-type=2'`);
    expect(objects).toContain('<Key>numbers/_SUCCESS</Key>');
  });
});
