import { describeWithHadoop } from '../../helpers/authorities';
import { scenariosOnHdfs, smallCluster } from './hdfs';
import { LabCluster } from './lab-cluster';
import { Application, applications, DURABLE, get, MANAGERS, nodeManagers } from './yarn';

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

describeWithHadoop('members of YARN that leave and come back, with what a HadoopCluster renders', () => {
  const scenario = scenariosOnHdfs(smallCluster(2, { yarn: { nodeManagers: nodeManagers(2) } }));

  scenario('starts: one active ResourceManager, and another that waits', async (cluster) => {
    cluster.sets.start(MANAGERS, DURABLE);
    await cluster.ready(MANAGERS, DURABLE);
    const active = await cluster.resourceManager('ACTIVE');
    expect(await cluster.resourceManager('STANDBY')).not.toBe(active);
    await cluster.passesProbes(MANAGERS);
    await cluster.lab.until('all NodeManagers run', async () => {
      const states = await cluster.nodeManagerStates();
      expect(states).toEqual({ [`${DURABLE}-0`]: 'RUNNING', [`${DURABLE}-1`]: 'RUNNING' });
    });
  });

  scenario(
    'lets a NodeManager leave when its containers have ended, and the application goes on when the active ResourceManager is lost meanwhile',
    async (cluster) => {
      // With its master, it fills both NodeManagers.
      const containers = 3;
      const id = await startWaiting(cluster, containers);
      const leaving = cluster.sets.scaleIn(DURABLE);
      const state = async () => (await cluster.nodeManagerStates())[`${DURABLE}-1`];
      await cluster.lab.until('it is decommissioning', async () => (await state()) === 'DECOMMISSIONING');
      const active = await cluster.resourceManager('ACTIVE');
      await cluster.lab.until('the list is empty again', async () => {
        const list = await cluster.lab.pod(active).exec('cat /tmp/excluded-nodemanagers.xml', 'membership');
        expect(list.output).toContain('<hosts></hosts>');
      });
      await cluster.lab.pod(active).kill();
      expect(await cluster.resourceManager('ACTIVE')).not.toBe(active);
      // The new one knows nothing of it, begins anew, and ends no container.
      await cluster.lab.until('it is decommissioning again', async () => (await state()) === 'DECOMMISSIONING');
      await cluster.lab.until('all containers are known again', async () => {
        const { state: is, runningContainers } = await application(cluster, id);
        expect([is, runningContainers]).toEqual(['RUNNING', containers + 1]);
      });
      cluster.sets.startPod(MANAGERS, Number(active.slice(-1)));
      await cluster.ready(MANAGERS);
      expect((await finish(cluster, id)).finalStatus).toBe('SUCCEEDED');
      await leaving;
      await cluster.lab.until('it has left', async () => expect(await state()).toBe('DECOMMISSIONED'));
    },
  );

  scenario('takes a NodeManager back when it is wanted again', async (cluster) => {
    cluster.sets.scaleOut(DURABLE);
    await cluster.ready(DURABLE);
    await cluster.lab.until('it runs', async () => (await cluster.nodeManagerStates())[`${DURABLE}-1`] === 'RUNNING');
  });
});
