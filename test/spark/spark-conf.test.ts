import { execFile, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo, createServer as createSocket } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { scaling, spark } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { describeWithSpark, SparkPrograms } from '../helpers/authorities';
import { until } from '../helpers/process';
import { find } from '../helpers/synth';
import { scheduled, store } from './clusters';

const run = promisify(execFile);

/** Of what is rendered, what stands for something in a cluster, and what takes its place here. */
const here = (folder: string) => ({
  'spark.eventLog.dir': `file://${folder}/events`,
  'spark.sql.warehouse.dir': `file://${folder}/warehouse`,
  'spark.blockManager.port': '0',
  'spark.ui.enabled': 'false',
  // Of the executors alone.
  'spark.shuffle.sort.io.plugin.class': 'org.apache.spark.shuffle.sort.io.LocalDiskShuffleDataIO',
});

/** Where volumes are mounted that outlive their executor. */
const LOCAL_DISK = 'spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.path';

/** What Spark takes in a cluster alone. */
const IN_CLUSTER = /^spark\.authenticate\.secret\.file$/;

/** All properties that applications of a release are rendered with. */
function rendered(release: string): Record<string, string> {
  const version = spark.SparkVersion.of(release, { images: { spark: { image: 'registry.example.com/spark:own' } } });
  const events = spark.SparkLocation.inStore(store, 'spark/events');
  const warehouse = spark.SparkLocation.inStore(store, 'tables');
  const environment = { name: 'test', zones: ['a', 'b', 'c'], storageClasses: { scratch: 'scratch' } };
  const given = {
    environment,
    platform: { version, eventLog: events, warehouse, encryption: true },
    team: { stores: [{ store }] },
  };
  const application = {
    executor: spark.SparkShape.of({
      cores: 2,
      memory: Size.gibibytes(4),
      pythonMemory: Size.gibibytes(1),
      offHeap: Size.gibibytes(1),
    }),
    executors: scaling.Scaling.between(1, 4),
    localDisk: spark.LocalDisk.reusedVolume(Size.gibibytes(50)),
    fallbackStorage: { location: spark.SparkLocation.inStore(store, 'fallback') },
  };
  const { spec } = find(scheduled(application, given).objects(), 'ScheduledSparkApplication', 'nightly');
  return (spec as { template: { sparkConf: Record<string, string> } }).template.sparkConf;
}

interface Submitted {
  readonly program: string;
  readonly conf: Record<string, string>;
  readonly env?: Record<string, string>;
  /** Jars besides Spark's own. Default: none. */
  readonly jars?: string;
}

