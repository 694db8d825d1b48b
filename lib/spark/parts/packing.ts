import { IConstruct } from 'constructs';
import { Environment, NodeClass } from '../../core';
import { NodeGroup } from '../../kubernetes';
import { nodesOf } from '../../kubernetes/internal';
import { ResolvedWorkload } from '../resolve';
import { perNode } from '../sizing';
import { SparkPodSizing } from '../spark-sizing';

/** The machines of executors. */
export function executorNodes({ spot }: Pick<ResolvedWorkload, 'spot'>): NodeClass {
  return spot ? NodeClass.EXECUTOR : NodeClass.DRIVER;
}

/** Executors, as far as it matters to where they fit. */
export interface Packed {
  readonly sizing: SparkPodSizing;
  readonly nodeClass: NodeClass;
  readonly architectures: string[];
}

/**
 * How many executors share a machine, for each group of nodes that takes them, of those that are known by then. The smallest machine is what tells: who
 * opens nodes may choose it.
 */
export function executorsPerNode(scope: IConstruct, executors: Packed): Record<string, number> | undefined {
  const { groups, daemons } = nodesOf([scope.node.root]);
  const found = groups.flatMap((group): [string, number][] => {
    if (!takes(scope, group, executors.nodeClass)) return [];
    const counts = group.instanceTypes
      .filter(
        ({ architecture }) => executors.architectures.length === 0 || executors.architectures.includes(architecture),
      )
      .sort((a, b) => a.allocatableMemory.toMebibytes() - b.allocatableMemory.toMebibytes() || a.vcpus - b.vcpus)
      .map((type) => perNode(executors.sizing, type, daemons))
      .filter((count) => count > 0);
    return counts.length > 0 ? [[group.name, counts[0]]] : [];
  });
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

function takes(scope: IConstruct, { labels = {}, taints: own = [] }: NodeGroup, nodeClass: NodeClass): boolean {
  const { nodeSelector = {}, taints = [] } = Environment.of(scope).placementOf(nodeClass);
  return (
    Object.entries(nodeSelector).every(([key, value]) => labels[key] === value) &&
    own.every((taint) => taints.some(({ key, value }) => key === taint.key && (value ?? taint.value) === taint.value))
  );
}
