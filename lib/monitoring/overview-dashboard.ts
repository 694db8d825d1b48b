import { Construct } from 'constructs';
import { Environment } from '../core';
import { objectName } from '../core/internal';
import { dashboardJson, PanelJsonInput } from './dashboard-json';
import { DashboardObject } from './dashboard-object';
import { matchers } from './expression';
import { MonitoringProfile } from './monitoring-profile';
import { BUDGET, errorRatio } from './rule-groups';

const ofNamespace = (series: string[]) => ['namespace=~"$namespace"', ...series].join(',');
const own = (series: string[]) => `${ofNamespace(series)},engine=~"$engine"`;
const REQUESTS = 'kube_pod_container_resource_requests';

/** Props of `OverviewDashboard`. */
export interface OverviewDashboardProps {
  /**
   * The object's name.
   * @default - the id
   */
  readonly name?: string;
}

/** One page for an environment: every cluster's objectives and budgets, the alerts that fire, and what the clusters ask for. */
export class OverviewDashboard extends Construct {
  public constructor(scope: Construct, id: string, props: OverviewDashboardProps = {}) {
    super(scope, id);
    const environment = Environment.of(this).name;
    const series = matchers(MonitoringProfile.of(this).seriesLabels);
    const objectives = `slo:objective:ratio{${series.join(',')}}`;
    new DashboardObject(this, 'Dashboard', {
      name: objectName(this, props.name),
      labels: {},
      json: () =>
        dashboardJson({
          uid: `bigdata-overview-${environment}`,
          title: `Big data / ${environment}`,
          tags: ['bigdata-constructs'],
          variables: [
            { name: 'engine', label: 'Engine', query: `label_values(${objectives},engine)` },
            { name: 'namespace', label: 'Namespace', query: `label_values(${objectives},namespace)` },
          ],
          links: [{ title: 'Dashboards of the clusters', url: '/dashboards?tag=bigdata-constructs' }],
          rows: [
            { title: 'Objectives', panels: objectivePanels(series) },
            { title: 'Alerts', panels: alertPanels(series) },
            { title: 'Capacity', panels: capacityPanels(series) },
          ],
        }),
    });
  }
}

const objectivePanels = (series: string[]): PanelJsonInput[] => [
  {
    title: 'Error budget left',
    description: 'By cluster and objective. Below zero the promise is broken.',
    unit: 'percentunit',
    stat: true,
    badBelow: 0,
    queries: [{ promql: `${BUDGET}{${own(series)}}`, legend: '{{namespace}}/{{engine_cluster}} {{slo}}' }],
  },
  {
    title: 'Bad events in an hour',
    description: 'The share of bad events in the last hour, by cluster and objective.',
    unit: 'percentunit',
    queries: [{ promql: `${errorRatio('1h')}{${own(series)}}`, legend: '{{namespace}}/{{engine_cluster}} {{slo}}' }],
  },
];

const alertPanels = (series: string[]): PanelJsonInput[] => [
  {
    title: 'Alerts that fire',
    description: 'How many alerts fire, by cluster and severity. Nothing is best.',
    unit: 'short',
    queries: [
      {
        promql: `count by (namespace, engine_cluster, severity) (ALERTS{alertstate="firing",${own(series)}})`,
        legend: '{{namespace}}/{{engine_cluster}} {{severity}}',
      },
    ],
  },
  {
    title: 'Members that answer',
    description: 'How many members of each part Prometheus reaches.',
    unit: 'short',
    queries: [
      {
        promql: `sum by (namespace, engine_cluster, job) (up{${ofNamespace(series)},engine_cluster!=""})`,
        legend: '{{namespace}}/{{engine_cluster}} {{job}}',
      },
    ],
  },
];

const capacityPanels = (series: string[]): PanelJsonInput[] => [
  {
    title: 'Processors asked for',
    description: 'Cores that the pods of each namespace are guaranteed.',
    unit: 'short',
    queries: [
      {
        promql: `sum by (namespace) (${REQUESTS}{resource="cpu",${ofNamespace(series)}})`,
        legend: '{{namespace}}',
      },
    ],
  },
  {
    title: 'Memory asked for',
    description: 'Memory that the pods of each namespace are guaranteed.',
    unit: 'bytes',
    queries: [
      {
        promql: `sum by (namespace) (${REQUESTS}{resource="memory",${ofNamespace(series)}})`,
        legend: '{{namespace}}',
      },
    ],
  },
  {
    title: 'Volumes asked for',
    description: 'Storage that the volume claims of each namespace ask for.',
    unit: 'bytes',
    queries: [
      {
        promql: `sum by (namespace) (kube_persistentvolumeclaim_resource_requests_storage_bytes{${ofNamespace(series)}})`,
        legend: '{{namespace}}',
      },
    ],
  },
];
