import { scaling, spark } from 'bigdata-constructs';
import { describeWithSpark, describeWithSparkOperator } from '../../helpers/authorities';
import { find } from '../../helpers/synth';
import { scenariosOn } from '../../lab/scenarios';
import { SparkLab } from './spark-lab';

/** Sums by a shuffle, again and again, until it is told to end. */
const JOB = `
import os, time
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
rows = spark.sparkContext.parallelize(range(1000), 2).map(lambda n: (n % 10, n))
while True:
    print("sum", rows.reduceByKey(lambda a, b: a + b, 2).values().sum(), flush=True)
    if os.path.exists("/tmp/end"):
        break
    time.sleep(1)
spark.stop()
`;
const SUM = 'sum 499500\n';

/** What Spark allows by default where there is one: max(3, 2 * instances). */
const ALLOWED_BY_DEFAULT = 3;

/** Each line of Spark, by the name of its application. */
const LINES = {
  'line-3-5': spark.SparkVersion.V3_5,
  'line-4-0': spark.SparkVersion.V4_0,
  'line-4-1': spark.SparkVersion.V4_1,
};
const NAMES = Object.keys(LINES);

interface Resource {
  readonly spec: { readonly sparkConf: Record<string, string> };
}

describeWithSpark('4.1', 'Applications of Spark that run for long, with what is rendered', () => {
  describeWithSparkOperator('and submitted by the operator', (authority) => {
    let sparkLab: SparkLab | undefined;
    // Before the lab itself.
    afterAll(() => sparkLab?.stop());
    const scenario = scenariosOn(async () => {
      sparkLab = await SparkLab.start(authority, 'spark-lasts', (rendered, common) => {
        const props = { ...common, job: spark.Job.pythonSource(JOB), executors: scaling.Scaling.exactly(1) };
        for (const [name, { release }] of Object.entries(LINES)) {
          const version = spark.SparkVersion.of(release, {
            images: { spark: { image: `registry.example.com/spark:${release}` } },
          });
          new spark.SparkApplication(rendered.teamChart, name, { ...props, version });
        }
        new spark.SparkApplication(rendered.teamChart, 'fragile', props);
      });
      for (const name of NAMES) {
        // What speaks to the store is there for the newest line alone.
        const { sparkConf } = find<Resource>(sparkLab.objects, 'SparkApplication', name).spec;
        sparkConf['spark.eventLog.enabled'] = 'false';
      }
      return sparkLab;
    });

    scenario('of every line make executors', async (running) => {
      for (const name of NAMES) await running.submit(name);
      for (const name of NAMES) await running.says(name, SUM, 280);
    });

    scenario('outlive the tokens of their accounts, and make executors with those that come after', async (running) => {
      await running.renewTokens(...NAMES.map((name) => `${name}-driver`));
      for (const name of NAMES) {
        const [lost] = await running.kill(name, 1);
        await running.lab.until(`${name} has another executor`, async () => {
          const executors = await running.runningExecutors(name);
          return executors.some(({ metadata }) => metadata.name !== lost);
        });
      }
    });

    scenario('end well then', async (running) => {
      for (const name of NAMES) await running.goOn(name, 'end');
      for (const name of NAMES) await running.becomes(name, 'COMPLETED');
    });

    scenario('would end when they lose more executors than Spark allows by default', async (running) => {
      const { sparkConf } = find<Resource>(running.objects, 'SparkApplication', 'fragile').spec;
      delete sparkConf['spark.executor.maxNumFailures'];
      await running.submit('fragile');
      await running.says('fragile', SUM, 240);
      await running.kill('fragile', ALLOWED_BY_DEFAULT + 1);
      await running.becomes('fragile', 'FAILED');
      expect(running.output('fragile')).toContain(`Max number of executor failures (${ALLOWED_BY_DEFAULT}) reached`);
    });
  });
});
