import { scaling, spark } from 'bigdata-constructs';
import { describeWithHadoop, describeWithSpark, describeWithSparkOperator } from '../../helpers/authorities';
import { KubeObject } from '../../helpers/kube-client';
import { scenariosOn } from '../../lab/scenarios';
import { openedBetween, takenBy } from './edges';
import { Lake } from './lake';
import { HISTORY, SparkLab } from './spark-lab';

/** As Hadoop's page for users has it, and one that is nobody's business here. */
const DIRECTORIES = [
  { path: '/spark/events', owner: 'spark', mode: '1777', acl: ['default:user:spark:rwx'] },
  { path: '/warehouse/etl', owner: 'etl', mode: '750' },
  { path: '/warehouse/others', owner: 'others', mode: '750' },
];

/** Counts words of a file, writes a table of them beside it, and waits; what it may not read it does not get. */
const jobOn = (uri: string) => `
import os, time
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
words = spark.read.text("${uri}/warehouse/etl/words.txt").repartition(4).groupBy("value").count()
words.write.mode("overwrite").parquet("/warehouse/etl/counts")
counts = spark.read.parquet("${uri}/warehouse/etl/counts")
print("counted", sorted((row["value"], row["count"]) for row in counts.collect()), flush=True)
# More than fits a message.
spark.sparkContext.parallelize(range(2), 2).map(lambda n: bytes(2000000)).collect()
try:
    spark.read.text("/warehouse/others/words.txt").count()
except Exception as error:
    print("refused", "Permission denied: user=etl" in str(error), flush=True)
while not os.path.exists("/tmp/go"):
    time.sleep(0.2)
spark.stop()
`;
const COUNTED = "counted [('one', 100), ('two', 200)]\n";

describeWithHadoop('HDFS as a HadoopCluster renders it,', () => {
  describeWithSpark('4.1', 'and Spark, with what is rendered', () => {
    describeWithSparkOperator('and submitted by the operator', (authority) => {
      let sparkLab: SparkLab | undefined;
      let lake: Lake;
      let lakeObjects: KubeObject[];
      // Before the lab itself.
      afterAll(() => sparkLab?.stop());
      const scenario = scenariosOn(async () => {
        lake = new Lake(DIRECTORIES);
        const { uri } = lake.cluster;
        const eventLog = spark.SparkLocation.inFileSystem(lake.cluster, '/spark/events');
        const words = `for i in $(seq 100); do printf 'one\\ntwo\\ntwo\\n'; done`;
        return (sparkLab = await SparkLab.start(
          authority,
          'spark-on-hdfs',
          (rendered, common) => {
            new spark.SparkApplication(rendered.teamChart, 'words', {
              ...common,
              job: spark.Job.pythonSource(jobOn(uri)),
              executors: scaling.Scaling.exactly(2),
              retries: 1,
            });
          },
          {
            platform: { eventLog },
            before: async (lab) => {
              lakeObjects = await lake.start(lab);
              for (const owner of ['etl', 'others']) {
                const file = `/warehouse/${owner}/words.txt`;
                await lake.ask(`${words} | hdfs dfs -put - ${file} && hdfs dfs -chown ${owner} ${file}`);
              }
            },
          },
        ));
      });

      scenario(
        'is read and written by a job with the files of clients that are mounted, as its team',
        async (running) => {
          await running.submit('words');
          await running.says('words', COUNTED, 240);
          await running.says('words', 'refused True\n');
          expect(await lake.ask('hdfs dfs -ls /warehouse/etl')).toMatch(/^drwx.* etl .*\/warehouse\/etl\/counts$/m);
        },
      );

      scenario('is written again by a job whose driver was killed', async (running) => {
        const { lab } = running;
        await lab.pod('words-driver').container().signal('KILL');
        await lab.until(
          'it has counted again',
          () => {
            expect(running.output('words').split(COUNTED)).toHaveLength(3);
            return Promise.resolve();
          },
          240,
        );
        await running.goOn('words', 'go');
        await running.becomes('words', 'COMPLETED');
      });

      scenario('keeps event logs, which the History Server reads though others wrote them', async ({ lab }) => {
        expect(await lake.ask('hdfs dfs -ls /spark/events')).toMatch(/^drwx.* etl .*\/spark\/events\/eventlog_v2_/m);
        await lab.until('it knows both runs', async () => {
          const { output } = await lab.pod(HISTORY).exec('curl -fsS http://localhost:18080/api/v1/applications');
          const found = JSON.parse(output) as { name: string; attempts: { completed: boolean }[] }[];
          expect(found.map(({ name, attempts }) => [name, attempts[0].completed]).sort()).toEqual([
            ['words', false],
            ['words', true],
          ]);
        });
      });

      scenario('is reached by the ways that policies open on both sides, and no other', ({ lab, objects, traffic }) => {
        const pods = [...lab.addresses.values()];
        const opened = openedBetween([...objects, ...lakeObjects], pods);
        const toHdfs = (ways: string[]) =>
          ways.filter((way) => /^(driver|executor|history-server) -> (name|data)node /.test(way));
        const taken = toHdfs(takenBy(traffic.connections));
        expect(toHdfs(opened.in)).toEqual(toHdfs(opened.out));
        expect(taken.filter((way) => !opened.out.includes(way))).toEqual([]);
        // Only who reads what another one still writes asks a DataNode how much there is: here that is the log of a driver that was killed.
        expect(toHdfs(opened.out).filter((way) => !taken.includes(way))).toEqual([
          'driver -> datanode 9867',
          'executor -> datanode 9867',
        ]);
        return Promise.resolve();
      });
    });
  });
});
