import { doris, scaling } from 'bigdata-constructs';
import { BACKEND, COMPUTE_NODE, FRONTEND, PLATFORM } from '../../lib/doris/metrics';
import { CRON_JOB } from '../../lib/monitoring/platform-metrics';
import { alertsSuite, Illness, named } from '../helpers/alerts-suite';
import { describeWithCommand } from '../helpers/authorities';
import { fires, play, rulesOf, Series, silent } from '../helpers/promtool';
import { Change, change, phases } from '../helpers/series';
import { find } from '../helpers/synth';
import { cluster, store } from './clusters';
import { clusterSeries, PODS, probeRuns } from './series';

const ruleOf = (props: Partial<doris.DorisClusterProps> = {}) => find(cluster(props).objects(), 'PrometheusRule');
const compute = { scaling: scaling.Scaling.between(2, 10) };
const rule = ruleOf({ backup: { store }, compute, removedCatalogs: ['former'] });

/** What a cluster of one frontend and one backend shows. */
const healthyAlone = (minutes: number, changes: Change[] = []): Series => {
  const one = [{ minutes, value: 1 }];
  const alone = [
    ...['fe_node_num', 'be_node_num",state="total', 'be_node_num",state="alive'].map((type) =>
      change(FRONTEND.nodes, `type="${type}"`, one),
    ),
    change(PLATFORM.wanted, '"sales-', one),
    ...changes,
  ];
  const others = [...PODS.fe.slice(1), ...PODS.be.slice(1), ...PODS.cn];
  const shown = Object.entries(clusterSeries(minutes, alone)).filter(
    ([name]) => !others.some((pod) => name.includes(`pod="${pod}"`)),
  );
  return { ...Object.fromEntries(shown), ...probeRuns(minutes, () => false) };
};

/** A healthy cluster, in which the probe runs too. */
const healthy = (minutes: number, changes: Change[] = []): Series => ({
  ...clusterSeries(minutes, changes),
  ...probeRuns(minutes, () => false),
});

const MASTER = `pod="${PODS.fe[0]}"`;
const NODES = (type: string) => `${MASTER},type="${type}"`;

const OF_FRONTENDS: Illness[] = [
  { alert: 'DorisFrontendDown', ill: [[FRONTEND.up, 0, PODS.fe[2]]], after: 5 },
  // A pod without an address.
  { alert: 'DorisFrontendsMissing', ill: [[FRONTEND.up, 'none', PODS.fe[2]]], after: 15 },
  { alert: 'DorisFrontendQuorumAtRisk', ill: [[FRONTEND.up, 0, PODS.fe[2]]], after: 10 },
  { alert: 'DorisFrontendQuorumLost', ill: [[FRONTEND.up, 0]], after: 3 },
  { alert: 'DorisNoMaster', ill: [[FRONTEND.nodes, 'none', 'is_master']], after: 3 },
  { alert: 'DorisFrontendHeapFull', ill: [[FRONTEND.heap, 9e9, `${MASTER},type="used"`]], after: 15 },
  { alert: 'DorisFrontendRestarts', ill: [[PLATFORM.restarts, 1, PODS.fe[1]]], after: 1, clears: 60 },
  { alert: 'DorisConnectionsNearLimit', ill: [[FRONTEND.connections, 900, `${PODS.fe[1]}"}`]], after: 10 },
];

const OF_METADATA: Illness[] = [
  { alert: 'DorisJournalGap', ill: [[FRONTEND.journal, 900_000, PODS.fe[2]]], after: 10 },
  { alert: 'DorisImageWriteFailed', ill: [[FRONTEND.imageWrites, 1, NODES('failed')]], after: 1, clears: 61 },
  { alert: 'DorisImagePushFailed', ill: [[FRONTEND.imagePushes, 1, NODES('failed')]], after: 3, clears: 361 },
  { alert: 'DorisMetadataCleanupFailed', ill: [[FRONTEND.editLogCleans, 1, NODES('failed')]], after: 1, clears: 361 },
  { alert: 'DorisFrontendNeverDropped', ill: [[FRONTEND.nodes, 4, 'type="fe_node_num"']], after: 30 },
];

