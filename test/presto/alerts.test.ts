import { Duration } from 'cdk8s';
import { CERTIFICATE, CRON_JOB, JOB } from '../../lib/monitoring/platform-metrics';
import { COORDINATOR, MANAGED, PLATFORM, WORKER } from '../../lib/presto/metrics';
import { alertsSuite, Illness, named } from '../helpers/alerts-suite';
import { describeWithCommand } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { allRulesOf, fires, play, rulesOf, Series, silent } from '../helpers/promtool';
import { change, phases } from '../helpers/series';
import { find } from '../helpers/synth';
import { cluster, everything, managed, minimal, retried, single, trino } from './clusters';
import { healthy, PODS, POOLS } from './series';

const ruleOf = (objects: KubeObject[]) => find(objects, 'PrometheusRule');
const rule = ruleOf(cluster().objects());
const ofTrino = ruleOf(cluster(trino).objects());
/** One with a certificate. */
const secured = ruleOf(cluster(everything).objects());

/** One with several coordinators. */
const several = ruleOf(cluster(managed).objects());

const [COORDINATOR_POD] = PODS.coordinator;
const [WORKER_POD] = PODS.worker;

/** What a cluster with one worker shows. */
const healthyAlone = (minutes: number): Series => {
  const alone = [
    change(COORDINATOR.activeNodes, undefined, [{ minutes, value: 2 }]),
    change(PLATFORM.wanted, undefined, [{ minutes, value: 1 }]),
  ];
  const others = PODS.worker.slice(1);
  return Object.fromEntries(
    Object.entries(healthy(minutes, alone)).filter(([name]) => !others.some((pod) => name.includes(pod))),
  );
};

const QUERIES: Illness[] = [
  { alert: 'PrestoCoordinatorDown', ill: [[COORDINATOR.up, 0]], after: 5 },
  // For as long as a query may run, and then five minutes.
  { alert: 'PrestoQueueStalled', ill: [[COORDINATOR.started, 0]], after: 35 },
  { alert: 'PrestoQueriesSlow', ill: [[COORDINATOR.executionTime, 950_000]], after: 15 },
  { alert: 'PrestoInternalFailures', ill: [[COORDINATOR.internalFailures, 1]], after: 6, clears: 26 },
  { alert: 'PrestoInsufficientResources', ill: [[COORDINATOR.insufficientResources, 12]], after: 29, clears: 17 },
  { alert: 'PrestoExternalFailures', ill: [[COORDINATOR.externalFailures, 12]], after: 31, clears: 16 },
  { alert: 'PrestoMemoryBlocked', ill: [[COORDINATOR.blockedNodes, 1]], after: 10 },
];

const NODES: Illness[] = [
  { alert: 'PrestoNoWorkers', ill: [[COORDINATOR.activeNodes, 1]], after: 5 },
  { alert: 'PrestoWorkersMissing', ill: [[COORDINATOR.activeNodes, 3]], after: 15 },
  { alert: 'PrestoCoordinatorsMissing', ill: [[MANAGED.activeCoordinators, 2]], after: 15 },
  { alert: 'PrestoResourceManagersMissing', ill: [[MANAGED.activeResourceManagers, 1]], after: 15 },
  { alert: 'PrestoWorkerDown', ill: [[WORKER.up, 0, WORKER_POD]], after: 10 },
  // It is to be killed in minute 40, and is still there half a minute before.
  { alert: 'PrestoWorkerLeavesTooSlowly', ill: [[PLATFORM.killedAt, 40 * 60, PODS.worker[2]]], after: 20, clears: 15 },
  { alert: 'PrestoHeapFull', ill: [[WORKER.heapUsed, 42e9, WORKER_POD]], after: 15 },
  { alert: 'PrestoCodeCacheFull', ill: [[COORDINATOR.codeUsed, 250e6, ',pool="CodeHeap \'']], after: 15 },
  // Within ten minutes more than a fifth, and then a quarter of an hour.
  { alert: 'PrestoGarbageCollection', ill: [[WORKER.gcTime, 20_000, WORKER_POD]], after: 21, clears: 10 },
  { alert: 'PrestoPauses', ill: [[COORDINATOR.pausesOfTensOfSeconds, 1]], after: 1, clears: 60 },
  { alert: 'PrestoRestarts', ill: [[PLATFORM.restarts, 1, WORKER_POD]], after: 1, clears: 60 },
  // The last one that succeeded ended in minute 20.
  { alert: 'PrestoProbeFailing', ill: [[CRON_JOB.lastSuccess, 20 * 60]], after: 21 },
  // So did the last run in which it answered.
  { alert: 'PrestoCatalogFailing', ill: [[PLATFORM.podCreated, 20 * 60]], after: 21 },
];

