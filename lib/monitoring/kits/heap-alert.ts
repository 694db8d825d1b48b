import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../alert';
import { Metric } from '../metric';
import { of } from '../of';

/** The heap of one kind of process. */
export interface Heap {
  readonly heapUsed: Metric;
  readonly heapMax: Metric;
}

/**
 * A heap in which collecting garbage frees nothing any more.
 *
 * @param name the alert's name: `HadoopHeapFull`
 * @param heaps those of all kinds of processes that there are
 */
export function heapAlert(name: string, heaps: Heap[]): AlertProps {
  const share = (index: number) => `max by (pod) ($${2 * index + 1} / ($${2 * index + 2} > 0))`;
  return {
    name,
    severity: Severity.TICKET,
    value: of(
      heaps.map((_, index) => share(index)).join(' or '),
      ...heaps.flatMap(({ heapUsed, heapMax }) => [heapUsed, heapMax]),
    ),
    comparison: Comparison.ABOVE,
    threshold: 0.9,
    holdFor: Duration.minutes(15),
    summary: '{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its heap',
    description: 'Collecting garbage frees nothing any more. Soon the daemon does little else, and then it ends.',
  };
}
