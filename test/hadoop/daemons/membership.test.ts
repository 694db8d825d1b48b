import { describeWithHadoop } from '../../helpers/authorities';
import {
  A,
  allFilesAreThere,
  B,
  becomesHealthy,
  both,
  logOf,
  NAME_NODES,
  scenariosOnHdfs,
  smallCluster,
  write,
} from './hdfs';

describeWithHadoop('DataNodes that leave and come back, with what a HadoopCluster renders', () => {
  const scenario = scenariosOnHdfs(smallCluster(5));

  scenario('takes a DataNode that restarts for what it is: nobody decommissions it', async (cluster) => {
    await cluster.sets.restart(A, 0);
    await cluster.ready(A);
    expect(logOf(cluster, `${A}-0`, 'datanode')).toContain('it restarts: nothing to hand over');
    for (const pod of both(cluster)) {
      expect(await cluster.excluded(pod)).toBe('');
      expect(logOf(cluster, pod, 'namenode')).not.toContain('Starting decommission');
    }
  });

  scenario(
    'lets a DataNode leave under a running writer: every block has all its copies elsewhere',
    async (cluster) => {
      await write(cluster, '/before-leaving', 8);
      // More copies than there are DataNodes, as MapReduce asks for of its staging files.
      const written = [
        write(cluster, '/while-leaving', 10, { pause: 0.5 }),
        write(cluster, '/staging', 6, { pause: 0.5, replication: 10 }),
      ];
      await cluster.lab.until('blocks are open', async () => {
        const open = await Promise.all(['/while-leaving', '/staging'].map((file) => cluster.exists(file)));
        return open.every(Boolean);
      });
      await cluster.sets.scaleIn(A);
      expect(logOf(cluster, `${A}-2`, 'datanode')).toContain('handed over');
      await cluster.lab.until('both NameNodes say that it has left', async () => {
        const states = await Promise.all(both(cluster).map((pod) => cluster.dataNodeStates(pod)));
        expect(states.map((of) => of[`${A}-2`])).toEqual(['Decommissioned', 'Decommissioned']);
      });
      await Promise.all(written);
      await cluster.ask('hdfs dfs -setrep 3 /staging');
      await becomesHealthy(cluster, { under: 0, missing: 0 });
      await allFilesAreThere(cluster);
    },
  );

  scenario('remembers who has left when a NameNode restarts', async (cluster) => {
    const [first] = both(cluster);
    const before = await cluster.excluded(first);
    expect(before).toMatch(/^10\.77\.\d+\.\d+$/);
    await cluster.sets.restart(NAME_NODES, 0);
    await cluster.ready(NAME_NODES);
    expect(logOf(cluster, first, 'namenode')).not.toContain('DisallowedDatanodeException');
  });

  scenario('takes the DataNode back when it is wanted again', async (cluster) => {
    cluster.sets.scaleOut(A);
    await cluster.ready(A);
    await cluster.lab.until('both NameNodes use it, and let nobody leave', async () => {
      const states = await Promise.all(both(cluster).map((pod) => cluster.dataNodeStates(pod)));
      expect(states.map((of) => of[`${A}-2`])).toEqual(['In Service', 'In Service']);
      expect(await Promise.all(both(cluster).map((pod) => cluster.excluded(pod)))).toEqual(['', '']);
    });
  });

  scenario('lets a DataNode go that only a standby never sees leave', async (cluster) => {
    const standby = await cluster.nameNode('standby');
    const membership = cluster.lab.pod(standby).container('membership');
    await membership.exec(['bash', '-c', 'kill -STOP -1']);
    await cluster.sets.scaleIn(A);
    expect(logOf(cluster, `${A}-2`, 'datanode').split('it leaves').pop()).toContain('handed over');
    expect(await cluster.dataNodeStates(standby)).toMatchObject({ [`${A}-2`]: 'In Service' });
    await membership.exec(['bash', '-c', 'kill -CONT -1']);
    cluster.sets.scaleOut(A);
    await cluster.ready(A);
    await allFilesAreThere(cluster);
  });

  scenario('loses nothing when the grace period cuts a leaving DataNode off', async (cluster) => {
    // An open file keeps it from being done in time.
    const writing = write(cluster, '/cut-off', 6, { pause: 0.5 });
    await cluster.lab.until('a block is open', () => cluster.exists('/cut-off'));
    await cluster.sets.scaleIn(A, 2);
    expect(logOf(cluster, `${A}-2`, 'datanode').split('it leaves').pop()).not.toContain('handed over');
    await writing;
    await allFilesAreThere(cluster);
    await becomesHealthy(cluster, { missing: 0 });
    // Its volume is kept: who scales back out has its copies again.
    cluster.sets.scaleOut(A);
    await cluster.ready(A);
  });

  scenario('ends at once when a whole set is removed: there is nobody to hand over to', async (cluster) => {
    cluster.sets.forget(B);
    await Promise.all([0, 1].map((ordinal) => cluster.lab.deletePod(`${B}-${ordinal}`)));
    for (const ordinal of [0, 1]) {
      expect(logOf(cluster, `${B}-${ordinal}`, 'datanode')).toContain('as a whole is stopped or removed');
    }
    await allFilesAreThere(cluster);
  });
});
