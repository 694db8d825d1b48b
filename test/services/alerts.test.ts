import { monitoring } from 'bigdata-constructs';
import { VOLUME } from '../../lib/monitoring/platform-metrics';
import { zooKeeperMetrics } from '../../lib/services/zookeeper/metrics';
import { describeWithCommand } from '../helpers/authorities';
import { allRulesOf, fires, play, promtool, ruleFile, rulesOf, Series, silent } from '../helpers/promtool';
import { find } from '../helpers/synth';
import { zooKeeper } from './zookeepers';

const METRICS = zooKeeperMetrics('zookeeper');
const rule = find(zooKeeper().objects(), 'PrometheusRule');
const rules = ruleFile(rule);
const alertNames = [...new Set(allRulesOf(rule).flatMap(({ alert }) => alert ?? []))];

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

/** Values in a phase: constant, or growth a minute; nothing where there is no series. */
interface Phase {
  readonly minutes: number;
  readonly value?: number | 'none';
}

function course(metric: monitoring.Metric, phases: Phase[]): string {
  let reached = 0;
  return phases
    .map(({ minutes, value = HEALTHY.get(metric) ?? 0 }) => {
      if (value === 'none') return `stale _x${minutes - 1}`;
      if (metric.metricType === monitoring.MetricType.GAUGE) return `${value}x${minutes - 1}`;
      const notation = `${reached}+${value}x${minutes - 1}`;
      reached += value * minutes;
      return notation;
    })
    .join(' ');
}

function ownersOf(metric: monitoring.Metric, members: number): string[] {
  if (metric.ofPlatform) return CLAIMS;
  return metric === METRICS.syncedFollowers ? [LEADER] : PODS.slice(0, members);
}

function seriesOf(metric: monitoring.Metric, owner: string): string {
  return metric.ofPlatform
    ? `${metric.name}{namespace="ns",persistentvolumeclaim="${owner}"}`
    : `${metric.name}{namespace="ns",engine_cluster="lake",job="hadoop-zookeeper",pod="${owner}"}`;
}

interface Change {
  readonly metric: monitoring.Metric;
  readonly phases: Phase[];
  /** Whose. Default: of all. */
  readonly owners?: string[];
}

/** Healthy members, whose metrics named here go another way. */
function seriesWith(minutes: number, changes: Change[] = [], members = 3): Series {
  const all = [...Object.values(METRICS), ...Object.values(VOLUME)];
  return Object.fromEntries(
    all.flatMap((metric) =>
      ownersOf(metric, members).map((owner) => {
        const change = changes.find((one) => one.metric === metric && (one.owners ?? [owner]).includes(owner));
        return [seriesOf(metric, owner), course(metric, change?.phases ?? [{ minutes }])];
      }),
    ),
  );
}

/** Members that are healthy, then ill, then healthy again. */
interface Illness {
  readonly alert: string;
  readonly ill: [monitoring.Metric, number | 'none', owners?: string[]][];
  /** After how many minutes of illness somebody is told. */
  readonly after: number;
  /** How many minutes after it is over that ends. */
  readonly clears?: number;
}

const ILLNESSES: Illness[] = [
  { alert: 'HadoopZooKeeperDown', ill: [[METRICS.up, 0, [PODS[1]]]], after: 5 },
  { alert: 'HadoopZooKeeperQuorumAtRisk', ill: [[METRICS.up, 0, [PODS[1]]]], after: 10 },
  { alert: 'HadoopZooKeeperNoLeader', ill: [[METRICS.uptime, 'none']], after: 2 },
  { alert: 'HadoopZooKeeperFollowersBehind', ill: [[METRICS.syncedFollowers, 1]], after: 10 },
  { alert: 'HadoopZooKeeperTreesDiffer', ill: [[METRICS.digestMismatches, 1, [PODS[2]]]], after: 1, clears: 11 },
  { alert: 'HadoopZooKeeperSlow', ill: [[METRICS.writeTime, 600 * 300]], after: 17, clears: 6 },
  { alert: 'HadoopZooKeeperFsyncSlow', ill: [[METRICS.syncTime, 600 * 150, [PODS[1]]]], after: 17, clears: 6 },
  { alert: 'HadoopZooKeeperRequestsPileUp', ill: [[METRICS.outstanding, 500]], after: 10 },
  { alert: 'HadoopZooKeeperPauses', ill: [[METRICS.pauses, 12_000]], after: 18, clears: 6 },
  { alert: 'HadoopZooKeeperConnectionsRefused', ill: [[METRICS.rejectedConnections, 3]], after: 6, clears: 11 },
  { alert: 'HadoopZooKeeperTreeLarge', ill: [[METRICS.treeSize, 500 * MIB]], after: 30 },
  { alert: 'HadoopZooKeeperDiskLow', ill: [[VOLUME.free, 1e9, [CLAIMS[3]]]], after: 30 },
];

