import { Size } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Cpu, Environment, IEnvironmentExtension, InstanceType, NodeTaint } from '../core';

const EXTENSION_ID = 'node-profile';

/** Machines of one kind that pods are placed on: a pool of a node autoscaler, or a group of fixed size. */
export interface NodeGroup {
  /** Its name: `stateful-a`. */
  readonly name: string;
  /** The types of machine that it may have. */
  readonly instanceTypes: InstanceType[];
  /** The zones that its machines may be in. */
  readonly zones: string[];
  /**
   * Labels of its nodes, besides those of zone and architecture.
   * @default - none
   */
  readonly labels?: Record<string, string>;
  /**
   * Taints of its nodes.
   * @default - none
   */
  readonly taints?: NodeTaint[];
  /**
   * The CPU of all its machines together, as sold.
   * @default - no limit
   */
  readonly cpuLimit?: Cpu;
  /**
   * The disk of a node that its pods can have together, for scratch space and logs.
   * @default - not looked at
   */
  readonly ephemeralStorage?: Size;
}

/** Pods that run on every node, and what each leaves less of it for others. */
export interface NodeDaemon {
  /** Its name: `kube-proxy`. */
  readonly name: string;
  /** The CPU that one asks for. */
  readonly cpu: Cpu;
  /** The memory that one asks for. */
  readonly memory: Size;
}

/**
 * The addresses that a network has for nodes and their pods, by zone. They come in blocks where each node takes a whole one, of which its pods then
 * have some; where each pod takes an address from the network, a block is one address.
 */
export interface NodeAddresses {
  /** How many blocks nodes can have in each zone, by the zone's name. */
  readonly blocks: Record<string, number>;
  /** How many addresses a block has: 16 on AWS, where nodes are given prefixes. */
  readonly blockSize: number;
  /** How many blocks each node keeps besides those that its pods have addresses of. */
  readonly spareBlocks: number;
}

/** Props of `NodeProfile`. */
export interface NodeProfileProps {
  /** The groups of nodes that there are. */
  readonly groups: NodeGroup[];
  /**
   * What runs on each of them.
   * @default - nothing
   */
  readonly daemons?: NodeDaemon[];
  /**
   * The addresses that there are for them and their pods.
   * @default - not looked at
   */
  readonly addresses?: NodeAddresses;
}

/**
 * The nodes of an environment that this library does not make: pass it to `Environment.attach` as an extension, so that
 * `Policies.applyTogether` can hold pods against them. Pools of `aws.NodePools`, nodes of `aws.DataCluster` and addresses of `aws.DataNetwork` declare
 * themselves.
 */
export class NodeProfile implements IEnvironmentExtension {
  /** The profile of a construct's environment, where it has one. */
  public static of(construct: IConstruct): NodeProfile | undefined {
    const found = Environment.of(construct).extension(EXTENSION_ID);
    return found instanceof NodeProfile ? found : undefined;
  }

  public readonly extensionId = EXTENSION_ID;
  /** The groups of nodes that there are. */
  public readonly groups: NodeGroup[];
  /** What runs on each of them. */
  public readonly daemons: NodeDaemon[];
  /** The addresses that there are for them and their pods, if they are looked at. */
  public readonly addresses?: NodeAddresses;

  public constructor(props: NodeProfileProps) {
    this.groups = props.groups;
    this.daemons = props.daemons ?? [];
    this.addresses = props.addresses;
  }
}
