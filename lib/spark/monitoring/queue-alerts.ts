import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../../monitoring';
import { of } from '../../monitoring/internal';
import { QUEUE } from '../metrics';

/**
 * What goes wrong with a queue of Kueue.
 *
 * @param clusterQueue the name of the ClusterQueue
 */
export function queueAlerts(clusterQueue: string): AlertProps[] {
  const own = `{cluster_queue="${clusterQueue}"}`;
  return [
    {
      name: 'SparkQueueStalled',
      severity: Severity.TICKET,
      value: of(`sum($1${own}) unless on () sum($2${own}) > 0`, QUEUE.pending, QUEUE.admitted),
      comparison: Comparison.ABOVE,
      threshold: 0,
      // Nothing of the team runs, so nothing that ends will make room.
      holdFor: Duration.minutes(30),
      summary: '{{ $value }} applications wait in their queue, and none runs',
      description:
        'What is first asks for more than the queue may have, or the queue is stopped. It does not resolve itself.',
    },
  ];
}
