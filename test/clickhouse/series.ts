import { monitoring } from 'bigdata-constructs';
import { KEEPER, SERVER, SERVER_FAULTS } from '../../lib/clickhouse/metrics';
import { CERTIFICATE, CRON_JOB } from '../../lib/monitoring/platform-metrics';
import { Series } from '../helpers/promtool';
import { Change, Line, seriesWith } from '../helpers/series';

const SERVERS = ['0-0', '0-1', '1-0', '1-1'].map((server) => `chi-events-main-${server}-0`);
const MEMBERS = ['chk-events-main-0-0-0', 'chk-events-main-0-1-0', 'chk-events-main-0-2-0'];

const JOBS = ['events-backup', 'events-probe'];

/** All metrics of the catalogue. */
export const CATALOGUE: monitoring.Metric[] = [
  ...Object.values(SERVER),
  ...Object.values(KEEPER),
  ...Object.values(CRON_JOB),
  CERTIFICATE.expires,
  ...SERVER_FAULTS,
];

/** One series: a metric of a pod, or of a job. */
function seriesOf(metric: monitoring.Metric, pod: string): string {
  return metric.ofPlatform
    ? `${metric.name}{namespace="olap",${metric === CERTIFICATE.expires ? 'name' : 'cronjob'}="${pod}"}`
    : `${metric.name}{namespace="olap",engine_cluster="events",job="clickhouse-${metric.component}",pod="${pod}"}`;
}

/** What a healthy cluster shows where that is not zero; counters grow by it each minute. */
const HEALTHY = new Map<monitoring.Metric, number>([
  [SERVER.up, 1],
  [SERVER.keeperSessions, 1],
  [SERVER.replicatedTables, 40],
  [SERVER.activeParts, 3000],
  [SERVER.runningMerges, 4],
  [SERVER.startedMerges, 30],
  [SERVER.mergedIntoWide, 10],
  [SERVER.mergedIntoCompact, 20],
  [SERVER.memoryUsed, 8e9],
  [SERVER.memoryTotal, 16e9],
  [SERVER.diskFree, 600e9],
  [SERVER.diskTotal, 1000e9],
  [SERVER.maxParts, 40],
  [SERVER.selectQueries, 600],
  [SERVER.insertQueries, 600],
  [SERVER.selectTime, 6e7],
  [SERVER.insertTime, 6e7],
  // In two years.
  [CERTIFICATE.expires, 6e7],
  [KEEPER.up, 1],
  [KEEPER.averageLatency, 2],
  [KEEPER.openFiles, 100],
  [KEEPER.maxFiles, 1e6],
]);

const LEADER: monitoring.Metric[] = [KEEPER.isLeader, KEEPER.followers, KEEPER.syncedFollowers];

/** What a metric shows in a healthy cluster. */
function healthyValue(metric: monitoring.Metric, pod: string): number {
  if (LEADER.includes(metric)) return pod !== MEMBERS[0] ? 0 : metric === KEEPER.isLeader ? 1 : 2;
  return HEALTHY.get(metric) ?? 0;
}

/** The pods that expose a metric, or the jobs that it is about. */
export function podsOf(metric: monitoring.Metric): string[] {
  if (metric.ofPlatform) return metric === CERTIFICATE.expires ? ['events-tls'] : JOBS;
  return metric.component === 'keeper' ? MEMBERS : SERVERS;
}

/** All series of a metric. */
export const linesOf = (metric: monitoring.Metric): Line[] =>
  podsOf(metric).map((pod) => ({
    name: seriesOf(metric, pod),
    healthy: healthyValue(metric, pod),
    clock: metric === CRON_JOB.lastSuccess ? 60 : undefined,
  }));

/** A healthy cluster, some series of which go another way. */
export const clusterSeries = (minutes: number, changes?: Change[]): Series =>
  seriesWith(CATALOGUE, linesOf, minutes, changes);
