import * as fs from 'node:fs';
import * as path from 'node:path';
import { scaling, spark } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { describeWithSpark, describeWithSparkOperator } from '../../helpers/authorities';
import { find } from '../../helpers/synth';
import { PodSpec } from '../../lab/manifest';
import { scenariosOn } from '../../lab/scenarios';
import { Traffic } from '../../lab/traffic';
import { Pod, SparkLab } from './spark-lab';

/** Shuffles texts between two executors, collects them, and waits until it has been looked at. No program has them in one piece. */
const TEXTS = `
import os, time
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
sc = spark.sparkContext
while sc._jsc.sc().getExecutorMemoryStatus().size() < 3:
    time.sleep(0.2)
text = lambda n: "-".join(["in", "plain", "sight", str(n)])
rows = sc.parallelize(range(4000), 4).map(lambda n: (n % 100, text(n)))
print("texts", len(set(rows.groupByKey(4).flatMap(lambda row: row[1]).collect())), flush=True)
while not os.path.exists("/tmp/go"):
    time.sleep(0.2)
spark.stop()
`;
const TEXT = 'in-plain-sight';

/**
 * Shuffles, and when it is told to, shuffles something else and reads the first again, saying how many pieces were made of that; and later it reads it without.
 * An executor looks for what was left on its volume when it begins to shuffle itself.
 */
const READ_AGAIN = `
import os, time
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
sc = spark.sparkContext
made = sc.accumulator(0)

def make(rows):
    made.add(1)
    return ((n % 1000, n) for n in rows)

shuffled = sc.parallelize(range(30000), 4).mapPartitions(make).reduceByKey(lambda a, b: a + b, 4)
print("first", shuffled.values().sum(), made.value, flush=True)

def wait_for(step):
    while not os.path.exists("/tmp/" + step):
        time.sleep(0.2)

wait_for("again")
print("else", sc.parallelize(range(100), 2).map(lambda n: (n % 10, n)).reduceByKey(lambda a, b: a + b).count(), flush=True)
print("again", shuffled.values().sum(), made.value, flush=True)
wait_for("at-once")
print("at once", shuffled.values().sum(), made.value, flush=True)
spark.stop()
`;

const LOCAL = 'spark-local-dir-1';
const RECOVERS = 'reuses';

/** What servers do that begin again, and drivers that label executors which they send away. */
const OF_OTHERS = ['delete configmaps', 'delete persistentvolumeclaims', 'list configmaps', 'patch pods'];

interface Resource {
  readonly spec: { readonly sparkConf: Record<string, string> };
}

/** The files on a pod's local disk that have the text. */
function readable({ lab }: SparkLab, { metadata }: Pod): string[] {
  const folder = lab.pod(metadata.name).volume(LOCAL);
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => {
    const place = path.join(folder, file);
    return fs.statSync(place).isFile() && fs.readFileSync(place).includes(TEXT);
  });
}

