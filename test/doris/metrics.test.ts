import * as fs from 'node:fs';
import * as path from 'node:path';
import { Environment, monitoring, scaling } from 'bigdata-constructs';
import { DROPPED, KEPT, PLATFORM } from '../../lib/doris/metrics';
import { monitoringOf } from '../../lib/doris/monitoring/doris-monitoring';
import { Backends } from '../../lib/doris/parts/backends';
import { ClientJob } from '../../lib/doris/parts/client-job';
import { Frontends } from '../../lib/doris/parts/frontends';
import { resolveDoris } from '../../lib/doris/resolve';
import { VOLUME } from '../../lib/monitoring/platform-metrics';
import { describeWithCommand } from '../helpers/authorities';
import { dashboardsOf, queriesOf } from '../helpers/grafana';
import { until } from '../helpers/process';
import { Prometheus, Target } from '../helpers/prometheus';
import { allRulesOf, ruleFile } from '../helpers/promtool';
import { find } from '../helpers/synth';
import { cluster, minimal } from './clusters';
import { CATALOGUE, clusterSeries } from './series';

/** What the sources of Doris register, as data with its source: no release was asked. */
const { exposed, labels, platform } = JSON.parse(
  fs.readFileSync(path.join(__dirname, 'data', 'exposed-metrics.json'), 'utf8'),
) as {
  readonly exposed: Record<'fe' | 'be', Record<string, string>>;
  readonly labels: Record<string, Record<string, string[]>>;
  readonly platform: string[];
};

type Component = keyof typeof CATALOGUE;
const COMPONENTS = Object.keys(CATALOGUE) as Component[];

const compute = { scaling: scaling.Scaling.between(2, 10) };
const objects = cluster({ compute }).objects();
const rule = find(objects, 'PrometheusRule');
const [dashboard] = dashboardsOf(objects);
const queries = queriesOf(dashboard, { namespace: 'warehouse', cluster: 'sales' });
const promql = [...allRulesOf(rule).map(({ expr }) => expr), ...queries.map(({ promql: each }) => each)];

interface Endpoint {
  readonly metricRelabelings: object[];
}

const endpointOf = (component: string) =>
  (find(objects, 'PodMonitor', `sales-${component}`).spec as { podMetricsEndpoints: Endpoint[] })
    .podMetricsEndpoints[0];

describe.each(COMPONENTS)('%s', (component) => {
  // Compute nodes are backends.
  const process = component === 'fe' ? 'fe' : 'be';
  const own = CATALOGUE[component].filter(({ name }) => name !== 'up');

  test('exposes every metric of the catalogue, of the type that it says', () => {
    expect(own.length).toBeGreaterThan(component === 'cn' ? 4 : 10);
    // A quantile of a summary goes up and down.
    const types: Record<string, monitoring.MetricType> = {
      counter: monitoring.MetricType.COUNTER,
      gauge: monitoring.MetricType.GAUGE,
      summary: monitoring.MetricType.GAUGE,
    };
    expect(own.filter(({ name, metricType }) => types[exposed[process][name]] !== metricType)).toEqual([]);
    expect(exposed[process]).not.toHaveProperty('doris_fe_no_such_metric');
  });

  test('keeps what is read, and drops what is many', () => {
    const [kept, dropped] = [KEPT, DROPPED].map(
      (lists) => new RegExp(`^(${lists[component === 'fe' ? 'frontend' : 'backend'].join('|')})$`),
    );
    expect(own.filter(({ name }) => !kept.test(name) || dropped.test(name))).toEqual([]);
    const gone = Object.keys(exposed[process]).filter((name) => dropped.test(name));
    expect(gone.length).toBeGreaterThan(3);
    const port = component === 'fe' ? 'http-port' : 'webserver-port';
    expect(endpointOf(component)).toMatchObject({ path: '/metrics', port });
  });
});

test('what the platform exposes is in the list', () => {
  const names = [...Object.values(PLATFORM), ...Object.values(VOLUME)].map(({ name }) => name);
  expect(names.filter((name) => !platform.includes(name))).toEqual([]);
});

/** Labels that Prometheus and this library give. */
const OURS = /^(namespace|engine_cluster|job|pod|statefulset|persistentvolumeclaim)$/;

/** What is asked of a label that no series has. */
function unknownLabels(expressions: string[]): string[] {
  return expressions.flatMap((expression) =>
    [...expression.matchAll(/([a-z_]+)\{([^}]*)\}/g)].flatMap(([, name, matchers]) =>
      [...matchers.matchAll(/(\w+)(=~?)"([^"]*)"/g)]
        .filter(([, label]) => name in labels && !OURS.test(label))
        .filter(([, label, , value]) => value.split('|').some((each) => !labels[name][label]?.includes(each)))
        .map(([matcher]) => `${name}: ${matcher}`),
    ),
  );
}

