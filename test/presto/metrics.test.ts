import * as fs from 'node:fs';
import * as path from 'node:path';
import { monitoring } from 'bigdata-constructs';
import { describeWithCommand } from '../helpers/authorities';
import { dashboardsOf, queriesOf } from '../helpers/grafana';
import { KubeObject } from '../helpers/kube-client';
import { until } from '../helpers/process';
import { Prometheus, Target } from '../helpers/prometheus';
import { ruleFile } from '../helpers/promtool';
import { find } from '../helpers/synth';
import { CATALOGUE, PLATFORM_CATALOGUE } from './catalogue';
import { cluster, minimal, trino } from './clusters';

/**
 * What Presto 0.296 answered by either release of the exporter, with the rules that are rendered, and Trino 476 at `/metrics`, with the beans that are
 * rendered: what is read, and a little of what is not.
 */
const recorded = (file: string) => fs.readFileSync(path.join(__dirname, 'data', 'exposed', `${file}.txt`), 'utf8');

/** https://prometheus.io/docs/specs/om/open_metrics_spec/ */
const OPEN_METRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

type Component = keyof typeof CATALOGUE;
const COMPONENTS = Object.keys(CATALOGUE) as Component[];

/** What Trino does not show. */
const OF_PRESTO_ALONE = /heap|code_cache/;

interface Endpoint {
  readonly port: string;
  readonly basicAuth?: Record<'username' | 'password', { name: string; key: string }>;
  readonly metricRelabelings: object[];
}

/** A ConfigMap, or a Secret. */
interface Data {
  readonly data: Record<string, string>;
}

const endpointOf = (objects: KubeObject[], component: Component) =>
  (find(objects, 'PodMonitor', `query-${component}`).spec as { podMetricsEndpoints: Endpoint[] })
    .podMetricsEndpoints[0];

const namesOf = (metrics: monitoring.Metric[]) => metrics.map(({ name }) => name).filter((name) => name !== 'up');

/** The catalogue of a component, as a distribution shows it. */
const shown = (component: Component, ofTrino: boolean) =>
  namesOf(CATALOGUE[component])
    .filter((name) => !(ofTrino && OF_PRESTO_ALONE.test(name)))
    .sort();

