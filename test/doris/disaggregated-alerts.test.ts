import * as fs from 'node:fs';
import * as path from 'node:path';
import { doris } from 'bigdata-constructs';
import { BACKEND, FRONTEND, KEPT, META_SERVICE, PLATFORM } from '../../lib/doris/metrics';
import { CRON_JOB } from '../../lib/monitoring/platform-metrics';
import { alertsSuite, Illness, named } from '../helpers/alerts-suite';
import { describeWithCommand } from '../helpers/authorities';
import { fires, play, rulesOf, Series, silent } from '../helpers/promtool';
import { Change, change, phases } from '../helpers/series';
import { find } from '../helpers/synth';
import { clusterApart, minimalApart } from './clusters';
import { PODS, clusterSeries } from './series';
import { PODS_APART, seriesApart } from './series-apart';

const ruleOf = (props: Partial<doris.DorisDisaggregatedClusterProps> = {}) =>
  find(clusterApart(props).objects(), 'PrometheusRule');
const rule = ruleOf();
const [etl] = minimalApart.computeGroups;

/** What a cluster of one of each shows. */
const healthyAlone = (minutes: number, changes: Change[] = []): Series => {
  const one = [{ minutes, value: 1 }];
  const alone = [
    change(FRONTEND.nodes, 'type="fe_node_num"', one),
    ...[PLATFORM.wanted, PLATFORM.ready].map((metric) => change(metric, undefined, one)),
    ...changes,
  ];
  const others = [...PODS_APART.fe.slice(1), ...PODS_APART.ms.slice(1), ...PODS_APART.etl.slice(1)];
  return Object.fromEntries(
    Object.entries(seriesApart(minutes, alone)).filter(
      ([name]) => !others.some((pod) => name.includes(`pod="${pod}"`)),
    ),
  );
};

/** What is only here: the rest is played where the data lies with backends, by the same functions. */
const OWN: Illness[] = [
  { alert: 'DorisComputeMemberDown', ill: [[BACKEND.up, 0, PODS.be[2]]], after: 5 },
  { alert: 'DorisComputeGroupDown', ill: [[BACKEND.up, 0]], after: 3 },
  { alert: 'DorisMetaServiceMemberDown', ill: [[META_SERVICE.up, 0, PODS_APART.ms[1]]], after: 5 },
  { alert: 'DorisMetaServiceDown', ill: [[META_SERVICE.up, 0]], after: 3 },
  { alert: 'DorisMembersMissing', ill: [[PLATFORM.ready, 2, '"sales-etl"']], after: 15 },
  { alert: 'DorisNotApplied', ill: [[PLATFORM.wanted, 2, '"sales-etl"']], after: 30 },
  { alert: 'DorisBackendMemoryHigh', ill: [[BACKEND.memory, 30.5e9, PODS.be[1]]], after: 10 },
  { alert: 'DorisBackendFilesExhausted', ill: [[BACKEND.openFiles, 9e5, PODS.be[1]]], after: 5 },
  { alert: 'DorisBackendRestarts', ill: [[PLATFORM.restarts, 1, PODS.be[1]]], after: 1, clears: 60 },
  { alert: 'DorisFrontendDown', ill: [[FRONTEND.up, 0, PODS.fe[2]]], after: 5 },
];

/** Alerts of both, by the same rules: `alerts.test.ts` plays them. */
const SHARED = [
  'DorisConnectionsNearLimit',
  'DorisFrontendHeapFull',
  'DorisFrontendNeverDropped',
  'DorisFrontendQuorumAtRisk',
  'DorisFrontendQuorumLost',
  'DorisFrontendRestarts',
  'DorisFrontendsMissing',
  'DorisImagePushFailed',
  'DorisImageWriteFailed',
  'DorisJournalGap',
  'DorisLoadsRejected',
  'DorisMetadataCleanupFailed',
  'DorisNoMaster',
  'DorisProbeFailing',
  'DorisRoutineLoadErrors',
  'DorisRoutineLoadLags',
  'DorisRoutineLoadPaused',
  'DorisUsersFailing',
];

alertsSuite({
  engine: 'Doris',
  rule,
  healthy: seriesApart,
  single: {
    rule: ruleOf({ highAvailability: false, computeGroups: [{ ...etl, members: 1 }] }),
    healthy: healthyAlone,
  },
  illnesses: OWN,
  playedAlone: [...SHARED, 'DorisVaultFailing'],
  mustComeIn: ['component="fe"', 'component="be"', 'component="ms"', `metric="${FRONTEND.nodes.name}"`],
  volumes: { DorisMetadata: { namespace: 'lakehouse', claim: 'doris-meta-sales-fe-0' } },
});

test('the meta service shows every metric of the catalogue, and what is read of it is kept', () => {
  const file = path.join(__dirname, 'data', 'exposed-metrics.json');
  const { exposed } = JSON.parse(fs.readFileSync(file, 'utf8')) as { exposed: Record<'ms', Record<string, string>> };
  const own = Object.values(META_SERVICE).flatMap(({ name }) => (name === 'up' ? [] : name));
  expect(own.length).toBeGreaterThan(3);
  expect(own.filter((name) => !(name in exposed.ms))).toEqual([]);
  const kept = new RegExp(`^(${KEPT.metaService.join('|')})$`);
  expect(own.filter((name) => !kept.test(name))).toEqual([]);
  const { podMetricsEndpoints } = find(clusterApart().objects(), 'PodMonitor', 'sales-ms').spec as Record<
    string,
    object
  >;
  expect(podMetricsEndpoints).toMatchObject([{ path: '/brpc_metrics', port: 'broker-ipc-port' }]);
});

describeWithCommand('promtool', 'promtool', () => {
  test('a group of several that is gone as a whole is told of, and no other', () => {
    const two = ruleOf({ computeGroups: [etl, { ...etl, name: 'ad_hoc', members: 1 }] });
    const alert = 'DorisComputeGroupDown';
    const up = (set: string, ordinal: number, values: string) => [
      `up{namespace="lakehouse",engine_cluster="sales",job="doris-be",set="${set}",pod="sales-${set}-${ordinal}"}`,
      values,
    ];
    const series = Object.fromEntries([up('etl', 0, '1x60'), up('etl', 1, '0x60'), up('ad-hoc', 0, '0x60')]) as Series;
    const of = (set: string) => `${named(alert)},set="${set}"`;
    expect(play(rulesOf(two, alert), series, [fires(10, of('ad-hoc')), silent(10, of('etl'))])).toBe('');
  });

  test('a vault that nobody could make in half an hour is told of', () => {
    const alert = 'DorisVaultFailing';
    const never = [change(CRON_JOB.lastSuccess, undefined, phases(20, 60, 0, 10))];
    expect(
      play(rulesOf(rule, alert), seriesApart(90, never), [silent(19, named(alert)), fires(70, named(alert))]),
    ).toBe('');
  });

  test('what one user or one group asks is not counted twice', () => {
    const name = Object.keys(clusterSeries(1)).find((one) => one.startsWith(`${FRONTEND.failedQueries.name}{`))!;
    const own = name.replace('warehouse', 'lakehouse');
    const group = own.replace(/}$/, ',cluster_id="1",cluster_name="etl"}');
    const alert = 'DorisQueryAvailabilityBudgetBurn';
    const series = { ...seriesApart(120), [group]: '0+600x119' };
    expect(play(rulesOf(rule, alert), series, [silent(100, named(alert))])).toBe('');
  });
});
