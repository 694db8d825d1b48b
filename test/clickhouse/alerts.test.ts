import { security } from 'bigdata-constructs';
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
  return Object.fromEntries(Object.entries(clusterSeries(minutes, alone)).filter(([name]) => !/-0-[12]-0"/.test(name)));
};

const ILLNESSES: Illness[] = [
  { alert: 'ClickHouseServerDown', ill: [[SERVER.up, 0]], after: 5 },
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
  jobs: { namespace: 'olap', backup: 'events-backup', probe: 'events-probe' },
  // Of 90.
  certificate: { namespace: 'olap', name: 'events-tls', days: 22 },
});

describeWithCommand('promtool', 'promtool', () => {
  test('ClickHouseDiskFullSoon fires while the volume fills, not while it is merely used', () => {
    const alert = 'ClickHouseDiskFullSoon';
    const filling = clusterSeries(600);
    for (const { name } of linesOf(SERVER.diskFree)) filling[name] = '600e9x200 600e9-1e9x300';
    expect(play(rulesOf(rule, alert), filling, [silent(199, named(alert)), fires(400, named(alert))])).toBe('');
  });
});
