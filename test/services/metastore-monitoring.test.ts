import { monitoring, services } from 'bigdata-constructs';
import { CRON_JOB, VOLUME } from '../../lib/monitoring/platform-metrics';
import { METASTORE, PLATFORM } from '../../lib/services/hive-metastore/metrics';
import { alertsSuite, Illness, named } from '../helpers/alerts-suite';
import { describeWithCommand } from '../helpers/authorities';
import { objectivesSuite } from '../helpers/objectives-suite';
import { fires, play, rulesOf, Series, silent } from '../helpers/promtool';
import { runbooksSuite } from '../helpers/runbooks-suite';
import { Change, change, Line, phases, runsOf, seriesWith } from '../helpers/series';
import { find } from '../helpers/synth';
import { foundationDb, key } from './foundation-dbs';
import { libraries, metastore } from './metastores';

const objects = metastore().objects();
const alone = metastore({ database: services.HiveMetastoreDatabase.inCluster() }).objects();
const rule = find(objects, 'PrometheusRule');
const PODS = ['lake-metastore-x', 'lake-metastore-y'];
const CALLS = ['init', 'get_table', 'get_partitions'];
const CLAIM = 'data-lake-database-0';
const PROBE = 'lake-metastore-probe';

/** What a healthy replica shows where that is not zero; counters grow by it each minute. */
const HEALTHY = new Map<monitoring.Metric, number>([
  [METASTORE.up, 1],
  [METASTORE.calls, 60],
  [METASTORE.slowest, 40],
  [METASTORE.connections, 20],
  [METASTORE.databases, 3],
  [METASTORE.tables, 4000],
  [METASTORE.partitions, 1e6],
  [METASTORE.tablesMade, 2],
  [METASTORE.tablesDropped, 2],
  [METASTORE.pauses, 300],
  [METASTORE.heapUsed, 1e9],
  [METASTORE.heapMax, 1.7e9],
  [VOLUME.free, 8e9],
  [VOLUME.size, 1e10],
]);

const ALL = [...Object.values(METASTORE), PLATFORM.available, CRON_JOB.lastSuccess, ...Object.values(VOLUME)];

function linesOf(metric: monitoring.Metric, replicas: number): Line[] {
  const healthy = HEALTHY.get(metric) ?? 0;
  if (metric === PLATFORM.available)
    return [{ name: `${metric.name}{namespace="ns",deployment="lake-metastore"}`, healthy: replicas }];
  if (metric === CRON_JOB.lastSuccess)
    return [{ name: `${metric.name}{namespace="ns",cronjob="${PROBE}"}`, healthy, clock: 60 }];
  if (metric.ofPlatform) return [{ name: `${metric.name}{namespace="ns",persistentvolumeclaim="${CLAIM}"}`, healthy }];
  return PODS.slice(0, replicas).flatMap((pod) => {
    const labels = `namespace="ns",engine_cluster="lake",job="hive-metastore",pod="${pod}"`;
    if (metric === METASTORE.calls || metric === METASTORE.slowest)
      return CALLS.filter((call) => metric === METASTORE.calls || call !== 'init').map((call) => ({
        name: `${metric.name}{${labels},call="${call}"}`,
        healthy: call === 'init' ? 0 : healthy,
      }));
    if (metric === METASTORE.heapUsed || metric === METASTORE.heapMax)
      return [
        { name: `${metric.name}{${labels},area="heap"}`, healthy },
        // It has no limit, which the JVM says by -1.
        { name: `${metric.name}{${labels},area="nonheap"}`, healthy: metric === METASTORE.heapMax ? -1 : 1e8 },
      ];
    return [{ name: `${metric.name}{${labels}}`, healthy }];
  });
}

/** Of each run of the probe, one every five minutes. */
const probeRuns = (minutes: number, fails: (minute: number) => boolean): Series =>
  runsOf({ namespace: 'ns', job: PROBE }, minutes, fails);

const replicas =
  (count: number) =>
  (minutes: number, changes?: Change[]): Series => ({
    ...seriesWith(ALL, (metric) => linesOf(metric, count), minutes, changes),
    ...probeRuns(minutes, () => false),
  });
const healthy = replicas(2);

