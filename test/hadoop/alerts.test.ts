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
import { CERTIFICATE, CRON_JOB } from '../../lib/monitoring/platform-metrics';
import { describeWithCommand } from '../helpers/authorities';
import { allRulesOf, fires, play, promtool, ruleFile, rulesOf, Series, silent } from '../helpers/promtool';
import { phases } from '../helpers/series';
import { find } from '../helpers/synth';
import { cluster, kerberos, single, store } from './clusters';
import { change, clusterSeries, healthy } from './series';

const made = cluster({ backup: { store }, httpFs: {}, snapshots: [{ path: '/warehouse' }] });
const rule = find(made.objects(), 'PrometheusRule');
const rules = ruleFile(rule);
/** One whose web servers have a certificate; there is no YARN then. */
const secured = find(cluster({ security: kerberos, yarn: undefined }).objects(), 'PrometheusRule');
const alertsOf = (given: typeof rule) => [...new Set(allRulesOf(given).flatMap(({ alert }) => alert ?? []))];

/** A cluster that is healthy, then ill, then healthy again. */
interface Illness {
  readonly alert: string;
  /** What changes, and to what: a value, or, for a counter, a growth each minute; and of which series, by a part of their labels. */
  readonly ill: [metric: monitoring.Metric, value: number, of?: string][];
  /** After how many minutes of illness somebody is told. */
  readonly after: number;
  /** How many minutes after it is over that ends. */
  readonly clears?: number;
}

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
const ILLNESSES = [...HDFS, ...NAME_NODES, ...YARN, ...OTHERS];

/** Alerts whose course is no step up and down. */
const PLAYED_ALONE = [
  'HadoopNoActiveResourceManager',
  'HadoopUnderReplicatedBlocksGrow',
  'HadoopCapacityFullSoon',
  'HadoopProbeFailing',
  'HadoopBackupTooOld',
  'HadoopCertificateExpires',
  'HadoopTargetMissing',
  'HadoopMetricMissing',
];
const OBJECTIVES = ['NameNodeLatency', 'BlockHealth', 'WriteAvailability', 'ContainerWait'];
const burn = (slo: string) => `Hadoop${slo}BudgetBurn`;

test('every alert that is shipped has a case below, but for those of ZooKeeper, which has its own', () => {
  const cases = [...ILLNESSES.map(({ alert }) => alert), ...PLAYED_ALONE, ...OBJECTIVES.map(burn)];
  const own = [...new Set([...alertsOf(rule), ...alertsOf(secured)])].filter(
    (name) => !name.startsWith('HadoopZooKeeper'),
  );
  expect(own.sort()).toEqual([...new Set(cases)].sort());
});

test('an alert whose name ends with Down names a pod: it silences all other alerts about the same pod, and without one those without one', () => {
  const pods = allRulesOf(rule).filter(({ alert }) => alert?.endsWith('Down'));
  expect(pods.length).toBeGreaterThan(5);
  expect(pods.filter(({ expr }) => !expr.startsWith('(up{'))).toEqual([]);
});

test('without high availability, YARN or jobs nobody watches what is not there', () => {
  const names = alertsOf(
    find(
      cluster({ ...single, yarn: undefined, monitoring: monitoring.Monitoring.standard({ probe: false }) }).objects(),
      'PrometheusRule',
    ),
  );
  const absent =
    /Journal|TwoActive|Standby|Checkpoint|Resource|NodeManager|Application|Container|Memory|History|HttpFs|Probe|Backup|Snapshots|Write/;
  expect(names.filter((name) => absent.test(name) && !name.startsWith('HadoopZooKeeper'))).toEqual([]);
  expect(names).toEqual(
    expect.arrayContaining(['HadoopNoActiveNameNode', 'HadoopMissingBlocks', 'HadoopTargetMissing']),
  );
});

const named = (alert: string) => `alertname="${alert}"`;

