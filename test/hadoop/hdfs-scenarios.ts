import * as fs from 'node:fs';
import * as path from 'node:path';
import { OBJECT_STORE, OBJECT_STORE_ENVIRONMENT } from '../lab/object-store';
import { Scenario } from '../lab/scenarios';
import { LabCluster } from './lab-cluster';

const NAME_NODES = 'lake-namenode';
const A = 'lake-datanode-a';
const B = 'lake-datanode-b';

/** Files that were written, with the sums of what went into them. */
const written = new Map<string, string>();

/** Writes a file of so many blocks of 1 MiB, slowly where a pause is given; resolves when it is closed. */
async function write(cluster: LabCluster, file: string, blocks: number, pause = 0): Promise<void> {
  const source = `for i in $(seq 1 ${blocks * 4}); do head -c 262144 /dev/urandom; sleep ${pause}; done`;
  const shell = `set -o pipefail; { ${source}; } | tee >(md5sum >/tmp/sum.$$) | hdfs dfs -put -d - ${file} && sleep 1 && cat /tmp/sum.$$`;
  const { code, output } = await cluster.client(shell, 240);
  const [, sum] = /^([0-9a-f]{32}) {2}-$/m.exec(output) ?? [];
  if (code !== 0 || !sum) throw new Error(`writing ${file} ended with ${code}: ${output}`);
  written.set(file, sum);
}

/** Files that do not come back as they were written. Read by HDFS' own client, which asks another DataNode where one is away. */
async function damaged(cluster: LabCluster): Promise<string[]> {
  const sums = await cluster.ask(
    [...written.keys()].map((file) => `echo "${file} $(hdfs dfs -cat ${file} 2>/dev/null | md5sum)"`).join('; '),
  );
  return [...written].filter(([file, sum]) => !sums.includes(`${file} ${sum}`)).map(([file]) => file);
}

/** What a check of the whole file system counts. */
async function health(cluster: LabCluster): Promise<Record<string, number>> {
  const report = await cluster.fromActive('/fsck?ugi=hadoop&path=/');
  const count = (title: string) => Number(new RegExp(`${title}:\\s+(\\d+)`, 'i').exec(report)?.[1] ?? NaN);
  return { under: count('Under-replicated blocks'), missing: count('Missing blocks') };
}

const logOf = (cluster: LabCluster, pod: string, container: string) =>
  fs.readFileSync(path.join(cluster.lab.folder, 'pods', pod, container, 'log'), 'utf8');

/** Takes from a NameNode that does not run its volume, and the logs of its former life. */
function loseVolume({ lab }: LabCluster, pod: string): void {
  fs.rmSync(path.join(lab.folder, 'claims', `data-${pod}`), { recursive: true });
  fs.rmSync(path.join(lab.folder, 'pods', pod), { recursive: true });
}

const both = (cluster: LabCluster) => cluster.membersOf(NAME_NODES);

