import { Duration } from 'cdk8s';

/**
 * The kind of machine a pod asks for, by what it does rather than by an instance type.
 * The environment maps each class to labels and taints of real nodes.
 */
export class NodeClass {
  /** Operators, monitoring and other platform services. */
  public static readonly SYSTEM = new NodeClass('system');
  /** Drivers and coordinators: one loss fails a job. */
  public static readonly DRIVER = new NodeClass('driver');
  /** Executors: many, replaceable, often on spot capacity. */
  public static readonly EXECUTOR = new NodeClass('executor');
  /** Query workers without data of their own. */
  public static readonly QUERY = new NodeClass('query');
  /** Members that hold data: never on spot, drained one at a time. */
  public static readonly STATEFUL = new NodeClass('stateful');
  /** Members of a quorum (Keeper, ZooKeeper, JournalNodes): small, on durable capacity, one per zone. */
  public static readonly QUORUM = new NodeClass('quorum');

  /** A class of your own, which the environment must then map. */
  public static of(id: string): NodeClass {
    return new NodeClass(id);
  }

  private constructor(
    /** The key under which `EnvironmentProps.nodeClasses` maps it. */
    public readonly id: string,
  ) {}
}

/** A taint that pods of a node class tolerate. */
export interface NodeTaint {
  /** The taint's key. */
  readonly key: string;
  /**
   * The taint's value.
   * @default - any value
   */
  readonly value?: string;
  /**
   * `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
   * @default - all effects
   */
  readonly effect?: string;
}

/** Which nodes a node class stands for in one environment. */
export interface NodePlacement {
  /**
   * Labels that the nodes carry.
   * @default - any node
   */
  readonly nodeSelector?: Record<string, string>;
  /**
   * Taints of those nodes.
   * @default - none
   */
  readonly taints?: NodeTaint[];
  /**
   * How long a drain of such a node waits for a pod to end (Karpenter's `terminationGracePeriod`).
   * A pod that asks for a longer grace period fails the synthesis.
   * @default - as long as the pod asks for
   */
  readonly maxGracePeriod?: Duration;
  /**
   * The annotation by which a pod asks what opens and removes such nodes to leave it where it is for some time after its start. The time is its
   * value, as Go writes durations: `7200s`.
   * @default - none: nothing removes nodes that pods run on
   */
  readonly undisturbedAnnotation?: string;
}