test('every alert that is shipped has a case below', () => {
  const cases = [...ILLNESSES.map(({ alert }) => alert), 'HadoopTargetMissing'];
  expect([...alertNames].sort()).toEqual(cases.sort());
});

test('what wakes somebody is what stops all who need ZooKeeper, or is about to', () => {
  const paging = (members: number) =>
    zooKeeper({ members })
      .zooKeeper.alertsFor('Hadoop')
      .filter(({ severity }) => severity === monitoring.Severity.PAGE)
      .map(({ name }) => name.replace('HadoopZooKeeper', ''));
  expect(paging(3)).toEqual(['QuorumAtRisk', 'NoLeader', 'TreesDiffer']);
  expect(paging(1)).toEqual(['Down', 'QuorumAtRisk', 'NoLeader', 'TreesDiffer']);
});

describeWithCommand('promtool', 'promtool', () => {
  test('finds no fault in the rules', () => {
    expect(promtool(['check', 'rules', '--lint-fatal', 'rules.yaml'], { 'rules.yaml': rules })).toBe('');
  });

  test('healthy members are silent, one of them alone too', () => {
    const always = [5, 30, 60, 120].map((at) => silent(at, 'alertname!=""'));
    expect(play(rules, seriesWith(121), always)).toBe('');
    const single = ruleFile(find(zooKeeper({ members: 1 }).objects(), 'PrometheusRule'));
    const alone = [{ metric: METRICS.syncedFollowers, phases: [{ minutes: 121, value: 0 }] }];
    expect(play(single, seriesWith(121, alone, 1), always)).toBe('');
  });

  test('a leader that Prometheus cannot reach is no missing leader', () => {
    const unseen = [METRICS.up, METRICS.uptime, METRICS.syncedFollowers].map((metric): Change => {
      const value = metric === METRICS.up ? 0 : ('none' as const);
      return { metric, owners: [LEADER], phases: [{ minutes: 20 }, { minutes: 20, value }] };
    });
    const named = 'alertname="HadoopZooKeeperNoLeader"';
    expect(play(rulesOf(rule, 'HadoopZooKeeperNoLeader'), seriesWith(40, unseen), [silent(39, named)])).toBe('');
  });

  test('members of which none can be reached page as one that has no leader', () => {
    const gone = [METRICS.up, METRICS.uptime].map((metric): Change => {
      const value = metric === METRICS.up ? 0 : ('none' as const);
      return { metric, phases: [{ minutes: 20 }, { minutes: 20, value }] };
    });
    const named = 'alertname="HadoopZooKeeperNoLeader"';
    expect(play(rulesOf(rule, 'HadoopZooKeeperNoLeader'), seriesWith(40, gone), [fires(30, named)])).toBe('');
  });

  test('members that nobody writes to are not slow', () => {
    const idle = [METRICS.writes, METRICS.writeTime, METRICS.syncs, METRICS.syncTime].map((metric): Change => ({
      metric,
      phases: [{ minutes: 60, value: 0 }],
    }));
    expect(play(rules, seriesWith(60, idle), [silent(59, 'alertname!=""')])).toBe('');
  });

  test.each(ILLNESSES)('$alert fires after $after minutes, not before, and clears', (illness) => {
    const { alert, ill, after, clears = 1 } = illness;
    const before = 20;
    const lasts = after + 20;
    const over = before + lasts;
    const rest = clears + 10;
    const changes = ill.map(([metric, value, owners]): Change => ({
      metric,
      owners,
      phases: [{ minutes: before }, { minutes: lasts, value }, { minutes: rest }],
    }));
    const named = `alertname="${alert}"`;
    expect(
      play(rulesOf(rule, alert), seriesWith(over + rest, changes), [
        silent(before - 1, named),
        silent(before + after - 1, named),
        fires(before + after, named),
        fires(over - 1, named),
        silent(over + clears, named),
      ]),
    ).toBe('');
  });

  test('volumes of others in the namespace are not its own', () => {
    const other = {
      'kubelet_volume_stats_available_bytes{namespace="ns",persistentvolumeclaim="data-lake-zookeeper-x-0"}': '1x60',
    };
    const named = 'alertname="HadoopZooKeeperDiskLow"';
    expect(play(rulesOf(rule, 'HadoopZooKeeperDiskLow'), { ...seriesWith(60), ...other }, [silent(59, named)])).toBe(
      '',
    );
  });

  test('HadoopTargetMissing fires when nothing comes in', () => {
    const named = 'alertname="HadoopTargetMissing",component="zookeeper"';
    expect(play(rules, { 'up{job="other"}': '1x30' }, [silent(9, named), fires(10, named)])).toBe('');
  });
});
