import { monitoring } from 'bigdata-constructs';
import { JOURNAL_NODE, NAME_NODE, NODE_MANAGER, PLATFORM, QUEUES, RESOURCE_MANAGER } from '../../lib/hadoop/metrics';
import { CRON_JOB, JOB } from '../../lib/monitoring/platform-metrics';
import { zooKeeperMetrics } from '../../lib/services/zookeeper/metrics';
import { Series } from '../helpers/promtool';
import { Change, Line, runsOf, seriesWith } from '../helpers/series';
import { CATALOGUE, PLATFORM_CATALOGUE } from './catalogue';

const members = (name: string, count: number) =>
  Array.from({ length: count }, (_, ordinal) => `lake-${name}-${ordinal}`);
const JOBS = ['lake-probe', 'lake-backup', 'lake-balancer', 'lake-snapshots-warehouse'];

/** The pods of a cluster with high availability, by part. */
const PODS: Record<string, string[]> = {
  namenode: members('namenode', 2),
  datanode: ['a', 'b', 'c'].flatMap((zone) => members(`datanode-${zone}`, 2)),
  journalnode: members('journalnode', 3),
  resourcemanager: members('resourcemanager', 2),
  nodemanager: members('nodemanager', 3),
  historyserver: members('historyserver', 1),
  httpfs: ['lake-httpfs-x', 'lake-httpfs-y'],
  zookeeper: members('zookeeper', 3),
};

/** The StatefulSets of it, and how many pods each should have. */
const SETS: Record<string, number> = {
  'lake-zookeeper': 3,
  'lake-journalnode': 3,
  'lake-namenode': 2,
  'lake-datanode-a': 2,
  'lake-datanode-b': 2,
  'lake-datanode-c': 2,
  'lake-resourcemanager': 2,
  'lake-historyserver': 1,
  'lake-nodemanager': 3,
};

/** What a metric shows in a healthy cluster where that is not zero; counters grow by it each minute. */
const HEALTHY = new Map<monitoring.Metric, number>([
  [NAME_NODE.safeModeProgress, 1],
  [NAME_NODE.blocks, 1e6],
  [NAME_NODE.files, 8e5],
  [NAME_NODE.underReplicated, 3],
  [NAME_NODE.liveDataNodes, 6],
  // One that has left, after it had handed over.
  [NAME_NODE.deadDataNodes, 1],
  [NAME_NODE.deadDecommissioned, 1],
  [NAME_NODE.capacity, 24e12],
  [NAME_NODE.used, 8e12],
  [NAME_NODE.remaining, 14e12],
  [NAME_NODE.calls, 6e4],
  [NAME_NODE.queueTime, 0.5],
  [NAME_NODE.processingTime, 2],
  [NAME_NODE.callQueue, 4],
  [RESOURCE_MANAGER.activeNodes, 3],
  // One that was lost and never came back, since a smaller number was wanted.
  [RESOURCE_MANAGER.lostNodes, 1],
  [QUEUES.applicationsRunning, 4],
  [NODE_MANAGER.allocatedMemory, 30],
  [NODE_MANAGER.availableMemory, 25],
  [NODE_MANAGER.containers, 20],
  [NODE_MANAGER.launched, 60],
  [NODE_MANAGER.failed, 1],
  [JOB.succeeded, 1],
]);

/** What a standby NameNode counts is of the past: these would be alarming. */
const OF_STANDBY = new Map<monitoring.Metric, number>([
  [NAME_NODE.blocks, 0],
  [NAME_NODE.missingBlocks, 7],
  [NAME_NODE.missingSingleCopies, 2],
  [NAME_NODE.corruptBlocks, 7],
  [NAME_NODE.deadDataNodes, 3],
  [NAME_NODE.staleDataNodes, 3],
  [NAME_NODE.leavingDataNodes, 3],
  [NAME_NODE.remaining, 1e12],
  [NAME_NODE.lockQueue, 500],
  [NAME_NODE.queueTime, 900],
  [NAME_NODE.processingTime, 900],
  [NAME_NODE.callQueue, 9000],
  [NAME_NODE.standbyBehind, 70e3],
]);

const ZOOKEEPER = zooKeeperMetrics('zookeeper');

