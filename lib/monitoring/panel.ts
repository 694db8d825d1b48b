import { DashboardPanel } from './dashboard';
import { Expression } from './expression';
import { Heap } from './kits/heap-alert';
import { Metric } from './metric';

/** How fast counters grow, all together and by pod. */
export const RATE = 'sum(rate($1[$__rate_interval]))';
export const RATE_BY_POD = 'sum by (pod) (rate($1[$__rate_interval]))';
/** What the largest shows, of all and by pod. */
export const MAX = 'max($1)';
export const MAX_BY_POD = 'max by (pod) ($1)';
/** A share of something that may be nothing yet, by pod. */
export const SHARE_BY_POD = 'max by (pod) ($1 / ($2 > 0))';
/** The mean of what was summed up over what was counted, all together and by pod. */
export const MEAN = 'sum(rate($1[$__rate_interval])) / sum(rate($2[$__rate_interval]))';
export const MEAN_BY_POD = 'sum by (pod) (rate($1[$__rate_interval])) / sum by (pod) (rate($2[$__rate_interval]))';

/** A query of a panel: PromQL with placeholders, its legend, and the metrics that they stand for. */
export type Query = [template: string, legend: string, ...metrics: Metric[]];

/** A panel, written in one line for each query. */
export function panel(title: string, unit: string, description: string, ...queries: Query[]): DashboardPanel {
  return {
    title,
    unit,
    description,
    queries: queries.map(([template, legend, ...metrics]) => ({
      expression: Expression.of(template, ...metrics),
      legend,
    })),
  };
}

/** How full the heaps of one kind of process are. */
export function heapPanel(title: string, { heapUsed, heapMax }: Heap): DashboardPanel {
  const description = 'Share of the heap; it falls with each collection.';
  return panel(title, 'percentunit', description, [SHARE_BY_POD, '{{pod}}', heapUsed, heapMax]);
}
