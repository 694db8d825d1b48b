import { k8s } from 'cdk8s-plus-34';
import { Environment, NodeClass, NodeTaint } from '../core';
import { Spreading } from './pod';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';
const ARCHITECTURE = 'kubernetes.io/arch';

/** Which nodes pods go to, and how they keep away from each other. */
export interface PlacementInput {
  readonly nodeClass: NodeClass;
  /** Labels of the pods that are spread: copies of one another. */
  readonly spread: Record<string, string>;
  /** Labels whose values must be equal too: `matchLabelKeys`, where one template serves several groups of copies. */
  readonly spreadKeys?: string[];
  /** How many such copies there are. */
  readonly copies: number;
  readonly spreading?: Spreading;
  readonly zone?: string;
  readonly architectures?: string[];
}

/** The scheduling part of a pod spec. */
export type Placement = Pick<k8s.PodSpec, 'nodeSelector' | 'tolerations' | 'topologySpreadConstraints' | 'affinity'>;

/**
 * Copies never share a host, and are spread evenly over the zones.
 *
 * Both are requirements unless asked otherwise: with a preference, the scheduler puts copies together while nodes are scarce,
 * and nobody learns of it before the zone is lost. `minDomains` makes the node autoscaler open the missing zones.
 */
export function placementOf(environment: Environment, input: PlacementInput): Placement {
  const { nodeSelector, taints = [] } = environment.placementOf(input.nodeClass);
  const { zone, architectures = [] } = input;
  const selected = {
    ...nodeSelector,
    ...(zone && { [ZONE]: zone }),
    ...(architectures.length === 1 && { [ARCHITECTURE]: architectures[0] }),
  };
  const spread =
    input.copies > 1 && (input.spreading === Spreading.PREFERRED ? preferred(input) : required(environment, input));
  return {
    nodeSelector: Object.keys(selected).length > 0 ? selected : undefined,
    tolerations: taints.length === 0 ? undefined : tolerationsOf(taints),
    ...spread,
    ...(architectures.length > 1 && { affinity: { ...(spread && spread.affinity), ...oneOf(architectures) } }),
  };
}

/** A node selector names one value; of several, an affinity does. */
function oneOf(architectures: string[]): k8s.Affinity {
  const matchExpressions = [{ key: ARCHITECTURE, operator: 'In', values: architectures }];
  return {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } },
  };
}

function required(environment: Environment, input: PlacementInput): Placement {
  const labelSelector = { matchLabels: input.spread };
  const matchLabelKeys = input.spreadKeys;
  const overZones = input.zone === undefined && environment.zoneCount > 1;
  return {
    topologySpreadConstraints: overZones
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
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: HOST, labelSelector, matchLabelKeys }],
      },
    },
  };
}

/**
 * The same where a custom resource takes no spread constraints: never two on one host, and each in a zone of its own as far as there are zones. Of
 * more copies than zones some share one, as evenly as the scheduler happens to prefer.
 */
export function affinityApart(
  environment: Environment,
  { copies, spread, zone, architectures = [] }: PlacementInput,
): k8s.Affinity {
  const labelSelector = { matchLabels: spread };
  const overZones = zone === undefined && environment.zoneCount > 1;
  const byHost = { topologyKey: HOST, labelSelector };
  const byZone = { topologyKey: ZONE, labelSelector };
  const everyZone = copies <= environment.zoneCount;
  return {
    ...(architectures.length > 1 && oneOf(architectures)),
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: overZones && everyZone ? [byHost, byZone] : [byHost],
      preferredDuringSchedulingIgnoredDuringExecution:
        overZones && !everyZone ? [{ weight: 100, podAffinityTerm: byZone }] : undefined,
    },
  };
}

function preferred(input: PlacementInput): Placement {
  const labelSelector = { matchLabels: input.spread };
  const matchLabelKeys = input.spreadKeys;
  return {
    topologySpreadConstraints: [
      { topologyKey: ZONE, maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', labelSelector, matchLabelKeys },
    ],
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: { topologyKey: HOST, labelSelector, matchLabelKeys } },
        ],
      },
    },
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
