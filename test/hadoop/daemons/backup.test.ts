import * as fs from 'node:fs';
import * as path from 'node:path';
import { scaling } from 'bigdata-constructs';
import { describeWithHadoop } from '../../helpers/authorities';
import { OBJECT_STORE, OBJECT_STORE_ENVIRONMENT, startObjectStore } from '../../lab/object-store';
import { store } from '../clusters';
import {
  A,
  allFilesAreThere,
  both,
  exposesCatalogue,
  logOf,
  loseVolume,
  NAME_NODES,
  scenariosOnHdfs,
  size,
  smallCluster,
  write,
} from './hdfs';

describeWithHadoop('jobs and gateway of HDFS, with what a HadoopCluster renders', () => {
  const scenario = scenariosOnHdfs(
    smallCluster(2, {
      snapshots: [{ path: '/warehouse', keep: 1 }],
      backup: { store: { ...store, endpoint: OBJECT_STORE } },
      httpFs: { scaling: scaling.Scaling.between(1, 2), size: size(1, 2) },
    }),
    ({ lab }) => startObjectStore(lab),
  );

  scenario('runs its own programs: snapshots and balancer', async (cluster) => {
    // Somebody's own, whom jobs need not ask.
    const make = 'hdfs dfs -mkdir -p /warehouse && hdfs dfs -touchz /warehouse/table';
    await cluster.ask(`${make} && hdfs dfs -chown -R etl /warehouse && hdfs dfs -chmod 700 /warehouse`);
    const kept: (string[] | null)[] = [];
    for (let run = 0; run < 2; run++) {
      const { code, output } = await cluster.run('lake-snapshots-warehouse');
      expect([code, code === 0 ? '' : output]).toEqual([0, '']);
      kept.push((await cluster.ask('hdfs dfs -ls -C /warehouse/.snapshot')).match(/scheduled-\S+/g));
    }
    const [[older], [newer]] = kept as string[][];
    expect(kept).toEqual([[older], [newer]]);
    expect(newer > older).toBe(true);
    const balancer = await cluster.run('lake-balancer');
    expect([balancer.code, balancer.code === 0 ? '' : balancer.output]).toEqual([0, '']);
    await cluster.ask('hdfs dfsadmin -rollingUpgrade prepare');
    const waiting = await cluster.run('lake-balancer');
    expect(waiting.output).toContain('upgrade');
    expect(waiting.code).toBe(0);
    await cluster.ask('hdfs dfsadmin -rollingUpgrade finalize');
  });

  scenario('runs them as users of their own, with the rights that they need and no others', async (cluster) => {
    const refused = async (shell: string, job: string, container?: string) => {
      const { code, output } = await cluster.job(job).exec(shell, container);
      return code === 0 ? `${job} may ${shell}` : output;
    };
    for (const [job, container] of [['lake-probe'], ['lake-backup', 'fetch']]) {
      expect(await refused('hdfs dfsadmin -safemode enter', job, container)).toContain(
        'Superuser privilege is required',
      );
      expect(await refused('hdfs dfs -ls /warehouse', job, container)).toContain('Permission denied');
      expect(await refused('hdfs balancer', job, container)).toContain('is not authorized for protocol');
    }
    await cluster.ask('echo mine | hdfs dfs -put - /tmp/of-the-probe', { job: 'lake-probe' });
    expect(await cluster.ask('hdfs dfs -ls /tmp')).toMatch(/ lake-probe +\S+ .* \/tmp\/of-the-probe/);
    expect(await cluster.ask('hdfs dfs -ls /warehouse/.snapshot')).toMatch(/ etl +\S+ .*scheduled-/);
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
      await allFilesAreThere(cluster);
      for (const pod of both(cluster))
        expect(logOf(cluster, pod, 'bootstrap')).not.toContain('making a new file system');
    },
  );

  scenario('is read and written over HTTP, as whoever asks: HttpFS', async (cluster) => {
    const gateway = cluster.startPodOf('lake-httpfs');
    for (const kind of ['startupProbe', 'livenessProbe', 'readinessProbe'] as const) {
      await cluster.lab.until(`the gateway passes its ${kind}`, () => gateway.probe(kind));
    }
    const url = 'http://localhost:14000/webhdfs/v1/tmp/by-alice?user.name=alice';
    const write = `curl -fsS -X PUT -H 'Content-Type: application/octet-stream' --data-binary from-alice '${url}&op=CREATE&data=true'`;
    expect((await gateway.exec(write)).code).toBe(0);
    expect((await gateway.exec(`curl -fsS '${url}&op=OPEN'`)).output).toBe('from-alice');
    expect(await cluster.ask('hdfs dfs -ls /tmp/by-alice')).toMatch(/ alice +\S+ .* \/tmp\/by-alice/);
  });

  scenario('exposes every metric of the catalogue', (cluster) => exposesCatalogue(cluster, { yarn: false }));
});
