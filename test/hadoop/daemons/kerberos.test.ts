import * as fs from 'node:fs';
import * as path from 'node:path';
import { Cpu, hadoop } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { describeWithKerberos } from '../../helpers/authorities';
import { certificateSecret, LabKdc } from '../../lab/kdc';
import { scenariosOn } from '../../lab/scenarios';
import { cluster as rendered, kerberos, store } from '../clusters';
import { LabCluster } from './lab-cluster';

const PASSWORD = 'password-of-the-lab';
const ENVIRONMENT = { name: 'test', zones: ['a', 'b'] };
const NAME_NODES = 'lake-namenode';
const A = 'lake-datanode-a';
const HDFS = ['lake-zookeeper', 'lake-journalnode', NAME_NODES, A, 'lake-datanode-b'];

const size = (cpu: number, memory: number) => ({ cpu: Cpu.units(cpu), memory: Size.gibibytes(memory) });
const props: Partial<hadoop.HadoopClusterProps> = {
  replication: 2,
  dataNodes: { count: 3, size: size(1, 4), volumes: [{ size: Size.gibibytes(10) }] },
  yarn: undefined,
  security: kerberos,
  backup: { store },
  snapshots: [{ path: '/warehouse', keep: 2 }],
  overrides: {
    hdfsSite: { 'dfs.namenode.safemode.extension': '2000', 'dfs.namenode.decommission.interval': '2' },
    coreSite: { 'ha.zookeeper.session-timeout.ms': '8000', 'hadoop.zk.timeout-ms': '8000' },
  },
};