const ILLNESSES: Illness[] = [
  { alert: 'HiveMetastoreDown', ill: [[METASTORE.up, 0, PODS[1]]], after: 5 },
  { alert: 'HiveMetastoreUnavailable', ill: [[PLATFORM.available, 0]], after: 3 },
  { alert: 'HiveMetastoreReplicaMissing', ill: [[PLATFORM.available, 1]], after: 20 },
  { alert: 'HiveMetastoreHeapFull', ill: [[METASTORE.heapUsed, 1.6e9, 'area="heap"']], after: 15 },
  { alert: 'HiveMetastorePauses', ill: [[METASTORE.pauses, 12_000]], after: 18, clears: 6 },
  { alert: 'HiveMetastoreCallsSlow', ill: [[METASTORE.slowest, 45_000, 'get_partitions']], after: 15 },
  { alert: 'HiveMetastoreConnectionsHigh', ill: [[METASTORE.connections, 350, PODS[0]]], after: 10 },
  { alert: 'HiveMetastoreDirectSqlFails', ill: [[METASTORE.directSqlErrors, 1, PODS[0]]], after: 1, clears: 31 },
  { alert: 'HiveMetastoreTablesDropped', ill: [[METASTORE.tablesDropped, 35, PODS[0]]], after: 2, clears: 16 },
];

alertsSuite({
  engine: 'HiveMetastore',
  rule,
  further: [find(alone, 'PrometheusRule')],
  healthy,
  single: { rule: find(alone, 'PrometheusRule'), healthy: replicas(1) },
  illnesses: ILLNESSES,
  playedAlone: ['HiveMetastoreProbeFailing'],
  volumes: { HiveMetastoreDatabase: { namespace: 'ns', claim: CLAIM } },
  mustComeIn: ['component="metastore"', 'metric="hive_metastore_calls_total"'],
});

const burning = (metric: monitoring.Metric, value: number, of: string) => () =>
  healthy(200, [change(metric, of, phases(60, 40, value, 100))]);

objectivesSuite({
  engine: 'HiveMetastore',
  rule,
  courses: {
    CallLatency: [
      {
        what: 'pages while calls for one table are slow, and is silent again when they are not',
        series: burning(METASTORE.slowest, 5000, 'get_table'),
        page: { fires: [85], silent: [59, 160] },
      },
      {
        what: 'is silent for calls that take as long as what they are about is large',
        series: burning(METASTORE.slowest, 5000, 'get_partitions'),
        page: { silent: [85, 98] },
        ticket: { silent: [85, 98] },
      },
    ],
    Availability: [
      {
        what: 'pages when runs fail one after the other, and is silent again when they do not',
        series: () => probeRuns(240, (minute) => minute >= 60 && minute < 100),
        page: { fires: [85], silent: [64, 150] },
      },
      {
        what: 'wakes nobody for a run that failed once',
        series: () => probeRuns(240, (minute) => minute === 60),
        page: { silent: [61, 66, 68, 70, 75, 120] },
      },
    ],
  },
});

describe('the runbooks', () =>
  runbooksSuite({
    engine: 'services',
    objects: [
      ...objects,
      ...alone,
      ...metastore({ version: services.HiveMetastoreVersion.V3_1_3, libraries }).objects(),
      ...foundationDb({ backup: { key } }).objects(),
    ],
    // Of the operator for FoundationDB.
    containersOfOperators: ['manager'],
    deadly: /drop (table|database)|-dropAllTables|initSchema|clearrange|fdbbackup delete/i,
    holdsData: false,
  }));

test('what wakes somebody is what stops all who need the metastore', () => {
  const paging = (made: ReturnType<typeof metastore>) =>
    made.metastore.monitoring.alerts
      .filter(({ severity }) => severity === monitoring.Severity.PAGE)
      .map(({ name }) => name.replace('HiveMetastore', ''));
  expect(paging(metastore())).toEqual(['Unavailable', 'ProbeFailing']);
  expect(paging(metastore({ database: services.HiveMetastoreDatabase.inCluster() }))).toEqual([
    'Down',
    'Unavailable',
    'ProbeFailing',
    'DatabaseDiskFullSoon',
  ]);
});

describeWithCommand('promtool', 'promtool', () => {
  test('a call that is made no more is not slow for ever', () => {
    const alert = 'HiveMetastoreCallsSlow';
    const once = [
      change(METASTORE.slowest, 'get_partitions', [{ minutes: 60, value: 45_000 }]),
      change(METASTORE.calls, 'get_partitions', [{ minutes: 60, value: 0 }]),
    ];
    expect(play(rulesOf(rule, alert), healthy(60, once), [silent(59, named(alert))])).toBe('');
  });

  test('nobody is told of a metastore that cannot be asked before a quarter of an hour, and then', () => {
    const alert = 'HiveMetastoreProbeFailing';
    const line = `${CRON_JOB.lastSuccess.name}{namespace="ns",cronjob="${PROBE}"}`;
    expect(
      play(rulesOf(rule, alert), { [line]: '0+60x20 1200x30 3060+60x10' }, [
        silent(39, named(alert)),
        fires(42, named(alert)),
        silent(53, named(alert)),
      ]),
    ).toBe('');
  });
});
