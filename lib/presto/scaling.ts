import { ApiObject } from 'cdk8s';
import { Deployment } from '../kubernetes';
import { checksumOf, GuardedMembers } from '../kubernetes/internal';
import { Expression } from '../monitoring';
import { Scaling, ScalingSignal } from '../scaling';
import { COORDINATOR, ofSet } from './metrics';
import { Coordinator } from './parts/coordinator';
import { ResolvedAcknowledgements, ResolvedPresto } from './resolve';

/** How many queries that run or wait one worker is for: a few share it, since most of them wait for data most of the time. */
const QUERIES_PER_WORKER = 4;

/** How much of what they ask for workers use before more are added, in percent. */
const BUSY = 70;

/** How many there are of what comes and goes: of the set that serves clients, and of another one by its name where it runs. A coordinator is one. */
export function scalingOf(sets: ResolvedPresto[]): Record<string, Scaling> {
  const running = sets.filter(({ set }) => !set?.stopped);
  return Object.fromEntries(
    running.map(({ workers, set }, index) => [index > 0 ? `worker-${set?.name}` : 'worker', workers.scaling]),
  );
}

/**
 * Workers follow the queries that run and wait, so that they are there before these are slow, and the CPU that those use.
 *
 * @param set whose queries. Default: there is one
 */
export function workerSignals(set?: string): ScalingSignal[] {
  const [running, queued] = [1, 2].map((index) => `sum($${index}${ofSet(set)})`);
  return [
    ScalingSignal.metric({
      name: 'queries',
      expression: Expression.of(`${running} + ${queued}`, COORDINATOR.running, COORDINATOR.queued),
      targetPerPod: QUERIES_PER_WORKER,
    }),
    ScalingSignal.cpu(BUSY),
  ];
}

/** The queries that run end with the coordinator: what changes it is refused, before anything else of the cluster changes, until it is acknowledged. */
export function guardCoordinator(coordinator: Coordinator, acknowledge: ResolvedAcknowledgements): void {
  if (acknowledge.queriesEndWithChanges) return;
  const { deployment, partOf } = coordinator;
  GuardedMembers.of(deployment, partOf).addRestart({
    name: partOf.component,
    checksum: () => templateOf(deployment),
    advice: 'it restarts, and all queries that run fail. Choose a time at which none do that matter.',
    acknowledged: acknowledge.restartedCoordinator,
  });
}

/** A colour that serves clients stays as it is, and one that is to serve them ran before. */
export function guardColours(coordinators: Coordinator[], acknowledge: ResolvedAcknowledgements): void {
  if (acknowledge.queriesEndWithChanges) return;
  const [{ deployment, partOf }] = coordinators;
  const checksums = coordinators.map(({ deployment: each, set }): [string, () => string] => [
    set!.name,
    () => (set!.stopped ? 'stopped' : templateOf(each)),
  ]);
  GuardedMembers.of(deployment, partOf).addSets({
    name: partOf.component,
    active: partOf.set!,
    checksums: Object.fromEntries(checksums),
    advice:
      'all queries that run fail. Give the change to the other colour (blueGreen with green: {...} or blue: {...}) and deploy it beside, then switch active ' +
      'alone and deploy, then leave out the options of the colour that was; or choose a time at which no queries run that matter.',
    acknowledged: acknowledge.restartedCoordinator,
  });
}

function templateOf(deployment: Deployment): string {
  const { spec } = (deployment.node.findChild('Resource') as ApiObject).toJson() as { spec: { template: object } };
  return checksumOf(spec.template);
}
