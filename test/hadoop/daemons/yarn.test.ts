import { scaling } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { describeWithHadoop } from '../../helpers/authorities';
import { CATALOGUE, missingFrom } from '../catalogue';
import { scenariosOnHdfs, size, smallCluster } from './hdfs';
import { LabCluster } from './lab-cluster';

const MANAGERS = 'lake-resourcemanager';
const DURABLE = 'lake-nodemanager';
const SPOT = 'lake-nodemanager-spot';
const SETS = [MANAGERS, DURABLE, SPOT, 'lake-historyserver'];

const SHELL = 'org.apache.hadoop.yarn.applications.distributedshell.Client';
/** Containers wait for this file, in whatever NodeManager they run. */
const GO = '/data/go';

/** Starts an application whose containers wait; gives its id once they all run. */
async function startWaiting(cluster: LabCluster, containers: number): Promise<string> {
  const jar = '$(ls /opt/hadoop/share/hadoop/common/hadoop-yarn-applications-distributedshell-*.jar)';
  const wait = `while [ ! -e ${GO} ]; do sleep 1; done`;
  // The client waits for the end, so it stays behind.
  await cluster.ask(
    `nohup yarn ${SHELL} -jar ${jar} -shell_command '${wait}' -num_containers ${containers} -container_memory 512 -master_memory 512 -keep_containers_across_application_attempts >/tmp/shell.log 2>&1 &`,
  );
  let id = '';
  await cluster.lab.until(
    'all containers run',
    async () => {
      const [running] = await applications(cluster, 'RUNNING');
      id = running?.id ?? '';
      return running?.runningContainers === containers + 1;
    },
    150,
  );
  return id;
}

interface Application {
  readonly id: string;
  readonly state: string;
  readonly finalStatus: string;
  readonly runningContainers: number;
  readonly amHostHttpAddress: string;
}

/** What the active ResourceManager says to the owner of applications: it keeps their details from others. */
async function get<T>(cluster: LabCluster, path: string): Promise<T> {
  const active = await cluster.resourceManager('ACTIVE');
  const { output } = await cluster.lab
    .pod(active)
    .exec(`curl -fsS 'http://localhost:8088/ws/v1/cluster/${path}${path.includes('?') ? '&' : '?'}user.name=hadoop'`);
  return JSON.parse(output) as T;
}

async function applications(cluster: LabCluster, state: string): Promise<Application[]> {
  const { apps } = await get<{ apps: { app: Application[] } | null }>(cluster, `apps?states=${state}`);
  return apps?.app ?? [];
}

const application = async (cluster: LabCluster, id: string) =>
  (await get<{ app: Application }>(cluster, `apps/${id}`)).app;

/** Lets waiting containers end, and waits for their application. */
async function finish(cluster: LabCluster, id: string): Promise<Application> {
  const managers = () => [...cluster.lab.pods.values()].filter(({ name }) => name.startsWith(DURABLE));
  for (const pod of managers()) await pod.exec(`touch ${GO}`);
  await cluster.lab.until('the application is over', async () => (await application(cluster, id)).state === 'FINISHED');
  for (const pod of managers()) await pod.exec(`rm -f ${GO}`);
  return application(cluster, id);
}

