import { Duration, Size } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Cpu, NetworkPort, NodeClass } from '../core';

/** Pods that a construct of the tree brings, whether as a workload of ours or through an operator. */
export interface DeclaredPods {
  /** The construct that brings them. */
  readonly owner: IConstruct;
  readonly namespaceName: string;
  /** All labels that the pods are known to carry. */
  readonly labels: Record<string, string>;
  /** Keys of labels that something else gives them, with values that nobody knows before. */
  readonly labelKeys: string[];
  readonly ports: NetworkPort[];
  /** Names of the ports that the kubelet asks. No NetworkPolicy stops it. */
  readonly probedPorts: string[];
  readonly nodeClass: NodeClass;
  readonly gracePeriod: Duration;
  /** How many run all the time: none, for jobs. */
  readonly count: number;
  /** What one asks for. */
  readonly cpu: Cpu;
  readonly memory: Size;
  readonly storage: Size;
}

const registry = new WeakMap<IConstruct, DeclaredPods[]>();

/** Make pods known to the policies, which look at the whole tree. */
export function declarePods(pods: DeclaredPods): void {
  registry.set(pods.owner, [...(registry.get(pods.owner) ?? []), pods]);
}

/** All pods of a tree. */
export function declaredPods(root: IConstruct): DeclaredPods[] {
  return root.node.findAll().flatMap((construct) => registry.get(construct) ?? []);
}
