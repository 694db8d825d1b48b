import { Duration, Size } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Cpu, NetworkPort, NodeClass, PartOf } from '../core';
import { objectLabels } from '../core/internal';
import { namespaceOf } from './namespace';
import { overridePod } from './override-pod';
import { PodProps, Spreading } from './pod';
import { gracePeriodOf, mountedVolumes, probePorts, requestsOf, runningContainers } from './pod-parts';
import { VolumeClaimProps } from './volume-claim';

/** What who brings pods says of them besides their props. */
export interface PodGroupInput {
  /** What they are called together: their workload's name, or what sets copies within an operator's resource apart. */
  readonly name: string;
  /** How many run all the time: none, for jobs. */
  readonly min: number;
  /** How many may run at once. */
  readonly max: number;
  /** The volumes that each claims, besides those of its own template. Default: none. */
  readonly claims?: VolumeClaimProps[];
  /** Labels that an operator gives them. Default: none. */
  readonly labels?: Record<string, string>;
  /** Keys of labels that something else gives them, with values that nobody knows before. Default: none. */
  readonly labelKeys?: string[];
  /** Whether the operator of a custom resource makes them. Default: no, a controller of Kubernetes does. */
  readonly operated?: boolean;
}

/** Pods that are copies of one another, of which a construct of the tree brings some. */
export interface PodGroup {
  /** The construct that brings them. */
  readonly owner: IConstruct;
  /** What they are called together. */
  readonly name: string;
  readonly partOf: PartOf;
  readonly namespaceName: string;
  /** All labels that the pods are known to carry. */
  readonly labels: Record<string, string>;
  readonly labelKeys: string[];
  readonly annotations: Record<string, string>;
  readonly ports: NetworkPort[];
  /** Names of the ports that the kubelet asks. No NetworkPolicy stops it. */
  readonly probedPorts: string[];
  /** How many run all the time: none, for jobs. */
  readonly min: number;
  /** How many may run at once. */
  readonly max: number;
  /** The only zone that they may run in. Default: any. */
  readonly zone?: string;
  /** What one asks for. */
  readonly cpu: Cpu;
  readonly memory: Size;
  /** Disk of its node. */
  readonly ephemeralStorage: Size;
  readonly claims: VolumeClaimProps[];
  readonly nodeClass: NodeClass;
  /** The processor architectures that their images exist for; empty where it is any. */
  readonly architectures: string[];
  /** Whether no two of them run on one node. */
  readonly alone: boolean;
  readonly gracePeriod: Duration;
  /** Whether the operator of a custom resource makes them. */
  readonly operated: boolean;
}

/** What a DisruptionBudget says. */
export interface PodBudget {
  /** Its name. Groups that share a budget count together. */
  readonly name: string;
  readonly namespaceName: string;
  readonly selector: Record<string, string>;
  readonly quorum?: number;
  readonly maxUnavailable: number;
}

/** Pods, and what their DisruptionBudget says of them. */
export interface BudgetedPodGroup extends PodGroup {
  /** The name of the budget. Groups that share one count together. Default: they have none. */
  readonly budget?: string;
  /** How many must run for the whole to work. Default: nobody said. */
  readonly quorum?: number;
  /** How many may be drained at once. Default: all. */
  readonly maxUnavailable?: number;
}

const groups = new WeakMap<IConstruct, PodGroup[]>();

const budgets = new WeakMap<IConstruct, PodBudget>();

/** Make pods known to what looks at the whole tree: policies and the report. */
export function declarePodGroup(group: PodGroup): void {
  groups.set(group.owner, [...(groups.get(group.owner) ?? []), group]);
}

/** The same, for pods made from our props: by us, or by an operator that gets a template of them. */
export function declarePods(owner: IConstruct, given: PodProps, input: PodGroupInput): void {
  const { labels, labelKeys = [], claims = [], operated = false, ...rest } = input;
  const props = overridePod(owner, given, [...Object.keys(labels ?? {}), ...labelKeys]);
  declarePodGroup({
    ...rest,
    owner,
    partOf: props.partOf,
    namespaceName: namespaceOf(owner),
    labels: { ...objectLabels(props.partOf), ...props.labels, ...labels },
    labelKeys,
    annotations: { ...props.annotations },
    ports: runningContainers(props).flatMap(({ ports = [] }) => ports),
    probedPorts: probePorts(props).probePorts,
    zone: props.zone,
    ...requestsOf(props),
    claims: [...claims, ...mountedVolumes(props).flatMap((volume) => volume._ownClaim() ?? [])],
    nodeClass: props.nodeClass,
    architectures: props.architectures ?? [],
    alone: rest.max > 1 && props.spreading !== Spreading.PREFERRED,
    gracePeriod: gracePeriodOf(props),
    operated,
  });
}

/** Let something else decide how many there are of a construct's pods. */
export function scalePods(owner: IConstruct, min: number, max: number): void {
  groups.set(
    owner,
    (groups.get(owner) ?? []).map((group) => ({ ...group, min, max })),
  );
}

/** Make a budget known to those who ask for the pods that it selects. */
export function declareBudget(owner: IConstruct, budget: PodBudget): void {
  budgets.set(owner, budget);
}

/** All pods of a tree. */
export function podGroups(root: IConstruct): BudgetedPodGroup[] {
  const constructs = root.node.findAll();
  const known = constructs.flatMap((construct) => budgets.get(construct) ?? []);
  return constructs
    .flatMap((construct) => groups.get(construct) ?? [])
    .map((group) => {
      const budget = known.find(
        ({ namespaceName, selector }) =>
          namespaceName === group.namespaceName &&
          Object.entries(selector).every(([key, value]) => group.labels[key] === value),
      );
      return { ...group, budget: budget?.name, quorum: budget?.quorum, maxUnavailable: budget?.maxUnavailable };
    });
}