describeWithKerberos('the daemons of a HadoopCluster with Kerberos, started with what it renders', () => {
  let lake: LabCluster;
  const scenario = scenariosOn(async () => {
    const { principals, certificateNames } = rendered(props, ENVIRONMENT).cluster;
    lake = await LabCluster.start(props, ENVIRONMENT.zones);
    const { lab } = lake;
    lab.secrets['lake-keytabs'] = LabKdc.start(lab, 'LAKE.TEST').keytabs(principals);
    lab.secrets['lake-tls'] = certificateSecret(path.join(lab.folder, 'tls'), certificateNames, PASSWORD);
    lab.secrets['lake-tls-keystore'] = { password: PASSWORD };
    return lake;
  });

  /** The superuser's own commands, as the balancer's pod runs them. */
  const asSuperuser = async (shell: string) => {
    expect(await lake.job('lake-balancer').exec(shell)).toMatchObject({ code: 0 });
  };
  const succeeds = async (job: string, container?: string) => {
    const { code, output } = await lake.run(job, container);
    expect([code, code === 0 ? '' : output]).toEqual([0, '']);
    return output;
  };

  scenario('HDFS starts from nothing, and its probes are answered over TLS', async ({ lab, sets }) => {
    sets.start(...HDFS);
    await lake.ready(...HDFS);
    expect(Object.values(await lake.nameNodeStates()).sort()).toEqual(['active', 'standby']);
    for (const pod of [`${NAME_NODES}-0`, `${A}-0`, 'lake-journalnode-0']) {
      expect([pod, await lab.pod(pod).probe('livenessProbe')]).toEqual([pod, true]);
    }
    const plain = 'curl -sS -m 5 http://localhost:9870/jmx; curl -sS -m 5 http://localhost:9871/jmx';
    expect((await lab.pod(`${NAME_NODES}-0`).exec(plain)).output).not.toContain('beans');
    // The certificate is good for the name that others call.
    const named = 'curl -fsS --cacert /etc/certificates/ca.crt https://$POD_HOST:9871/prom';
    expect((await lab.pod(`${NAME_NODES}-0`).exec(named)).output).toContain('namenode');
    for (const part of ['lake-namenode', 'lake-datanode', 'lake-journalnode']) {
      for (const exposed of await lake.expositions(part)) expect(exposed).toContain('# TYPE');
    }
  });

  scenario('the companion of a NameNode makes directories and tells it who leaves', async ({ lab }) => {
    const log = () => lab.pod(`${NAME_NODES}-0`).container('membership').output();
    await lab.until('the NameNode was told', () => Promise.resolve(log().includes('leaving: nobody')));
    await lab.until('there are directories', async () =>
      (await lake.ask('hdfs dfs -ls -d /tmp /user /yarn/logs')).includes('drwxrwxrwt'),
    );
  });

  scenario('who has a ticket writes and reads, under the name of his principal', async () => {
    await lake.ask('echo confidential | hdfs dfs -put - /tmp/file');
    expect(await lake.ask('hdfs dfs -cat /tmp/file')).toContain('confidential');
    expect(await lake.ask('hdfs dfs -ls /tmp/file')).toMatch(/ lake-probe +\S+ .* \/tmp\/file/);
  });

  scenario('who has none is refused, whoever he says he is', async () => {
    const without = 'env -u KRB5PRINCIPAL -u KRB5KEYTAB HADOOP_USER_NAME=hadoop hdfs dfs';
    const stranger = await lake.client(`${without} -cat /tmp/file`);
    expect(stranger.code).not.toBe(0);
    expect(stranger.output).toContain('Client cannot authenticate via:[TOKEN, KERBEROS]');
    const pretender = await lake.client(
      `${without} -Dhadoop.security.authentication=simple -Dhadoop.rpc.protection=authentication -cat /tmp/file`,
    );
    expect(pretender.code).not.toBe(0);
    expect(pretender.output).toContain('SIMPLE authentication is not enabled');
  });

  scenario('the probe is no administrator, and may not read the image', async () => {
    const { code, output } = await lake.client('hdfs dfsadmin -safemode enter; hdfs dfsadmin -fetchImage /tmp');
    expect(code).not.toBe(0);
    expect(output).toContain('Superuser privilege is required');
    expect(output).toContain('403');
  });

  scenario('jobs do what they are for', async () => {
    await asSuperuser('hdfs dfs -mkdir /warehouse');
    for (const job of ['lake-probe', 'lake-balancer', 'lake-snapshots-warehouse']) await succeeds(job);
    expect(await succeeds('lake-backup', 'fetch')).toMatch(/fsimage_\d+/);
  });

  scenario('another NameNode takes over when the active one is lost, and back when that one restarts', async () => {
    const active = await lake.nameNode('active');
    await lake.lab.pod(active).kill();
    const other = await lake.nameNode('active');
    expect(other).not.toBe(active);
    expect(await lake.ask('hdfs dfs -cat /tmp/file')).toContain('confidential');
    lake.sets.startPod(NAME_NODES, Number(active.slice(-1)));
    await lake.ready(NAME_NODES);
    await lake.lab.deletePod(other);
    // The very next look: the failover controllers may speak with one another.
    expect(await lake.nameNodeBean(active, 'NameNodeStatus')).toMatchObject({ State: 'active' });
    lake.sets.startPod(NAME_NODES, Number(other.slice(-1)));
    await lake.ready(NAME_NODES);
  });

  scenario('a DataNode leaves when every copy is elsewhere', async ({ lab, sets }) => {
    await lake.ask('for i in 1 2 3 4 5 6; do head -c 100000 /dev/zero | hdfs dfs -put - /tmp/leaving-$i & done; wait');
    const log = lab.pod(`${A}-1`).container().log;
    const leaving = sets.scaleIn(A);
    // Closed after it has begun to leave: only a question by name says that these have all their copies.
    await lake.ask('for i in 1 2 3; do head -c 100000 /dev/zero | hdfs dfs -put - /tmp/meanwhile-$i & done; wait');
    await leaving;
    expect(fs.readFileSync(log, 'utf8')).toContain('leaving: handed over');
    expect(await lake.ask('hdfs fsck /tmp')).toMatch(/Under-replicated blocks:\s+0 /);
    expect(await lake.ask('hdfs dfs -cat /tmp/leaving-* /tmp/meanwhile-* | wc -c')).toContain('900000');
  });

  scenario('a DataNode asks by name for the copies of many blocks at once', async ({ lab }) => {
    const blocks = `blocks=$(find /data/disk-*/hdfs/current/BP-*/current/finalized -name 'blk_*' ! -name '*.meta' -printf '%f ')
hdfs fsck -blockId "$blocks blk_1"; echo "asked $(wc -w <<<"$blocks")"`;
    const { output } = await lab.pod(`${A}-0`).exec(blocks);
    const [, asked] = /^asked (\d+)$/m.exec(output) ?? [];
    expect(Number(asked)).toBeGreaterThan(5);
    expect(output.match(/^No. of live Replica: 2$/gm)).toHaveLength(Number(asked));
    expect(output).toContain('blk_1 does not exist');
  });
});
