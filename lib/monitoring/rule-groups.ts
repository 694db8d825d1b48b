import { AlertProps, Severity } from './alert';
import { BURN_RATES, WINDOWS } from './burn-rates';
import { Expression, matchers, SeriesOwner } from './expression';
import { Metric } from './metric';
import { SloProps, SloWindow } from './slo';

/** One rule, as Prometheus reads it. */
export interface PrometheusRuleJson {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
}

/** A group of rules that are evaluated one after the other. */
export interface RuleGroupJson {
  readonly name: string;
  readonly rules: PrometheusRuleJson[];
}

/** Whose rules are made. */
export interface RuleContext {
  readonly owner: SeriesOwner;
  /** What its objects are called. */
  readonly name: string;
  /** The engine's name in alerts: `ClickHouse`. */
  readonly title: string;
  /** Labels that alerts are routed by. */
  readonly labels: Record<string, string>;
  readonly runbookUrl: (alert: string) => string;
}

/** The recorded series of objectives carry these labels, so that one dashboard shows those of all clusters. */
const BAD = 'slo:bad_events:rate5m';
const TOTAL = 'slo:events:rate5m';
export const BUDGET = 'slo:error_budget:remaining';
export const OBJECTIVE = 'slo:objective:ratio';
export const errorRatio = (window: string) => `slo:error_ratio:rate${window}`;

/** Over how many days the budget of an objective is counted. */
export function windowDays({ window = SloWindow.DAYS_30 }: SloProps): number {
  return window;
}

/** The alert of an objective. */
export function burnAlertName(title: string, slo: SloProps): string {
  return `${title}${slo.name}BudgetBurn`;
}

function identity({ owner }: RuleContext): Record<string, string> {
  const { engine, cluster, namespaceName, seriesLabels } = owner;
  return { engine, engine_cluster: cluster, namespace: namespaceName, ...seriesLabels };
}

/** A number without the noise of binary fractions: 14.4 x (1 - 0.999) is 0.0144. */
export const plain = (value: number) => String(Number(value.toPrecision(10)));

/**
 * The rules of one objective. Bad events and all events are recorded as sums, and every ratio is made from those: an average of ratios
 * would let a quiet night weigh as much as a busy day.
 */
export function sloGroup(context: RuleContext, slo: SloProps): RuleGroupJson {
  const { owner, title } = context;
  const labels = { ...identity(context), slo: slo.name };
  const own = `{${matchers(labels).join(',')}}`;
  const budget = 1 - slo.objective / 100;
  const days = windowDays(slo);
  const minimum = slo.minimumRate ?? 0;
  const record = (name: string, expr: string): PrometheusRuleJson => ({ record: name, expr, labels });
  const sum = (name: string, window: string) => `sum_over_time(${name}${own}[${window}])`;
  const ratio = (window: string) =>
    window === '5m' ? `${BAD}${own} / (${TOTAL}${own} > 0)` : `${sum(BAD, window)} / (${sum(TOTAL, window)} > 0)`;
  return {
    name: `${owner.namespaceName}-${owner.cluster}-${slo.name}`,
    rules: [
      record(BAD, slo.bad.promql(owner)),
      record(TOTAL, slo.total.promql(owner)),
      ...WINDOWS.map((window) => record(errorRatio(window), ratio(window))),
      record(OBJECTIVE, `vector(${plain(slo.objective / 100)})`),
      record(BUDGET, `1 - (${ratio(`${days}d`)}) / ${plain(budget)}`),
      ...BURN_RATES.map(({ factor, long, short, holdFor, severity }) => ({
        alert: burnAlertName(title, slo),
        expr: [
          `${errorRatio(long)}${own} > ${plain(factor * budget)}`,
          `${errorRatio(short)}${own} > ${plain(factor * budget)}`,
          ...(minimum > 0 ? [`avg_over_time(${TOTAL}${own}[${long}]) >= ${minimum}`] : []),
        ].join(' and '),
        for: holdFor,
        labels: { ...context.labels, ...labels, severity, window: long },
        annotations: {
          summary: `${owner.namespaceName}/${owner.cluster} spends its error budget for ${slo.name} ${factor} times too fast`,
          description: `{{ $value | humanizePercentage }} were bad in the last ${long}, where ${plain(100 - slo.objective)} % may be over ${days} days. ${slo.description} At this rate the budget of ${days} days is gone in ${plain(Math.round((days / factor) * 10) / 10)} days.`,
          runbook_url: slo.runbookUrl ?? context.runbookUrl(burnAlertName(title, slo)),
        },
      })),
    ],
  };
}

/** The alerts on causes. */
export function alertGroup(context: RuleContext, alerts: AlertProps[]): RuleGroupJson {
  const { owner } = context;
  return {
    name: `${owner.namespaceName}-${owner.cluster}-alerts`,
    rules: alerts.map((alert) => ({
      alert: alert.name,
      expr: `(${alert.value.promql(owner)}) ${alert.comparison} ${plain(alert.threshold)}`,
      for: `${alert.holdFor?.toSeconds() ?? 300}s`,
      labels: { ...context.labels, ...identity(context), severity: alert.severity },
      annotations: {
        summary: `${owner.namespaceName}/${owner.cluster}: ${alert.summary}`,
        description: alert.description,
        runbook_url: alert.runbookUrl ?? context.runbookUrl(alert.name),
      },
    })),
  };
}

const upOf = (component: string) =>
  Metric.gauge({ name: 'up', component, description: `whether Prometheus could scrape the ${component}` });

/**
 * The alerts on what makes all others silent: a target that nobody scrapes, and a metric that an objective relies on and that is gone,
 * as after a release that renamed it.
 */
export function metaGroups(context: RuleContext, components: string[], slos: SloProps[]): RuleGroupJson[] {
  const { owner, title } = context;
  const read = slos.flatMap(({ bad, total }) => [...bad.metrics, ...total.metrics]);
  const metrics = [
    ...new Map(read.filter(({ sporadic }) => !sporadic).map((metric) => [metric.name, metric])).values(),
  ];
  const silent = (
    alert: string,
    expr: string,
    texts: { summary: string; description: string },
    extra: Record<string, string>,
  ): PrometheusRuleJson => ({
    alert,
    expr,
    for: '10m',
    labels: { ...context.labels, ...identity(context), severity: Severity.PAGE, ...extra },
    annotations: { ...texts, runbook_url: context.runbookUrl(alert) },
  });
  const targets = components.map((component) =>
    silent(
      `${title}TargetMissing`,
      `absent(${Expression.of('$1', upOf(component)).promql(owner)})`,
      {
        summary: `${owner.namespaceName}/${owner.cluster}: Prometheus scrapes no ${component}`,
        description: `No alert about the ${component} can fire: none is found, or none may be reached.`,
      },
      { component },
    ),
  );
  const names = metrics.map((metric: Metric) =>
    silent(
      `${title}MetricMissing`,
      `absent(${Expression.of('$1', metric).promql(owner)})`,
      {
        summary: `${owner.namespaceName}/${owner.cluster}: the metric ${metric.name} is gone`,
        description: `An objective relies on ${metric.name}, which the ${metric.component} does not expose. Its alerts cannot fire.`,
      },
      { component: metric.component, metric: metric.name },
    ),
  );
  const rules = [...targets, ...names];
  return rules.length > 0 ? [{ name: `${owner.namespaceName}-${owner.cluster}-meta`, rules }] : [];
}
