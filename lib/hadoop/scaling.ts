import { PartOf } from '../core';
import { selectorLabels } from '../core/internal';
import { GuardedField } from '../kubernetes';
import { libraryDefault, MemberSet, PartRelease } from '../kubernetes/internal';
import { Expression } from '../monitoring';
import { Scaling, ScalingSignal } from '../scaling';
import { MembersGuard } from '../workloads/internal';
import { HadoopAcknowledgements } from './acknowledgements';
import { NodeManagerSizing } from './hadoop-sizing';
import { NODE_MANAGER, QUEUES } from './metrics';
import { DEFAULT_VERSION, ResolvedHadoop } from './resolve';

const REPLICAS = 'spec.replicas';

const DATA_NODES = GuardedField.neverLess({
  what: 'datanodes',
  field: REPLICAS,
  advice:
    'DataNodes that leave hand over all that they hold, which takes hours and room on the others. See that there is room, and that no other leaves.',
});

const fixed = (what: string, advice: string) => GuardedField.neverChanged({ what, field: REPLICAS, advice });

const FIXED = {
  namenodes: fixed(
    'namenodes',
    'every configuration names the NameNodes, and a new one copies the whole image. Change the number by one, with all of them healthy.',
  ),
  journalnodes: fixed(
    'journalnodes',
    'every change of the namespace is written to a majority of them. Copy the edits of one to the new ones, and change the number while the NameNodes are stopped.',
  ),
  resourcemanagers: fixed(
    'resourcemanagers',
    'every configuration names the ResourceManagers. Running applications find the new ones only after a restart.',
  ),
};

/** Members whose number nobody changes by mistake. */
export function fixedMembers(what: keyof typeof FIXED, given: HadoopAcknowledgements): MembersGuard {
  const acknowledged = {
    namenodes: given.nameNodes,
    journalnodes: given.journalNodes,
    resourcemanagers: given.resourceManagers,
  }[what];
  return { field: FIXED[what], acknowledged };
}

/** What says how DataNodes of one set may leave. */
export interface DataNodeDecrease {
  readonly set: MemberSet;
  /** How many there are of all sets. */
  readonly total: number;
  readonly replication: number;
  readonly acknowledge: HadoopAcknowledgements;
}

/** DataNodes: fewer are acknowledged by how many are left of all, and leave as the number of copies allows. */
export function dataNodeMembers(part: PartOf, input: DataNodeDecrease): MembersGuard {
  return {
    field: DATA_NODES,
    acknowledged: input.acknowledge.dataNodes === input.total ? input.set.replicas : undefined,
    // If all that leave were lost at once, one copy of each block would be left.
    leaving: { atOnce: Math.max(1, input.replication - 1), siblings: selectorLabels(part) },
  };
}

/** What holds data goes to another release line on purpose alone. */
export function releaseOf(text: string, acknowledged?: string): PartRelease {
  return {
    text,
    acknowledged,
    prop: 'version',
    versions: 'HadoopVersion',
    fallback: libraryDefault(DEFAULT_VERSION.release),
    advice:
      'prepare HDFS (hdfs dfsadmin -rollingUpgrade prepare), as the README of Hadoop shows, or there is no way back once a NameNode has written its image anew.',
  };
}

/** How many there are of what comes and goes, by the name that its pods have after the cluster's. */
export function scalingOf({ yarn, httpFs }: ResolvedHadoop): Record<string, Scaling> {
  return {
    ...(yarn && { nodemanager: yarn.nodeManagers.scaling }),
    ...(yarn?.spotNodeManagers && { 'nodemanager-spot': yarn.spotNodeManagers.scaling }),
    ...(httpFs && { httpfs: httpFs.scaling }),
  };
}

/** What NodeManagers of one set follow. */
export interface NodeManagerDemand {
  readonly set: string;
  readonly sizing: NodeManagerSizing;
  /** Whether tasks that find no room here go to spare capacity, so that only ApplicationMasters that wait are counted. */
  readonly overflows: boolean;
}

/** How full NodeManagers are when another one is added. */
const FULL = 0.9;

/**
 * As many NodeManagers as what their containers have and what waits would fill to nine tenths, in memory and in cores.
 *
 * What waits counts for the set that takes it: for spare capacity where there is some, since otherwise both would grow for the same request.
 */
export function nodeManagerSignals({ set, sizing, overflows }: NodeManagerDemand): ScalingSignal[] {
  const memory = sizing.containerMemory.toMebibytes();
  const own = `pod=~"${set}-[0-9]+"`;
  const waiting = (resource: 'memory' | 'cores') =>
    overflows
      ? { template: `max($2{queue="root"}) * ${resource === 'memory' ? 1024 : 1}`, metric: QUEUES.applicationsPending }
      : {
          template: 'max($2{queue="root"})',
          metric: resource === 'memory' ? QUEUES.pendingMemory : QUEUES.pendingCores,
        };
  const signal = (resource: 'memory' | 'cores', used: string, target: number) => {
    const { template, metric } = waiting(resource);
    const allocated = resource === 'memory' ? NODE_MANAGER.allocatedMemory : NODE_MANAGER.allocatedCores;
    return ScalingSignal.metric({
      name: `${resource}-in-demand`,
      expression: Expression.of(`(${used} or vector(0)) + ${template}`, allocated, metric),
      targetPerPod: target,
    });
  };
  return [
    signal('memory', `sum($1{${own}}) * 1024`, Math.floor(memory * FULL)),
    signal('cores', `sum($1{${own}})`, Number((sizing.virtualCores * FULL).toFixed(1))),
  ];
}
