import { scaling, spark } from 'bigdata-constructs';
import { describeWithSpark, describeWithSparkOperator } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { listensOn } from '../../lab/traffic';
import { CATALOGUE } from '../series';
import { OUTSIDE, openedBetween, takenBy } from './edges';
import { HISTORY, SparkLab } from './spark-lab';

/** Sums by a shuffle, has larger results than fit a message, writes a table, and waits until it has been looked at. */
const JOB = `
import os, time
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
sc = spark.sparkContext
sums = sc.parallelize(range(100000), 8).map(lambda n: (n % 100, n)).reduceByKey(lambda a, b: a + b, 8)
print("sum", sums.values().sum(), flush=True)
print("large", sum(len(part) for part in sc.parallelize(range(4), 4).map(lambda n: bytes(2000000)).collect()), flush=True)
spark.range(100).repartition(2).write.parquet("s3a://events/tables/numbers")
print("written", spark.read.parquet("s3a://events/tables/numbers").count(), flush=True)
while not os.path.exists("/tmp/go"):
    time.sleep(0.2)
spark.stop()
`;

describeWithSpark('4.1', 'Spark, with what is rendered', () => {
  describeWithSparkOperator('and submitted by the operator', (authority) => {
    let sparkLab: SparkLab | undefined;
    // Before the lab itself.
    afterAll(() => sparkLab?.stop());
    const scenario = scenariosOn(
      async () =>
        (sparkLab = await SparkLab.start(authority, 'spark-runs', (rendered, common) => {
          new spark.SparkApplication(rendered.teamChart, 'sums', {
            ...common,
            job: spark.Job.pythonSource(JOB),
            executors: scaling.Scaling.exactly(2),
          });
        })),
    );

    scenario('has a History Server, which makes the folder of event logs and passes its probes', async ({ lab }) => {
      const server = lab.pod(HISTORY);
      for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe'] as const) {
        await lab.until(`${probe} passes`, () => server.probe(probe));
      }
      expect(await listensOn(lab, server.name)).toEqual([18080]);
    });

    scenario('runs a driver and its executors, with the right result', async (running) => {
      await running.submit('sums');
      await running.says('sums', 'sum 4999950000\n', 240);
      await running.says('sums', 'large 8000000\n');
      await running.says('sums', 'written 100\n');
      expect(await running.runningExecutors('sums')).toHaveLength(2);
    });

    scenario('listens where its policies let others in, and nowhere else', async (running) => {
      const driver = running.lab.pod('sums-driver');
      const executors = await running.runningExecutors('sums');
      const listening = await Promise.all(
        [driver.name, ...executors.map(({ metadata }) => metadata.name)].map((pod) => listensOn(running.lab, pod)),
      );
      expect(listening).toEqual([[4040, 7078, 7079], [7079], [7079]]);
    });

    scenario('shows every metric of the catalogue where its PodMonitor looks', (running) => {
      const scraped = running.scraped();
      expect([...scraped.keys()]).toEqual(['/metrics/prometheus/', '/metrics/executors/prometheus']);
      const text = [...scraped.values()].join('\n');
      const exposed = new Set([...text.matchAll(/^([a-z]\w*)[{ ]/gim)].map(([, name]) => name));
      const wanted = [...CATALOGUE.driver, ...CATALOGUE.executors].filter(({ name }) => name !== 'up');
      expect(wanted.filter(({ name }) => !exposed.has(name)).map(({ name }) => name)).toEqual([]);
      // Of both executors, and of the driver as one of them.
      expect(text.match(/^metrics_executor_maxTasks\{.*$/gm)).toHaveLength(3);
      return Promise.resolve();
    });

    scenario('ends well, and takes its executors away', async (running) => {
      await running.goOn('sums', 'go');
      await running.becomes('sums', 'COMPLETED');
      await running.lab.until('its executors are gone', async () => (await running.executors('sums')).length === 0);
    });

    scenario('took every way that its policies open between its pods, and no other', ({ lab, objects, traffic }) => {
      const pods = [...lab.addresses.values()];
      const opened = openedBetween(objects, pods);
      const between = (ways: string[]) => ways.filter((way) => !way.includes(OUTSIDE));
      const taken = takenBy(traffic.connections);
      expect(between(taken)).toEqual(between(opened.out));
      expect(between(taken)).toEqual(between(opened.in));
      expect(taken.filter((way) => !opened.out.includes(way))).toEqual([]);
      // The lab's API server listens on one of the two ports, and nobody there hands out identities.
      expect(opened.out.filter((way) => !taken.includes(way))).toEqual([
        `driver -> ${OUTSIDE} 6443`,
        `driver -> ${OUTSIDE} 80`,
        `executor -> ${OUTSIDE} 80`,
        `history-server -> ${OUTSIDE} 80`,
      ]);
      return Promise.resolve();
    });

    scenario('had every right that it asked for', (running) => {
      const asked = running.asked();
      expect([...asked].filter(([, codes]) => codes.includes(403))).toEqual([]);
      return Promise.resolve();
    });

    scenario('is shown by the History Server', async ({ lab }) => {
      await lab.until('it knows the application', async () => {
        const { output } = await lab.pod(HISTORY).exec('curl -fsS http://localhost:18080/api/v1/applications');
        expect(JSON.parse(output)).toEqual([
          expect.objectContaining({ name: 'sums', attempts: [expect.objectContaining({ completed: true })] }),
        ]);
      });
    });
  });
});
