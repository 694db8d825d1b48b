import { describeWithHadoop } from '../../helpers/authorities';
import {
  A,
  allFilesAreThere,
  B,
  both,
  JOURNAL_NODES,
  logOf,
  NAME_NODES,
  scenariosOnHdfs,
  smallCluster,
  write,
  ZOOKEEPER,
} from './hdfs';

describeWithHadoop('NameNodes that are lost, with what a HadoopCluster renders', () => {
  const scenario = scenariosOnHdfs(smallCluster(3));

  scenario(
    'is one file system, with one active NameNode and each DataNode in the rack of its zone',
    async (cluster) => {
      await cluster.lab.until('one NameNode is active', async () => {
        expect(Object.values(await cluster.nameNodeStates()).sort()).toEqual(['active', 'standby']);
      });
      const made = both(cluster).map((pod) => /making a new file system/.test(logOf(cluster, pod, 'bootstrap')));
      expect(made).toEqual([true, false]);
      await cluster.lab.until('each DataNode is in the rack of its zone', async () => {
        const [inA, inB] = (await cluster.ask('hdfs dfsadmin -printTopology')).split('Rack: /b');
        const counts = [inA.match(/datanode-a-\d\./g), inB.match(/datanode-b-\d\./g)].map((found) => found?.length);
        return counts.join() === '2,1';
      });
    },
  );

  scenario('passes its own probes', (cluster) => cluster.passesProbes(ZOOKEEPER, JOURNAL_NODES, NAME_NODES, A, B));

  scenario('takes a file, gives it back and deletes it: the program of the probe', async (cluster) => {
    const { code, output } = await cluster.run('lake-probe');
    expect([code, code === 0 ? '' : output]).toEqual([0, '']);
    expect(await cluster.ask('hdfs dfs -ls /tmp')).not.toContain('probe');
    await write(cluster, '/first', 6);
  });

  scenario('goes on writing when the active NameNode is lost, and loses no file', async (cluster) => {
    const active = await cluster.nameNode('active');
    const writing = write(cluster, '/during-failover', 10, { pause: 0.5 });
    await cluster.lab.until('a block is open', () => cluster.exists('/during-failover'));
    await cluster.lab.pod(active).kill();
    await writing;
    expect(await cluster.nameNode('active')).not.toBe(active);
    await allFilesAreThere(cluster);
    cluster.sets.startPod(NAME_NODES, Number(active.slice(-1)));
    await cluster.ready(NAME_NODES);
    expect(logOf(cluster, active, 'bootstrap').match(/making a new file system/g)?.length ?? 0).toBeLessThanOrEqual(1);
  });

  scenario(
    'hands over before the active NameNode restarts, so that nobody waits for a session to end',
    async (cluster) => {
      const active = await cluster.nameNode('active');
      await cluster.lab.deletePod(active);
      // The very next look: nothing is waited for.
      const states = await Promise.all(
        both(cluster)
          .filter((pod) => pod !== active)
          .map((pod) => cluster.nameNodeBean(pod, 'NameNodeStatus')),
      );
      expect(states.map(({ State }) => State)).toEqual(['active']);
      cluster.sets.startPod(NAME_NODES, Number(active.slice(-1)));
      await cluster.ready(NAME_NODES);
    },
  );
});
