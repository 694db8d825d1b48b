import { monitoring } from 'bigdata-constructs';
import {
  DATA_NODE,
  HISTORY_SERVER,
  HTTP_FS,
  JOURNAL_NODE,
  NAME_NODE,
  NODE_MANAGER,
  PLATFORM,
  QUEUES,
  RESOURCE_MANAGER,
} from '../../lib/hadoop/metrics';
import { CRON_JOB, JOB } from '../../lib/monitoring/platform-metrics';
import { alertsSuite, Illness, named } from '../helpers/alerts-suite';
import { describeWithCommand } from '../helpers/authorities';
import { allRulesOf, fires, play, rulesOf, Series, silent } from '../helpers/promtool';
import { change, phases } from '../helpers/series';
import { find } from '../helpers/synth';
import { CATALOGUE } from './catalogue';
import { cluster, kerberos, single, store } from './clusters';
import { clusterSeries, healthy } from './series';

const made = cluster({ backup: { store }, httpFs: {}, snapshots: [{ path: '/warehouse' }] });
const rule = find(made.objects(), 'PrometheusRule');
/** One whose web servers have a certificate; there is no YARN then. */
const secured = find(cluster({ security: kerberos, yarn: undefined }).objects(), 'PrometheusRule');

/** What a healthy cluster of one of each shows. */
const healthyAlone = (minutes: number): Series => {
  const alone = [
    change(NAME_NODE.lastCheckpoint, undefined, [{ minutes, value: 0 }]),
    change(RESOURCE_MANAGER.activeNodes, 'lake-resourcemanager-0', [{ minutes, value: 1 }]),
    change(PLATFORM.wanted, undefined, [{ minutes, value: 1 }]),
    change(PLATFORM.ready, undefined, [{ minutes, value: 1 }]),
  ];
  const others = /pod="lake-.*-[1-9]"|journalnode|datanode-[bc]|httpfs|synced_followers/;
  return Object.fromEntries(Object.entries(healthy(minutes, alone)).filter(([name]) => !others.test(name)));
};

const ACTIVE = 'hastate="active"';
const FIRST = 'pod="lake-namenode-0"';
const SECOND = 'pod="lake-namenode-1"';
const ROOT = 'queue="root"';
const HANDLERS = made.cluster.sizing.nameNode.handlers;

const HDFS: Illness[] = [
  { alert: 'HadoopMissingBlocks', ill: [[NAME_NODE.missingBlocks, 2, ACTIVE]], after: 5 },
  {
    alert: 'HadoopMissingSingleCopyBlocks',
    ill: [
      [NAME_NODE.missingBlocks, 2, ACTIVE],
      [NAME_NODE.missingSingleCopies, 2, ACTIVE],
    ],
    after: 5,
  },
  { alert: 'HadoopCorruptBlocks', ill: [[NAME_NODE.corruptBlocks, 1, ACTIVE]], after: 30 },
  { alert: 'HadoopDataNodeDown', ill: [[DATA_NODE.up, 0, 'lake-datanode-b-1']], after: 10 },
  // One of two that are dead had handed over.
  { alert: 'HadoopDataNodesDead', ill: [[NAME_NODE.deadDataNodes, 2, ACTIVE]], after: 5 },
  { alert: 'HadoopDataNodesStale', ill: [[NAME_NODE.staleDataNodes, 1, ACTIVE]], after: 10 },
  { alert: 'HadoopDataNodeLeavesTooSlowly', ill: [[NAME_NODE.leavingDataNodes, 1, ACTIVE]], after: 360 },
  { alert: 'HadoopVolumeFailed', ill: [[DATA_NODE.failedVolumes, 1, 'lake-datanode-c-0']], after: 5 },
  { alert: 'HadoopCapacityLow', ill: [[NAME_NODE.remaining, 4e12, ACTIVE]], after: 30 },
  { alert: 'HadoopCapacityFull', ill: [[NAME_NODE.remaining, 2e12, ACTIVE]], after: 5 },
];

