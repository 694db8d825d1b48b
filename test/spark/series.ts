import { monitoring } from 'bigdata-constructs';
import {
  APPLICATION,
  CONNECT,
  DRIVER,
  EXECUTORS,
  OPERATED,
  OPERATOR_HEALTH,
  PLATFORM,
  QUEUE,
  SCHEDULE,
} from '../../lib/spark/metrics';
import { Series } from '../helpers/promtool';
import { Change, Line, seriesWith } from '../helpers/series';

/** All metrics of the catalogue, by who exposes them. */
export const CATALOGUE: Record<string, monitoring.Metric[]> = {
  driver: Object.values(DRIVER),
  executors: Object.values(EXECUTORS),
  operator: [...Object.values(OPERATED), OPERATOR_HEALTH.queue, OPERATOR_HEALTH.failed, OPERATOR_HEALTH.handled],
  state: [...Object.values(APPLICATION), ...Object.values(SCHEDULE), ...Object.values(CONNECT)],
  platform: [OPERATOR_HEALTH.available, ...Object.values(PLATFORM)],
  kueue: Object.values(QUEUE),
};

/** Long before everything. */
const LONG_AGO = -1e7;
const NAMESPACE = 'namespace="etl"';
const TEAM = `${NAMESPACE},team="etl"`;
const OPERATOR = 'namespace="spark-operator"';
const DRIVER_POD = `${TEAM},engine_cluster="spark",application="nightly",pod="nightly-1-driver"`;
const RUN = 'application="nightly",schedule="nightly"';
const CANARY = 'namespace="spark",team="spark-canary",application="spark-canary",schedule="spark-canary"';
const [LEADER, FOLLOWER] = ['leader', 'follower'].map(
  (role, index) => `namespace="kueue",pod="kueue-${index}",cluster_queue="etl-etl",replica_role="${role}"`,
);
const KUEUES = [LEADER, FOLLOWER];
const CONTROLLERS = ['sparkapplication', 'scheduledsparkapplication', 'sparkconnect'];
/** The operator's, and what is beyond. */
export const BUCKETS = [...Array.from({ length: 10 }, (_, index) => String(30 * (index + 1))), '+Inf'];

