import { monitoring } from 'bigdata-constructs';
import { JOB } from '../../lib/monitoring/platform-metrics';
import { Series } from './promtool';

/** Values of a metric in a phase: constant, or, for a counter, growth a minute; nothing where there is no series. */
export interface Phase {
  readonly minutes: number;
  /** Default: what a healthy cluster shows. */
  readonly value?: number | 'none';
}

/** Healthy, then ill, then healthy again. */
export const phases = (before: number, lasts: number, ill: number | 'none', rest: number): Phase[] => [
  { minutes: before },
  { minutes: lasts, value: ill },
  { minutes: rest },
];

/** One series of a metric. */
export interface Line {
  /** With its labels. */
  readonly name: string;
  /** What it shows where all is well. A counter grows by it each minute. */
  readonly healthy: number;
  /** That it is a point in time, in so many units a minute: now, where all is well, and otherwise when something last happened. */
  readonly clock?: number;
}

/** A change of some series of a metric: those that a text is part of. */
export interface Change {
  readonly metric: monitoring.Metric;
  /** Default: all. */
  readonly of?: string;
  readonly phases: Phase[];
}

/** A change of some series of a metric. */
export const change = (metric: monitoring.Metric, of: string | undefined, given: Phase[]): Change => ({
  metric,
  of,
  phases: given,
});

/** One series over several phases, in promtool's notation, one value a minute. */
function course(metric: monitoring.Metric, { healthy, clock }: Line, given: Phase[]): string {
  let minute = 0;
  let reached = 0;
  return given
    .map(({ minutes, value }) => {
      const from = minute;
      minute += minutes;
      if (value === 'none') return `stale _x${minutes - 1}`;
      if (clock !== undefined && value === undefined) return `${from * clock}+${clock}x${minutes - 1}`;
      const shown = value ?? healthy;
      if (clock !== undefined || metric.metricType === monitoring.MetricType.GAUGE) return `${shown}x${minutes - 1}`;
      const notation = `${reached}+${shown}x${minutes - 1}`;
      reached += shown * minutes;
      return notation;
    })
    .join(' ');
}

/** A healthy cluster, some series of which go another way. */
export function seriesWith(
  metrics: monitoring.Metric[],
  linesOf: (metric: monitoring.Metric) => Line[],
  minutes: number,
  changes: Change[] = [],
): Series {
  return Object.fromEntries(
    metrics.flatMap((metric) =>
      linesOf(metric).map((line) => {
        const changed = changes.find((one) => one.metric === metric && line.name.includes(one.of ?? ''));
        return [line.name, course(metric, line, changed?.phases ?? [{ minutes }])];
      }),
    ),
  );
}

/** One run of a CronJob every five minutes, each of which is kept for 20 minutes, and ends within one. */
export function runsOf(
  { namespace, job }: { namespace: string; job: string },
  minutes: number,
  fails: (minute: number) => boolean,
): Series {
  const series: Series = {};
  for (let begin = 0; begin < minutes; begin += 5) {
    const labels = `{namespace="${namespace}",job_name="${job}-${1000 + begin}"}`;
    const before = begin > 0 ? `_x${begin - 1} ` : '';
    series[`${JOB.created.name}${labels}`] = `${before}${begin * 60}x20`;
    series[`${JOB.succeeded.name}${labels}`] = `${before}0x0 ${fails(begin) ? 0 : 1}x19`;
  }
  return series;
}

/** One series that something shows. */
export interface ShownSeries {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly value: number;
}

/** The series of an exposition that have labels. */
export function seriesIn(exposition: string): ShownSeries[] {
  return [...exposition.matchAll(/^([a-z]\w*)\{(.*)\} (\S+)$/gm)].map(([, name, text, value]) => ({
    name,
    labels: Object.fromEntries([...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, each]) => [key, each])),
    value: Number(value),
  }));
}

/** The names of all labels that the series of a metric have, in order. */
export function labelsOf(name: string, series: ShownSeries[]): string[] {
  const own = series.filter((one) => one.name === name);
  return [...new Set(own.flatMap(({ labels }) => Object.keys(labels)))].sort();
}

/** Series that tests play, as if something showed them. */
export function playedSeries(series: Series): ShownSeries[] {
  return seriesIn(
    Object.keys(series)
      .map((selector) => `${selector} 1`)
      .join('\n'),
  );
}