describe.each(['1.0.1', '0.20.0'])('the exporter %s of Presto', (release) => {
  test.each(COMPONENTS)('exposes of a %s exactly the catalogue, of the types that it says', (component) => {
    const exposition = recorded(`presto-${component}-exporter-${release}`);
    const types = Object.fromEntries(
      [...exposition.matchAll(/^# TYPE (presto_\S+) (\S+)$/gm)].map(([, name, type]) => [name, type]),
    );
    expect(types).toEqual(
      Object.fromEntries(
        CATALOGUE[component].flatMap(({ name, metricType }) => (name === 'up' ? [] : [[name, metricType]])),
      ),
    );
    expect(exposition).toMatch(/^jmx_scrape_error 0/m);
    // What the JVM's own metrics are called depends on the release, so none is read.
    expect(exposition).toMatch(release === '1.0.1' ? /^jvm_memory_used_bytes/m : /^jvm_memory_bytes_used/m);
  });
});

test('there are tens of metrics, all with names of ours that say what counts', () => {
  const all = COMPONENTS.flatMap((component) => CATALOGUE[component]).filter(({ name }) => name !== 'up');
  expect(all.length).toBeLessThan(70);
  expect(all.filter(({ name }) => !/^presto_[a-z0-9_]+$/.test(name))).toEqual([]);
  const { COUNTER } = monitoring.MetricType;
  expect(all.filter(({ name, metricType }) => name.endsWith('_total') !== (metricType === COUNTER))).toEqual([]);
});

test('Prometheus asks Trino as a user without a password, and Presto’s exporter as nobody', () => {
  const objects = cluster(trino).objects();
  const { port, basicAuth } = endpointOf(objects, 'worker');
  expect(port).toBe('http');
  const { username, password } = basicAuth!;
  const { data } = find<Data>(objects, 'Secret', username.name);
  expect(password.name).toBe(username.name);
  expect([atob(data[username.key]), atob(data[password.key])]).toEqual(['metrics', '']);
  for (const component of COMPONENTS) {
    const { data: files } = find<Data>(objects, 'ConfigMap', `query-${component}`);
    const { system_information: allowed } = JSON.parse(files['rules.json']) as {
      system_information: { user: string; allow: string[] }[];
    };
    expect(allowed.filter(({ user }) => user === 'metrics')).toEqual([{ user: 'metrics', allow: ['read'] }]);
  }

  const presto = cluster().objects();
  expect(endpointOf(presto, 'worker')).toMatchObject({ port: 'metrics' });
  expect(endpointOf(presto, 'worker').basicAuth).toBeUndefined();
  expect(presto.filter(({ kind }) => kind === 'Secret')).toEqual([]);
  const unwatched = cluster({ ...trino, monitoring: monitoring.Monitoring.none() }).objects();
  expect(unwatched.filter(({ kind }) => kind === 'Secret')).toEqual([]);
});

describeWithCommand('prometheus', 'Prometheus, which scrapes what nodes expose', () => {
  const platform = () => {
    const now = Date.now() / 1000;
    return [
      'kube_deployment_spec_replicas{deployment="query-worker"} 3',
      'kube_pod_container_status_restarts_total{pod="query-worker-6d5f-abcde",container="worker"} 0',
      `kube_pod_deletion_timestamp{pod="query-worker-6d5f-abcde"} ${now + 600}`,
      'kube_pod_container_status_terminated_reason{pod="query-probe-1-abcde",container="tpch",reason="Completed"} 1',
      `kube_pod_created{pod="query-probe-1-abcde"} ${now - 400}`,
      `kube_job_created{job_name="query-probe-1"} ${now - 400}`,
      'kube_job_status_succeeded{job_name="query-probe-1"} 1',
      `kube_cronjob_created{cronjob="query-probe"} ${now - 900}`,
      `kube_cronjob_status_last_successful_time{cronjob="query-probe"} ${now - 60}`,
      '',
    ].join('\n');
  };

  const started = Date.now();
  /** Little ran when it was recorded. */
  const busy = (exposition: string) =>
    exposition
      .replace(/^(\w*running_?queries) .*$/im, '$1 2')
      .replace(/^(\w*completed_?queries(_total)?) .*$/im, `$1 ${Date.now() - started}`);

  function targets(objects: KubeObject[], ofTrino: boolean): Target[] {
    const labels = { namespace: 'sql', engine_cluster: 'query' };
    return [
      ...COMPONENTS.map((component): Target => {
        const { metricRelabelings } = endpointOf(objects, component);
        return {
          job: `presto-${component}`,
          labels: { ...labels, pod: `query-${component}-6d5f-abcde` },
          exposition: () => busy(recorded(ofTrino ? `trino-${component}` : `presto-${component}-exporter-1.0.1`)),
          metricRelabelings,
          ...(ofTrino && { user: 'metrics', contentType: OPEN_METRICS }),
        };
      }),
      { job: 'kube-state-metrics', labels: { namespace: 'sql' }, exposition: platform },
    ];
  }

  test.each([
    { what: 'Presto', props: minimal, ofTrino: false },
    { what: 'Trino', props: trino, ofTrino: true },
  ])('keeps of $what what the catalogue has and no more, evaluates every rule and fills every panel', async (one) => {
    const { ofTrino } = one;
    const objects = cluster(one.props).objects();
    const rule = ruleFile(find(objects, 'PrometheusRule'));
    const [dashboard] = dashboardsOf(objects);
    const queries = queriesOf(dashboard, { namespace: 'sql', cluster: 'query' });
    const prometheus = await Prometheus.start(rule, targets(objects, ofTrino));
    try {
      // A scrape that is missed on a busy machine empties what was full: the last look counts.
      let empty = await prometheus.empty(queries);
      await until(async () => (empty = await prometheus.empty(queries)).length === 0);
      expect(empty).toEqual([]);
      expect(queries.length).toBeGreaterThan(35);
      await until(async () => (await prometheus.wrong()).length === 0);
      expect(await prometheus.wrong()).toEqual([]);
      expect(await prometheus.rules()).toHaveLength(rule.match(/expr:/g)?.length ?? 0);
      for (const component of COMPONENTS) {
        const wanted = shown(component, ofTrino);
        let kept: Record<string, string>[] = [];
        const names = () => [...new Set(kept.map(({ __name__: name }) => name))].sort();
        await until(async () => {
          kept = await prometheus.labels(`{job="presto-${component}",__name__!~"up|scrape_.*"}`);
          return names().length >= wanted.length;
        });
        expect(names()).toEqual(wanted);
        expect(kept.filter(({ quantile }) => quantile !== undefined)).toEqual([]);
        const collectors = kept.filter(({ __name__: name }) => name === 'presto_jvm_gc_time_ms_total');
        expect(collectors.map(({ gc }) => gc)).toContain(ofTrino ? 'G1_Young_Generation' : 'G1 Young Generation');
      }
    } finally {
      await prometheus.stop();
    }
  });

  test('what the platform shows is what kube-state-metrics has', () => {
    const said = new Set([...platform().matchAll(/^(\w+)\{/gm)].map(([, name]) => name));
    expect([...said].filter((name) => !namesOf(PLATFORM_CATALOGUE).includes(name))).toEqual([]);
  });
});
