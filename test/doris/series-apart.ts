import { monitoring } from 'bigdata-constructs';
import { BACKEND, FRONTEND, META_SERVICE, PLATFORM } from '../../lib/doris/metrics';
import { CRON_JOB } from '../../lib/monitoring/platform-metrics';
import { Series } from '../helpers/promtool';
import { Change, Line, seriesWith } from '../helpers/series';
import { clusterSeries, PODS, probeRuns } from './series';

/** The pods of the smallest cluster whose data lies in an object store, by part. */
export const PODS_APART = {
  fe: PODS.fe,
  ms: ['sales-ms-0', 'sales-ms-1'],
  etl: ['sales-etl-0', 'sales-etl-1', 'sales-etl-2'],
};

const SETS = { 'sales-fe': 3, 'sales-ms': 2, 'sales-etl': 3 };

const HEALTHY = new Map<monitoring.Metric, number>([
  [META_SERVICE.up, 1],
  [META_SERVICE.commits, 5e6],
  [META_SERVICE.tolerance, 1],
]);

const OWN = [...Object.values(META_SERVICE), PLATFORM.wanted, PLATFORM.ready, CRON_JOB.lastSuccess, CRON_JOB.created];

const ofPlatform = (metric: monitoring.Metric, labels: string, healthy: number, clock?: number): Line => ({
  name: `${metric.name}{namespace="lakehouse",${labels}}`,
  healthy,
  clock,
});

function linesOf(metric: monitoring.Metric): Line[] {
  if (metric === CRON_JOB.lastSuccess || metric === CRON_JOB.created) {
    return [ofPlatform(metric, 'cronjob="sales-vault"', 0, 60)];
  }
  if (metric.ofPlatform) {
    return Object.entries(SETS).map(([set, members]) => ofPlatform(metric, `statefulset="${set}"`, members));
  }
  return PODS_APART.ms.map((pod) => ({
    name: `${metric.name}{namespace="lakehouse",engine_cluster="sales",job="doris-ms",pod="${pod}"}`,
    healthy: HEALTHY.get(metric) ?? 0,
  }));
}

/** What members of a compute group show is what backends with data show, but for what these hold. */
function apart(series: Series): Series {
  const gone = (name: string) =>
    name.includes('sales-be-3') ||
    name.includes('statefulset=') ||
    name.startsWith(FRONTEND.tablets.name) ||
    name.startsWith(BACKEND.diskFree.name);
  return Object.fromEntries(
    Object.entries(series)
      .filter(([name]) => !gone(name))
      .map(([name, values]) => [
        name
          .replace('job="doris-be",', 'job="doris-be",set="etl",')
          .replaceAll('sales-be-', 'sales-etl-')
          .replaceAll('namespace="warehouse"', 'namespace="lakehouse"'),
        values,
      ]),
  );
}

/** A healthy cluster, some series of which go another way. Of backends a change names pods as they are called with data. */
export function seriesApart(minutes: number, changes: Change[] = []): Series {
  return {
    ...apart(clusterSeries(minutes, changes)),
    ...seriesWith(OWN, linesOf, minutes, changes),
    ...probeRuns(minutes, () => false, 'lakehouse'),
  };
}
