import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../../monitoring';
import { of } from '../../monitoring/internal';
import { APPLICATION, QUEUE } from '../metrics';

/** States in which an application neither waits in a queue nor has ended. */
const RUNS = 'state!~"SUSPENDED|COMPLETED|FAILED"';

/** The series of a queue, as the copy of Kueue that leads says them. */
export const queueMatchers = (clusterQueue: string): string =>
  `cluster_queue="${clusterQueue}",replica_role!="follower"`;

/** A queue of Kueue. */
export interface WatchedQueue {
  /** The team whose applications wait in it. */
  readonly team: string;
  /** The name of the ClusterQueue. */
  readonly clusterQueue: string;
}

/** What goes wrong with a queue of Kueue. */
export function queueAlerts({ team, clusterQueue }: WatchedQueue): AlertProps[] {
  const own = queueMatchers(clusterQueue);
  const waits = `count($1{team="${team}",state="SUSPENDED"}) or sum(max by (status) ($2{${own}}))`;
  const holds = `max($3{${own}}) > 0`;
  const runs = `count($1{team="${team}",${RUNS}})`;
  return [
    {
      name: 'SparkQueueStalled',
      severity: Severity.TICKET,
      // Kueue counts none that names a queue which is not there, and nothing at all while it is down: applications say themselves that they wait.
      value: of(`(${waits}) unless on () (${holds} or ${runs})`, APPLICATION.state, QUEUE.pending, QUEUE.holding),
      comparison: Comparison.ABOVE,
      threshold: 0,
      // Nothing of the team runs, so nothing that ends will make room.
      holdFor: Duration.minutes(30),
      summary: '{{ $value }} applications wait in their queue, and none runs',
      description:
        'What is first asks for more than the queue may have, the queue is stopped or not there, or Kueue does not work. It does not resolve itself.',
    },
  ];
}
