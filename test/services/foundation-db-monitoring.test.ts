import { monitoring } from 'bigdata-constructs';
import { CRON_JOB, VOLUME } from '../../lib/monitoring/platform-metrics';
import { CLUSTER, MONITOR } from '../../lib/services/foundation-db/metrics';
import { alertsSuite, Illness, named } from '../helpers/alerts-suite';
import { describeWithCommand } from '../helpers/authorities';
import { objectivesSuite } from '../helpers/objectives-suite';
import { fires, play, rulesOf, silent } from '../helpers/promtool';
import { Change, change, Line, phases, seriesWith } from '../helpers/series';
import { find } from '../helpers/synth';
import { foundationDb, key } from './foundation-dbs';

const rule = find(foundationDb({ backup: { key } }).objects(), 'PrometheusRule');
const alone = find(foundationDb({ highAvailability: false }, { zones: ['local'] }).objects(), 'PrometheusRule');
const CLASSES = ['storage', 'log', 'stateless'];
const PODS = CLASSES.map((of) => `meta-${of}-12345`);
const CLAIM = 'meta-storage-12345-data';
const JOB = 'meta-foundationdb-backup';
const STATES = ['health', 'available', 'replication', 'datamovementpriority'];
const CONDITIONS = ['Ready', 'MissingProcesses', 'PodFailing'];
const ALL = [...Object.values(CLUSTER), ...Object.values(MONITOR), CRON_JOB.lastSuccess, ...Object.values(VOLUME)];

/** Series of a healthy cluster, whose operator is of another namespace. */
function linesOf(metric: monitoring.Metric): Line[] {
  const operator = (more: string) =>
    `${metric.name}{namespace="foundationdb-operator",exported_namespace="ns",name="meta"${more}}`;
  switch (metric) {
    case CLUSTER.status:
      return STATES.map((type) => ({
        name: operator(`,status_type="${type}"`),
        healthy: type === 'datamovementpriority' ? 0 : 1,
      }));
    case CLUSTER.processGroups:
      return CLASSES.flatMap((of) =>
        CONDITIONS.map((condition) => ({
          name: operator(`,process_class="${of}",condition="${condition}"`),
          healthy: condition === 'Ready' ? 3 : 0,
        })),
      );
    case CLUSTER.desired:
    case CLUSTER.removed:
      return CLASSES.map((of) => ({
        name: operator(`,process_class="${of}"`),
        healthy: metric === CLUSTER.desired ? 3 : 0,
      }));
    case CLUSTER.reconciled:
    case CLUSTER.coordinatorChanges:
      return [{ name: operator(''), healthy: metric === CLUSTER.reconciled ? 1 : 0 }];
    case CRON_JOB.lastSuccess:
      return [{ name: `${metric.name}{namespace="ns",cronjob="${JOB}"}`, healthy: 0, clock: 60 }];
    case VOLUME.free:
    case VOLUME.size:
      return [
        {
          name: `${metric.name}{namespace="ns",persistentvolumeclaim="${CLAIM}"}`,
          healthy: metric === VOLUME.free ? 8e9 : 1e10,
        },
      ];
    default:
      return PODS.map((pod) => ({
        name: `${metric.name}{namespace="ns",engine_cluster="meta",job="foundationdb-foundationdb",pod="${pod}"}`,
        healthy: metric === MONITOR.up ? 1 : 0,
      }));
  }
}

const healthy = (minutes: number, changes?: Change[]) => seriesWith(ALL, linesOf, minutes, changes);

const ILLNESSES: Illness[] = [
  { alert: 'FoundationDbUnavailable', ill: [[CLUSTER.status, 0, 'available']], after: 3 },
  { alert: 'FoundationDbReplicationLow', ill: [[CLUSTER.status, 0, 'replication']], after: 60 },
  { alert: 'FoundationDbUnhealthy', ill: [[CLUSTER.status, 0, 'health']], after: 120 },
  { alert: 'FoundationDbNotReconciled', ill: [[CLUSTER.reconciled, 0]], after: 240 },
  { alert: 'FoundationDbCoordinatorsChange', ill: [[CLUSTER.coordinatorChanges, 1]], after: 4, clears: 60 },
  { alert: 'FoundationDbDown', ill: [[MONITOR.up, 0, PODS[0]]], after: 10 },
  {
    alert: 'FoundationDbProcessesMissing',
    ill: [[CLUSTER.processGroups, 1, 'process_class="log",condition="MissingProcesses"']],
    after: 30,
  },
  { alert: 'FoundationDbProcessRestarts', ill: [[MONITOR.restarts, 1, PODS[1]]], after: 4, clears: 60 },
];

alertsSuite({
  engine: 'FoundationDb',
  rule,
  healthy,
  single: { rule: alone, healthy },
  illnesses: ILLNESSES,
  playedAlone: ['FoundationDbBackupTooOld'],
  volumes: { FoundationDb: { namespace: 'ns', claim: CLAIM } },
  mustComeIn: ['component="foundationdb"', 'metric="fdb_operator_cluster_status"'],
});

objectivesSuite({
  engine: 'FoundationDb',
  rule,
  courses: {
    Availability: [
      {
        what: 'pages while nothing is read and written, and is silent again when it is',
        series: () => healthy(200, [change(CLUSTER.status, 'available', phases(60, 40, 0, 100))]),
        page: { fires: [85], silent: [59, 180] },
      },
      {
        what: 'is silent while data moves and is always there',
        series: () => healthy(200, [change(CLUSTER.status, 'health', phases(60, 40, 0, 100))]),
        page: { silent: [85, 98] },
        ticket: { silent: [85, 98] },
      },
    ],
  },
});

test('what wakes somebody is what stops all who need it, or loses data next', () => {
  const paging = (props: Parameters<typeof foundationDb>[0]) =>
    foundationDb(props)
      .foundationDb.monitoring.alerts.filter(({ severity }) => severity === monitoring.Severity.PAGE)
      .map(({ name }) => name.replace('FoundationDb', ''));
  expect(paging({})).toEqual(['Unavailable', 'ReplicationLow', 'DiskFullSoon']);
  expect(paging({ highAvailability: false })).toEqual(['Unavailable', 'ReplicationLow', 'Down', 'DiskFullSoon']);
});

describeWithCommand('promtool', 'promtool', () => {
  const alert = 'FoundationDbBackupTooOld';
  const of = (metric: monitoring.Metric) => `${metric.name}{namespace="ns",cronjob="${JOB}"}`;

  test('BackupTooOld fires 30 hours after the last look that found it good', () => {
    const minutes = 32 * 60;
    const once = { [of(CRON_JOB.created)]: `0x${minutes}`, [of(CRON_JOB.lastSuccess)]: `0x${minutes}` };
    expect(play(rulesOf(rule, alert), once, [silent(30 * 60, named(alert)), fires(30 * 60 + 31, named(alert))])).toBe(
      '',
    );
  });

  test('a cluster of the same name in another namespace is not this one', () => {
    const other = Object.fromEntries(
      STATES.map((type) => [
        `fdb_operator_cluster_status{namespace="foundationdb-operator",exported_namespace="other",name="meta",status_type="${type}"}`,
        '0x60',
      ]),
    );
    const name = 'FoundationDbUnavailable';
    expect(play(rulesOf(rule, name), { ...healthy(60), ...other }, [silent(59, named(name))])).toBe('');
  });
});
