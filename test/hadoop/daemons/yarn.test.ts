import { describeWithHadoop } from '../../helpers/authorities';
import { exposesCatalogue, scenariosOnHdfs, smallCluster } from './hdfs';
import { POD_IDENTITY } from './lab-cluster';
import { applications, DURABLE, get, HISTORY_SERVER, MANAGERS, nodeManagers, SPOT } from './yarn';

const SETS = [MANAGERS, DURABLE, SPOT, HISTORY_SERVER];

describeWithHadoop('YARN with one of each, with what a HadoopCluster renders', () => {
  const scenario = scenariosOnHdfs(
    smallCluster(2, {
      highAvailability: false,
      yarn: {
        nodeManagers: nodeManagers(1),
        spotNodeManagers: nodeManagers(1),
        queues: [
          { name: 'default', share: 80 },
          { name: 'etl', members: ['etl'], administrators: ['boss'] },
        ],
      },
    }),
  );

  scenario('starts: queues as they were asked for, and spare capacity under its label', async (cluster) => {
    cluster.sets.start(...SETS);
    await cluster.ready(...SETS);
    await cluster.lab.until('all NodeManagers run', async () => {
      expect(await cluster.nodeManagerStates()).toEqual({ [`${DURABLE}-0`]: 'RUNNING', [`${SPOT}-0`]: 'RUNNING' });
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
    await cluster.lab.until('spare capacity has its label', async () => {
      const { nodes } = await get<{ nodes: { node: { nodeHostName: string; nodeLabels?: string[] }[] } }>(
        cluster,
        'nodes',
      );
      const labelled = nodes.node.filter(({ nodeLabels }) => nodeLabels?.includes('spot'));
      expect(labelled.map(({ nodeHostName }) => nodeHostName.split('.')[0])).toEqual([`${SPOT}-0`]);
    });
  });

  scenario('passes its own probes', (cluster) => cluster.passesProbes(...SETS));

  scenario('runs a job of MapReduce for an ordinary user, which the history server then knows', async (cluster) => {
    await cluster.ask('hdfs dfs -mkdir /user/analyst && hdfs dfs -chown analyst /user/analyst');
    const submit = 'HADOOP_USER_NAME=analyst yarn org.apache.hadoop.examples.ExampleDriver pi 2 10';
    const job = await cluster.client(submit, { seconds: 240 });
    expect([job.code, job.code === 0 ? '' : job.output]).toEqual([0, '']);
    await cluster.lab.until('the ResourceManager knows how it ended', async () => {
      const [{ amHostHttpAddress, finalStatus }] = await applications(cluster, 'FINISHED');
      expect(finalStatus).toBe('SUCCEEDED');
      // Spare capacity, which may be taken away, runs no ApplicationMaster.
      expect(amHostHttpAddress).toMatch(new RegExp(`^${DURABLE}-0\\.`));
    });
    await cluster.lab.until('the history server knows it', async () => {
      const { output } = await cluster.lab
        .pod(`${HISTORY_SERVER}-0`)
        .exec('curl -fsS http://localhost:19888/ws/v1/history/mapreduce/jobs');
      expect(output).toContain('"state":"SUCCEEDED"');
    });
  });

  scenario('hands on to containers who their pod is to the cloud', async (cluster) => {
    const jar = '$(ls /opt/hadoop/share/hadoop/common/*distributedshell*.jar)';
    const { code, output } = await cluster.client(
      `HADOOP_USER_NAME=analyst yarn org.apache.hadoop.yarn.applications.distributedshell.Client -jar ${jar} -shell_command env -num_containers 1 -master_memory 512 -container_memory 512`,
      { seconds: 240 },
    );
    expect([code, code === 0 ? '' : output]).toEqual([0, '']);
    const [application] = /application_\d+_\d+/.exec(output)!;
    await cluster.lab.until('its log is there', async () => {
      const log = await cluster.ask(`HADOOP_USER_NAME=analyst yarn logs -applicationId ${application}`);
      const printed = Object.fromEntries([...log.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
      expect(printed).toMatchObject({ ...POD_IDENTITY, HADOOP_HOME: '/opt/hadoop' });
    });
  });

  scenario('lets members of a team submit to its queue, and who administers it do more', async (cluster) => {
    const may = async (user: string) => {
      const shown = await cluster.ask(
        `HADOOP_USER_NAME=${user} yarn org.apache.hadoop.mapred.JobQueueClient -showacls`,
      );
      const [, operations] = /^(?:root\.)?etl +(.*)$/m.exec(shown) ?? [];
      return operations;
    };
    expect(await may('etl')).toBe('SUBMIT_APPLICATIONS');
    expect(await may('boss')).toContain('ADMINISTER_QUEUE');
    expect(await may('analyst')).toBe('');
  });

  scenario('exposes every metric of the catalogue', (cluster) => exposesCatalogue(cluster, { yarn: true }));
});