test('labels that rules and panels ask for exist, with these values', () => {
  expect(unknownLabels(promql)).toEqual([]);
  expect(unknownLabels(['doris_fe_txn_counter{job="doris-fe",type="succes"}'])).toEqual([
    'doris_fe_txn_counter: type="succes"',
  ]);
});

test('what stands there once for each user too is read once', () => {
  const perUser = Object.keys(labels).filter((name) => 'user' in labels[name]);
  expect(perUser.length).toBeGreaterThan(3);
  const read = promql.flatMap((each) => [...each.matchAll(/([a-z_]+)\{([^}]*)\}/g)]);
  const twice = read.filter(([, name, matchers]) => perUser.includes(name) && !matchers.includes('user=""'));
  // That it is there at all is asked of any series.
  expect(twice.filter(([all]) => !promql.includes(`absent(${all})`))).toEqual([]);
});

test('Prometheus asks as a user where there is one', () => {
  const { cluster: made } = cluster();
  const [frontends, backends] = ['Frontends', 'Backends'].map((id) => made.node.findChild(id));
  const resolved = resolveDoris('sales', minimal, Environment.of(made));
  const keyOf = (key: string) => ({ secretName: 'sales-scrape', key });
  const user = { username: keyOf('username'), password: keyOf('password') };
  const jobs = { users: made.node.findChild('Users') as ClientJob };
  const parts = { frontends: frontends as Frontends, backends: backends as Backends };
  const watched = { resolved, ...parts, jobs, leaveJob: 'sales-leave' };
  expect(monitoringOf({ ...watched, user }).targets.map((target) => target.user)).toEqual([user, user]);
  expect(monitoringOf(watched).targets.map((target) => target.user)).toEqual([undefined, undefined]);
});

describeWithCommand('prometheus', 'Prometheus, which scrapes what the sources say that is exposed', () => {
  const started = Date.now();

  /** What pods and kube-state-metrics show: the series of the tests, with labels as Doris has them. Counters grow. */
  function targets(): Target[] {
    const pods = new Map<string, { job: string; pod?: string; lines: string[] }>();
    for (const series of Object.keys(clusterSeries(1)).filter((one) => !one.startsWith('up{'))) {
      const [, name, text] = /^(\w+)\{(.*)\}$/.exec(series)!;
      const component = /job="doris-([^"]*)"/.exec(text)?.[1];
      const pod = component && /pod="([^"]*)"/.exec(text)?.[1];
      const ofTarget = component ? /(,|^)(namespace|engine_cluster|job|pod)="[^"]*"/g : /(,|^)namespace="[^"]*"/g;
      const own = text.replace(ofTarget, '').replace(/^,/, '').replace('exported_job', 'job');
      const shown = pods.get(pod ?? '') ?? {
        job: component ? `doris-${component}` : 'kube-state-metrics',
        pod,
        lines: [],
      };
      shown.lines.push(`${name}{${own}}`);
      pods.set(pod ?? '', shown);
    }
    return [...pods.values()].map(({ job, pod, lines }) => ({
      job,
      labels: { namespace: 'warehouse', ...(pod && { engine_cluster: 'sales', pod }) },
      exposition: () => lines.map((line) => `${line} ${Date.now() - started + 1}\n`).join(''),
      metricRelabelings: pod ? endpointOf(job.replace('doris-', '')).metricRelabelings : [],
    }));
  }

  test('evaluates every rule, and finds series for every panel', async () => {
    const prometheus = await Prometheus.start(ruleFile(rule), targets());
    try {
      // A scrape that is missed on a busy machine empties what was full: the last look counts.
      // Runs of the probe have begun at times of their own, which nothing shows that has just begun itself.
      const shown = queries.filter(({ panel }) => !panel.startsWith('RoundTrip'));
      let empty = await prometheus.empty(shown);
      await until(async () => (empty = await prometheus.empty(shown)).length === 0);
      expect(empty).toEqual([]);
      expect(queries.length).toBeGreaterThan(50);
      await until(async () => (await prometheus.wrong()).length === 0);
      expect(await prometheus.wrong()).toEqual([]);
      expect(await prometheus.rules()).toHaveLength(ruleFile(rule).match(/expr:/g)?.length ?? 0);
    } finally {
      await prometheus.stop();
    }
  });
});
