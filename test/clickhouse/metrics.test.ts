import * as fs from 'node:fs';
import * as path from 'node:path';
import { monitoring } from 'bigdata-constructs';
import { describeWithClickHouse, describeWithCommand } from '../helpers/authorities';
import { dashboardsOf, queriesOf } from '../helpers/grafana';
import { until } from '../helpers/process';
import { Prometheus, Target } from '../helpers/prometheus';
import { ruleFile } from '../helpers/promtool';
import { find } from '../helpers/synth';
import { askClickHouse } from './ask-clickhouse';
import { cluster, releases, store } from './clusters';
import { CATALOGUE, podsOf } from './series';

/** What an embedded ClickHouse does not list, as data with its source. */
const listed = JSON.parse(fs.readFileSync(path.join(__dirname, 'data', 'exposed-metrics.json'), 'utf8')) as Record<
  'server' | 'keeper' | 'keeperOnly' | 'platform' | 'prometheus',
  string[]
>;

const rest = new Set([
  ...listed.server.map((name) => `ClickHouseAsyncMetrics_${name}`),
  ...listed.keeper.map((name) => `ClickHouseAsyncMetrics_${name}`),
  ...listed.platform,
  ...listed.prometheus,
]);

/** The names that ClickHouse's exporter gives to what this release has. */
function exposedBy(python: string): Map<string, monitoring.MetricType> {
  const { queries } = askClickHouse(python, {}, [
    'SELECT metric FROM system.metrics',
    'SELECT event FROM system.events SETTINGS system_events_show_zero_values = 1',
    "SELECT errorCodeToName(number) AS name FROM numbers(2000) WHERE name != ''",
  ]);
  const [metrics, events, errors] = queries.map(({ rows }) => (rows ?? []).map(([name]) => name));
  return new Map([
    ...metrics.map((name) => [`ClickHouseMetrics_${name}`, monitoring.MetricType.GAUGE] as const),
    ...events.map((name) => [`ClickHouseProfileEvents_${name}`, monitoring.MetricType.COUNTER] as const),
    ...errors.map((name) => [`ClickHouseErrorMetric_${name}`, monitoring.MetricType.COUNTER] as const),
  ]);
}

test('what no ClickHouse lists is in the list, and nothing else is', () => {
  const asynchronous = CATALOGUE.filter(({ name }) => !/^ClickHouse(Metrics|ProfileEvents|ErrorMetric)_/.test(name));
  expect(asynchronous.filter(({ name }) => !rest.has(name)).map(({ name }) => name)).toEqual([]);
});

test("Keeper exposes few of ClickHouse's counters, and the catalogue has no others", () => {
  const counters = CATALOGUE.filter(
    ({ name, component }) => component === 'keeper' && /^ClickHouse(Metrics|ProfileEvents|ErrorMetric)_/.test(name),
  );
  expect(counters.filter(({ name }) => !listed.keeperOnly.includes(name)).map(({ name }) => name)).toEqual([]);
});

describe.each(releases)('ClickHouse %s', (line) => {
  describeWithClickHouse(line, 'itself', (python) => {
    const exposed = exposedBy(python);

    test('has every metric, event and error of the catalogue, of the kind that it says', () => {
      const wrong = CATALOGUE.filter(({ name }) => !rest.has(name)).filter(
        ({ name, metricType }) => exposed.get(name) !== metricType,
      );
      expect(wrong.map(({ name }) => name)).toEqual([]);
      expect(exposed.has('ClickHouseProfileEvents_NoSuchEvent')).toBe(false);
    });

    describeWithCommand('prometheus', 'Prometheus, which scrapes what this release exposes', () => {
      const objects = cluster({ backup: { store } }).objects();
      const rules = ruleFile(find(objects, 'PrometheusRule'));
      const [dashboard] = dashboardsOf(objects);
      const queries = queriesOf(dashboard, { namespace: 'olap', cluster: 'events' });
      const started = Date.now();

      /** The pods that the monitors find, with all that this release exposes. */
      const targets = (hidden?: string): Target[] => {
        const names = [
          ...exposed,
          ...[...rest].map((name) => [name, CATALOGUE.find((m) => m.name === name)?.metricType] as const),
        ].filter(([name]) => name !== hidden && name !== 'up');
        const exposition = () =>
          names
            .map(([name, type = monitoring.MetricType.GAUGE]) => {
              const grown = type === monitoring.MetricType.COUNTER ? Date.now() - started : 1;
              const labels = listed.platform.includes(name) ? '{cronjob="events-backup"}' : '';
              return `# TYPE ${name} ${type}\n${name}${labels} ${grown}\n`;
            })
            .join('');
        return ['server', 'keeper'].flatMap((component) =>
          podsOf(CATALOGUE.find((metric) => metric.component === component) as monitoring.Metric).map((pod) => ({
            job: `clickhouse-${component}`,
            labels: { namespace: 'olap', engine_cluster: 'events', pod },
            exposition,
          })),
        );
      };

      test('evaluates every rule, and finds series for every panel', async () => {
        const prometheus = await Prometheus.start(rules, targets());
        try {
          await until(async () => (await prometheus.empty(queries)).length === 0);
          expect(await prometheus.empty(queries)).toEqual([]);
          await until(async () => (await prometheus.wrong()).length === 0);
          expect(await prometheus.wrong()).toEqual([]);
          expect(await prometheus.rules()).toHaveLength(rules.match(/expr:/g)?.length ?? 0);
        } finally {
          await prometheus.stop();
        }
      });

      test('would find nothing for a name that this release does not have', async () => {
        const prometheus = await Prometheus.start(rules, targets('ClickHouseMetrics_Query'));
        try {
          await until(async () => (await prometheus.empty(queries)).length === 1);
          expect((await prometheus.empty(queries)).map(({ panel }) => panel)).toEqual(['Running queries (A)']);
        } finally {
          await prometheus.stop();
        }
      });
    });
  });
});
