import { DashboardPanel } from './dashboard';
import { Expression } from './expression';
import { Metric } from './metric';

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
