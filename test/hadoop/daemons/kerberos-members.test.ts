import * as fs from 'node:fs';
import { describeWithKerberos } from '../../helpers/authorities';
import { A, NAME_NODES } from './hdfs';
import { scenariosOnSecureHdfs } from './kerberos';

describeWithKerberos('members that come and go with Kerberos, with what a HadoopCluster renders', () => {
  const scenario = scenariosOnSecureHdfs();

  scenario('another NameNode takes over when the active one is lost, and back when that one restarts', async (lake) => {
    await lake.ask('echo confidential | hdfs dfs -put - /tmp/file');
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
    // It has not been up for long itself, and has to hear of all of them.
    const dataNodes = [...lake.lab.pods.keys()].filter((name) => name.includes('-datanode-')).length;
    await lake.lab.until('the active NameNode knows the DataNodes', async () => {
      expect(await lake.nameNodeBean(active, 'FSNamesystemState')).toMatchObject({ NumLiveDataNodes: dataNodes });
    });
  });

  scenario('a DataNode leaves when every copy is elsewhere', async (lake) => {
    const { lab, sets } = lake;
    const put = (name: string, files: number) =>
      lake.ask(
        `cd /tmp && for i in $(seq ${files}); do head -c 100000 /dev/zero >${name}-$i; done && hdfs dfs -put ${name}-* /tmp`,
      );
    await put('before', 6);
    const { log } = lab.pod(`${A}-1`).container();
    const leaving = sets.scaleIn(A);
    // Closed after it has begun to leave: only a question by name says that these have all their copies.
    await put('meanwhile', 3);
    await leaving;
    expect(fs.readFileSync(log, 'utf8')).toContain('leaving: handed over');
    await lab.until('no block lacks a copy', async () => {
      expect(await lake.ask('hdfs fsck /tmp')).toMatch(/Under-replicated blocks:\s+0 /);
    });
    expect(await lake.ask('hdfs dfs -cat /tmp/before-* /tmp/meanwhile-* | wc -c')).toContain('900000');
  });

  scenario('a DataNode asks by name for the copies of many blocks at once', async ({ lab }) => {
    const blocks = `blocks=$(find /data/disk-*/hdfs/current/BP-*/current/finalized -name 'blk_*' ! -name '*.meta' -printf '%f ')
hdfs fsck -blockId "$blocks blk_1"; echo "asked $(wc -w <<<"$blocks")"`;
    await lab.until('the NameNode knows all of their copies', async () => {
      const { output } = await lab.pod(`${A}-0`).exec(blocks);
      const [, asked] = /^asked (\d+)$/m.exec(output) ?? [];
      expect(Number(asked)).toBeGreaterThan(5);
      expect(output.match(/^No. of live Replica: 2$/gm)).toHaveLength(Number(asked));
      expect(output).toContain('blk_1 does not exist');
    });
  });
});
