import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { hadoop } from 'bigdata-constructs';
import { describeWithHadoop } from '../helpers/authorities';
import { scratchFolder } from '../helpers/offline-terraform';
import { cluster, kerberos, minimal, single } from './clusters';

/** What clients write who know a second cluster, as Hadoop's documentation has it. */
const OTHER = {
  'dfs.ha.namenodes.other': 'nn0,nn1',
  'dfs.client.failover.proxy.provider.other':
    'org.apache.hadoop.hdfs.server.namenode.ha.ConfiguredFailoverProxyProvider',
  'dfs.namenode.rpc-address.other.nn0': 'localhost:28020',
  'dfs.namenode.rpc-address.other.nn1': 'localhost:28021',
};

const CLUSTERS: Record<string, Partial<hadoop.HadoopClusterProps>> = {
  'with the defaults': minimal,
  'with one of each': single,
  'with Kerberos': { yarn: undefined, security: kerberos },
};

/** The program by which a NameNode hands over. */
const handOver = () =>
  cluster()
    .objects()
    .flatMap(({ kind, data }) => (kind === 'ConfigMap' ? Object.values(data as Record<string, string>) : []))
    .find((text) => text.includes('haadmin'))!;

describeWithHadoop('a cluster whose clients know another one', ({ hadoop: home }) => {
  const java = (files: Record<string, string>, main: string, ...args: string[]) => {
    const folder = scratchFolder('other-');
    for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), content);
    const { stdout, stderr } = spawnSync(
      'java',
      ['-cp', `${folder}:${home}/classes:${home}/lib/*`, '-Djava.net.preferIPv4Stack=true', main, ...args],
      { encoding: 'utf8', env: { ...process.env, POD_HOST: 'localhost', POD_NAME: 'lake-namenode-0' } },
    );
    return { stdout, all: `${stdout}${stderr}` };
  };
  const filesOf = (props: Partial<hadoop.HadoopClusterProps>) =>
    Object.fromEntries(
      cluster({
        ...props,
        overrides: { hdfsSite: { ...OTHER, 'dfs.nameservices': 'lake,other' } },
      })
        .objects()
        .filter(({ kind, data }) => kind === 'ConfigMap' && 'hdfs-site.xml' in (data as object))
        .map(({ metadata, data }) => [metadata.name, data as Record<string, string>]),
    );

  describe.each(Object.entries(CLUSTERS))('%s', (_, props) => {
    const files = filesOf(props);
    const own = cluster(props).cluster.endpoints.nameNodes;

    test('has its DataNodes register with its own NameNodes alone', () => {
      // The function that DataNodes and the balancer ask as well.
      const asked = java(files['lake-datanode'], 'org.apache.hadoop.hdfs.tools.GetConf', '-nnRpcAddresses');
      expect(asked.stdout.trim().split('\n').sort()).toEqual([...own].sort());
    }, 60_000);

    test('has NameNodes that know which of both they are, wherever names of pods lead', () => {
      const key = ['-confKey', 'dfs.nameservice.id'];
      const asked = java(files['lake-namenode'], 'org.apache.hadoop.hdfs.tools.GetConf', ...key);
      expect(asked.stdout.trim()).toBe('lake');
    }, 60_000);
  });

  test('says whose NameNode takes over when one ends', () => {
    const files = filesOf(minimal)['lake-namenode'];
    const [, command] = /hdfs haadmin ([^|]*) \|\|/.exec(handOver())!;
    const shell = `POD_NAME=lake-namenode-0 other=lake-namenode-1; printf '%s\\n' ${command}`;
    const args = execFileSync('bash', ['-c', shell], { encoding: 'utf8' });
    const asked = java(files, 'org.apache.hadoop.hdfs.tools.DFSHAAdmin', ...args.trim().split('\n'));
    expect(asked.all).not.toContain('Unable to determine the name service ID');
    // It asks the failover controller.
    expect(asked.all).toContain(':8019');
  }, 120_000);
});