alertsSuite({
  engine: 'Presto',
  rule,
  further: [ofTrino, secured, several],
  healthy,
  single: { rule: ruleOf(cluster(single).objects()), healthy: healthyAlone },
  illnesses: [...QUERIES, ...NODES],
  playedAlone: ['PrestoCertificateNotRead'],
  mustComeIn: [
    'component="coordinator"',
    'component="worker"',
    ...[COORDINATOR.internalFailures, COORDINATOR.queued, PLATFORM.wanted, JOB.created].map(
      ({ name }) => `metric="${name}"`,
    ),
  ],
  certificate: { namespace: 'sql', name: 'query-tls', days: 15 },
});

test('an alert whose name ends with Down names a pod: it silences all other alerts about the same pod, and without one those without one', () => {
  const pods = allRulesOf(rule).filter(({ alert }) => alert?.endsWith('Down'));
  expect(pods).toHaveLength(2);
  expect(pods.filter(({ expr }) => !expr.startsWith('(up{'))).toEqual([]);
});

test('of Trino, which reads a certificate again, nobody is told to start it for one', () => {
  const alerts = allRulesOf(ruleOf(cluster(retried).objects())).flatMap(({ alert }) => alert ?? []);
  expect(alerts).toContain('PrestoCertificateExpires');
  expect(alerts).not.toContain('PrestoCertificateNotRead');
});

test('of Trino, heap and code cache are not known, so nobody waits for them', () => {
  const names = (one: KubeObject) => new Set(allRulesOf(one).flatMap(({ alert }) => alert ?? []));
  expect([...names(rule)].filter((name) => !names(ofTrino).has(name))).toEqual([
    'PrestoHeapFull',
    'PrestoCodeCacheFull',
  ]);
  expect([...names(ofTrino)].filter((name) => !names(rule).has(name))).toEqual([]);
  expect(JSON.stringify(ofTrino)).not.toMatch(/jvm_heap|code_cache/);
});

