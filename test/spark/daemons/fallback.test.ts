import { scaling, spark, StoreMode } from 'bigdata-constructs';
import { describeWithSpark, describeWithSparkOperator } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { SparkLab, STORE } from './spark-lab';

/** Shuffles once, and reads that again and again, until it is told to end. */
const JOB = `
import os, time
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
rows = spark.sparkContext.parallelize(range(30000), 4).map(lambda n: (n % 1000, n))
shuffled = rows.reduceByKey(lambda a, b: a + b, 4)
print("run", spark.sparkContext.applicationId, flush=True)
while True:
    found = shuffled.values().sum()
    print("sum", found, flush=True)
    if found != 449985000 or os.path.exists("/tmp/end"):
        break
    time.sleep(1)
print("at the end", found, flush=True)
spark.stop()
`;
const FOLDER = `${STORE.bucketName}/etl/fallback`;

describeWithSpark('4.1', 'What Spark has shuffled, with what is rendered,', () => {
  describeWithSparkOperator('of an application that the operator submits and that has one executor,', (authority) => {
    let sparkLab: SparkLab | undefined;
    // Before the lab itself.
    afterAll(() => sparkLab?.stop());
    const scenario = scenariosOn(
      async () =>
        (sparkLab = await SparkLab.start(
          authority,
          'spark-falls-back',
          (rendered, common) => {
            new spark.SparkApplication(rendered.teamChart, 'lonely', {
              ...common,
              job: spark.Job.pythonSource(JOB),
              executors: scaling.Scaling.exactly(1),
              fallbackStorage: { location: spark.SparkLocation.inStore(STORE, 'etl/fallback') },
              retries: 1,
            });
          },
          { team: { stores: [{ store: STORE, prefix: 'etl', mode: StoreMode.READ_WRITE }] } },
        )),
    );
    const SUM = 'sum 449985000';

    /** The application ids of its runs so far. */
    const runsOf = (running: SparkLab) => [...running.output('lonely').matchAll(/^run (\S+)$/gm)].map(([, id]) => id);
    /** Of which runs there is something in the store. */
    const kept = ({ store }: SparkLab) => [...new Set(store.keys(FOLDER).map((key) => key.split('/')[2]))].sort();

    /** Takes the executor away as a drain of its node does, and waits for another one. */
    async function loseExecutor(running: SparkLab, runs: number): Promise<string> {
      const { lab, api } = running;
      await lab.until(
        'it has shuffled',
        () => {
          expect(runsOf(running)).toHaveLength(runs);
          expect(running.output('lonely').split(/^run /m).pop()).toContain(SUM);
          return Promise.resolve();
        },
        240,
      );
      const [executor] = await running.runningExecutors('lonely');
      const run = runsOf(running)[runs - 1];
      await api.delete(executor);
      await lab.until(
        'its blocks are in the store',
        () => {
          expect(kept(running)).toContain(run);
          return Promise.resolve();
        },
        150,
      );
      await lab.until(
        'there is another executor',
        async () => {
          const [next] = await running.runningExecutors('lonely');
          return next !== undefined && next.metadata.uid !== executor.metadata.uid;
        },
        150,
      );
      return run;
    }

    scenario('goes to the store when its last executor leaves, and is read from there', async (running) => {
      await running.submit('lonely');
      await loseExecutor(running, 1);
      const before = running.output('lonely').split(SUM).length;
      await running.lab.until('it goes on', () =>
        Promise.resolve(running.output('lonely').split(SUM).length > before + 1),
      );
      // Nobody had to make again what the executor had.
      expect(running.output('lonely')).not.toMatch(/FetchFailed|Resubmitting/);
    });

    scenario('stays there when its driver is killed', async (running) => {
      const [run] = runsOf(running);
      await running.lab.pod('lonely-driver').container().signal('KILL');
      await running.lab.until('it runs again', () => Promise.resolve(runsOf(running).length === 2), 240);
      expect(kept(running)).toEqual([run]);
    });

    scenario('is removed when the application ends, but for what a run before has left', async (running) => {
      const [lost] = runsOf(running);
      const run = await loseExecutor(running, 2);
      expect(kept(running)).toEqual([lost, run].sort());
      await running.goOn('lonely', 'end');
      await running.becomes('lonely', 'COMPLETED');
      expect(running.output('lonely')).toContain('at the end 449985000\n');
      expect(kept(running)).toEqual([lost]);
    });
  });
});
