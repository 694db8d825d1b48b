import { security } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { KEEPER, SERVER } from '../../lib/clickhouse/metrics';
import { alertsSuite, Illness, named } from '../helpers/alerts-suite';
import { describeWithCommand } from '../helpers/authorities';
import { fires, play, rulesOf, silent } from '../helpers/promtool';
import { Change, change } from '../helpers/series';
import { find } from '../helpers/synth';
import { cluster, store } from './clusters';
import { clusterSeries, linesOf } from './series';

const made = cluster({ backup: { store }, tls: security.Tls.certManager({ issuer: 'internal' }) });
const rule = find(made.objects(), 'PrometheusRule');

/** What a healthy cluster of one of each shows. */
const healthyAlone = (minutes: number, changes: Change[] = []) => {
  const alone = [change(KEEPER.syncedFollowers, undefined, [{ minutes, value: 0 }]), ...changes];
  return Object.fromEntries(
    Object.entries(clusterSeries(minutes, alone)).filter(([name]) => !/-(0-[12]|1-[01])-0"/.test(name)),
  );
};

const ILLNESSES: Illness[] = [
  { alert: 'ClickHouseServerDown', ill: [[SERVER.up, 0]], after: 5 },
  // A pod without an address.
  { alert: 'ClickHouseServersMissing', ill: [[SERVER.up, 'none', 'main-1-0-0']], after: 15 },
  { alert: 'ClickHouseShardUnavailable', ill: [[SERVER.up, 'none', 'main-1-']], after: 3 },
  { alert: 'ClickHouseReplicaTablesDiffer', ill: [[SERVER.replicatedTables, 0, 'main-0-1-0']], after: 10 },
  { alert: 'ClickHouseDistributedInsertsPileUp', ill: [[SERVER.distributedFiles, 500]], after: 20 },
  { alert: 'ClickHouseTooManyPartsInAll', ill: [[SERVER.activeParts, 90_000]], after: 15 },
  // All that begin for one table, of which none ends.
  { alert: 'ClickHouseMergesFail', ill: [[SERVER.startedMerges, 31]], after: 16, clears: 5 },
  { alert: 'ClickHouseReplicaReadOnly', ill: [[SERVER.readonlyReplicas, 3]], after: 5 },
  { alert: 'ClickHouseKeeperSessionLost', ill: [[SERVER.keeperSessions, 0]], after: 5 },
  { alert: 'ClickHouseReplicationLag', ill: [[SERVER.replicationDelay, 400]], after: 15 },
  { alert: 'ClickHouseDataLoss', ill: [[SERVER.dataLoss, 1]], after: 1, clears: 11 },
  { alert: 'ClickHouseRejectedInserts', ill: [[SERVER.rejectedInserts, 5]], after: 6, clears: 6 },
  { alert: 'ClickHouseTooManyParts', ill: [[SERVER.maxParts, 600]], after: 15 },
  { alert: 'ClickHouseDelayedInserts', ill: [[SERVER.delayedInserts, 5]], after: 11, clears: 6 },
  { alert: 'ClickHouseBrokenDistributedInserts', ill: [[SERVER.brokenDistributedFiles, 1]], after: 5 },
  { alert: 'ClickHouseMemoryHigh', ill: [[SERVER.memoryUsed, 15.6e9]], after: 10 },
  { alert: 'ClickHouseDiskLow', ill: [[SERVER.diskFree, 150e9]], after: 30 },
  { alert: 'ClickHouseDiskFull', ill: [[SERVER.diskFree, 50e9]], after: 5 },
  { alert: 'ClickHouseKeeperDown', ill: [[KEEPER.up, 0]], after: 5 },
  { alert: 'ClickHouseKeeperQuorumAtRisk', ill: [[KEEPER.up, 0]], after: 10 },
  { alert: 'ClickHouseKeeperNoLeader', ill: [[KEEPER.isLeader, 0]], after: 2 },
  { alert: 'ClickHouseKeeperFollowersBehind', ill: [[KEEPER.syncedFollowers, 1]], after: 10 },
  { alert: 'ClickHouseKeeperSlow', ill: [[KEEPER.averageLatency, 300]], after: 15 },
  { alert: 'ClickHouseKeeperRequestsPileUp', ill: [[KEEPER.outstanding, 500]], after: 10 },
  { alert: 'ClickHouseKeeperCommitsFailed', ill: [[KEEPER.failedCommits, 1]], after: 1, clears: 11 },
  { alert: 'ClickHouseKeeperSnapshotsFailed', ill: [[KEEPER.failedSnapshots, 1]], after: 1, clears: 361 },
  { alert: 'ClickHouseKeeperMemoryFull', ill: [[KEEPER.overSoftLimit, 1]], after: 5 },
  { alert: 'ClickHouseKeeperFilesExhausted', ill: [[KEEPER.openFiles, 9e5]], after: 5 },
];

alertsSuite({
  engine: 'ClickHouse',
  rule,
  healthy: clusterSeries,
  single: {
    rule: find(
      cluster({ shards: 1, replicas: 1, highAvailability: false, backup: { store } }).objects(),
      'PrometheusRule',
    ),
    healthy: healthyAlone,
  },
  illnesses: ILLNESSES,
  playedAlone: ['ClickHouseDiskFullSoon'],
  mustComeIn: ['component="server"', 'component="keeper"', `metric="${SERVER.selectQueries.name}"`],
  volumes: { ClickHouseKeeper: { namespace: 'olap', claim: 'data-chk-events-main-0-1-0' } },
  jobs: { namespace: 'olap', backup: 'events-backup', probe: 'events-probe' },
  // Of 90.
  certificate: { namespace: 'olap', name: 'events-tls', days: 22 },
});

/** Servers whose volume is as full as it is meant to be: old parts leave it below a share of free space. */
const tiered = (moveWhenFree: number) =>
  find(cluster({ tieredStorage: { store, cache: Size.gibibytes(100), moveWhenFree } }).objects(), 'PrometheusRule');

describeWithCommand('promtool', 'promtool', () => {
  test.each([0.1, 0.2])('a volume that is meant to be full is, where parts leave it at %d', (moveWhenFree) => {
    const full = tiered(moveWhenFree);
    const names = ['ClickHouseDiskLow', 'ClickHouseDiskFull', 'ClickHouseDiskFullSoon'];
    const [low, none, soon] = names.map(named);
    const course = (text: string) => {
      const series = clusterSeries(1200);
      for (const { name } of linesOf(SERVER.diskFree)) series[name] = text;
      return series;
    };
    // It fills as designed, and stays where parts begin to leave it.
    const designed = `900e9-2e9x${(900 - moveWhenFree * 1000) / 2} ${moveWhenFree * 1e12}x800`;
    for (const name of names) {
      const always = [100, 300, 420, 600, 1000].map((at) => silent(at, named(name)));
      expect(play(rulesOf(full, name), course(designed), always)).toBe('');
    }
    // Parts do not leave it, and it fills further.
    const stuck = course(`${moveWhenFree * 1e12}x100 ${moveWhenFree * 1e12}-${moveWhenFree * 1e9}x1000`);
    expect(play(rulesOf(full, 'ClickHouseDiskLow'), stuck, [silent(349, low), fires(382, low)])).toBe('');
    expect(play(rulesOf(full, 'ClickHouseDiskFullSoon'), stuck, [silent(349, soon), fires(412, soon)])).toBe('');
    expect(play(rulesOf(full, 'ClickHouseDiskFull'), stuck, [silent(699, none), fires(708, none)])).toBe('');
  });

  test('merges that become more, and longer, have not failed', () => {
    const alert = 'ClickHouseMergesFail';
    const busy = clusterSeries(120);
    for (const { name } of linesOf(SERVER.runningMerges)) busy[name] = '4x20 4+1x28 32x70';
    for (const { name } of linesOf(SERVER.startedMerges)) busy[name] = '0+30x20 600+31x28 1468+30x70';
    const always = [10, 30, 40, 50, 60, 100].map((at) => silent(at, named(alert)));
    expect(play(rulesOf(rule, alert), busy, always)).toBe('');
  });

  test('ClickHouseDiskFullSoon fires while the volume fills, not while it is merely used', () => {
    const alert = 'ClickHouseDiskFullSoon';
    const filling = clusterSeries(600);
    for (const { name } of linesOf(SERVER.diskFree)) filling[name] = '600e9x200 600e9-1e9x300';
    expect(play(rulesOf(rule, alert), filling, [silent(199, named(alert)), fires(400, named(alert))])).toBe('');
  });
});
