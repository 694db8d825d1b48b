import { DashboardRow } from './dashboard';
import { DashboardJsonInput, PanelJsonInput } from './dashboard-json';
import { SeriesOwner } from './expression';
import { BUDGET, burnAlertName, errorRatio, plain, RuleContext, windowDays } from './rule-groups';
import { SloProps } from './slo';

/** The dashboard of one cluster. The variables lead from there to its sisters. */
export function engineDashboard(context: RuleContext, slos: SloProps[], rows: DashboardRow[]): DashboardJsonInput {
  const { owner, title } = context;
  const { engine, cluster, namespaceName } = owner;
  const chosen: SeriesOwner = { engine, cluster: '$cluster', namespaceName: '$namespace' };
  const up = `up{job=~"${engine}-.*"`;
  return {
    uid: `${engine}-${namespaceName}-${cluster}`,
    title: `${title} / ${namespaceName} / ${cluster}`,
    tags: ['bigdata-constructs', engine],
    variables: [
      { name: 'namespace', label: 'Namespace', query: `label_values(${up}},namespace)`, value: namespaceName },
      {
        name: 'cluster',
        label: 'Cluster',
        query: `label_values(${up},namespace="$namespace"},engine_cluster)`,
        value: cluster,
      },
    ],
    links: slos.map((slo) => ({
      title: `Runbook: ${slo.name}`,
      url: slo.runbookUrl ?? context.runbookUrl(burnAlertName(title, slo)),
    })),
    rows: [
      ...(slos.length > 0
        ? [{ title: 'Objectives and error budgets', panels: slos.flatMap((slo) => sloPanels(engine, slo)) }]
        : []),
      ...rows.map((row) => ({
        title: row.title,
        panels: row.panels.map((panel) => ({
          ...panel,
          queries: panel.queries.map(({ expression, legend }) => ({ promql: expression.promql(chosen), legend })),
        })),
      })),
    ],
  };
}

function sloPanels(engine: string, slo: SloProps): PanelJsonInput[] {
  const own = `{engine="${engine}",engine_cluster="$cluster",namespace="$namespace",slo="${slo.name}"}`;
  return [
    {
      title: `${slo.name}: budget left`,
      description: `${slo.description} Objective: ${slo.objective} % over ${windowDays(slo)} days. Below zero the promise is broken.`,
      unit: 'percentunit',
      stat: true,
      badBelow: 0,
      queries: [{ promql: `${BUDGET}${own}`, legend: 'left' }],
    },
    {
      title: `${slo.name}: bad events in an hour`,
      description: `The share of bad events in the last hour. ${plain(100 - slo.objective)} % may be bad.`,
      unit: 'percentunit',
      stat: true,
      queries: [{ promql: `${errorRatio('1h')}${own}`, legend: 'bad' }],
    },
  ];
}