/** What each series shows in a healthy place, by metric; counters grow by it each minute. */
function healthyLines(metric: monitoring.Metric): [labels: string, healthy: number, clock?: number][] {
  const ofDriver = (healthy: number) => [[`${DRIVER_POD},job="spark-driver"`, healthy] as [string, number]];
  const ofSchedules = (healthy: number) =>
    [`${TEAM},${RUN}`, CANARY].map((labels) => [labels, healthy] as [string, number]);
  switch (metric) {
    case DRIVER.up:
    case DRIVER.activeJobs:
      return ofDriver(1);
    case OPERATED.failedSubmissions:
    case OPERATED.failedExecutors:
      return [[`${OPERATOR},exported_namespace="etl",team="etl"`, 0]];
    case OPERATED.executors:
      return [[`${OPERATOR},exported_namespace="etl",team="etl"`, 8]];
    case OPERATED.submissions:
    case OPERATED.started:
      return [[`${OPERATOR},exported_namespace="etl",team="etl"`, 2]];
    case OPERATED.startedWithin:
      return BUCKETS.map((le) => [`${OPERATOR},exported_namespace="etl",team="etl",le="${le}"`, le === '30' ? 1 : 2]);
    // The operator's too.
    case PLATFORM.available:
      return [
        [`${OPERATOR},deployment="spark-operator-controller"`, 2],
        [`${OPERATOR},deployment="spark-operator-webhook"`, 2],
        ['namespace="spark",deployment="spark-history-server"', 1],
        ['namespace="kueue",deployment="kueue-controller-manager"', 2],
      ];
    case OPERATOR_HEALTH.queue:
      return CONTROLLERS.map((name) => [`${OPERATOR},name="${name}"`, 1]);
    case OPERATOR_HEALTH.failed:
      return CONTROLLERS.map((name) => [`${OPERATOR},controller="${name}"`, 1]);
    case OPERATOR_HEALTH.handled:
      return CONTROLLERS.map((name) => [`${OPERATOR},controller="${name}",result="success"`, 120]);
    case APPLICATION.state:
      return [
        [`${TEAM},${RUN},sparkapplication="nightly-1",state="RUNNING"`, 1],
        [`${TEAM},${RUN},sparkapplication="nightly-0",state="COMPLETED"`, 1],
        [`${TEAM},${RUN},sparkapplication="nightly-x",state="FAILED"`, 1],
      ];
    case APPLICATION.submissions:
      return ['nightly-0', 'nightly-1', 'nightly-x'].map((name) => [`${TEAM},${RUN},sparkapplication="${name}"`, 1]);
    case APPLICATION.ended:
      return [
        [`${TEAM},${RUN},sparkapplication="nightly-0",state="COMPLETED"`, 0, 60],
        [`${TEAM},${RUN},sparkapplication="nightly-x",state="FAILED"`, LONG_AGO],
        [`${CANARY},sparkapplication="spark-canary-0",state="COMPLETED"`, 0, 60],
      ];
    case SCHEDULE.state:
      return [`${TEAM},${RUN}`, CANARY].map((labels) => [`${labels},state="Scheduled"`, 1]);
    case SCHEDULE.created:
    case SCHEDULE.lastRun:
      return ofSchedules(LONG_AGO);
    case SCHEDULE.nextRun:
      return ofSchedules(1e9);
    case SCHEDULE.suspended:
      return ofSchedules(0);
    case SCHEDULE.pause:
      return ofSchedules(3600);
    case SCHEDULE.freshWithin:
      return ofSchedules(1800);
    case CONNECT.state:
      return [[`${TEAM},application="notebooks",sparkconnect="notebooks",state="Ready"`, 1]];
    case PLATFORM.restarts:
      return [
        ['namespace="spark",container="history-server",pod="spark-history-server-x"', 0],
        [`${NAMESPACE},container="spark-kubernetes-driver",pod="interactive-x-server"`, 0],
      ];
    case PLATFORM.terminated:
      return [[`${NAMESPACE},container="spark-kubernetes-driver",pod="nightly-x-driver",reason="Error"`, 1]];
    case PLATFORM.completed:
      return [[`${NAMESPACE},pod="nightly-x-driver"`, LONG_AGO]];
    case QUEUE.pending:
      return KUEUES.flatMap((one) => [
        [`${one},status="active"`, 0],
        [`${one},status="inadmissible"`, 3],
      ]);
    case QUEUE.holding:
      return KUEUES.map((one) => [one, 2]);
    case QUEUE.nominal:
    case QUEUE.usage:
      return ['cpu', 'memory'].flatMap((resource) =>
        KUEUES.map((one): [string, number] => [`${one},cohort="spark",flavor="spark-spark",resource="${resource}"`, 4]),
      );
    case QUEUE.waited:
      return ['1', '10', '+Inf'].map((le) => [`${LEADER},le="${le}"`, le === '1' ? 0 : 1]);
    case QUEUE.evicted:
      return [[`${LEADER},reason="Preempted"`, 0]];
    default:
      break;
  }
  if (metric.component === 'driver') return ofDriver(0);
  if (metric.component === 'executor') {
    return ['driver', '1', '2'].map((id) => [`${DRIVER_POD},job="spark-executor",executor_id="${id}"`, 4]);
  }
  return [];
}

const linesOf = (metric: monitoring.Metric): Line[] =>
  healthyLines(metric).map(([labels, healthy, clock]) => ({ name: `${metric.name}{${labels}}`, healthy, clock }));

/** Two entries of the catalogue may be one metric. */
const METRICS = [...new Map(Object.values(CATALOGUE).flatMap((all) => all.map((one) => [one.name, one]))).values()];

/** A healthy platform with a healthy team, some series of which go another way. */
export const healthy = (minutes: number, changes: Change[] = []): Series =>
  seriesWith(METRICS, linesOf, minutes, changes);

/** A series that a healthy place does not have: there from one minute on, for some. */
export const added = (metric: monitoring.Metric, labels: string, from: number, lasts: number, value = 1): Series => ({
  [`${metric.name}{${labels}}`]: `_x${from} ${value}x${lasts - 1} stale`,
});

export { CANARY, LEADER, NAMESPACE, RUN, TEAM };
