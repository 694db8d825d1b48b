import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../alert';
import { Metric } from '../metric';
import { of } from '../of';

/** What of an alert about a pod that is down is its own. */
export interface DownAlert {
  /** Ends with `Down`: then it silences all other alerts about the same pod. */
  readonly name: string;
  /** The metric `up` of the part. */
  readonly up: Metric;
  /** Which series of it, in braces. Default: all. */
  readonly of?: string;
  readonly severity: Severity;
  /** What it means that one does not answer, and for whom. */
  readonly description: string;
  /** Default: that of any alert. */
  readonly holdFor?: Duration;
}

/** A pod that Prometheus cannot scrape. */
export function downAlert({ name, up, of: which = '', severity, description, holdFor }: DownAlert): AlertProps {
  return {
    name,
    severity,
    value: of(`$1${which}`, up),
    comparison: Comparison.BELOW,
    threshold: 1,
    holdFor,
    summary: '{{ $labels.pod }} cannot be scraped',
    description,
  };
}
