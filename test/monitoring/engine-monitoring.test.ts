import { kubernetes, monitoring, Warnings } from 'bigdata-constructs';
import { App, Duration } from 'cdk8s';
import { cluster } from '../clickhouse/clusters';
import { dashboardsOf } from '../helpers/grafana';
import { KubeObject } from '../helpers/kube-client';
import { allRulesOf } from '../helpers/promtool';
import { find, yamlObjects } from '../helpers/synth';

const { Comparison, DashboardDelivery, Expression, Metric, Monitoring, MonitoringProfile, Severity } = monitoring;

const rulesOf = (objects: KubeObject[]) => allRulesOf(find(objects, 'PrometheusRule'));
const alertOf = (objects: KubeObject[], name: string) => rulesOf(objects).filter(({ alert }) => alert === name);
const withMonitoring = (options: monitoring.MonitoringOptions) => cluster({ monitoring: Monitoring.standard(options) });

const environment = { name: 'test', zones: ['a', 'b', 'c'] };
const seconds = Metric.gauge({ name: 'my_lag_seconds', component: 'server', description: 'my lag', unit: 's' });
const added: monitoring.AlertProps = {
  name: 'MyLag',
  severity: Severity.TICKET,
  value: Expression.of('max by (pod) ($1{table="orders"})', seconds),
  comparison: Comparison.ABOVE,
  threshold: 60,
  summary: '{{ $labels.pod }} is late',
  description: 'Orders arrive late.',
  runbookUrl: 'https://runbooks.example.com/MyLag',
};

describe('the monitoring of a cluster', () => {
  test('comes whole without being asked for', () => {
    const objects = cluster().objects();
    expect(objects.filter(({ kind }) => kind === 'PodMonitor').map(({ metadata }) => metadata.name)).toEqual([
      'events-keeper',
      'events-server',
    ]);
    expect(dashboardsOf(objects)).toHaveLength(1);
    expect(cluster().cluster.monitoring.slos.map(({ name }) => name)).toEqual([
      'QueryAvailability',
      'InsertAvailability',
      'ReplicationFreshness',
    ]);
  });

  test('can be turned off', () => {
    const { objects, cluster: made } = cluster({ monitoring: Monitoring.none() });
    const kinds = objects().map(({ kind }) => kind);
    expect(kinds.filter((kind) => ['PodMonitor', 'PrometheusRule'].includes(kind))).toEqual([]);
    expect([made.monitoring.slos, made.monitoring.alerts]).toEqual([[], []]);
  });

  test('takes another threshold, severity or time for an alert, or does without it', () => {
    const objects = withMonitoring({
      alerts: {
        ClickHouseTooManyParts: { threshold: 800, severity: Severity.PAGE, holdFor: Duration.minutes(1) },
        ClickHouseKeeperSlow: { enabled: false },
      },
    }).objects();
    const [changed] = alertOf(objects, 'ClickHouseTooManyParts');
    expect(changed).toMatchObject({ expr: expect.stringMatching(/> 800$/) as string, for: '60s' });
    expect(changed.labels).toMatchObject({ severity: 'page' });
    expect(alertOf(objects, 'ClickHouseKeeperSlow')).toEqual([]);
  });

  test('takes another objective, and every threshold follows', () => {
    const burns = alertOf(
      withMonitoring({ objectives: { QueryAvailability: 99 } }).objects(),
      'ClickHouseQueryAvailabilityBudgetBurn',
    );
    expect(burns.map(({ expr }) => / > ([\d.]+)/.exec(expr)?.[1])).toEqual(['0.144', '0.06', '0.03', '0.01']);
  });

  test('routes by labels, and links to runbooks where the environment has them', () => {
    const profile = new MonitoringProfile({
      retention: Duration.days(35),
      runbookBaseUrl: 'https://runbooks.example.com',
      alertLabels: { team: 'data' },
      objectLabels: { release: 'prometheus' },
    });
    const objects = cluster({}, { ...environment, extensions: [profile] }).objects();
    for (const { labels, annotations } of rulesOf(objects).filter(({ alert }) => alert)) {
      expect(labels).toMatchObject({ team: 'data', namespace: 'olap', engine_cluster: 'events' });
      expect(annotations?.runbook_url).toMatch(
        /^https:\/\/runbooks\.example\.com\/clickhouse\/runbooks\/ClickHouse\w+\.md$/,
      );
    }
    expect(find(objects, 'PodMonitor').metadata.labels).toMatchObject({ release: 'prometheus' });
  });

  test('takes no more samples of a pod than the environment says', () => {
    const limitOf = (objects: KubeObject[]) =>
      (find(objects, 'PodMonitor').spec as { sampleLimit: number }).sampleLimit;
    const profile = new MonitoringProfile({ retention: Duration.days(35), sampleLimit: 9000 });
    expect(limitOf(cluster({}, { ...environment, extensions: [profile] }).objects())).toBe(9000);
    expect(limitOf(cluster().objects())).toBe(50_000);
  });

  test('gives dashboards to the Grafana operator where the environment has it', () => {
    const profile = new MonitoringProfile({ retention: Duration.days(35), dashboards: DashboardDelivery.OPERATOR });
    const objects = cluster({}, { ...environment, extensions: [profile] }).objects();
    const { spec } = find<{ spec: { json: string } }>(objects, 'GrafanaDashboard');
    expect(JSON.parse(spec.json)).toMatchObject({ title: 'ClickHouse / olap / events' });
  });

  test('takes alerts and objectives of your own', () => {
    const { cluster: made, objects } = cluster();
    made.monitoring.addAlert(added);
    made.monitoring.addSlo({
      name: 'OrderFreshness',
      description: 'Orders are fresh.',
      objective: 99,
      window: monitoring.SloWindow.DAYS_28,
      bad: Expression.of('sum($1 > bool 60)', seconds),
      total: Expression.of('count($1)', seconds),
      runbookUrl: 'https://runbooks.example.com/OrderFreshness',
    });
    const written = objects();
    const own = 'namespace="olap",engine_cluster="events",job="clickhouse-server"';
    expect(alertOf(written, 'MyLag')[0].expr).toBe(`(max by (pod) (my_lag_seconds{${own},table="orders"})) > 60`);
    expect(alertOf(written, 'ClickHouseOrderFreshnessBudgetBurn')).toHaveLength(4);
    expect(alertOf(written, 'ClickHouseMetricMissing').map(({ labels }) => labels?.metric)).toContain('my_lag_seconds');
    const budgets = rulesOf(written).filter(({ record }) => record === 'slo:error_budget:remaining');
    expect(budgets.map(({ expr }) => /\[(\d+d)\]/.exec(expr)?.[1])).toEqual(['30d', '30d', '30d', '28d']);
    expect(dashboardsOf(written)[0].panels.map(({ title }) => title)).toContain('OrderFreshness: budget left');
  });

  test('refuses an override that hits nothing, and a promise that cannot be kept', () => {
    const wrong = { alerts: { ClickHouseTooManyPart: {} }, objectives: { QueryAvailability: 100 } };
    expect(() => withMonitoring(wrong)).toThrow(
      /\[olap\/events\/Monitoring\] MON001: .*'ClickHouseTooManyPart' where there are ClickHouse[^]*MON003: .*100 for QueryAvailability/,
    );
  });

  test('refuses what nobody could act on, or what hides another', () => {
    const { monitoring: own } = cluster().cluster;
    expect(() => own.addAlert({ ...added, runbookUrl: undefined })).toThrow(/MON006: runbookUrl .* none for 'MyLag'/);
    expect(() => own.addAlert({ ...added, name: 'ClickHouseDataLoss' })).toThrow(
      /MON004: .*'ClickHouseDataLoss' again/,
    );
    expect(() => own.addAlert({ ...added, name: 'my-lag' })).toThrow(/MON004: .*'my-lag'/);
    // Prometheus would take none of the rules beside it.
    expect(() => own.addAlert({ ...added, value: Expression.of('max by pod ($1)', seconds) })).toThrow(
      /\[olap\/events\/Monitoring\] MON009: .* after 'max by '/,
    );
    expect(() => own.addAlert({ ...added, threshold: Number('40G') })).toThrow(/MON008: threshold .*NaN for MyLag/);
    const elsewhere = Metric.gauge({ name: 'my_lag_seconds', component: 'servers', description: 'my lag' });
    expect(() => own.addAlert({ ...added, value: Expression.of('$1', elsewhere) })).toThrow(/MON010: .*'servers'/);
    expect(own.alerts.map(({ name }) => name)).not.toContain('MyLag');
    expect(() => Expression.of('rate($2[5m])', seconds)).toThrow('no metric for $2, no placeholder for my_lag_seconds');
  });

  test('warns where Prometheus forgets sooner than a budget is counted', () => {
    const short = new MonitoringProfile({ retention: Duration.days(10) });
    const warnings = (profile: monitoring.MonitoringProfile) =>
      Warnings.pending(cluster({}, { ...environment, extensions: [profile] }).app).map(({ id }) => id);
    expect(warnings(short)).toContain('MON007');
    expect(warnings(new MonitoringProfile({ retention: Duration.days(31) }))).not.toContain('MON007');
  });
});

