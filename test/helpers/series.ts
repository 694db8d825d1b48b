import { monitoring } from 'bigdata-constructs';

/** Values of a metric in a phase: constant, or, for a counter, growth a minute. */
export interface Phase {
  readonly minutes: number;
  /** Default: what a healthy cluster shows. */
  readonly value?: number;
}

/** Healthy, then ill, then healthy again. */
export const phases = (before: number, lasts: number, ill: number, rest: number): Phase[] => [
  { minutes: before },
  { minutes: lasts, value: ill },
  { minutes: rest },
];

/** One series over several phases, in promtool's notation, one value a minute. */
export function course(metric: monitoring.Metric, healthy: number, given: Phase[]): string {
  let reached = 0;
  return given
    .map(({ minutes, value = healthy }) => {
      if (metric.metricType === monitoring.MetricType.GAUGE) return `${value}x${minutes - 1}`;
      const notation = `${reached}+${value}x${minutes - 1}`;
      reached += value * minutes;
      return notation;
    })
    .join(' ');
}

/** The same for a metric that is a point in time: now, where all is well, and otherwise when something last happened. */
export function clock(unitsPerMinute: number, given: Phase[]): string {
  let minute = 0;
  return given
    .map(({ minutes, value }) => {
      const from = minute;
      minute += minutes;
      return value === undefined
        ? `${from * unitsPerMinute}+${unitsPerMinute}x${minutes - 1}`
        : `${value}x${minutes - 1}`;
    })
    .join(' ');
}
