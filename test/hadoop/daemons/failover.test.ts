import * as fs from 'node:fs';
import * as path from 'node:path';
import { describeWithHadoop } from '../../helpers/authorities';
import {
  A,
  B,
  both,
  damaged,
  JOURNAL_NODES,
  logOf,
  loseVolume,
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
      expect(Object.values(await cluster.nameNodeStates()).sort()).toEqual(['active', 'standby']);
      const made = both(cluster).map((pod) => /making a new file system/.test(logOf(cluster, pod, 'bootstrap')));
      expect(made).toEqual([true, false]);
      await cluster.lab.until('each DataNode is in the rack of its zone', async () => {
        const [inA, inB] = (await cluster.ask('hdfs dfsadmin -printTopology')).split('Rack: /b');
        const counts = [inA.match(/datanode-a-\d\./g), inB.match(/datanode-b-\d\./g)].map((found) => found?.length);
        return counts.join() === '2,1';
      });
    },
  );

  scenario('passes its own probes', async (cluster) => {
    for (const set of [ZOOKEEPER, JOURNAL_NODES, NAME_NODES, A, B]) {
      for (const pod of cluster.sets.podsOf(set)) {
        for (const kind of ['startupProbe', 'livenessProbe', 'readinessProbe'] as const) {
          expect([pod.name, kind, await pod.probe(kind)]).toEqual([pod.name, kind, true]);
        }
      }
    }
  });

  scenario('takes a file, gives it back and deletes it: the program of the probe', async (cluster) => {
    const { code, output } = await cluster.run('lake-probe');
    expect([code, code === 0 ? '' : output]).toEqual([0, '']);
    expect(await cluster.ask('hdfs dfs -ls /tmp')).not.toContain('probe');
    await write(cluster, '/first', 6);
  });

  scenario('goes on writing when the active NameNode is lost, and loses no file', async (cluster) => {
    const active = await cluster.nameNode('active');
    const writing = write(cluster, '/during-failover', 10, 0.5);
    await cluster.lab.until('a block is open', () => cluster.exists('/during-failover'));
    await cluster.lab.pod(active).kill();
    await writing;
    expect(await cluster.nameNode('active')).not.toBe(active);
    expect(await damaged(cluster)).toEqual([]);
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

  scenario('copies the image to a NameNode that lost its volume, and makes no new file system', async (cluster) => {
    const standby = await cluster.nameNode('standby');
    await cluster.lab.deletePod(standby);
    loseVolume(cluster, standby);
    cluster.sets.startPod(NAME_NODES, Number(standby.slice(-1)));
    await cluster.ready(NAME_NODES);
    const log = logOf(cluster, standby, 'bootstrap');
    expect(log).toContain('copying the image from another NameNode');
    expect(log).not.toContain('making a new file system');
    await cluster.lab.until('it is standby', async () => (await cluster.nameNodeStates())[standby] === 'standby');
  });

  scenario('copies the image to a NameNode whose own was cut off, and keeps what was there', async (cluster) => {
    const standby = await cluster.nameNode('standby');
    const volume = path.join(cluster.lab.folder, 'claims', `data-${standby}`);
    await cluster.lab.deletePod(standby);
    const current = path.join(volume, 'name', 'current');
    for (const file of fs.readdirSync(current)) if (file.startsWith('fsimage')) fs.rmSync(path.join(current, file));
    expect(fs.existsSync(path.join(current, 'VERSION'))).toBe(true);
    fs.rmSync(path.join(cluster.lab.folder, 'pods', standby), { recursive: true });
    cluster.sets.startPod(NAME_NODES, Number(standby.slice(-1)));
    await cluster.ready(NAME_NODES);
    expect(fs.readdirSync(volume).some((name) => name.startsWith('name.incomplete.'))).toBe(true);
    expect(logOf(cluster, standby, 'bootstrap')).not.toContain('making a new file system');
    expect(await damaged(cluster)).toEqual([]);
  });
});