describe('the routing of an environment', () => {
  test('wakes a team for its own, everybody else for the rest, and notices when nothing comes', () => {
    const app = new App();
    const key = (name: string) => ({ secretName: 'receivers', key: name });
    const chart = new kubernetes.NamespaceChart(app, 'alerts');
    new monitoring.AlertRouting(chart, 'routing', {
      page: monitoring.Receiver.pagerDuty(key('pagerduty')),
      ticket: monitoring.Receiver.slack('#data', key('slack')),
      teams: { data: monitoring.Receiver.webhook(key('data')) },
      deadMansSwitch: monitoring.Receiver.webhook(key('switch')),
    });
    const objects = yamlObjects(app);
    const { route, receivers } = find(objects, 'AlertmanagerConfig').spec as {
      route: { receiver: string; routes: { receiver: string; matchers: { name: string; value: string }[] }[] };
      receivers: { name: string }[];
    };
    expect(route.receiver).toBe('ticket');
    expect(route.routes.map(({ receiver, matchers }) => [receiver, ...matchers.map(({ value }) => value)])).toEqual([
      ['dead-mans-switch', 'DeadMansSwitch'],
      ['nobody', 'info|none'],
      ['team-data', 'data', 'page|critical'],
      ['page', 'page|critical'],
    ]);
    const used = [route.receiver, ...route.routes.map(({ receiver }) => receiver)];
    expect(receivers.map(({ name }) => name).sort()).toEqual([...used].sort());
    expect(rulesOf(objects)).toEqual([expect.objectContaining({ alert: 'DeadMansSwitch', expr: 'vector(1)' })]);
  });
});
