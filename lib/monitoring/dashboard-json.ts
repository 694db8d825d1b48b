import { createHash } from 'node:crypto';
import { BigValueGraphMode } from '@grafana/grafana-foundation-sdk/common';
import * as grafana from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

/** A panel whose queries are PromQL already. */
export interface PanelJsonInput {
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  /** A single number with its last course, rather than lines. */
  readonly stat?: boolean;
  /** The value below which a single number is bad. */
  readonly badBelow?: number;
  readonly queries: { readonly promql: string; readonly legend: string }[];
}

/** What a dashboard is made from. */
export interface DashboardJsonInput {
  /** What tells it from all others, of any length. */
  readonly uid: string;
  readonly title: string;
  readonly tags: string[];
  readonly variables: {
    readonly name: string;
    readonly label: string;
    readonly query: string;
    readonly value?: string;
  }[];
  readonly links: { readonly title: string; readonly url: string }[];
  readonly rows: { readonly title: string; readonly panels: PanelJsonInput[] }[];
}

const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };
const WIDTH = 24;
const HEIGHT = 8;
const STAT_HEIGHT = 4;

/** A dashboard, as Grafana reads it: the only place that knows Grafana's own types. */
export function dashboardJson(input: DashboardJsonInput): string {
  const dashboard = new grafana.DashboardBuilder(input.title)
    .uid(uidOf(input.uid))
    .tags(input.tags)
    .readonly()
    .refresh('1m')
    .time({ from: 'now-6h', to: 'now' })
    .timezone('utc')
    .tooltip(grafana.DashboardCursorSync.Crosshair)
    .links(
      input.links.map(({ title, url }) =>
        new grafana.DashboardLinkBuilder(title).type(grafana.DashboardLinkType.Link).url(url).targetBlank(true),
      ),
    )
    .variables([
      new grafana.DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'),
      ...input.variables.map(({ name, label, query, value }) => {
        const variable = new grafana.QueryVariableBuilder(name)
          .label(label)
          .datasource(DATASOURCE)
          .query(query)
          .refresh(grafana.VariableRefresh.OnTimeRangeChanged);
        return value === undefined
          ? variable.includeAll(true).multi(true).allValue('.*')
          : variable.current({ selected: true, text: value, value });
      }),
    ]);
  let id = 0;
  for (const { title, panels } of input.rows) {
    dashboard.withRow(new grafana.RowBuilder(title).id(++id));
    // At most four beside one another, and no gap at the end of a line.
    const lines = Math.ceil(panels.length / 4);
    const perLine = Math.ceil(panels.length / lines);
    for (let first = 0; first < panels.length; first += perLine) {
      const line = panels.slice(first, first + perLine);
      const height = line.every(({ stat }) => stat) ? STAT_HEIGHT : HEIGHT;
      for (const panel of line)
        dashboard.withPanel(
          panelOf(panel, ++id)
            .span(WIDTH / line.length)
            .height(height),
        );
    }
  }
  return `${JSON.stringify(dashboard.build(), null, 1)}\n`;
}

function panelOf(panel: PanelJsonInput, id: number) {
  const builder = panel.stat ? statOf(panel) : new TimeSeriesBuilder().fillOpacity(10).min(0);
  panel.queries.forEach(({ promql, legend }, index) => {
    builder.withTarget(
      new DataqueryBuilder()
        .refId(String.fromCharCode('A'.charCodeAt(0) + index))
        .expr(promql)
        .legendFormat(legend)
        .datasource(DATASOURCE),
    );
  });
  return builder.id(id).title(panel.title).description(panel.description).datasource(DATASOURCE).unit(panel.unit);
}

function statOf({ badBelow }: PanelJsonInput) {
  const builder = new StatBuilder().graphMode(BigValueGraphMode.Area);
  if (badBelow === undefined) return builder;
  return builder.thresholds(
    new grafana.ThresholdsConfigBuilder().mode(grafana.ThresholdsMode.Absolute).steps([
      // Grafana reads null as minus infinity; the type knows numbers alone.
      { value: null, color: 'red' },
      { value: badBelow, color: 'green' },
    ]),
  );
}

/** Grafana takes at most 40 characters. */
function uidOf(name: string): string {
  return name.length <= 40
    ? name
    : `${name.slice(0, 31)}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}