const OF_TABLETS: Illness[] = [
  // Two compute nodes live.
  { alert: 'DorisTooFewBackends', ill: [[FRONTEND.nodes, 4, 'type="be_node_num",state="alive"']], after: 10 },
  { alert: 'DorisUnhealthyTablets', ill: [[FRONTEND.checkedTablets, 12, NODES('unhealthy')]], after: 30 },
  // It has been so for ten minutes before that counts.
  { alert: 'DorisTabletsScheduledForLong', ill: [[FRONTEND.scheduledTablets, 40, MASTER]], after: 70 },
  { alert: 'DorisCompactionBehind', ill: [[FRONTEND.compactionScore, 200, MASTER]], after: 15 },
  { alert: 'DorisCompactionFarBehind', ill: [[FRONTEND.compactionScore, 800, MASTER]], after: 5 },
  { alert: 'DorisReportsPileUp', ill: [[FRONTEND.reportQueue, 95, MASTER]], after: 5 },
];

const OF_LOADS: Illness[] = [
  { alert: 'DorisLoadsRejected', ill: [[FRONTEND.transactions, 30, NODES('reject')]], after: 11, clears: 5 },
  { alert: 'DorisRoutineLoadLags', ill: [[FRONTEND.routineLoadLag, 5e6, MASTER]], after: 15 },
  { alert: 'DorisRoutineLoadErrors', ill: [[FRONTEND.routineLoadErrors, 3000, MASTER]], after: 14, clears: 12 },
  { alert: 'DorisRoutineLoadPaused', ill: [[FRONTEND.jobs, 1, 'state="ABNORMAL_PAUSED"']], after: 15 },
];

const OF_BACKENDS: Illness[] = [
  { alert: 'DorisBackendDown', ill: [[BACKEND.up, 0, PODS.be[3]]], after: 5 },
  { alert: 'DorisBackendsMissing', ill: [[BACKEND.up, 'none', PODS.be[3]]], after: 15 },
  { alert: 'DorisBackendsDead', ill: [[FRONTEND.nodes, 5, 'type="be_node_num",state="alive"']], after: 60 },
  { alert: 'DorisDiskBad', ill: [[BACKEND.diskState, 0, PODS.be[1]]], after: 5 },
  { alert: 'DorisStorageDiskFull', ill: [[BACKEND.diskFree, 70e9, PODS.be[1]]], after: 5 },
  { alert: 'DorisBackendMemoryHigh', ill: [[BACKEND.memory, 30.5e9, PODS.be[1]]], after: 10 },
  { alert: 'DorisBackendFilesExhausted', ill: [[BACKEND.openFiles, 9e5, PODS.be[1]]], after: 5 },
  {
    alert: 'DorisBackendTasksFail',
    ill: [[BACKEND.tasks, 2, `${PODS.be[1]}",type="clone",status="failed"`]],
    after: 21,
    clears: 10,
  },
  { alert: 'DorisBackendRestarts', ill: [[PLATFORM.restarts, 1, PODS.be[1]]], after: 1, clears: 60 },
  { alert: 'DorisNotApplied', ill: [[PLATFORM.wanted, 3, '"sales-be"']], after: 30 },
];

const OF_COMPUTE_NODES: Illness[] = [
  { alert: 'DorisComputeNodeDown', ill: [[COMPUTE_NODE.up, 0, PODS.cn[1]]], after: 10 },
  { alert: 'DorisComputeNodesMissing', ill: [[COMPUTE_NODE.up, 'none']], after: 15 },
  // It is to be killed in minute 40, and is still there half a minute before.
  { alert: 'DorisComputeNodeLeavesTooSlowly', ill: [[PLATFORM.killedAt, 40 * 60, PODS.cn[1]]], after: 20, clears: 15 },
  { alert: 'DorisComputeNodeMemoryHigh', ill: [[COMPUTE_NODE.memory, 30.5e9, PODS.cn[1]]], after: 10 },
  { alert: 'DorisComputeNodeRestarts', ill: [[PLATFORM.restarts, 1, PODS.cn[1]]], after: 1, clears: 60 },
];

