import { monitoring } from 'bigdata-constructs';
import { CRON_JOB } from '../../lib/monitoring/platform-metrics';
import { COORDINATOR, MANAGED, PLATFORM, WORKER } from '../../lib/presto/metrics';
import { Series } from '../helpers/promtool';
import { Change, Line, runsOf, seriesWith } from '../helpers/series';
import { CATALOGUE, PLATFORM_CATALOGUE } from './catalogue';

/** The nodes of a healthy cluster, by component. */
export const PODS: Record<string, string[]> = {
  coordinator: ['query-coordinator-6d5f7c8b9-abcde'],
  worker: ['aaaaa', 'bbbbb', 'ccccc'].map((pod) => `query-worker-7c9d8f6b5-${pod}`),
};

/** A run of the probe. */
const PROBE_POD = 'query-probe-29000000-abcde';

const OWN = 'namespace="sql"';

/** Pools of compiled code, of which the first is small and nearly full at any time. */
export const POOLS = ['non-nmethods', 'profiled nmethods', 'non-profiled nmethods'].map((pool) => `CodeHeap '${pool}'`);

/** What a metric shows in a healthy cluster where that is not zero; counters grow by it each minute. */
const HEALTHY = new Map<monitoring.Metric, number>([
  [COORDINATOR.running, 6],
  [COORDINATOR.queued, 1],
  [COORDINATOR.submitted, 60],
  [COORDINATOR.started, 57],
  [COORDINATOR.completed, 60],
  // Users make mistakes at any time.
  [COORDINATOR.failed, 6],
  [COORDINATOR.userErrors, 5],
  [COORDINATOR.insufficientResources, 1],
  [COORDINATOR.executionTime, 60_000],
  [COORDINATOR.queuedTime, 2000],
  [COORDINATOR.activeNodes, 4],
  // Where there are resource managers: rules of others do not look at them.
  [MANAGED.activeCoordinators, 3],
  [MANAGED.activeResourceManagers, 2],
  [COORDINATOR.memoryTotal, 90e9],
  [COORDINATOR.memoryReserved, 40e9],
  [COORDINATOR.memoryFree, 50e9],
  [WORKER.tasks, 20],
  [WORKER.poolMax, 30e9],
  [WORKER.poolReserved, 13e9],
  [WORKER.poolFree, 17e9],
  ...[COORDINATOR, WORKER].flatMap(({ up, heapMax, heapUsed, gcTime, threads }): [monitoring.Metric, number][] => [
    [up, 1],
    [heapMax, 45e9],
    [heapUsed, 30e9],
    [gcTime, 1500],
    [threads, 300],
  ]),
]);

function linesOfNodes(metric: monitoring.Metric): Line[] {
  const line = (pod: string, more: string, healthy: number) => ({
    name: `${metric.name}{${OWN},engine_cluster="query",job="presto-${metric.component}",pod="${pod}"${more}}`,
    healthy,
  });
  return PODS[metric.component].flatMap((pod) => {
    if (metric.name.includes('code_cache')) {
      const max = metric.name.includes('max');
      return POOLS.map((pool, index) =>
        line(pod, `,pool="${pool}"`, index === 0 ? (max ? 5.8e6 : 5.6e6) : max ? 265e6 : 90e6),
      );
    }
    return [line(pod, metric.name.includes('_gc_') ? ',gc="G1 Young Generation"' : '', HEALTHY.get(metric) ?? 0)];
  });
}

function linesOfPlatform(metric: monitoring.Metric): Line[] {
  const line = (labels: string, healthy: number, clock?: number) => ({
    name: `${metric.name}{${OWN},${labels}}`,
    healthy,
    clock,
  });
  switch (metric) {
    case PLATFORM.wanted:
      return [line('deployment="query-worker"', 3), line('deployment="query-coordinator"', 1)];
    case PLATFORM.restarts:
      return [...PODS.coordinator, ...PODS.worker].map((pod) => line(`pod="${pod}"`, 0));
    case PLATFORM.killedAt:
      // One that leaves, and has the time to.
      return [line(`pod="${PODS.worker[2]}"`, 1e9), line('pod="events-worker-7c9d8f6b5-aaaaa"', 0)];
    case PLATFORM.ended:
      return [line(`pod="${PROBE_POD}",container="tpch",reason="Completed"`, 1)];
    case PLATFORM.podCreated:
      return [line(`pod="${PROBE_POD}"`, 0, 60)];
    case CRON_JOB.created:
      return [line('cronjob="query-probe"', 0)];
    case CRON_JOB.lastSuccess:
      return [line('cronjob="query-probe"', 0, 60)];
    default:
      // Runs of the probe are made where they are needed.
      return [];
  }
}

const linesOf = (metric: monitoring.Metric) => (metric.ofPlatform ? linesOfPlatform(metric) : linesOfNodes(metric));

const METRICS = [...CATALOGUE.coordinator, ...Object.values(MANAGED), ...CATALOGUE.worker, ...PLATFORM_CATALOGUE];

/** The runs of the probe. */
export const probeRuns = (minutes: number, fails: (minute: number) => boolean): Series =>
  runsOf({ namespace: 'sql', job: 'query-probe' }, minutes, fails);

/** A healthy cluster, some series of which go another way. */
export const healthy = (minutes: number, changes: Change[] = []): Series => ({
  ...seriesWith(METRICS, linesOf, minutes, changes),
  ...probeRuns(minutes, () => false),
});