describeWithCommand('promtool', 'promtool', () => {
  test('finds no fault in the rules', () => {
    expect(promtool(['check', 'rules', '--lint-fatal', 'rules.yaml'], { 'rules.yaml': rules })).toBe('');
  });

  test('a healthy cluster is silent', () => {
    const always = [5, 30, 60, 120, 240].map((at) => silent(at, 'alertname!=""'));
    expect(play(rules, healthy(241), always)).toBe('');
  });

  test('a healthy cluster of one of everything is silent', () => {
    const alone = [
      change(NAME_NODE.lastCheckpoint, undefined, [{ minutes: 241, value: 0 }]),
      change(RESOURCE_MANAGER.activeNodes, 'lake-resourcemanager-0', [{ minutes: 241, value: 1 }]),
      change(PLATFORM.wanted, undefined, [{ minutes: 241, value: 1 }]),
      change(PLATFORM.ready, undefined, [{ minutes: 241, value: 1 }]),
    ];
    const others = /pod="lake-.*-[1-9]"|journalnode|datanode-[bc]|httpfs|synced_followers/;
    const first = Object.entries(healthy(241, alone)).filter(([name]) => !others.test(name));
    const own = ruleFile(find(cluster({ ...single, backup: { store } }).objects(), 'PrometheusRule'));
    const always = [5, 30, 60, 120, 240].map((at) => silent(at, 'alertname!=""'));
    expect(play(own, Object.fromEntries(first), always)).toBe('');
  });

  test.each(ILLNESSES)('$alert fires after $after minutes, not before, and clears', (illness) => {
    const { alert, ill, after, clears = 1 } = illness;
    const before = 20;
    const lasts = after + 20;
    const over = before + lasts;
    const rest = clears + 10;
    const changes = ill.map(([metric, value, of]) => change(metric, of, phases(before, lasts, value, rest)));
    expect(
      play(rulesOf(rule, alert), clusterSeries(over + rest, changes), [
        silent(before - 1, named(alert)),
        silent(before + after - 1, named(alert)),
        fires(before + after, named(alert)),
        fires(over - 1, named(alert)),
        silent(over + clears, named(alert)),
      ]),
    ).toBe('');
  });

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

  test('HadoopBackupTooOld fires 30 hours after the last success, and after the job was made if there is none', () => {
    const alert = 'HadoopBackupTooOld';
    const late = [silent(30 * 60, named(alert)), fires(30 * 60 + 31, named(alert))];
    const minutes = 32 * 60;
    const job = '{namespace="lake",cronjob="lake-backup"}';
    const created = { [`${CRON_JOB.created.name}${job}`]: `0x${minutes}` };
    expect(play(rulesOf(rule, alert), created, late)).toBe('');
    const fresh = { ...created, [`${CRON_JOB.lastSuccess.name}${job}`]: `0x1440 86400x${minutes - 1440}` };
    expect(play(rulesOf(rule, alert), fresh, [silent(30 * 60 + 31, named(alert))])).toBe('');
  });

  test('HadoopCertificateExpires fires 15 days before the end where it is renewed at 20, and clears with a new certificate', () => {
    const alert = 'HadoopCertificateExpires';
    const series = { [`${CERTIFICATE.expires.name}{namespace="lake",name="lake-tls"}`]: '14e5x89 6e7x60' };
    const soon = { [`${CERTIFICATE.expires.name}{namespace="lake",name="lake-tls"}`]: '12e5x89 6e7x60' };
    expect(play(rulesOf(secured, alert), series, [silent(89, named(alert))])).toBe('');
    expect(
      play(rulesOf(secured, alert), soon, [
        silent(59, named(alert)),
        fires(60, named(alert)),
        silent(91, named(alert)),
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

  test('HadoopProbeFailing fires after a quarter of an hour without success, and clears with the next', () => {
    const alert = 'HadoopProbeFailing';
    const lastSuccess = `${CRON_JOB.lastSuccess.name}{namespace="lake",cronjob="lake-probe"}`;
    expect(
      play(rulesOf(rule, alert), { [lastSuccess]: '0+60x20 1200x30 3060+60x10' }, [
        silent(20, named(alert)),
        silent(39, named(alert)),
        fires(42, named(alert)),
        silent(53, named(alert)),
      ]),
    ).toBe('');
  });

  test('HadoopTargetMissing and HadoopMetricMissing fire when nothing comes in', () => {
    const components = [
      'zookeeper',
      'namenode',
      'datanode',
      'journalnode',
      'resourcemanager',
      'nodemanager',
      'historyserver',
      'httpfs',
    ];
    const missing = [
      ...components.map((component) => `${named('HadoopTargetMissing')},component="${component}"`),
      `${named('HadoopMetricMissing')},metric="${NAME_NODE.blocks.name}"`,
      `${named('HadoopMetricMissing')},metric="${PLATFORM.jobSucceeded.name}"`,
    ];
    const nothing = [...missing.map((one) => silent(9, one)), ...missing.map((one) => fires(10, one))];
    expect(play(rules, { 'up{job="other"}': '1x30' }, nothing)).toBe('');
    expect(
      play(
        rules,
        healthy(31),
        missing.map((one) => silent(30, one)),
      ),
    ).toBe('');
  });
});
