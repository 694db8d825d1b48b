import * as fs from 'node:fs';
import * as path from 'node:path';
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
  const directories = [
    { path: '/spark/events', owner: 'spark', mode: '1777', acl: ['default:user:spark:rwx'] },
    { path: '/warehouse', owner: 'etl:analysts', mode: '750' },
  ];
  const scenario = scenariosOnHdfs({ ...smallCluster(3), directories });
  /** Shell, as a user of HDFS. */
  const as = (user: string, shell: string) => `HADOOP_USER_NAME=${user} ${shell}`;

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

  scenario('has the directories that are asked for, each for whom it is', async (cluster) => {
    await cluster.lab.until('they are there', async () => {
      const listed = await cluster.ask('hdfs dfs -ls -d /spark /spark/events /warehouse');
      expect(listed.replace(/ +/g, ' ')).toMatch(
        /drwxr-xr-x - hadoop supergroup .* \/spark\n.*drwxrwxrwt\+ - spark supergroup .* \/spark\/events\n.*drwxr-x--- - etl analysts .* \/warehouse/,
      );
    });
    // As Spark writes the log of an application: for itself and for its group, which is nobody.
    const log = '/spark/events/application';
    await cluster.ask(as('etl', `hdfs dfs -touch ${log} && HADOOP_USER_NAME=etl hdfs dfs -chmod 660 ${log}`));
    expect((await cluster.client(as('guest', `hdfs dfs -cat ${log}`))).output).toContain('Permission denied');
    expect((await cluster.client(as('guest', `hdfs dfs -rm ${log}`))).output).toContain('Permission denied');
    await cluster.ask(as('spark', `hdfs dfs -cat ${log}`));
    await cluster.ask(as('spark', `hdfs dfs -rm -skipTrash ${log}`));
    expect((await cluster.client(as('guest', 'hdfs dfs -ls /warehouse'))).output).toContain('Permission denied');
  });

  scenario('makes one more when it is asked for, and no NameNode restarts', async (cluster) => {
    // What the kubelet does when the ConfigMap changes.
    const active = cluster.lab.pod(await cluster.nameNode('active'));
    fs.appendFileSync(path.join(active.volume('directories'), 'commands'), '-mkdir -p /later\n-chown etl /later\n');
    await cluster.lab.until('it is there', async () => (await cluster.client('hdfs dfs -test -d /later')).code === 0);
  });

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