describeWithCommand('promtool', 'promtool', () => {
  const during = (one: KubeObject, alert: string, changes: Parameters<typeof healthy>[1], judge: typeof fires) =>
    play(rulesOf(one, alert), healthy(120, changes), [
      silent(19, named(alert)),
      ...[45, 60, 75].map((at) => judge(at, named(alert))),
    ]);

  test('PrestoQueueStalled wakes nobody while a full cluster works on long queries, or nobody waits', () => {
    const alert = 'PrestoQueueStalled';
    const slow = [change(COORDINATOR.started, undefined, phases(20, 90, 1, 10))];
    expect(during(rule, alert, slow, silent)).toBe('');
    const idle = [COORDINATOR.started, COORDINATOR.queued].map((metric) =>
      change(metric, undefined, phases(20, 90, 0, 10)),
    );
    expect(during(rule, alert, idle, silent)).toBe('');
  });

  test('PrestoQueueStalled waits for as long as a query may run', () => {
    const patient = ruleOf(cluster({ ...minimal, maxQueryTime: Duration.minutes(60) }).objects());
    const none = [change(COORDINATOR.started, undefined, phases(20, 90, 0, 10))];
    const alert = 'PrestoQueueStalled';
    expect(
      play(rulesOf(patient, alert), healthy(120, none), [
        silent(75, named(alert)),
        silent(80, named(alert)),
        fires(86, named(alert)),
        silent(112, named(alert)),
      ]),
    ).toBe('');
  });

  test('PrestoQueriesSlow says nothing of a night in which nothing runs, since the last value stays', () => {
    const night = [
      change(COORDINATOR.executionTime, undefined, phases(20, 90, 950_000, 10)),
      change(COORDINATOR.completed, undefined, phases(10, 100, 0, 10)),
    ];
    expect(during(rule, 'PrestoQueriesSlow', night, silent)).toBe('');
  });

  test('PrestoWorkersMissing looks at workers alone, and the coordinator is none', () => {
    const alone = [change(COORDINATOR.activeNodes, undefined, phases(20, 90, 4, 10))];
    expect(during(rule, 'PrestoWorkersMissing', alone, silent)).toBe('');
  });

  test.each([
    ['PrestoNoWorkers', 5],
    ['PrestoWorkersMissing', 6],
  ])('%s looks at workers alone, where coordinators and resource managers are nodes too', (alert, nodes) => {
    const course = [
      { minutes: 60, value: 8 },
      { minutes: 60, value: nodes },
    ];
    expect(
      play(rulesOf(several, alert), healthy(120, [change(COORDINATOR.activeNodes, undefined, course)]), [
        silent(59, named(alert)),
        fires(90, named(alert)),
      ]),
    ).toBe('');
  });

  test('PrestoWorkerLeavesTooSlowly says nothing of one that is gone a minute before its time, nor of others', () => {
    const alert = 'PrestoWorkerLeavesTooSlowly';
    const leaves = (until: number) => ({
      ...healthy(60),
      // To be killed in minute 40.
      [`${PLATFORM.killedAt.name}{namespace="sql",pod="${PODS.worker[1]}"}`]: `_x10 2400x${until - 10} stale`,
    });
    expect(
      play(
        rulesOf(rule, alert),
        leaves(38),
        [38, 40, 41, 50].map((at) => silent(at, named(alert))),
      ),
    ).toBe('');
    expect(play(rulesOf(rule, alert), leaves(40), [silent(39, named(alert)), fires(41, named(alert))])).toBe('');
  });

  test('PrestoCertificateNotRead is about those that run since before a renewal, an hour after it, until they are started again', () => {
    const alert = 'PrestoCertificateNotRead';
    const started = (pod: string, course: string) => ({
      [`${PLATFORM.started.name}{namespace="sql",pod="${pod}",container="${pod.split('-')[1]}"}`]: course,
    });
    // Renewed in minute 30; the worker is started again in minute 120.
    const course = {
      [`${CERTIFICATE.issued.name}{namespace="sql",name="query-tls"}`]: '0x29 1800x200',
      ...started(COORDINATOR_POD, '60x230'),
      ...started(WORKER_POD, '60x119 7200x110'),
      ...started(PODS.worker[1], '_x60 3600x170'),
    };
    const [coordinator, worker, younger] = [COORDINATOR_POD, WORKER_POD, PODS.worker[1]].map(
      (pod) => `${named(alert)},pod="${pod}"`,
    );
    expect(
      play(rulesOf(secured, alert), course, [
        silent(89, named(alert)),
        ...[fires(91, coordinator), fires(91, worker), fires(119, worker)],
        ...[silent(122, worker), fires(200, coordinator), silent(200, younger)],
      ]),
    ).toBe('');
  });

  test('PrestoCodeCacheFull says nothing of the small pool, which is full at any time', () => {
    const small = [change(WORKER.codeUsed, POOLS[0], phases(20, 90, 5.8e6, 10))];
    expect(during(rule, 'PrestoCodeCacheFull', small, silent)).toBe('');
  });

  test('PrestoPauses counts those of a second where an answer is waited for less than half a minute', () => {
    const alert = 'PrestoPauses';
    const short = [change(WORKER.pausesOfSeconds, WORKER_POD, phases(20, 90, 1, 10))];
    expect(during(rule, alert, short, silent)).toBe('');
    const strict = ruleOf(cluster({ ...minimal, workerLossTimeout: Duration.seconds(10) }).objects());
    expect(during(strict, alert, short, fires)).toBe('');
  });

  test.each(['PrestoGarbageCollection', 'PrestoPauses', 'PrestoRestarts'])(
    '%s is about either kind of node',
    (alert) => {
      const metrics = { PrestoGarbageCollection: 'gcTime', PrestoPauses: 'pausesOfMinutes' } as const;
      const of = [COORDINATOR_POD, WORKER_POD];
      for (const [index, node] of [COORDINATOR, WORKER].entries()) {
        const metric = alert in metrics ? node[metrics[alert as keyof typeof metrics]] : PLATFORM.restarts;
        expect(during(rule, alert, [change(metric, of[index], phases(20, 90, 20_000, 10))], fires)).toBe('');
      }
    },
  );
});
