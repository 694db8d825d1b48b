import { monitoring, security } from 'bigdata-constructs';
import { KEEPER, SERVER, SERVER_FAULTS } from '../../lib/clickhouse/metrics';
import { CERTIFICATE } from '../../lib/monitoring/platform-metrics';
import { describeWithCommand } from '../helpers/authorities';
import { allRulesOf, fires, play, promtool, ruleFile, rulesOf, silent } from '../helpers/promtool';
import { phases } from '../helpers/series';
import { find } from '../helpers/synth';
import { cluster, store } from './clusters';
import { clusterSeries, podsOf, seriesOf } from './series';

const made = cluster({ backup: { store }, tls: security.Tls.certManager({ issuer: 'internal' }) });
const rule = find(made.objects(), 'PrometheusRule');
const rules = ruleFile(rule);
const alertNames = [...new Set(allRulesOf(rule).flatMap(({ alert }) => alert ?? []))];
const [MEMORY_FAULT] = SERVER_FAULTS;

/** A cluster that is healthy, then ill, then healthy again. */
interface Illness {
  readonly alert: string;
  /** What changes, and to what: a value, or, for a counter, a growth each minute. */
  readonly ill: [monitoring.Metric, number][];
  /** After how many minutes of illness somebody is told. */
  readonly after: number;
  /** How many minutes after it is over that ends. */
  readonly clears?: number;
}

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
  // With 22 days left, of 90.
  { alert: 'ClickHouseCertificateExpires', ill: [[CERTIFICATE.expires, 22 * 86400]], after: 60 },
  { alert: 'ClickHouseKeeperFilesExhausted', ill: [[KEEPER.openFiles, 9e5]], after: 5 },
];

/** Alerts whose course is no step up and down. */
const PLAYED_ALONE = [
  'ClickHouseDiskFullSoon',
  'ClickHouseBackupTooOld',
  'ClickHouseProbeFailing',
  'ClickHouseTargetMissing',
  'ClickHouseMetricMissing',
];
const OBJECTIVES = ['QueryAvailability', 'InsertAvailability', 'ReplicationFreshness'];
const burn = (slo: string) => `ClickHouse${slo}BudgetBurn`;

test('every alert that is shipped has a case below', () => {
  const cases = [...ILLNESSES.map(({ alert }) => alert), ...PLAYED_ALONE, ...OBJECTIVES.map(burn)];
  expect([...alertNames].sort()).toEqual([...new Set(cases)].sort());
});