const NAME_NODES: Illness[] = [
  { alert: 'HadoopNoActiveNameNode', ill: [[NAME_NODE.state, 2, FIRST]], after: 2 },
  { alert: 'HadoopTwoActiveNameNodes', ill: [[NAME_NODE.state, 1, SECOND]], after: 3 },
  { alert: 'HadoopNameNodeDown', ill: [[NAME_NODE.up, 0, SECOND]], after: 5 },
  { alert: 'HadoopNameNodeWithoutImage', ill: [[PLATFORM.initRunning, 1, SECOND]], after: 15 },
  { alert: 'HadoopSafeMode', ill: [[NAME_NODE.safeModeProgress, 0.97, FIRST]], after: 10 },
  // The last one was made when the illness began, in minute 20.
  { alert: 'HadoopCheckpointTooOld', ill: [[NAME_NODE.lastCheckpoint, 20 * 60_000, ACTIVE]], after: 136 },
  { alert: 'HadoopStandbyBehind', ill: [[NAME_NODE.standbyBehind, 200e3, SECOND]], after: 10 },
  { alert: 'HadoopRpcSlow', ill: [[NAME_NODE.queueTime, 150, FIRST]], after: 10 },
  { alert: 'HadoopCallsPileUp', ill: [[NAME_NODE.callQueue, 50 * HANDLERS + 1, FIRST]], after: 5 },
  { alert: 'HadoopLockContended', ill: [[NAME_NODE.lockQueue, HANDLERS / 2 + 1, ACTIVE]], after: 10 },
  { alert: 'HadoopNameNodePauses', ill: [[NAME_NODE.longPauses, 1, FIRST]], after: 1, clears: 61 },
  { alert: 'HadoopJournalNodeDown', ill: [[JOURNAL_NODE.up, 0, 'lake-journalnode-2']], after: 5 },
  { alert: 'HadoopJournalQuorumAtRisk', ill: [[JOURNAL_NODE.up, 0, 'lake-journalnode-2']], after: 10 },
  { alert: 'HadoopJournalNodeBehind', ill: [[JOURNAL_NODE.lastWrite, 20 * 60_000, 'lake-journalnode-1']], after: 16 },
];

const YARN: Illness[] = [
  { alert: 'HadoopResourceManagerDown', ill: [[RESOURCE_MANAGER.up, 0, 'lake-resourcemanager-1']], after: 5 },
  { alert: 'HadoopHistoryServerDown', ill: [[HISTORY_SERVER.up, 0]], after: 15 },
  { alert: 'HadoopNodeManagersLost', ill: [[RESOURCE_MANAGER.activeNodes, 2, 'lake-resourcemanager-0']], after: 30 },
  { alert: 'HadoopNodeManagersUnhealthy', ill: [[RESOURCE_MANAGER.unhealthyNodes, 1, 'manager-0']], after: 10 },
  { alert: 'HadoopNodeManagerBadDirectories', ill: [[NODE_MANAGER.badLocalDirectories, 1, 'manager-2']], after: 10 },
  // Within half an hour more than half of them, and then a quarter of an hour.
  { alert: 'HadoopContainersFail', ill: [[NODE_MANAGER.failed, 59, 'lake-nodemanager-1']], after: 31, clears: 16 },
  {
    alert: 'HadoopMemoryExhausted',
    ill: [
      [QUEUES.pendingMemory, 4096, ROOT],
      [NODE_MANAGER.availableMemory, 1],
    ],
    after: 15,
  },
  { alert: 'HadoopApplicationsPending', ill: [[QUEUES.applicationsPending, 2, ROOT]], after: 30 },
];

const OTHERS: Illness[] = [
  { alert: 'HadoopHeapFull', ill: [[NAME_NODE.heapUsed, 5600, FIRST]], after: 15 },
  { alert: 'HadoopMembersMissing', ill: [[PLATFORM.ready, 1, 'lake-datanode-b']], after: 30 },
  { alert: 'HadoopHttpFsUnavailable', ill: [[HTTP_FS.up, 0]], after: 5 },
  // The last one that succeeded ended in minute 10.
  { alert: 'HadoopBalancerFailing', ill: [[CRON_JOB.lastSuccess, 600, 'lake-balancer']], after: 15 },
  { alert: 'HadoopSnapshotsFailing', ill: [[CRON_JOB.lastSuccess, 600, 'lake-snapshots']], after: 15 },
];

alertsSuite({
  engine: 'Hadoop',
  rule,
  further: [secured],
  healthy,
  single: { rule: find(cluster({ ...single, backup: { store } }).objects(), 'PrometheusRule'), healthy: healthyAlone },
  illnesses: [...HDFS, ...NAME_NODES, ...YARN, ...OTHERS],
  playedAlone: ['HadoopNoActiveResourceManager', 'HadoopUnderReplicatedBlocksGrow', 'HadoopCapacityFullSoon'],
  elsewhere: 'HadoopZooKeeper',
  mustComeIn: [
    ...Object.keys(CATALOGUE).map((component) => `component="${component}"`),
    'component="zookeeper"',
    `metric="${NAME_NODE.blocks.name}"`,
    `metric="${JOB.succeeded.name}"`,
  ],
  volumes: { HadoopMetadata: { namespace: 'lake', claim: 'data-lake-journalnode-1' } },
  jobs: { namespace: 'lake', backup: 'lake-backup', probe: 'lake-probe' },
  certificate: { namespace: 'lake', name: 'lake-tls', days: 15 },
});

test('an alert whose name ends with Down names a pod: it silences all other alerts about the same pod, and without one those without one', () => {
  const pods = allRulesOf(rule).filter(({ alert }) => alert?.endsWith('Down'));
  expect(pods.length).toBeGreaterThan(5);
  expect(pods.filter(({ expr }) => !expr.startsWith('(up{'))).toEqual([]);
});