describeWithSpark('4.1', 'What applications of Spark may ask for, with what is rendered', () => {
  describeWithSparkOperator('and submitted by the operator', (authority) => {
    let sparkLab: SparkLab | undefined;
    let read: Traffic;
    // Before the lab itself.
    afterAll(() => sparkLab?.stop());
    const scenario = scenariosOn(async () => {
      sparkLab = await SparkLab.start(
        authority,
        'spark-chooses',
        (rendered, common) => {
          const application = (name: string, props: Partial<spark.SparkApplicationProps>) =>
            new spark.SparkApplication(rendered.teamChart, name, {
              ...common,
              job: spark.Job.pythonSource(TEXTS),
              executors: scaling.Scaling.exactly(1),
              ...props,
            });
          for (const name of ['closed', 'open']) {
            application(name, {
              executors: scaling.Scaling.exactly(2),
              // What is compressed is not read so easily.
              overrides: { sparkConf: { 'spark.shuffle.compress': 'false' } },
            });
          }
          application(RECOVERS, {
            job: spark.Job.pythonSource(READ_AGAIN),
            localDisk: spark.LocalDisk.reusedVolume(Size.gibibytes(1)),
            overrides: { sparkConf: { 'spark.kubernetes.allocation.executor.timeout': '5s' } },
          });
          const sql = (...statements: string[]) => ({ job: spark.Job.sql(statements) });
          application(
            'answers',
            sql('CREATE TEMPORARY VIEW numbers AS SELECT id FROM range(10)', 'SELECT sum(id) FROM numbers'),
          );
          application('fails', sql('SELECT 1', 'SELECT * FROM nowhere', 'SELECT 2'));
        },
        {
          environment: { name: 'test', zones: ['a', 'b', 'c'], storageClasses: { scratch: 'scratch' } },
          platform: { encryption: true },
        },
      );
      read = await Traffic.watch(sparkLab.lab, TEXT);
      return sparkLab;
    });

    /** Who of an application has sent the text to whom so that it could be read. */
    const sent = (application: string) => {
      const named = read.connections.filter(({ from }) => from?.labels?.application === application);
      const roleOf = (labels?: Record<string, string>) => labels?.['spark-role'] ?? 'outside';
      return [...new Set(named.map(({ from, to }) => `${roleOf(from?.labels)} -> ${roleOf(to?.labels)}`))].sort();
    };

    scenario('is that nobody reads what it says or writes on its way or on its disks', async (running) => {
      const { sparkConf } = find<Resource>(running.objects, 'SparkApplication', 'open').spec;
      // What all of the platform's would have without.
      for (const key of ['spark.network.crypto.enabled', 'spark.io.encryption.enabled']) sparkConf[key] = 'false';
      for (const name of ['closed', 'open']) await running.submit(name);
      for (const name of ['closed', 'open']) await running.says(name, 'texts 4000\n', 240);
      expect([sent('closed'), sent('open')]).toEqual([[], ['executor -> driver', 'executor -> executor']]);
      const written = async (name: string) =>
        (await running.runningExecutors(name)).map((executor) => readable(running, executor).length > 0);
      expect([await written('closed'), await written('open')]).toEqual([
        [false, false],
        [true, true],
      ]);
      for (const name of ['closed', 'open']) await running.goOn(name, 'go');
      for (const name of ['closed', 'open']) await running.becomes(name, 'COMPLETED');
    });

    /** Kills the executor, and waits until another has its volume. */
    const replace = async (running: SparkLab) => {
      const claims = async () => {
        const [executor] = await running.runningExecutors(RECOVERS);
        const { volumes } = executor.spec as PodSpec;
        return { name: executor.metadata.name, claim: volumes!.find(({ name }) => name === LOCAL) };
      };
      const { name, claim } = await claims();
      await running.kill(RECOVERS, 1);
      await running.lab.until('another has its volume', async () => {
        const now = await claims();
        expect(now.name).not.toBe(name);
        expect(now.claim).toEqual(claim);
      });
    };

    scenario('is that an executor has the volume of the one before, with what it has shuffled', async (running) => {
      await running.submit(RECOVERS);
      await running.says(RECOVERS, 'first 449985000 4\n', 240);
      await replace(running);
      await running.goOn(RECOVERS, 'again');
      await running.says(RECOVERS, 'again 449985000 4\n');
      expect(running.output(RECOVERS).match(/ShuffleStatus: Recover /g)).toHaveLength(4);
    });

    scenario('are statements, of which the first that fails ends it', async (running) => {
      for (const name of ['answers', 'fails']) await running.submit(name);
      await running.becomes('answers', 'COMPLETED');
      expect(running.output('answers')).toMatch(/\|45 +\|/);
      await running.becomes('fails', 'FAILED');
      expect(running.output('fails')).toContain('TABLE_OR_VIEW_NOT_FOUND');
      expect(running.output('fails')).not.toContain('statement 3 of 3');
    });

    scenario('is done with all rights that drivers have', (running) => {
      const asked = running.asked();
      expect([...asked].filter(([, codes]) => codes.includes(403))).toEqual([]);
      expect([...asked.keys(), ...OF_OTHERS].sort()).toEqual(running.granted());
      return Promise.resolve();
    });

    scenario('makes all of it again where it is read before the new one has shuffled', async (running) => {
      await replace(running);
      await running.goOn(RECOVERS, 'at-once');
      await running.says(RECOVERS, 'at once 449985000 8\n');
      await running.becomes(RECOVERS, 'COMPLETED');
    });
  });
});