alertsSuite({
  engine: 'Doris',
  rule,
  healthy,
  single: { rule: ruleOf({ highAvailability: false, backends: 1 }), healthy: healthyAlone },
  illnesses: [...OF_FRONTENDS, ...OF_METADATA, ...OF_TABLETS, ...OF_LOADS, ...OF_BACKENDS, ...OF_COMPUTE_NODES],
  playedAlone: ['DorisUsersFailing', 'DorisCatalogsFailing', 'DorisLeaveFailing'],
  mustComeIn: [
    'component="fe"',
    'component="be"',
    'component="cn"',
    ...[FRONTEND.queries, FRONTEND.latency, FRONTEND.transactions, FRONTEND.nodes].map(
      ({ name }) => `metric="${name}"`,
    ),
  ],
  jobs: { namespace: 'warehouse', backup: 'sales-backup', probe: 'sales-probe' },
  volumes: {
    DorisMetadata: { namespace: 'warehouse', claim: 'metadata-sales-fe-0' },
    DorisStorage: { namespace: 'warehouse', claim: 'storage1-sales-be-3' },
  },
});

describeWithCommand('promtool', 'promtool', () => {
  const minutes = 120;
  const always = (alert: string) => [10, 30, 60, 90, 119].map((at) => silent(at, named(alert)));
  const played = (alert: string, changes: Change[], of = rule, series = clusterSeries(minutes, changes)) =>
    play(rulesOf(of, alert), series, always(alert));

  test.each([
    ['DorisUsersFailing', 'sales-users'],
    ['DorisCatalogsFailing', 'sales-catalogs'],
  ])('%s fires after half an hour without success, and clears with the next', (alert, job) => {
    const last = `${CRON_JOB.lastSuccess.name}{namespace="warehouse",cronjob="${job}"}`;
    expect(
      play(rulesOf(rule, alert), { [last]: '0+60x20 1200x50 4260+60x10' }, [
        silent(20, named(alert)),
        silent(54, named(alert)),
        fires(57, named(alert)),
        silent(73, named(alert)),
      ]),
    ).toBe('');
    const made = `${CRON_JOB.created.name}{namespace="warehouse",cronjob="${job}"}`;
    expect(play(rulesOf(rule, alert), { [made]: '0x60' }, [silent(34, named(alert)), fires(37, named(alert))])).toBe(
      '',
    );
  });

  test('DorisLeaveFailing gives three runs the time that they wait, and clears with the next that succeeds', () => {
    const alert = 'DorisLeaveFailing';
    const last = `${CRON_JOB.lastSuccess.name}{namespace="warehouse",cronjob="sales-leave"}`;
    expect(
      play(rulesOf(rule, alert), { [last]: '0+60x20 1200x200 13260+60x10' }, [
        ...[20, 200].map((at) => silent(at, named(alert))),
        fires(207, named(alert)),
        silent(224, named(alert)),
      ]),
    ).toBe('');
  });

  test('a former master is not believed, and the new one is', () => {
    const moved = clusterSeries(minutes);
    const [from, to] = PODS.fe.map((pod) => `pod="${pod}"`);
    const master = Object.keys(moved).find((name) => name.includes('is_master'))!;
    moved[master] = `1x60 stale _x58`;
    moved[master.replace(from, to)] = '_x60 1x59';
    const own = Object.keys(moved).find((name) => name.startsWith(FRONTEND.compactionScore.name) && name.includes(to))!;
    // What it said before it was master, it found when it last was.
    moved[own] = '900x60 30x59';
    const alert = 'DorisCompactionFarBehind';
    expect(play(rulesOf(rule, alert), moved, always(alert))).toBe('');
    moved[own] = '30x60 900x59';
    expect(play(rulesOf(rule, alert), moved, [silent(64, named(alert)), fires(70, named(alert))])).toBe('');
  });

  test('the loss of an observer costs no quorum, and that of two followers of three does', () => {
    const observed = ruleOf({ frontends: { observers: 2 } });
    const down = (...ordinals: number[]) =>
      Object.fromEntries(
        [0, 1, 2, 3, 4].map((ordinal) => [
          `up{namespace="warehouse",engine_cluster="sales",job="doris-fe",pod="sales-fe-${ordinal}"}`,
          ordinals.includes(ordinal) ? '0x30' : '1x30',
        ]),
      );
    const lost = named('DorisFrontendQuorumLost');
    const atRisk = named('DorisFrontendQuorumAtRisk');
    const both = (series: Series, expected: [lost: boolean, atRisk: boolean]) => {
      expect(play(rulesOf(observed, 'DorisFrontendQuorumLost'), series, [fires(29, lost, expected[0])])).toBe('');
      expect(play(rulesOf(observed, 'DorisFrontendQuorumAtRisk'), series, [fires(29, atRisk, expected[1])])).toBe('');
    };
    both(down(3, 4), [false, false]);
    both(down(2), [false, true]);
    both(down(1, 2), [true, true]);
  });

  test('compute nodes make up for no backend that is lost, and a lost one is no lost backend', () => {
    const alert = 'DorisTooFewBackends';
    const alive = (value: number) => change(FRONTEND.nodes, 'type="be_node_num",state="alive"', [{ minutes, value }]);
    expect(played(alert, [alive(5)])).toBe('');
    expect(played(alert, [alive(4), change(COMPUTE_NODE.up, undefined, [{ minutes, value: 0 }])])).toBe('');
    const lost = play(rulesOf(rule, alert), clusterSeries(minutes, [alive(4)]), [fires(60, named(alert))]);
    expect(lost).toBe('');
    // Without any, what the master says is all of backends.
    expect(played(alert, [alive(4)], ruleOf())).toBe('');
  });

  test('a frontend that has not opened its log yet is no gap', () => {
    expect(played('DorisJournalGap', [change(FRONTEND.journal, PODS.fe[2], phases(20, 60, -1, 40))])).toBe('');
  });

  test('a restart of the master does not look like work that fails', () => {
    const reset = (metric: typeof FRONTEND.transactions, of?: string) =>
      // The counter starts again from zero.
      Object.fromEntries(
        Object.keys(clusterSeries(minutes))
          .filter((name) => name.startsWith(`${metric.name}{`) && name.includes(MASTER) && name.includes(of ?? ''))
          .map((name) => [name, '1000+60x60 0+60x58']),
      );
    const series = { ...clusterSeries(minutes), ...reset(FRONTEND.transactions, 'type="begin"') };
    expect(played('DorisLoadsRejected', [], rule, series)).toBe('');
    const rows = { ...clusterSeries(minutes), ...reset(FRONTEND.routineLoadRows) };
    expect(played('DorisRoutineLoadErrors', [], rule, rows)).toBe('');
  });

  test('a release that does not tell who paused a routine load is believed as it is', () => {
    const old = (healthy: number) =>
      Object.fromEntries(
        Object.entries(clusterSeries(60, [change(FRONTEND.jobs, 'state="PAUSED"', phases(20, 30, 1, 10))]))
          .filter(([name]) => !/(ABNORMAL|USER)_PAUSED/.test(name))
          .map(([name, values]) => [
            name,
            name.includes('"PAUSED"') ? values.replace(/^1x19/, `${healthy}x19`) : values,
          ]),
      );
    const alert = 'DorisRoutineLoadPaused';
    expect(play(rulesOf(rule, alert), old(0), [silent(19, named(alert)), fires(36, named(alert))])).toBe('');
  });

  test('one image that could not be sent to a frontend that restarted is nothing', () => {
    const failed = [change(FRONTEND.imagePushes, NODES('failed'), phases(20, 1, 1, minutes - 21))];
    expect(played('DorisImagePushFailed', failed)).toBe('');
  });

  test('idle routine loads are not late', () => {
    const idle = [
      change(FRONTEND.routineLoadLag, undefined, [{ minutes, value: 0 }]),
      change(FRONTEND.routineLoadRows, undefined, [{ minutes, value: 0 }]),
    ];
    expect(played('DorisRoutineLoadLags', idle)).toBe('');
    const stuck = [
      change(FRONTEND.routineLoadLag, MASTER, [{ minutes: 60, value: 10 }]),
      change(FRONTEND.routineLoadRows, undefined, [{ minutes: 60, value: 0 }]),
    ];
    const alert = 'DorisRoutineLoadLags';
    expect(play(rulesOf(rule, alert), clusterSeries(60, stuck), [fires(40, named(alert))])).toBe('');
  });

  test('limits follow the settings that win', () => {
    const more = ruleOf({ overrides: { frontend: { qe_max_connection: '4096', report_queue_size: '1000' } } });
    const connected = [change(FRONTEND.connections, undefined, [{ minutes, value: 900 }])];
    expect(played('DorisConnectionsNearLimit', connected, more)).toBe('');
    expect(
      played('DorisReportsPileUp', [change(FRONTEND.reportQueue, undefined, [{ minutes, value: 95 }])], more),
    ).toBe('');
  });
});
