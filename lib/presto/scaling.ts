import { ApiObject } from 'cdk8s';
import { PartOf } from '../core';
import { Deployment } from '../kubernetes';
import { checksumOf, GuardedMembers } from '../kubernetes/internal';
import { Expression } from '../monitoring';
import { Scaling, ScalingSignal } from '../scaling';
import { COORDINATOR } from './metrics';
import { ResolvedAcknowledgements, ResolvedPresto } from './resolve';

/** How many queries that run or wait one worker is for: a few share it, since most of them wait for data most of the time. */
const QUERIES_PER_WORKER = 4;

/** How much of what they ask for workers use before more are added, in percent. */
const BUSY = 70;

/** How many there are of what comes and goes. The coordinator is one. */
export function scalingOf({ workers }: ResolvedPresto): Record<string, Scaling> {
  return { worker: workers.scaling };
}

/** Workers follow the queries that run and wait, so that they are there before these are slow, and the CPU that those use. */
export function workerSignals(): ScalingSignal[] {
  return [
    ScalingSignal.metric({
      name: 'queries',
      expression: Expression.of('sum($1) + sum($2)', COORDINATOR.running, COORDINATOR.queued),
      targetPerPod: QUERIES_PER_WORKER,
    }),
    ScalingSignal.cpu(BUSY),
  ];
}

/** The queries that run end with the coordinator: what changes it is refused, before anything else of the cluster changes, until it is acknowledged. */
export function guardCoordinator(deployment: Deployment, part: PartOf, acknowledge: ResolvedAcknowledgements): void {
  if (acknowledge.queriesEndWithChanges) return;
  GuardedMembers.of(deployment, part).addRestart({
    name: 'coordinator',
    checksum: () => {
      const { spec } = (deployment.node.findChild('Resource') as ApiObject).toJson() as { spec: { template: object } };
      return checksumOf(spec.template);
    },
    advice: 'it restarts, and all queries that run fail. Choose a time at which none do that matter.',
    acknowledged: acknowledge.restartedCoordinator,
  });
}
