import { k8s } from 'cdk8s-plus-34';
import { Environment, NodeClass, NodeTaint } from '../core';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';

/** Which nodes pods go to, and how they keep away from each other. */
export interface PlacementInput {
  readonly nodeClass: NodeClass;
  /** Labels of the pods that are spread: copies of one another. */
  readonly spread: Record<string, string>;
  /** Labels whose values must be equal too: `matchLabelKeys`, where one template serves several groups of copies. */
  readonly spreadKeys?: string[];
  /** How many such copies there are. */
  readonly copies: number;
}

/** The scheduling part of a pod spec. */
export type Placement = Pick<k8s.PodSpec, 'nodeSelector' | 'tolerations' | 'topologySpreadConstraints' | 'affinity'>;

/**
 * Copies never share a host, and are spread evenly over the zones.
 *
 * Both are requirements, not preferences: with a preference, the scheduler puts copies together while nodes are scarce,
 * and nobody learns of it before the zone is lost. `minDomains` makes the node autoscaler open the missing zones.
 */
export function placementOf(environment: Environment, input: PlacementInput): Placement {
  const { nodeSelector, taints = [] } = environment.placementOf(input.nodeClass);
  const apart = input.copies > 1;
  const labelSelector = { matchLabels: input.spread };
  const matchLabelKeys = input.spreadKeys;
  return {
    nodeSelector,
    tolerations: taints.length === 0 ? undefined : tolerationsOf(taints),
    topologySpreadConstraints:
      apart && environment.zoneCount > 1
        ? [
            {
              topologyKey: ZONE,
              maxSkew: 1,
              minDomains: Math.min(input.copies, environment.zoneCount),
              whenUnsatisfiable: 'DoNotSchedule',
              labelSelector,
              matchLabelKeys,
            },
          ]
        : undefined,
    affinity: apart
      ? {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: HOST, labelSelector, matchLabelKeys }],
          },
        }
      : undefined,
  };
}

/** What tolerates taints, each exactly as it is. */
export function tolerationsOf(taints: NodeTaint[]): k8s.Toleration[] {
  return taints.map(({ key, value, effect }) => ({
    key,
    operator: value === undefined ? 'Exists' : 'Equal',
    value,
    effect,
  }));
}