describeWithCommand('promtool', 'promtool', () => {
  test('finds no fault in the rules', () => {
    expect(promtool(['check', 'rules', '--lint-fatal', 'rules.yaml'], { 'rules.yaml': rules })).toBe('');
  });

  test('a healthy cluster is silent', () => {
    const always = [5, 30, 60, 120, 240].map((at) => silent(at, 'alertname!=""'));
    expect(play(rules, clusterSeries(241), always)).toBe('');
  });

  test('a healthy cluster of one of everything is silent', () => {
    const single = cluster({ shards: 1, replicas: 1, highAvailability: false, backup: { store } });
    const alone = new Map([[KEEPER.syncedFollowers, [{ minutes: 61, value: 0 }]]]);
    const first = Object.entries(clusterSeries(61, alone)).filter(([name]) => !/-0-[12]-0"/.test(name));
    const always = [5, 30, 60].map((at) => silent(at, 'alertname!=""'));
    expect(play(ruleFile(find(single.objects(), 'PrometheusRule')), Object.fromEntries(first), always)).toBe('');
  });

  test.each(ILLNESSES)('$alert fires after $after minutes, not before, and clears', (illness) => {
    const { alert, ill, after, clears = 1 } = illness;
    const before = 20;
    const lasts = after + 20;
    const over = before + lasts;
    const rest = clears + 10;
    const changed = new Map(ill.map(([metric, value]) => [metric, phases(before, lasts, value, rest)]));
    const named = `alertname="${alert}"`;
    expect(
      play(rulesOf(rule, alert), clusterSeries(over + rest, changed), [
        silent(before - 1, named),
        silent(before + after - 1, named),
        fires(before + after, named),
        fires(over - 1, named),
        silent(over + clears, named),
      ]),
    ).toBe('');
  });

  test('ClickHouseDiskFullSoon fires while the volume fills, not while it is merely used', () => {
    const alert = 'ClickHouseDiskFullSoon';
    const filling = clusterSeries(600);
    for (const pod of podsOf(SERVER.diskFree)) filling[seriesOf(SERVER.diskFree, pod)] = '600e9x200 600e9-1e9x300';
    const named = `alertname="${alert}"`;
    expect(play(rulesOf(rule, alert), filling, [silent(199, named), fires(400, named)])).toBe('');
  });

  test('ClickHouseBackupTooOld fires 30 hours after the last success, and after the job was made if there is none', () => {
    const alert = 'ClickHouseBackupTooOld';
    const named = `alertname="${alert}"`;
    const late = [silent(30 * 60, named), fires(30 * 60 + 31, named)];
    const minutes = 32 * 60;
    // Time starts at zero, when the job was made.
    const job = '{namespace="olap",cronjob="events-backup"}';
    const created = { [`kube_cronjob_created${job}`]: `0x${minutes}` };
    expect(play(rulesOf(rule, alert), created, late)).toBe('');
    const lastSuccess = `kube_cronjob_status_last_successful_time${job}`;
    expect(play(rulesOf(rule, alert), { ...created, [lastSuccess]: `0x${minutes}` }, late)).toBe('');
    const fresh = { ...created, [lastSuccess]: `0x1440 86400x${minutes - 1440}` };
    expect(play(rulesOf(rule, alert), fresh, [silent(30 * 60 + 31, named)])).toBe('');
  });

  test('ClickHouseProbeFailing fires after a quarter of an hour without success, and clears with the next', () => {
    const alert = 'ClickHouseProbeFailing';
    const named = `alertname="${alert}"`;
    const lastSuccess = 'kube_cronjob_status_last_successful_time{namespace="olap",cronjob="events-probe"}';
    expect(
      play(rulesOf(rule, alert), { [lastSuccess]: '0+60x20 1200x30 3060+60x10' }, [
        silent(20, named),
        silent(39, named),
        fires(42, named),
        silent(53, named),
      ]),
    ).toBe('');
  });

  test('ClickHouseTargetMissing and ClickHouseMetricMissing fire when nothing comes in', () => {
    const missing = [
      'alertname="ClickHouseTargetMissing",component="server"',
      'alertname="ClickHouseTargetMissing",component="keeper"',
      `alertname="ClickHouseMetricMissing",metric="${SERVER.selectQueries.name}"`,
    ];
    const nothing = [...missing.map((one) => silent(9, one)), ...missing.map((one) => fires(10, one))];
    expect(play(rules, { 'up{job="other"}': '1x30' }, nothing)).toBe('');
    expect(
      play(
        rules,
        clusterSeries(31),
        missing.map((one) => silent(30, one)),
      ),
    ).toBe('');
  });

  describe.each([
    { slo: 'QueryAvailability', events: SERVER.selectQueries, failed: SERVER.failedSelectQueries },
    { slo: 'InsertAvailability', events: SERVER.insertQueries, failed: SERVER.failedInsertQueries },
  ])('$slo', ({ slo, events, failed }) => {
    const own = rulesOf(rule, burn(slo));
    const named = (severity: string) => `alertname="${burn(slo)}",severity="${severity}"`;
    /** So many of the 600 queries a minute and server fail, for so many faults of the server. */
    const failing = (failures: number, faults: number, { lasts = 30, until = 300, rate = 600 } = {}) => {
      const rest = until - 30 - lasts;
      return clusterSeries(
        until,
        new Map([
          [events, [{ minutes: until, value: rate }]],
          [failed, phases(30, lasts, failures, rest)],
          [MEMORY_FAULT, phases(30, lasts, faults, rest)],
        ]),
      );
    };
    const never = [35, 59].flatMap((at) => [silent(at, named('page')), silent(at, named('ticket'))]);

    test('pages within five minutes of a total failure, and is silent again when it is over', () => {
      expect(
        play(own, failing(600, 600), [
          silent(29, named('page')),
          silent(31, named('page')),
          fires(35, named('page')),
          fires(59, named('page')),
          silent(100, named('page')),
        ]),
      ).toBe('');
    });

    test('opens a ticket for what eats the budget slowly, and wakes nobody', () => {
      expect(
        play(own, failing(3, 3, { lasts: 600, until: 900 }), [
          silent(29, named('ticket')),
          fires(400, named('ticket')),
          silent(400, named('page')),
          silent(629, named('page')),
        ]),
      ).toBe('');
    });

    test('is silent where queries fail through their own fault', () => {
      expect(play(own, failing(600, 0), never)).toBe('');
    });

    test('is silent where errors of the background fail no query', () => {
      expect(play(own, failing(0, 600), never)).toBe('');
    });

    test('is silent where one of a few queries fails', () => {
      expect(play(own, failing(1, 1, { rate: 1 }), never)).toBe('');
    });
  });

  test('ReplicationFreshness pages when every replica is late, and is silent for one that is a little late', () => {
    const alert = burn('ReplicationFreshness');
    const named = `alertname="${alert}",severity="page"`;
    const late = (seconds: number) =>
      clusterSeries(200, new Map([[SERVER.replicationDelay, phases(60, 40, seconds, 100)]]));
    const played = (seconds: number, during: typeof fires) =>
      play(rulesOf(rule, alert), late(seconds), [silent(59, named), during(80, named), silent(150, named)]);
    expect(played(1000, fires)).toBe('');
    expect(played(200, silent)).toBe('');
  });

  test('the budget left is counted in events, not in hours', () => {
    // An hour in which half of very little fails, and ten in which all of much succeeds.
    const few = (value: number) => [
      { minutes: 60, value },
      { minutes: 600, value: 0 },
    ];
    const changed = new Map([
      [
        SERVER.selectQueries,
        [
          { minutes: 60, value: 2 },
          { minutes: 600, value: 6000 },
        ],
      ],
      [SERVER.failedSelectQueries, few(1)],
      [MEMORY_FAULT, few(1)],
    ]);
    const left = (is: string) => `slo:error_budget:remaining{slo="QueryAvailability"} ${is}`;
    expect(
      play(rulesOf(rule, burn('QueryAvailability')), clusterSeries(660, changed), [
        { at: 59, query: left('< -400'), holds: true },
        { at: 650, query: left('> 0.97'), holds: true },
        { at: 650, query: left('> 0.99'), holds: false },
      ]),
    ).toBe('');
  });
});
