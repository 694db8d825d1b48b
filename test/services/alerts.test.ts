import { monitoring } from 'bigdata-constructs';
import { VOLUME } from '../../lib/monitoring/platform-metrics';
import { zooKeeperMetrics } from '../../lib/services/zookeeper/metrics';
import { alertsSuite, Illness, named } from '../helpers/alerts-suite';
import { describeWithCommand } from '../helpers/authorities';
import { fires, play, ruleFile, rulesOf, silent } from '../helpers/promtool';
import { Change, change, Line, seriesWith } from '../helpers/series';
import { find } from '../helpers/synth';
import { zooKeeper } from './zookeepers';

const METRICS = zooKeeperMetrics('zookeeper');
const rule = find(zooKeeper().objects(), 'PrometheusRule');

const PODS = [0, 1, 2].map((ordinal) => `lake-zookeeper-${ordinal}`);
const CLAIMS = PODS.flatMap((pod) => [`data-${pod}`, `log-${pod}`]);
const [LEADER] = PODS;
const MIB = 1024 ** 2;

/** What a healthy member shows where that is not zero; counters grow by it each minute. */
const HEALTHY = new Map<monitoring.Metric, number>([
  [METRICS.up, 1],
  [METRICS.uptime, 6e7],
  [METRICS.syncedFollowers, 2],
  [METRICS.treeSize, 10 * MIB],
  [METRICS.reads, 600],
  [METRICS.readTime, 600],
  [METRICS.writes, 600],
  [METRICS.writeTime, 3000],
  [METRICS.syncs, 600],
  [METRICS.syncTime, 1200],
  [METRICS.pauses, 200],
  [VOLUME.free, 8e9],
  [VOLUME.size, 1e10],
]);

const ALL = [...Object.values(METRICS), ...Object.values(VOLUME)];

/** All series of a metric of so many members. */
function linesOf(metric: monitoring.Metric, members: number): Line[] {
  const healthy = HEALTHY.get(metric) ?? 0;
  if (metric.ofPlatform)
    return CLAIMS.map((claim) => ({
      name: `${metric.name}{namespace="ns",persistentvolumeclaim="${claim}"}`,
      healthy,
    }));
  const pods = metric === METRICS.syncedFollowers ? [LEADER] : PODS.slice(0, members);
  return pods.map((pod) => ({
    name: `${metric.name}{namespace="ns",engine_cluster="lake",job="hadoop-zookeeper",pod="${pod}"}`,
    healthy,
  }));
}

/** Healthy members, some series of which go another way. */
const ensemble = (members: number) => (minutes: number, changes?: Change[]) =>
  seriesWith(ALL, (metric) => linesOf(metric, members), minutes, changes);
const healthy = ensemble(3);

const ILLNESSES: Illness[] = [
  { alert: 'HadoopZooKeeperDown', ill: [[METRICS.up, 0, PODS[1]]], after: 5 },
  { alert: 'HadoopZooKeeperQuorumAtRisk', ill: [[METRICS.up, 0, PODS[1]]], after: 10 },
  { alert: 'HadoopZooKeeperNoLeader', ill: [[METRICS.uptime, 'none']], after: 2 },
  { alert: 'HadoopZooKeeperFollowersBehind', ill: [[METRICS.syncedFollowers, 1]], after: 10 },
  { alert: 'HadoopZooKeeperTreesDiffer', ill: [[METRICS.digestMismatches, 1, PODS[2]]], after: 1, clears: 11 },
  { alert: 'HadoopZooKeeperSlow', ill: [[METRICS.writeTime, 600 * 300]], after: 17, clears: 6 },
  { alert: 'HadoopZooKeeperFsyncSlow', ill: [[METRICS.syncTime, 600 * 150, PODS[1]]], after: 17, clears: 6 },
  { alert: 'HadoopZooKeeperRequestsPileUp', ill: [[METRICS.outstanding, 500]], after: 10 },
  { alert: 'HadoopZooKeeperPauses', ill: [[METRICS.pauses, 12_000]], after: 18, clears: 6 },
  { alert: 'HadoopZooKeeperConnectionsRefused', ill: [[METRICS.rejectedConnections, 3]], after: 6, clears: 11 },
  { alert: 'HadoopZooKeeperTreeLarge', ill: [[METRICS.treeSize, 500 * MIB]], after: 30 },
];

alertsSuite({
  engine: 'Hadoop',
  rule,
  healthy,
  single: {
    rule: find(zooKeeper({ members: 1 }).objects(), 'PrometheusRule'),
    healthy: (minutes) => ensemble(1)(minutes, [change(METRICS.syncedFollowers, undefined, [{ minutes, value: 0 }])]),
  },
  illnesses: ILLNESSES,
  playedAlone: [],
  volumes: { HadoopZooKeeper: { namespace: 'ns', claim: CLAIMS[3] } },
  mustComeIn: ['component="zookeeper"'],
});

test('what wakes somebody is what stops all who need ZooKeeper, or is about to', () => {
  const paging = (members: number) =>
    zooKeeper({ members })
      .zooKeeper.alertsFor('Hadoop')
      .filter(({ severity }) => severity === monitoring.Severity.PAGE)
      .map(({ name }) => name.replace('HadoopZooKeeper', ''));
  expect(paging(3)).toEqual(['QuorumAtRisk', 'NoLeader', 'TreesDiffer', 'DiskFullSoon']);
  expect(paging(1)).toEqual(['Down', 'QuorumAtRisk', 'NoLeader', 'TreesDiffer', 'DiskFullSoon']);
});

describeWithCommand('promtool', 'promtool', () => {
  const NO_LEADER = 'HadoopZooKeeperNoLeader';
  /** Some members whom Prometheus cannot reach, from minute 20 on. */
  const unreachable = (of?: string) =>
    [METRICS.up, METRICS.uptime, METRICS.syncedFollowers].map((metric) =>
      change(metric, of, [{ minutes: 20 }, { minutes: 20, value: metric === METRICS.up ? 0 : 'none' }]),
    );

  test('a leader that Prometheus cannot reach is no missing leader', () => {
    expect(play(rulesOf(rule, NO_LEADER), healthy(40, unreachable(LEADER)), [silent(39, named(NO_LEADER))])).toBe('');
  });

  test('members of which none can be reached page as one that has no leader', () => {
    expect(play(rulesOf(rule, NO_LEADER), healthy(40, unreachable()), [fires(30, named(NO_LEADER))])).toBe('');
  });

  test('members that nobody writes to are not slow', () => {
    const idle = [METRICS.writes, METRICS.writeTime, METRICS.syncs, METRICS.syncTime].map((metric) =>
      change(metric, undefined, [{ minutes: 60, value: 0 }]),
    );
    expect(play(ruleFile(rule), healthy(60, idle), [silent(59, 'alertname!=""')])).toBe('');
  });

  test('volumes of others in the namespace are not its own', () => {
    const alert = 'HadoopZooKeeperDiskLow';
    const other = {
      'kubelet_volume_stats_available_bytes{namespace="ns",persistentvolumeclaim="data-lake-zookeeper-x-0"}': '1x60',
    };
    expect(play(rulesOf(rule, alert), { ...healthy(60), ...other }, [silent(59, named(alert))])).toBe('');
  });
});