/** Runs a program by spark-submit on this machine; gives what it printed last, as JSON. */
async function submit({ home, python }: SparkPrograms, { program, conf, env, jars }: Submitted): Promise<unknown> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'spark-conf-'));
  for (const name of ['events', 'warehouse']) fs.mkdirSync(path.join(folder, name));
  const disk = path.join(folder, conf[LOCAL_DISK] ?? 'disk');
  const shuffled = path.join(disk, 'blockmgr-of-another', '00');
  fs.mkdirSync(shuffled, { recursive: true });
  for (const name of ['data', 'index']) fs.writeFileSync(path.join(shuffled, `shuffle_7_0_0.${name}`), 'shuffled');
  fs.writeFileSync(path.join(folder, 'program.py'), program);
  const properties = Object.entries({ ...conf, ...here(folder) })
    .filter(([key]) => !IN_CLUSTER.test(key))
    .map(([key, value]) => `${key} ${value}\n`);
  fs.writeFileSync(path.join(folder, 'spark.conf'), properties.join(''));
  try {
    const { stdout } = await run(
      path.join(home, 'bin', 'spark-submit'),
      [
        ...['--master', 'local[2]', '--properties-file', path.join(folder, 'spark.conf')],
        ...(jars ? ['--driver-class-path', `${jars}/*`] : []),
        path.join(folder, 'program.py'),
      ],
      {
        env: { ...process.env, SPARK_HOME: home, PYSPARK_PYTHON: python, SPARK_LOCAL_DIRS: disk, ...env },
        timeout: 110_000,
      },
    );
    return JSON.parse(stdout.trim().split('\n').pop() ?? '');
  } catch (error) {
    // What Python says of its end is there.
    throw new Error(`${String(error)}\n${(error as { stdout?: string }).stdout}`);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Reads each property as Spark does, by its own registry, and takes over what another executor has left where volumes of executors are. */
const READS_ALL = `
import json, os
from pyspark.sql import SparkSession
spark = SparkSession.builder.getOrCreate()
jvm, conf = spark._jvm, spark._jsc.sc().conf()
for name in ["deploy.k8s.Config", "internal.config.History", "internal.config.UI", "internal.config.Network", "internal.config.Python", "internal.config.Status", "sql.internal.StaticSQLConf"]:
    jvm.java.lang.Class.forName("org.apache.spark." + name + "$")
found, wrong = [], {}
for key, _ in spark.sparkContext.getConf().getAll():
    entry = jvm.org.apache.spark.internal.config.ConfigEntry.findEntry(key)
    if entry is None:
        found.append(key)
        continue
    try:
        conf.get(entry)
    except Exception as error:
        wrong[key] = str(error)
def left():
    return [name for _, _, names in os.walk(os.environ["SPARK_LOCAL_DIRS"] + "/blockmgr-of-another") for name in names]
before = len(left())
jvm.org.apache.spark.shuffle.KubernetesLocalDiskShuffleExecutorComponents.recoverDiskStore(conf, jvm.org.apache.spark.SparkEnv.get().blockManager())
print(json.dumps({"rows": spark.range(1000).repartition(3).count(), "unlisted": found, "wrong": wrong, "left": [before, len(left())]}))
`;

/** What Spark reads without listing it: properties of Hadoop, of metrics, and of volumes, whose names are free, and one of its network library's own. */
const FREE = /^spark\.(hadoop\.|metrics\.conf\.|kubernetes\.executor\.volumes\.|network\.crypto\.authEngineVersion$)/;

/** What is removed at the end is looked for in a store. */
const NO_STORE = { 'spark.storage.decommission.fallbackStorage.path': 'file:///nowhere/' };

/** What Spark says itself while it starts. */
const OF_THE_RUN = /^spark\.(app\.|driver\.|executor\.id|master|submit\.|repl|sql\.artifact|ui\.show)/;

const readsAll = (line: string, jarsOf: (programs: SparkPrograms) => string | undefined) =>
  describeWithSpark(line, `Spark ${line} and what an application is rendered with`, (programs) => {
    test('is started with it, reads each property as one of its own, and takes over what is in a volume', async () => {
      const conf = { ...rendered(programs.release), ...NO_STORE };
      const jars = jarsOf(programs);
      const { rows, unlisted, wrong, left } = (await submit(programs, { program: READS_ALL, conf, jars })) as {
        rows: number;
        /** Files of another executor before and after. */
        left: number[];
        unlisted: string[];
        wrong: Record<string, string>;
      };
      expect([rows, wrong, left]).toEqual([1000, {}, [2, 0]]);
      expect(unlisted.filter((key) => key in conf && !FREE.test(key))).toEqual([]);
    });
  });

// From 4.0 on no session begins without the committers' classes; those of the newest release are the only ones here.
readsAll('3.5', () => undefined);
describeWithSpark('4.1', 'with the jars for object stores', ({ cloud }) => {
  for (const line of ['4.0', '4.1']) readsAll(line, () => cloud);
});

/** A port that nobody listens on. */
const freePort = () =>
  new Promise<number>((resolve) => {
    const socket = createSocket().listen(0, '127.0.0.1', () => {
      const { port } = socket.address() as AddressInfo;
      socket.close(() => resolve(port));
    });
  });

/** Writes a table, and tells who committed it. */
const WRITES = `
import json
from pyspark.sql import SparkSession
spark = SparkSession.builder.getOrCreate()
table = "s3a://test-bucket/tables/numbers"
spark.range(100).repartition(4).write.parquet(table)
jvm = spark._jvm
path = jvm.org.apache.hadoop.fs.Path(table + "/_SUCCESS")
stream = path.getFileSystem(spark._jsc.hadoopConfiguration()).open(path)
committed = json.loads(jvm.org.apache.commons.io.IOUtils.toString(stream, "UTF-8"))
print(json.dumps({"rows": spark.read.parquet(table).count(), "committer": committed["committer"]}))
`;

describeWithSpark('4.1', 'Spark and properties that are none', (programs) => {
  test('tells a key that is none', async () => {
    const program = READS_ALL;
    const conf = { 'spark.executor.decommission.enabled': 'true', 'spark.executor.failuresValidityInterval': 'soon' };
    const { unlisted, wrong } = (await submit(programs, { program, conf })) as {
      unlisted: string[];
      wrong: Record<string, string>;
    };
    expect(unlisted.filter((key) => !OF_THE_RUN.test(key))).toContain('spark.executor.decommission.enabled');
    expect(Object.keys(wrong)).toEqual(['spark.executor.failuresValidityInterval']);
  });
});

describeWithSpark('4.1', 'Spark and an object store', (programs) => {
  let endpoint = '';
  let asked = 0;
  let agent: Server;
  let store: ReturnType<typeof spawn>;

  beforeAll(async () => {
    const port = await freePort();
    endpoint = `http://127.0.0.1:${port}`;
    store = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    // What EKS Pod Identity's agent answers.
    agent = createServer((_, response) => {
      asked += 1;
      response.end(
        JSON.stringify({
          AccessKeyId: 'pod',
          SecretAccessKey: 'pod',
          Token: 'pod',
          Expiration: '2099-01-01T00:00:00Z',
        }),
      );
    }).listen(0, '127.0.0.1');
    await until(() =>
      fetch(`${endpoint}/test-bucket`, { method: 'PUT' }).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
  });

  afterAll(() => {
    agent.close();
    store.kill();
  });

  const bucket = (key: string) => `spark.hadoop.fs.s3a.bucket.test-bucket.${key}`;

  test('a job writes with the identity of its pod, and the magic committer', async () => {
    const conf = {
      ...rendered(programs.release),
      [bucket('endpoint')]: endpoint,
      [bucket('path.style.access')]: 'true',
    };
    const { port } = agent.address() as AddressInfo;
    const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/v1/credentials` };
    expect(await submit(programs, { program: WRITES, conf, env, jars: programs.cloud })).toEqual({
      rows: 100,
      committer: 'magic',
    });
    expect(asked).toBeGreaterThan(0);
  });
});
