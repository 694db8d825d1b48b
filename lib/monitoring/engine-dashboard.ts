import { DashboardRow } from './dashboard';
import { DashboardJsonInput, PanelJsonInput } from './dashboard-json';
import { matchers, SeriesOwner } from './expression';
import { BUDGET, burnAlertName, errorRatio, OBJECTIVE, plain, RuleContext, windowDays } from './rule-groups';
import { SloProps } from './slo';

/**
 * The dashboard of one cluster. The variables lead from there to its sisters: those of which something is scraped, or, where nothing is all the time, those
 * with the same objectives.
 */
export function engineDashboard(
  context: RuleContext,
  components: string[],
  slos: SloProps[],
  rows: DashboardRow[],
): DashboardJsonInput {
  const { owner, name, title } = context;
  const { engine, cluster, namespaceName, seriesLabels = {} } = owner;
  const chosen: SeriesOwner = { ...owner, cluster: '$cluster', namespaceName: '$namespace' };
  const own = matchers(seriesLabels)
    .map((matcher) => `,${matcher}`)
    .join('');
  const objectives = `${OBJECTIVE}{engine="${engine}",slo=~"${slos.map(({ name }) => name).join('|')}"${own}`;
  const sisters = components.length > 0 ? `up{job=~"${engine}-.*"${own}` : objectives;
  return {
    uid: `${engine}-${namespaceName}-${name}`,
    title: `${title} / ${namespaceName} / ${name}`,
    tags: ['bigdata-constructs', engine],
    variables: [
      { name: 'namespace', label: 'Namespace', query: `label_values(${sisters}},namespace)`, value: namespaceName },
      {
        name: 'cluster',
        label: 'Cluster',
        query: `label_values(${sisters},namespace="$namespace"},engine_cluster)`,
        value: cluster,
      },
    ],
    links: slos.map((slo) => ({
      title: `Runbook: ${slo.name}`,
      url: slo.runbookUrl ?? context.runbookUrl(burnAlertName(title, slo)),
    })),
    rows: [
      ...(slos.length > 0
        ? [{ title: 'Objectives and error budgets', panels: slos.flatMap((slo) => sloPanels(chosen, slo)) }]
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

function sloPanels({ engine, cluster, namespaceName, seriesLabels }: SeriesOwner, slo: SloProps): PanelJsonInput[] {
  const labels = { engine, engine_cluster: cluster, namespace: namespaceName, slo: slo.name, ...seriesLabels };
  const own = `{${matchers(labels).join(',')}}`;
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