/** By name: what a healthy member of ZooKeeper shows. */
const OF_ZOOKEEPER: Record<string, number> = {
  [ZOOKEEPER.syncedFollowers.name]: 2,
  [ZOOKEEPER.uptime.name]: 1e6,
  [ZOOKEEPER.heapUsed.name]: 5e8,
  [ZOOKEEPER.heapMax.name]: 1.5e9,
};

/** All series of a metric. */
function linesOf(metric: monitoring.Metric): Line[] {
  const clock = CLOCKS.get(metric);
  const lines = metric.ofPlatform ? platformLines(metric) : linesOfPods(metric);
  return clock === undefined ? lines : lines.map((line) => ({ ...line, clock }));
}

function linesOfPods(metric: monitoring.Metric): Line[] {
  return PODS[metric.component].flatMap((pod, index) => {
    const own = `namespace="lake",engine_cluster="lake",job="hadoop-${metric.component}",pod="${pod}"`;
    const line = (labels: string, healthy: number) => ({ name: `${metric.name}{${own}${labels}}`, healthy });
    const usual = metric.name === 'up' ? 1 : (HEALTHY.get(metric) ?? heap(metric));
    switch (metric.component) {
      case 'namenode': {
        const mine = index === 0 ? usual : (OF_STANDBY.get(metric) ?? usual);
        if (metric === NAME_NODE.state) return [line('', index + 1)];
        if (metric.name.startsWith('fs_')) return [line(`,hastate="${index === 0 ? 'active' : 'standby'}"`, mine)];
        return [line(metric.name.startsWith('rpc_') ? ',port="8020"' : '', mine)];
      }
      case 'resourcemanager': {
        const mine = index === 0 || metric.name === 'up' || metric.name.startsWith('jvm_') ? usual : 0;
        const servers = index === 0 ? ['8032', '8033'] : ['8033'];
        if (metric === RESOURCE_MANAGER.callQueue) return servers.map((port) => line(`,port="${port}"`, 0));
        if (metric.name.startsWith('queue_'))
          return ['root', 'root.default'].map((queue) => line(`,queue="${queue}"`, mine));
        return [line('', mine)];
      }
      case 'zookeeper':
        return metric.name.startsWith('jvm_memory')
          ? [line(',area="heap"', OF_ZOOKEEPER[metric.name])]
          : [line('', metric.name === 'up' ? 1 : (OF_ZOOKEEPER[metric.name] ?? 0))];
      default:
        return [line('', usual)];
    }
  });
}

function heap({ name }: monitoring.Metric): number {
  if (name === NAME_NODE.heapMax.name) return 6000;
  return name === NAME_NODE.heapUsed.name ? 3000 : 0;
}

function platformLines(metric: monitoring.Metric): Line[] {
  const line = (labels: string, healthy: number) => ({ name: `${metric.name}{namespace="lake",${labels}}`, healthy });
  if (metric === PLATFORM.wanted || metric === PLATFORM.ready) {
    return Object.entries(SETS).map(([set, count]) => line(`statefulset="${set}"`, count));
  }
  if (metric === PLATFORM.initRunning) {
    return PODS.namenode.map((pod) => line(`pod="${pod}",container="bootstrap"`, 0));
  }
  if (metric.name.startsWith('kube_cronjob')) return JOBS.map((job) => line(`cronjob="${job}"`, 0));
  // Runs of the probe and volumes are made where they are needed.
  return [];
}

/** Metrics that are a point in time, and how many of their units a minute has. */
const CLOCKS = new Map<monitoring.Metric, number>([
  [CRON_JOB.lastSuccess, 60],
  [CRON_JOB.lastSchedule, 60],
  [NAME_NODE.lastCheckpoint, 60_000],
  [JOURNAL_NODE.lastWrite, 60_000],
]);

const METRICS = [...Object.values(CATALOGUE).flat(), ...Object.values(ZOOKEEPER), ...PLATFORM_CATALOGUE];

/** A healthy cluster, some series of which go another way. */
export const clusterSeries = (minutes: number, changes?: Change[]): Series =>
  seriesWith(METRICS, linesOf, minutes, changes);

/** The runs of the probe. */
export const probeRuns = (minutes: number, fails: (minute: number) => boolean): Series =>
  runsOf({ namespace: 'lake', job: 'lake-probe' }, minutes, fails);

/** A healthy cluster, in which the probe runs too. */
export const healthy = (minutes: number, changes: Change[] = []): Series => ({
  ...clusterSeries(minutes, changes),
  ...probeRuns(minutes, () => false),
});
