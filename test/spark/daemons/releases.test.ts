import { IFileSystem, kubernetes, scaling, security, spark } from 'bigdata-constructs';
import { describeWithHadoop, describeWithSpark, describeWithSparkOperator } from '../../helpers/authorities';
import { find } from '../../helpers/synth';
import { Lab } from '../../lab/lab';
import { PodSpec } from '../../lab/manifest';
import { LabPod } from '../../lab/pod';
import { scenariosOn } from '../../lab/scenarios';
import { HISTORY, SparkLab } from './spark-lab';

/** Writes a table to the file system that its client's files name, reads it, and waits until it has been looked at. */
const JOB = `
import os, sys, time
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
table = "/tables/" + sys.argv[1]
spark.range(0, 1000, 1, 4).selectExpr("id % 10 AS rest", "id").groupBy("rest").sum("id").write.parquet(table)
print("read", *spark.read.parquet(table).selectExpr("count(*)", "sum(\`sum(id)\`)").first(), flush=True)
while not os.path.exists("/tmp/go"):
    time.sleep(0.2)
spark.stop()
`;
const READ = 'read 10 499500\n';

/** Each line that is served besides the newest, by the name of its application. */
const LINES = { 'line-3-5': spark.SparkVersion.V3_5, 'line-4-0': spark.SparkVersion.V4_0 };
const NAMES = Object.keys(LINES);

/** What driver and executors know one another by. */
const KEY = { secretName: 'etl-spark-rpc', key: 'password' };

const LAKE = 'lake';
const URI = `hdfs://${LAKE}:8020`;
const EVENTS = '/spark/events';

const xml = (properties: Record<string, string>) =>
  `<configuration>${Object.entries(properties)
    .map(([name, value]) => `<property><name>${name}</name><value>${value}</value></property>`)
    .join('')}</configuration>\n`;
const CORE_SITE = { 'core-site.xml': xml({ 'fs.defaultFS': URI }) };

/** What is the same in all releases, so that nothing has to be brought besides Spark. */
const fileSystem: IFileSystem = {
  uri: URI,
  networkPeer: security.Peer.pods('hadoop').networkPeer,
  clientFilesIn: (scope) => {
    const name = `lake-client-${scope.node.addr.slice(-8)}`;
    if (!scope.node.tryFindChild(name)) new kubernetes.ConfigFiles(scope, name, { name, files: CORE_SITE });
    return name;
  },
};

/** Starts the smallest HDFS that there is, in one pod, where everybody may do everything. */
async function startLake(lab: Lab): Promise<void> {
  lab.configMaps[LAKE] = {
    ...CORE_SITE,
    'hdfs-site.xml': xml({
      'dfs.replication': '1',
      'dfs.permissions.enabled': 'false',
      'dfs.namenode.name.dir': '/data/name',
      'dfs.datanode.data.dir': '/data/blocks',
    }),
  };
  const container = (name: string, command: string[]) => ({
    name,
    image: 'apache/hadoop:3.4.3',
    command,
    volumeMounts: [
      { name: 'conf', mountPath: '/etc/hadoop' },
      { name: 'data', mountPath: '/data' },
    ],
  });
  const pod = lab.startPod({
    name: LAKE,
    namespace: 'hadoop',
    spec: {
      volumes: [
        { name: 'conf', configMap: { name: LAKE } },
        { name: 'data', emptyDir: {} },
      ],
      containers: [
        container('namenode', ['bash', '-c', 'hdfs namenode -format -nonInteractive && exec hdfs namenode']),
        container('datanode', ['hdfs', 'datanode']),
      ],
    },
  });
  await lab.until(
    'the folder of event logs is there',
    async () => expect(await pod.exec(`hdfs dfs -mkdir -p ${EVENTS}`)).toMatchObject({ code: 0 }),
    180,
  );
}

interface Resource {
  readonly spec: { readonly sparkConf: Record<string, string> };
}

