import * as fs from 'node:fs';
import * as path from 'node:path';
import { Cpu, hadoop } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { Scenario, scenariosOn } from '../../lab/scenarios';
import { CATALOGUE, missingFrom } from '../catalogue';
import { LabCluster } from './lab-cluster';

export const ZOOKEEPER = 'lake-zookeeper';
export const JOURNAL_NODES = 'lake-journalnode';
export const NAME_NODES = 'lake-namenode';
/** The DataNodes of each zone. */
export const A = 'lake-datanode-a';
export const B = 'lake-datanode-b';

/** Files that were written, with the sums of what went into them. */
const written = new Map<string, string>();

/** How a file is written. */
interface Writing {
  /** Seconds between two quarters of a block. Default: none. */
  readonly pause?: number;
  /** Default: the cluster's. */
  readonly replication?: number;
}

/** Writes a file of so many blocks of 1 MiB; resolves when it is closed. */
export async function write(
  cluster: LabCluster,
  file: string,
  blocks: number,
  { pause = 0, replication }: Writing = {},
): Promise<void> {
  const source = `for i in $(seq 1 ${blocks * 4}); do head -c 262144 /dev/urandom; sleep ${pause}; done`;
  const options = replication ? `-D dfs.replication=${replication}` : '';
  const shell = `set -o pipefail; { ${source}; } | tee >(md5sum >/tmp/sum.$$) | hdfs dfs ${options} -put -d - ${file} && sleep 1 && cat /tmp/sum.$$`;
  const { code, output } = await cluster.client(shell, { seconds: 240 });
  const [, sum] = /^([0-9a-f]{32}) {2}-$/m.exec(output) ?? [];
  if (code !== 0 || !sum) throw new Error(`writing ${file} ended with ${code}: ${output}`);
  written.set(file, sum);
}

/** Waits until all files come back as they were written. HDFS' own client reads them, which asks another DataNode where one is away. */
export async function allFilesAreThere(cluster: LabCluster): Promise<void> {
  const copied = [...written.keys()].join(' ');
  await cluster.lab.until('all files are as they were written', async () => {
    const { output } = await cluster.client(
      `rm -rf /tmp/read && mkdir /tmp/read && hdfs dfs -get ${copied} /tmp/read; md5sum /tmp/read/*`,
    );
    const found = output.matchAll(/^([0-9a-f]{32}) {2}\/tmp\/read(\/\S+)$/gm);
    expect(Object.fromEntries([...found].map(([, sum, file]) => [file, sum]))).toEqual(Object.fromEntries(written));
  });
}

/** What a check of the whole file system counts. */
interface Health {
  readonly under: number;
  readonly missing: number;
}

/** Waits until a check of the whole file system counts this. The NameNode counts a moment after what happened. */
export async function becomesHealthy(cluster: LabCluster, wanted: Partial<Health>): Promise<void> {
  await cluster.lab.until('blocks are where they should be', async () => {
    const report = await cluster.fromActive('/fsck?ugi=hadoop&path=/');
    const count = (title: string) => Number(new RegExp(`${title}:\\s+(\\d+)`, 'i').exec(report)?.[1] ?? NaN);
    const found: Health = { under: count('Under-replicated blocks'), missing: count('Missing blocks') };
    expect(found).toMatchObject(wanted);
  });
}

/** Those of the catalogue that are YARN's. */
const OF_YARN = ['resourcemanager', 'nodemanager', 'historyserver'];

/** Waits until YARN's daemons, or all others, expose every metric of the catalogue. */
export async function exposesCatalogue(cluster: LabCluster, { yarn }: { yarn: boolean }): Promise<void> {
  for (const [component, metrics] of Object.entries(CATALOGUE)) {
    if (OF_YARN.includes(component) !== yarn) continue;
    await cluster.lab.until(`${component} exposes all`, async () => {
      expect(missingFrom(await cluster.expositions(`lake-${component}`), metrics)).toEqual([]);
    });
  }
}

/** What a container has printed in all of its runs. */
export const logOf = (cluster: LabCluster, pod: string, container: string) =>
  fs.readFileSync(path.join(cluster.lab.folder, 'pods', pod, container, 'log'), 'utf8');

/** Takes from a NameNode that does not run its volume, and the logs of its former life. */
export function loseVolume({ lab }: LabCluster, pod: string): void {
  fs.rmSync(path.join(lab.folder, 'claims', `data-${pod}`), { recursive: true });
  fs.rmSync(path.join(lab.folder, 'pods', pod), { recursive: true });
}

/** The names of both NameNodes. */
export const both = (cluster: LabCluster) => cluster.membersOf(NAME_NODES);

/** So many cores and GiB. */
export const size = (cpu: number, memory: number) => ({ cpu: Cpu.units(cpu), memory: Size.gibibytes(memory) });

/** A cluster over two zones, with a number of DataNodes, whose pauses are short. */
export function smallCluster(
  dataNodes: number,
  props: Partial<hadoop.HadoopClusterProps> = {},
): Partial<hadoop.HadoopClusterProps> {
  return {
    dataNodes: { count: dataNodes, size: size(1, 4), volumes: [{ size: Size.gibibytes(10) }] },
    replication: Math.min(dataNodes, 3),
    yarn: undefined,
    overrides: {
      // A file has several blocks, and what waits by default for a long time does not.
      hdfsSite: {
        'dfs.blocksize': '1048576',
        'dfs.heartbeat.interval': '1',
        'dfs.namenode.redundancy.interval.seconds': '1',
        'dfs.namenode.safemode.extension': '1000',
        'dfs.namenode.decommission.interval': '1',
        'dfs.client.failover.sleep.max.millis': '2000',
      },
      coreSite: {
        'ha.zookeeper.session-timeout.ms': '8000',
        'hadoop.zk.timeout-ms': '8000',
        'ha.failover-controller.graceful-fence.rpc-timeout.ms': '2000',
      },
      yarnSite: {
        'yarn.client.failover-sleep-base-ms': '500',
        'yarn.client.failover-sleep-max-ms': '2000',
        'yarn.resourcemanager.connect.retry-interval.ms': '1000',
        'yarn.resourcemanager.work-preserving-recovery.scheduling-wait-ms': '1000',
        'yarn.resourcemanager.decommissioning-nodes-watcher.poll-interval-secs': '1',
        // One that was there before the label says so again.
        'yarn.nodemanager.node-labels.resync-interval-ms': '2000',
      },
      mapredSite: {
        'mapreduce.client.completion.pollinterval': '500',
        'mapreduce.client.progressmonitor.pollinterval': '500',
      },
    },
    ...props,
  };
}

/** Scenarios on a cluster whose HDFS runs once the first of them is over. */
export function scenariosOnHdfs(
  props: Partial<hadoop.HadoopClusterProps>,
  prepare: (cluster: LabCluster) => void = () => undefined,
): Scenario<LabCluster> {
  const scenario = scenariosOn(async () => {
    const cluster = await LabCluster.start(props, ['a', 'b']);
    prepare(cluster);
    return cluster;
  });
  scenario('starts from nothing', async (cluster) => {
    const hdfs = [ZOOKEEPER, JOURNAL_NODES, NAME_NODES, A, B].filter((set) => cluster.sets.names.includes(set));
    cluster.sets.start(...hdfs);
    await cluster.ready(...hdfs);
    await cluster.lab.until('the directories are there', async () =>
      (await cluster.ask('hdfs dfs -ls -d /tmp /user /yarn/logs')).includes('drwxrwxrwt'),
    );
  });
  return scenario;
}