/** What HDFS does. The scenarios follow one another, on one cluster. */
export function hdfsScenarios(scenario: Scenario<LabCluster>): void {
  scenario(
    'starts from nothing: one file system, one active NameNode, each DataNode in the rack of its zone',
    async (cluster) => {
      const { sets } = cluster;
      sets.start('lake-zookeeper', 'lake-journalnode', NAME_NODES, A, B);
      await cluster.ready('lake-zookeeper', 'lake-journalnode', NAME_NODES, A, B);
      expect(Object.values(await cluster.nameNodeStates()).sort()).toEqual(['active', 'standby']);
      const made = both(cluster).map((pod) => /making a new file system/.test(logOf(cluster, pod, 'bootstrap')));
      expect(made).toEqual([true, false]);
      await cluster.lab.until('each DataNode is in the rack of its zone', async () => {
        const [inA, inB] = (await cluster.ask('hdfs dfsadmin -printTopology')).split('Rack: /b');
        const counts = [inA.match(/datanode-a-\d\./g), inB.match(/datanode-b-\d\./g)].map((found) => found?.length);
        return counts.join() === '3,2';
      });
      await cluster.lab.until('the directories are there', async () =>
        (await cluster.ask('hdfs dfs -ls -d /tmp /user /yarn/logs')).includes('drwxrwxrwt'),
      );
    },
  );

  scenario('passes its own probes', async (cluster) => {
    for (const set of ['lake-zookeeper', 'lake-journalnode', NAME_NODES, A, B]) {
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
      const writing = write(cluster, '/while-leaving', 16, 0.5);
      await cluster.lab.until('a block is open', async () => cluster.exists('/while-leaving'));
      await cluster.sets.scaleIn(A);
      expect(logOf(cluster, `${A}-2`, 'datanode')).toContain('handed over');
      const states = await Promise.all(both(cluster).map((pod) => cluster.dataNodeStates(pod)));
      expect(states.map((of) => of[`${A}-2`])).toEqual(['Decommissioned', 'Decommissioned']);
      await writing;
      expect(await health(cluster)).toMatchObject({ under: 0, missing: 0 });
      expect(await damaged(cluster)).toEqual([]);
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
    await cluster.lab.until('both NameNodes use it', async () => {
      const states = await Promise.all(both(cluster).map((pod) => cluster.dataNodeStates(pod)));
      return states.every((of) => of[`${A}-2`] === 'In Service');
    });
    expect(await Promise.all(both(cluster).map((pod) => cluster.excluded(pod)))).toEqual(['', '']);
  });

  scenario('loses nothing when the grace period cuts a leaving DataNode off', async (cluster) => {
    // An open file keeps it from being done in time.
    const writing = write(cluster, '/cut-off', 12, 0.5);
    await cluster.lab.until('a block is open', () => cluster.exists('/cut-off'));
    await cluster.sets.scaleIn(A, 2);
    expect(logOf(cluster, `${A}-2`, 'datanode').split('it leaves').pop()).not.toContain('handed over');
    await writing;
    expect(await damaged(cluster)).toEqual([]);
    expect(await health(cluster)).toMatchObject({ missing: 0 });
    // Its volume is kept: who scales back out has its copies again.
    cluster.sets.scaleOut(A);
    await cluster.ready(A);
  });

  scenario('runs its own programs: snapshots and balancer', async (cluster) => {
    await cluster.ask('hdfs dfs -mkdir -p /warehouse && hdfs dfs -touchz /warehouse/table');
    for (let run = 0; run < 3; run++) {
      const { code, output } = await cluster.run('lake-snapshots-warehouse');
      expect([code, code === 0 ? '' : output]).toEqual([0, '']);
    }
    const kept = await cluster.ask('hdfs dfs -ls -C /warehouse/.snapshot');
    expect(kept.match(/scheduled-/g)).toHaveLength(2);
    const balancer = await cluster.run('lake-balancer');
    expect([balancer.code, balancer.code === 0 ? '' : balancer.output]).toEqual([0, '']);
  });

  scenario('brings the image of the namespace to an object store, where it can be read', async (cluster) => {
    const s3 = (command: string) => {
      const asked = `aws --region eu-central-1 --endpoint-url ${OBJECT_STORE} s3 ${command}`;
      return cluster.job('lake-backup').exec(asked, 'upload', OBJECT_STORE_ENVIRONMENT);
    };
    await cluster.lab.until('the store answers', async () => (await s3('mb s3://test-bucket')).code === 0);
    const image = await cluster.run('lake-backup', 'fetch');
    expect([image.code, image.code === 0 ? '' : image.output]).toEqual([0, '']);
    const upload = await cluster.run('lake-backup', 'upload', OBJECT_STORE_ENVIRONMENT);
    expect(upload).toEqual({ code: 0, output: '' });
    const { output } = await s3('ls --recursive s3://test-bucket');
    const [, key] = /\d+ (hadoop\/lake\/fsimage\/\S+\/fsimage_\d+)$/m.exec(output) ?? [];
    expect(await s3(`cp --only-show-errors s3://test-bucket/${key} /backup/read-back`)).toEqual({
      code: 0,
      output: '',
    });
    const read = await cluster
      .job('lake-backup')
      .exec('hdfs oiv -p XML -i /backup/read-back -o - 2>/dev/null', 'fetch');
    // As old as the last checkpoint: what came since is with the JournalNodes.
    expect(read.output).toMatch(/<txid>\d+<\/txid>[^]*<INodeSection>[^]*<\/fsimage>/);
  });

  scenario(
    'comes back from that image when every NameNode has lost its volume, as the runbook has it',
    async (cluster) => {
      const { lab, sets } = cluster;
      await write(cluster, '/after-the-backup', 2);
      for (const pod of both(cluster)) await lab.pod(pod).kill();
      for (const [ordinal, pod] of both(cluster).entries()) {
        loseVolume(cluster, pod);
        sets.startPod(NAME_NODES, ordinal);
      }
      const [first] = both(cluster);
      await lab.until('it waits for an image', () =>
        Promise.resolve(logOf(cluster, first, 'bootstrap').includes('nobody has its image')),
      );
      const backup = lab.pod('lake-backup').volume('backup');
      const image = fs.readdirSync(backup).find((name) => /^fsimage_\d+$/.test(name))!;
      const restored = path.join(lab.pod(first).volume('data'), 'restore', 'current');
      fs.mkdirSync(restored, { recursive: true });
      fs.copyFileSync(path.join(backup, 'read-back'), path.join(restored, image));
      const pool = await lab.pod(`${A}-0`).exec('cd /data/disk-0/hdfs/current && ls -d BP-*');
      const version = await lab
        .pod('lake-journalnode-0')
        .exec("sed 's/^storageType=.*/storageType=NAME_NODE/' /data/journal/lake/current/VERSION");
      fs.writeFileSync(path.join(restored, 'VERSION'), `${version.output}blockpoolID=${pool.output}`);
      const place = `cd /data/restore/current && md5sum ${image} > ${image}.md5 && mv /data/name /data/name.empty && mv /data/restore /data/name`;
      expect(await lab.pod(first).exec(place, 'bootstrap')).toEqual({ code: 0, output: '' });
      await cluster.ready(NAME_NODES);
      // What was written after the backup too: JournalNodes have it.
      await lab.until('all files are there', async () => (await damaged(cluster)).length === 0);
      for (const pod of both(cluster))
        expect(logOf(cluster, pod, 'bootstrap')).not.toContain('making a new file system');
    },
  );

  scenario('is read and written over HTTP, as whoever asks: HttpFS', async (cluster) => {
    const gateway = cluster.startPodOf('lake-httpfs');
    await cluster.lab.until('the gateway is ready', () => gateway.probe('readinessProbe'));
    for (const kind of ['startupProbe', 'livenessProbe'] as const) expect(await gateway.probe(kind)).toBe(true);
    const url = 'http://localhost:14000/webhdfs/v1/tmp/by-alice?user.name=alice';
    const write = `curl -fsS -X PUT -H 'Content-Type: application/octet-stream' --data-binary from-alice '${url}&op=CREATE&data=true'`;
    expect((await gateway.exec(write)).code).toBe(0);
    expect((await gateway.exec(`curl -fsS '${url}&op=OPEN'`)).output).toBe('from-alice');
    expect(await cluster.ask('hdfs dfs -ls /tmp/by-alice')).toMatch(/ alice +\S+ .* \/tmp\/by-alice/);
  });

  scenario('ends at once when a whole set is removed: there is nobody to hand over to', async (cluster) => {
    cluster.sets.forget(B);
    await Promise.all([0, 1].map((ordinal) => cluster.lab.deletePod(`${B}-${ordinal}`)));
    for (const ordinal of [0, 1]) {
      expect(logOf(cluster, `${B}-${ordinal}`, 'datanode')).toContain('as a whole is stopped or removed');
    }
    expect(await damaged(cluster)).toEqual([]);
  });
}
