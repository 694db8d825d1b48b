import { Size } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Cpu, Environment, NodeClass } from '../core';
import { quantityOf } from '../core/internal';
import { tolerationsOf } from '../kubernetes/internal';

/** Where pods of the platform run: the fields that charts take one by one. */
export function systemNodes(scope: IConstruct) {
  const { nodeSelector = {}, taints = [] } = Environment.of(scope).placementOf(NodeClass.SYSTEM);
  return { nodeSelector, tolerations: tolerationsOf(taints) };
}

/** Copies stand in different zones where there are several, and on different hosts. */
export function spreadOver(scope: IConstruct, matchLabels: Record<string, string>) {
  const keys = Environment.of(scope).zoneCount > 1 ? ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'] : [];
  return keys.map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    // An operator that waits for a zone is worse than two in one.
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels },
  }));
}

/** How many copies a controller or webhook has: one on a laptop, where there is one zone. */
export function copies(scope: IConstruct): number {
  return Environment.of(scope).zoneCount > 1 ? 2 : 1;
}

/** A part of a chart that has copies: where they run, and how many a drain leaves. Most charts name it so. */
export function replicatedPart(scope: IConstruct, matchLabels: Record<string, string>, cpu: Cpu, memory: Size) {
  const replicaCount = copies(scope);
  return {
    replicaCount,
    resources: resourcesOf(cpu, memory),
    podDisruptionBudget: { enabled: replicaCount > 1, minAvailable: 1 },
    topologySpreadConstraints: spreadOver(scope, matchLabels),
    ...systemNodes(scope),
  };
}

/** Guaranteed CPU, and memory that is guaranteed and the limit at once. */
export function resourcesOf(cpu: Cpu, memory: Size) {
  return {
    requests: { cpu: cpu.toString(), memory: quantityOf(memory) },
    limits: { memory: quantityOf(memory) },
  };
}

/** What the Pod Security level `restricted` asks of a container. */
export const RESTRICTED_CONTAINER = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/** What the Pod Security level `restricted` asks of a pod. */
export const RESTRICTED_POD = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };

/**
 * What keeps definitions when their chart is removed: with a definition, Kubernetes deletes every object of it.
 *
 * @see https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource
 */
export const KEPT = { 'helm.sh/resource-policy': 'keep' };
