import { monitoring } from 'bigdata-constructs';
import { KubeObject } from './kube-client';

/** A panel as Grafana reads it. */
export interface GrafanaPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly datasource?: { readonly uid: string };
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
  readonly targets?: {
    readonly expr: string;
    readonly refId: string;
    readonly datasource?: { readonly uid: string };
  }[];
}

/** A dashboard as Grafana reads it. */
export interface GrafanaDashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: GrafanaPanel[];
  readonly templating: { readonly list: { readonly name: string; readonly type: string; readonly query: unknown }[] };
  readonly links: { readonly title: string; readonly url: string }[];
}

/** The dashboards among objects, for the sidecar or the operator. */
export function dashboardsOf(objects: KubeObject[]): GrafanaDashboard[] {
  const texts = objects.flatMap(({ kind, metadata, data, spec }) => {
    if (kind === 'GrafanaDashboard') return [(spec as { json: string }).json];
    const isDashboard = kind === 'ConfigMap' && metadata.labels?.grafana_dashboard !== undefined;
    return isDashboard ? Object.values(data as Record<string, string>) : [];
  });
  return texts.map((json) => JSON.parse(json) as GrafanaDashboard);
}

/** Every query of a dashboard, with its variables filled in. */
export function queriesOf(
  dashboard: GrafanaDashboard,
  variables: Record<string, string>,
): { panel: string; promql: string }[] {
  const filled = { __rate_interval: '1m', ...variables };
  const fill = (expr: string) =>
    Object.entries(filled).reduce((text, [name, value]) => text.replaceAll(`$${name}`, value), expr);
  return dashboard.panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr, refId }) => ({ panel: `${title} (${refId})`, promql: fill(expr) })),
  );
}

/** An environment whose dashboards are objects of the Grafana operator. */
export const GRAFANA_OPERATOR = {
  name: 'test',
  zones: ['a', 'b', 'c'],
  extensions: [new monitoring.MonitoringProfile({ dashboards: monitoring.DashboardDelivery.OPERATOR })],
};
