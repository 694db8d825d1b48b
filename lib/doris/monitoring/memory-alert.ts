import { Duration, Size } from 'cdk8s';
import { bytesOf } from '../../core/internal';
import { AlertProps, Comparison, Metric, Severity } from '../../monitoring';
import { of } from '../../monitoring/internal';

/** Processes, and what each may use. */
export interface WatchedMemory {
  readonly name: string;
  readonly memory: Metric;
  readonly limit: Size;
}

/** A process that has little memory left. */
export function memoryAlert({ name, memory, limit }: WatchedMemory): AlertProps {
  return {
    name,
    severity: Severity.TICKET,
    value: of(`max by (pod) ($1) / ${bytesOf(limit)}`, memory),
    comparison: Comparison.ABOVE,
    threshold: 0.95,
    holdFor: Duration.minutes(10),
    summary: '{{ $labels.pod }} uses {{ $value | humanizePercentage }} of what its process may',
    description:
      'Queries and loads are cancelled for lack of memory. Beyond the container the kernel ends the process.',
  };
}
