import { Duration, Size } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../../monitoring';
import { downAlert, of } from '../../monitoring/internal';
import { COMPUTE_NODE, PLATFORM } from '../metrics';
import { memoryAlert } from './memory-alert';

/** What compute nodes should be. */
export interface ComputeAlertsInput {
  /** Their StatefulSet. */
  readonly set: string;
  /** What the process of one may use. */
  readonly memoryLimit: Size;
}

/** What goes wrong with compute nodes. None of it loses data: queries fail, or take longer. */
export function computeAlerts({ set, memoryLimit }: ComputeAlertsInput): AlertProps[] {
  const pods = `pod=~"${set}-[0-9]+"`;
  return [
    downAlert({
      name: 'DorisComputeNodeDown',
      severity: Severity.TICKET,
      up: COMPUTE_NODE.up,
      holdFor: Duration.minutes(10),
      description: 'The compute node does not answer. Queries that it had a part in have failed.',
    }),
    {
      name: 'DorisComputeNodesMissing',
      severity: Severity.TICKET,
      value: of(`1 - (sum($1) or vector(0)) / (max($2{statefulset="${set}"}) > 0)`, COMPUTE_NODE.up, PLATFORM.wanted),
      comparison: Comparison.ABOVE,
      threshold: 0.2,
      // One that is added needs a node.
      holdFor: Duration.minutes(15),
      summary: '{{ $value | humanizePercentage }} of the compute nodes that should be there are not',
      description: 'They have no node, do not start, or do not register. Queries on catalogs take that much longer.',
    },
    {
      name: 'DorisComputeNodeLeavesTooSlowly',
      severity: Severity.TICKET,
      // The time of the kill is there from the beginning of the leave on. Half a minute before it even the longest query is over.
      value: of(`max by (pod) (max_over_time((time() - $1{${pods}})[15m:15s]))`, PLATFORM.killedAt),
      comparison: Comparison.ABOVE,
      threshold: -30,
      holdFor: Duration.minutes(0),
      summary: '{{ $labels.pod }} has not left within its time',
      description: 'It is killed, or was: queries that it still had a part in fail.',
    },
    memoryAlert({ name: 'DorisComputeNodeMemoryHigh', memory: COMPUTE_NODE.memory, limits: [{ limit: memoryLimit }] }),
    {
      name: 'DorisComputeNodeRestarts',
      severity: Severity.TICKET,
      value: of(`sum by (pod) (increase($1{${pods}}[1h]))`, PLATFORM.restarts),
      comparison: Comparison.ABOVE,
      threshold: 0,
      holdFor: Duration.minutes(0),
      summary: '{{ $labels.pod }} was started again',
      description: 'It ran out of memory, crashed, or stopped to answer. Queries that it had a part in have failed.',
    },
  ];
}