test('without high availability, YARN or jobs nobody watches what is not there', () => {
  const little = cluster({ ...single, yarn: undefined, monitoring: monitoring.Monitoring.standard({ probe: false }) });
  const names = allRulesOf(find(little.objects(), 'PrometheusRule')).flatMap(({ alert }) => alert ?? []);
  const absent =
    /Journal|TwoActive|Standby|Checkpoint|Resource|NodeManager|Application|Container|Memory|History|HttpFs|Probe|Backup|Snapshots|Write/;
  expect(names.filter((name) => absent.test(name) && !name.startsWith('HadoopZooKeeper'))).toEqual([]);
  expect(names).toEqual(
    expect.arrayContaining(['HadoopNoActiveNameNode', 'HadoopMissingBlocks', 'HadoopTargetMissing']),
  );
});

describeWithCommand('promtool', 'promtool', () => {
  test('HadoopMissingBlocks wakes nobody for blocks of which there was one copy', () => {
    const missing = [NAME_NODE.missingBlocks, NAME_NODE.missingSingleCopies].map((metric) =>
      change(metric, ACTIVE, phases(5, 30, 4, 1)),
    );
    expect(play(rulesOf(rule, 'HadoopMissingBlocks'), clusterSeries(40, missing), [silent(30, 'alertname!=""')])).toBe(
      '',
    );
  });

  test('HadoopNoActiveResourceManager fires when nobody has a server for clients, or two have', () => {
    const alert = 'HadoopNoActiveResourceManager';
    const server = (pod: number) =>
      `${RESOURCE_MANAGER.callQueue.name}{namespace="lake",engine_cluster="lake",job="hadoop-resourcemanager",pod="lake-resourcemanager-${pod}",port="8032"}`;
    const during = (active: Series, judge: typeof fires) =>
      play(rulesOf(rule, alert), { ...clusterSeries(60), ...active }, [
        silent(19, named(alert)),
        silent(22, named(alert)),
        judge(24, named(alert)),
        judge(38, named(alert)),
        silent(50, named(alert)),
      ]);
    expect(during({ [server(0)]: '0x19 stale _x18 0x20' }, fires)).toBe('');
    expect(during({ [server(1)]: '_x20 0x19 stale' }, fires)).toBe('');
    // A failover: for a scrape or two both or none seem to have it.
    expect(during({ [server(0)]: '0x20 stale', [server(1)]: '_x20 0x39' }, silent)).toBe('');
  });

  test('HadoopUnderReplicatedBlocksGrow fires while copies are lost, not while they are made', () => {
    const alert = 'HadoopUnderReplicatedBlocksGrow';
    const line = Object.keys(clusterSeries(1)).find(
      (name) => name.startsWith(NAME_NODE.underReplicated.name) && name.includes(ACTIVE),
    ) as string;
    const growing = { ...clusterSeries(200), [line]: '3x59 3+20x139' };
    expect(
      play(rulesOf(rule, alert), growing, [
        silent(59, named(alert)),
        silent(90, named(alert)),
        fires(100, named(alert)),
      ]),
    ).toBe('');
    // A DataNode is lost, and its copies are made anew.
    const recovering = { ...clusterSeries(200), [line]: '3x59 90000-1000x89 3x60' };
    expect(
      play(
        rulesOf(rule, alert),
        recovering,
        [70, 85, 95, 110, 150].map((at) => silent(at, named(alert))),
      ),
    ).toBe('');
  });

  test('HadoopCapacityFullSoon fires while the volumes fill, not while they are merely used, and goes by the active NameNode after a failover', () => {
    const alert = 'HadoopCapacityFullSoon';
    const lines = Object.keys(clusterSeries(1)).filter((name) => name.startsWith(NAME_NODE.remaining.name));
    const filling = Object.fromEntries(lines.map((name) => [name, '14e12x300 14e12-10e9x600']));
    expect(
      play(rulesOf(rule, alert), { ...clusterSeries(901), ...filling }, [
        silent(299, named(alert)),
        fires(890, named(alert)),
      ]),
    ).toBe('');
    // What was active filled fast until it stopped being that: its past does not count.
    const [active, standby] = lines;
    const now = standby.replace('standby', 'active');
    const past = { [active]: '14e12-2e10x200 stale', [now]: '_x201 14e12x300' };
    expect(
      play(rulesOf(rule, alert), { ...clusterSeries(501), ...past }, [
        silent(400, named(alert)),
        silent(500, named(alert)),
      ]),
    ).toBe('');
  });

  test('HadoopBalancerFailing waits for a run that goes on', () => {
    const alert = 'HadoopBalancerFailing';
    const running = clusterSeries(200, [
      change(CRON_JOB.lastSuccess, 'lake-balancer', [{ minutes: 200, value: 0 }]),
      change(CRON_JOB.active, 'lake-balancer', [{ minutes: 120, value: 1 }, { minutes: 80 }]),
    ]);
    expect(
      play(rulesOf(rule, alert), running, [
        silent(60, named(alert)),
        silent(119, named(alert)),
        silent(134, named(alert)),
        fires(135, named(alert)),
      ]),
    ).toBe('');
  });
});