describeWithHadoop('YARN, with what a HadoopCluster renders', () => {
  const scenario = scenariosOnHdfs(
    smallCluster(2, {
      yarn: {
        nodeManagers: { scaling: scaling.Scaling.exactly(2), size: size(2, 6), localStorage: Size.gibibytes(5) },
        spotNodeManagers: { scaling: scaling.Scaling.exactly(1), size: size(2, 6), localStorage: Size.gibibytes(5) },
        queues: [
          { name: 'default', share: 80 },
          { name: 'etl', members: ['etl'], administrators: ['boss'] },
        ],
      },
      httpFs: { scaling: scaling.Scaling.between(1, 2), size: size(1, 2) },
    }),
  );

  scenario(
    'starts: one active ResourceManager, queues as they were asked for, and spare capacity under its label',
    async (cluster) => {
      cluster.sets.start(...SETS);
      await cluster.ready(...SETS);
      const active = await cluster.resourceManager('ACTIVE');
      expect(await cluster.resourceManager('STANDBY')).not.toBe(active);
      await cluster.lab.until('all NodeManagers run', async () => {
        const states = await cluster.nodeManagerStates();
        return [`${DURABLE}-0`, `${DURABLE}-1`, `${SPOT}-0`].every((pod) => states[pod] === 'RUNNING');
      });
      const { scheduler } = await get<{
        scheduler: { schedulerInfo: { queues: { queue: { queueName: string; absoluteCapacity: number }[] } } };
      }>(cluster, 'scheduler');
      const queues = scheduler.schedulerInfo.queues.queue.map(({ queueName, absoluteCapacity }) => [
        queueName,
        absoluteCapacity,
      ]);
      expect(queues).toEqual([
        ['default', 80],
        ['etl', 20],
      ]);
      const { nodes } = await get<{ nodes: { node: { nodeHostName: string; nodeLabels?: string[] }[] } }>(
        cluster,
        'nodes',
      );
      const labelled = nodes.node.filter(({ nodeLabels }) => nodeLabels?.includes('spot'));
      expect(labelled.map(({ nodeHostName }) => nodeHostName.split('.')[0])).toEqual([`${SPOT}-0`]);
    },
  );

  scenario('passes its own probes', async (cluster) => {
    for (const set of SETS) {
      for (const pod of cluster.sets.podsOf(set)) {
        for (const kind of ['startupProbe', 'livenessProbe', 'readinessProbe'] as const) {
          expect([pod.name, kind, await pod.probe(kind)]).toEqual([pod.name, kind, true]);
        }
      }
    }
  });

  scenario('runs a job of MapReduce for an ordinary user, which the history server then knows', async (cluster) => {
    await cluster.ask('hdfs dfs -mkdir /user/analyst && hdfs dfs -chown analyst /user/analyst');
    const submit = 'HADOOP_USER_NAME=analyst yarn org.apache.hadoop.examples.ExampleDriver pi 2 10';
    const job = await cluster.client(submit, 240);
    expect([job.code, job.code === 0 ? '' : job.output]).toEqual([0, '']);
    const { output } = await cluster.lab
      .pod('lake-historyserver-0')
      .exec('curl -fsS http://localhost:19888/ws/v1/history/mapreduce/jobs');
    expect(output).toContain('"state":"SUCCEEDED"');
  });

  scenario('lets members of a team submit to its queue, and who administers it do more', async (cluster) => {
    const may = async (user: string) => {
      const shown = await cluster.ask(`HADOOP_USER_NAME=${user} mapred queue -showacls`);
      const [, operations] = /^root\.etl +(.*)$/m.exec(shown) ?? [];
      return operations?.trim();
    };
    expect(await may('etl')).toBe('SUBMIT_APPLICATIONS');
    expect(await may('boss')).toContain('ADMINISTER_QUEUE');
    expect(await may('analyst')).toBeUndefined();
  });

  scenario('keeps an application running when the active ResourceManager is lost', async (cluster) => {
    const id = await startWaiting(cluster, 2);
    const { amHostHttpAddress } = await application(cluster, id);
    expect(amHostHttpAddress).toMatch(new RegExp(`^${DURABLE}-\\d\\.`));
    const active = await cluster.resourceManager('ACTIVE');
    await cluster.lab.pod(active).kill();
    expect(await cluster.resourceManager('ACTIVE')).not.toBe(active);
    await cluster.lab.until(
      'its containers are known again',
      async () => (await application(cluster, id)).runningContainers === 3,
    );
    cluster.sets.startPod(MANAGERS, Number(active.slice(-1)));
    await cluster.ready(MANAGERS);
    expect((await finish(cluster, id)).finalStatus).toBe('SUCCEEDED');
  });

  scenario('lets a NodeManager leave when its containers have ended, through a failover too', async (cluster) => {
    const id = await startWaiting(cluster, 4);
    const leaving = cluster.sets.scaleIn(DURABLE);
    const state = async () => (await cluster.nodeManagerStates())[`${DURABLE}-1`];
    await cluster.lab.until('it is decommissioning', async () => (await state()) === 'DECOMMISSIONING');
    const active = await cluster.resourceManager('ACTIVE');
    const list = await cluster.lab.pod(active).exec('cat /tmp/excluded-nodemanagers.xml', 'membership');
    expect(list.output).not.toContain(DURABLE);
    await cluster.lab.pod(active).kill();
    expect(await cluster.resourceManager('ACTIVE')).not.toBe(active);
    // The new one knows nothing of it, begins anew, and ends no container.
    await cluster.lab.until('it is decommissioning again', async () => (await state()) === 'DECOMMISSIONING');
    await cluster.lab.until('all containers are known again', async () => {
      const { state: is, runningContainers } = await application(cluster, id);
      return is === 'RUNNING' && runningContainers === 5;
    });
    cluster.sets.startPod(MANAGERS, Number(active.slice(-1)));
    expect((await finish(cluster, id)).finalStatus).toBe('SUCCEEDED');
    await leaving;
    expect(await state()).toBe('DECOMMISSIONED');
  });

  scenario('takes a NodeManager back when it is wanted again', async (cluster) => {
    cluster.sets.scaleOut(DURABLE);
    await cluster.ready(DURABLE);
    await cluster.lab.until('it runs', async () => (await cluster.nodeManagerStates())[`${DURABLE}-1`] === 'RUNNING');
  });

  scenario('exposes every metric of the catalogue, of all daemons', async (cluster) => {
    const gateway = cluster.startPodOf('lake-httpfs');
    await cluster.lab.until('the gateway is ready', () => gateway.probe('readinessProbe'));
    for (const [component, metrics] of Object.entries(CATALOGUE)) {
      const missing = missingFrom(await cluster.expositions(`lake-${component}`), metrics);
      expect([component, missing]).toEqual([component, []]);
    }
  });
});
