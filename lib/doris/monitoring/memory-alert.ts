import { Duration, Size } from 'cdk8s';
import { bytesOf } from '../../core/internal';
import { AlertProps, Comparison, Metric, Severity } from '../../monitoring';
import { of } from '../../monitoring/internal';

/** Processes, and what each may use. */
export interface WatchedMemory {
  readonly name: string;
  readonly memory: Metric;
  readonly limits: MemoryLimit[];
}

/** What some processes may use. */
export interface MemoryLimit {
  readonly limit: Size;
  /** Their StatefulSet. Default: of all that show the metric. */
  readonly set?: string;
}

const ofSet = (set?: string) => (set === undefined ? '' : `{pod=~"${set}-[0-9]+"}`);

/** A process that has little memory left. */
export function memoryAlert({ name, memory, limits }: WatchedMemory): AlertProps {
  return {
    name,
    severity: Severity.TICKET,
    value: of(
      limits.map(({ limit, set }) => `max by (pod) ($1${ofSet(set)}) / ${bytesOf(limit)}`).join(' or '),
      memory,
    ),
    comparison: Comparison.ABOVE,
    threshold: 0.95,
    holdFor: Duration.minutes(10),
    summary: '{{ $labels.pod }} uses {{ $value | humanizePercentage }} of what its process may',
    description:
      'Queries and loads are cancelled for lack of memory. Beyond the container the kernel ends the process.',
  };
}