/** Starts one more executor of an application, which nobody asked for, with the key of some Secret. */
async function startStranger(running: SparkLab, name: string, id: string, secretName: string): Promise<LabPod> {
  const [{ spec: asGiven, metadata }] = await running.runningExecutors(name);
  const spec = asGiven as PodSpec;
  return running.lab.startPod({
    name: `${name}-${id}`,
    namespace: metadata.namespace!,
    labels: metadata.labels,
    spec: {
      ...spec,
      volumes: spec.volumes!.map((volume) =>
        volume.name === 'rpc-key' ? { ...volume, secret: { ...volume.secret, secretName } } : volume,
      ),
      containers: spec.containers.map((container) => ({
        ...container,
        env: container.env!.map((each) => (each.name === 'SPARK_EXECUTOR_ID' ? { name: each.name, value: id } : each)),
      })),
    },
  });
}

describeWithSpark('3.5', 'Older lines of Spark, with what is rendered', () => {
  describeWithHadoop('with HDFS', () => {
    describeWithSparkOperator('and submitted by the operator', (authority) => {
      let sparkLab: SparkLab | undefined;
      // Before the lab itself.
      afterAll(() => sparkLab?.stop());
      const scenario = scenariosOn(
        async () =>
          (sparkLab = await SparkLab.start(
            authority,
            'spark-ages',
            (rendered, { team, driver, executor, acknowledge }) => {
              for (const [name, version] of Object.entries(LINES)) {
                new spark.SparkApplication(rendered.teamChart, name, {
                  ...{ team, driver, executor, acknowledge, version },
                  job: spark.Job.pythonSource(JOB, { arguments: [name] }),
                  executors: scaling.Scaling.exactly(1),
                });
              }
            },
            {
              platform: {
                version: spark.SparkVersion.V4_1,
                eventLog: spark.SparkLocation.inFileSystem(fileSystem, EVENTS),
                overrides: {},
              },
              before: startLake,
            },
          )),
      );

      scenario('run a job that writes to HDFS and reads there, with the right result', async (running) => {
        for (const name of NAMES) await running.submit(name);
        for (const name of NAMES) await running.says(name, READ, 280);
      });

      scenario('give executors as long to leave as the newest does, by their template', async (running) => {
        for (const name of NAMES) {
          const { sparkConf } = find<Resource>(running.objects, 'SparkApplication', name).spec;
          expect(Object.keys(sparkConf).filter((key) => key.includes('terminationGracePeriod'))).toEqual([]);
          const executors = await running.runningExecutors(name);
          expect(executors.map(({ spec }) => (spec as PodSpec).terminationGracePeriodSeconds)).toEqual([110]);
        }
      });

      scenario('let no executor in that has another key', async (running) => {
        running.lab.secrets.strange = { [KEY.key]: 'not-the-key-of-this-team' };
        for (const name of NAMES) {
          const stranger = await startStranger(running, name, '97', 'strange');
          await startStranger(running, name, '98', KEY.secretName);
          await running.says(name, 'with ID 98');
          await running.lab.until('the stranger has given up', () => {
            expect(Object.values(stranger.exits)).toEqual([1]);
            return Promise.resolve();
          });
          expect(stranger.container().output()).toContain('SaslException');
          expect(running.output(name)).not.toContain('with ID 97');
        }
      });

      scenario('end well', async (running) => {
        for (const name of NAMES) await running.goOn(name, 'go');
        for (const name of NAMES) await running.becomes(name, 'COMPLETED');
      });

      scenario('had every right that they asked for', (running) => {
        const asked = running.asked();
        expect([...asked].filter(([, codes]) => codes.includes(403))).toEqual([]);
        expect(running.granted()).toEqual(expect.arrayContaining([...asked.keys()]));
        return Promise.resolve();
      });

      scenario('are shown by the History Server of the newest', async ({ lab }) => {
        await lab.until('it knows the applications', async () => {
          const { output } = await lab.pod(HISTORY).exec('curl -fsS http://localhost:18080/api/v1/applications');
          const shown = JSON.parse(output) as { name: string; attempts: { completed: boolean }[] }[];
          const found = shown.map(({ name, attempts }) => [name, attempts.map(({ completed }) => completed)]);
          expect(Object.fromEntries(found)).toEqual(Object.fromEntries(NAMES.map((name) => [name, [true]])));
        });
      });
    });
  });
});
