import { Environment, kubernetes, monitoring } from 'bigdata-constructs';
import { App, Duration } from 'cdk8s';
import { KEEPER } from '../../lib/clickhouse/metrics';
import { selectorsIn } from '../../lib/monitoring/promql';
import { cluster as olap, everything as everythingOfOlap } from '../clickhouse/clusters';
import { clusterSeries, linesOf } from '../clickhouse/series';
import { cluster as lake, everything as everythingOfLake } from '../hadoop/clusters';
import { describeWithCommand } from '../helpers/authorities';
import { dashboardsOf } from '../helpers/grafana';
import { KubeObject } from '../helpers/kube-client';
import { allRulesOf, fires, play, rulesOf, Series, silent } from '../helpers/promtool';
import { find, yamlObjects } from '../helpers/synth';
import { cluster as sql, everything as everythingOfSql } from '../presto/clusters';
import { metastore } from '../services/metastores';
import { scheduled, watched } from '../spark/clusters';

const zones = ['a', 'b', 'c'];
const within = (cluster: string) => ({
  name: 'test',
  zones,
  extensions: [new monitoring.MonitoringProfile({ retention: Duration.days(35), seriesLabels: { cluster } })],
});
const environment = within('one');

function overview(): KubeObject[] {
  const app = new App();
  Environment.attach(app, environment);
  const chart = new kubernetes.NamespaceChart(app, 'observability');
  new monitoring.OverviewDashboard(chart, 'overview');
  return yamlObjects(app);
}

/** What KEDA asks Prometheus. */
const asked = ({ kind, spec }: KubeObject) =>
  kind === 'ScaledObject'
    ? (spec as { triggers: { metadata: { query?: string } }[] }).triggers.flatMap(
        ({ metadata }) => metadata.query ?? [],
      )
    : [];

describe('where one Prometheus has the series of several Kubernetes clusters', () => {
  test.each([
    { what: 'ClickHouse', objects: olap(everythingOfOlap, environment).objects(), queries: 100 },
    { what: 'Hadoop', objects: lake(everythingOfLake, environment).objects(), queries: 100 },
    { what: 'Spark', objects: scheduled({}, { ...watched, environment }).objects(), queries: 50 },
    { what: 'Presto', objects: sql(everythingOfSql, environment).objects(), queries: 50 },
    { what: 'the metastore', objects: metastore({}, environment).objects(), queries: 30 },
    { what: 'the overview', objects: overview(), queries: 5 },
  ])('$what reads its own alone', ({ objects, queries }) => {
    const rules = objects.filter(({ kind }) => kind === 'PrometheusRule').flatMap(allRulesOf);
    const panels = dashboardsOf(objects).flatMap((dashboard) =>
      dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
    );
    const all = [...rules.map(({ expr }) => expr), ...panels, ...objects.flatMap(asked)];
    expect(all.length).toBeGreaterThan(queries);
    const selectors = all.map((promql) => promql.replaceAll('$__rate_interval', '5m')).flatMap(selectorsIn);
    expect(selectors.filter((selector) => !/[{,]cluster="one"[,}]/.test(selector))).toEqual([]);
    for (const { labels, alert, record } of rules)
      if (alert ?? record) expect(labels).toMatchObject({ cluster: 'one' });
  });

  test('what is told of one silences nothing about another', () => {
    const app = new App();
    Environment.attach(app, environment);
    const receiver = monitoring.Receiver.webhook({ secretName: 'receivers', key: 'key' });
    const chart = new kubernetes.NamespaceChart(app, 'observability');
    new monitoring.AlertRouting(chart, 'routing', { page: receiver, ticket: receiver });
    const { route, inhibitRules } = find(yamlObjects(app), 'AlertmanagerConfig').spec as {
      route: { groupBy: string[] };
      inhibitRules: { equal: string[] }[];
    };
    expect(inhibitRules.length).toBeGreaterThan(3);
    for (const labels of [route.groupBy, ...inhibitRules.map(({ equal }) => equal)])
      expect(labels).toContain('cluster');
  });

  describeWithCommand('promtool', 'promtool', () => {
    /** The series of two clusters of the same names. */
    function both(minutes: number): Series {
      const of = (cluster: string) =>
        Object.entries(clusterSeries(minutes)).map(([name, course]) => [
          name.replace('{', `{cluster="${cluster}",`),
          course,
        ]);
      return Object.fromEntries([...of('one'), ...of('two')]) as Series;
    }
    const alert = 'ClickHouseKeeperNoLeader';
    const rules = (cluster: string) => rulesOf(find(olap({}, within(cluster)).objects(), 'PrometheusRule'), alert);

    test('a quorum that is lost is told of where it is lost', () => {
      const lost = both(60);
      for (const { name } of linesOf(KEEPER.isLeader)) lost[name.replace('{', '{cluster="two",')] = '0x60';
      const named = `alertname="${alert}"`;
      expect(play(rules('one'), both(60), [silent(30, named)])).toBe('');
      expect(play(rules('one'), lost, [silent(30, named)])).toBe('');
      expect(play(rules('two'), lost, [fires(30, `${named},cluster="two"`)])).toBe('');
      // Who does not say which cluster is meant reads both.
      expect(play(rulesOf(find(olap().objects(), 'PrometheusRule'), alert), both(60), [fires(30, named)])).toBe('');
    });
  });
});
