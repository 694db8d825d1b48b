import { scaling, spark } from 'bigdata-constructs';
import { describeWithSpark, describeWithSparkOperator } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { SparkLab } from './spark-lab';

/**
 * Has as much to do as brings all executors, then nothing, then a shuffle that it reads again and again. Waits between for what happens to executors, and
 * says how many there are.
 */
const JOB = `
import os, time
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
sc = spark.sparkContext
executors = lambda: sc._jsc.sc().getExecutorMemoryStatus().size() - 1

def work(seconds):
    def each(rows):
        time.sleep(seconds)
        return rows
    return each

def all_come():
    while executors() < 2:
        sc.parallelize(range(4), 4).mapPartitions(work(1)).count()

all_come()
print("all came", flush=True)
while executors() > 1:
    time.sleep(0.5)
print("idle ones left", flush=True)
while not os.path.exists("/tmp/grow"):
    time.sleep(0.2)

all_come()
rows = sc.parallelize(range(30000), 8).mapPartitions(work(0.5)).map(lambda n: (n % 1000, n))
shuffled = rows.reduceByKey(lambda a, b: a + b, 8)
result = lambda: shuffled.mapPartitions(work(0.5)).values().sum()
print("shuffled", result(), flush=True)
for step in ["leave", "kill", "kill-many"]:
    while True:
        found = result()
        print("while they", step, found, flush=True)
        if found != 449985000 or os.path.exists("/tmp/" + step):
            break
print("at the end", result(), flush=True)
spark.stop()
`;
const RESULT = '449985000';

/** What Spark allows by default where there are two at most: max(3, 2 * maxExecutors). */
const ALLOWED_BY_DEFAULT = 4;

describeWithSpark('4.1', 'Executors of Spark, with what is rendered', () => {
  describeWithSparkOperator('and submitted by the operator', (authority) => {
    let sparkLab: SparkLab | undefined;
    // Before the lab itself.
    afterAll(() => sparkLab?.stop());
    const scenario = scenariosOn(
      async () =>
        (sparkLab = await SparkLab.start(authority, 'spark-scales', (rendered, common) => {
          new spark.SparkApplication(rendered.teamChart, 'elastic', {
            ...common,
            job: spark.Job.pythonSource(JOB),
            executors: scaling.Scaling.between(1, 2),
            overrides: {
              sparkConf: {
                'spark.dynamicAllocation.executorIdleTimeout': '3s',
                // How long one that leaves looks on before it asks whether all has been handed on.
                'spark.storage.decommission.replicationReattemptInterval': '5s',
                'spark.kubernetes.executor.decommissionLabel': 'leaves',
                'spark.kubernetes.executor.decommissionLabelValue': 'soon',
              },
            },
          });
        })),
    );

    scenario('come as tasks wait for them, and go when they are idle', async (running) => {
      await running.submit('elastic');
      await running.says('elastic', 'all came\n', 240);
      await running.lab.until('one has the label of those that leave', async () => {
        const labels = (await running.executors('elastic')).map(({ metadata }) => metadata.labels);
        expect(labels).toContainEqual(expect.objectContaining({ leaves: 'soon' }));
      });
      await running.says('elastic', 'idle ones left\n', 120);
      await running.lab.until('one is left', async () => (await running.executors('elastic')).length === 1);
      await running.goOn('elastic', 'grow');
    });

    scenario('hand on what they have shuffled when they are told to leave', async (running) => {
      const { lab, api } = running;
      await running.says('elastic', `shuffled ${RESULT}\n`, 240);
      const [leaving] = await running.runningExecutors('elastic');
      expect(leaving.spec).toMatchObject({ terminationGracePeriodSeconds: 110 });
      await api.delete(leaving);
      const { name, labels = {} } = leaving.metadata;
      await lab.until('it has gone', async () => (await api.get(leaving)) === undefined, 150);
      expect(running.log(name)).toMatch(/Migrated .* to BlockManagerId/);
      await lab.until('the driver knows that it left', () => {
        expect(running.output('elastic')).toMatch(
          new RegExp(
            `Executor ${labels['spark-exec-id']} is removed.*decommission unfinished: 0, driver killed: 0, unexpectedly exited: 0`,
          ),
        );
        return Promise.resolve();
      });
      await running.goOn('elastic', 'leave');
      await running.says('elastic', `while they kill ${RESULT}\n`);
      // A stage that had begun may have looked in the old place, but nobody had to make again what was there.
      expect(running.output('elastic').match(/Submitting \d+ missing tasks from ShuffleMapStage/g)).toHaveLength(1);
    });

    scenario('are done without when they are killed', async (running) => {
      await running.says('elastic', `while they kill ${RESULT}\n`);
      await running.kill('elastic', 1);
      await running.goOn('elastic', 'kill');
      await running.says('elastic', `while they kill-many ${RESULT}\n`);
    });

    scenario('may be lost more often than Spark allows by default', async (running) => {
      await running.kill('elastic', ALLOWED_BY_DEFAULT + 1);
      await running.goOn('elastic', 'kill-many');
      await running.says('elastic', `at the end ${RESULT}\n`);
      await running.becomes('elastic', 'COMPLETED');
    });

    scenario('are made and taken away with the rights that drivers have', (running) => {
      const asked = running.asked();
      expect([...asked].filter(([, codes]) => codes.includes(403))).toEqual([]);
      expect([...asked.keys()].sort()).toEqual([
        'create configmaps',
        'create pods',
        'delete pods',
        'deletecollection configmaps',
        'deletecollection persistentvolumeclaims',
        'deletecollection pods',
        'deletecollection services',
        'get pods',
        'list persistentvolumeclaims',
        'list pods',
        'patch pods',
        'watch pods',
      ]);
      expect(running.granted()).toEqual(expect.arrayContaining([...asked.keys()]));
      return Promise.resolve();
    });
  });
});
