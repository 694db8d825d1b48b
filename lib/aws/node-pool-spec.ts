import { Duration, Size } from 'cdk8s';
import { Cpu, NodeClass } from '../core';

/** When Karpenter may take nodes away to save money. */
export enum Consolidation {
  /** Only nodes that nothing runs on but daemons. */
  WHEN_EMPTY = 'WhenEmpty',
  /** Also nodes whose pods fit elsewhere: they are evicted. */
  WHEN_EMPTY_OR_UNDERUTILIZED = 'WhenEmptyOrUnderutilized',
}

/** How the local NVMe disks of a node are used. */
export enum LocalDisks {
  /** Not at all. */
  NONE = 'none',
  /** As one disk that pods' scratch space lies on: `emptyDir` is NVMe then. */
  RAID0 = 'raid0',
  /** Each alone, below `/mnt/k8s-disks`: for engines that manage disks themselves. */
  JBOD = 'jbod',
}

/** What a machine must be able to do. Instance types follow from it. */
export interface NodeCapacity {
  /** The fewest vCPUs of a node. */
  readonly minCpus: number;
  /** The most vCPUs of a node. */
  readonly maxCpus: number;
  /**
   * The least memory of a node.
   * @default - any
   */
  readonly minMemory?: Size;
  /**
   * The least local NVMe of a node.
   * @default - none is needed
   */
  readonly minLocalStorage?: Size;
  /**
   * Families by their letter: `c` for compute, `m` for general, `r` for memory, `i` and `d` for storage.
   * @default ["c", "m", "r"]
   */
  readonly categories?: string[];
  /**
   * `arm64`, `amd64`, or both where images exist for both.
   * @default ["arm64"]
   */
  readonly architectures?: string[];
  /**
   * The oldest generation.
   * @default 6
   */
  readonly minGeneration?: number;
}

/** One pool of nodes. */
export interface NodePoolSpec {
  /** Its name: `stateful-a`. */
  readonly name: string;
  /** Which pods it is for. */
  readonly nodeClass: NodeClass;
  /** What its machines must be able to do. */
  readonly capacity: NodeCapacity;
  /** All its nodes together. */
  readonly cpuLimit: Cpu;
  /**
   * The zones of its nodes.
   * @default - all zones of the environment
   */
  readonly zones?: string[];
  /**
   * Whether nodes may be spare capacity that AWS takes back two minutes after saying so.
   * @default false
   */
  readonly spot?: boolean;
  /** When Karpenter may take nodes away. */
  readonly consolidation: Consolidation;
  /**
   * How long a node must have been so before, whole seconds.
   * @default Duration.minutes(5)
   */
  readonly consolidateAfter?: Duration;
  /**
   * After which time a node is replaced, whole minutes, at whatever hour that is and however many others go.
   * @default - never
   */
  readonly expireAfter?: Duration;
  /**
   * How long a drain waits for pods, whole minutes; then they are ended, even those that asked to be left alone (`undisturbedFor`). Without it,
   * a newer image waits until no pod of a node asks for that any more.
   * @default - for as long as they ask for
   */
  readonly drainTimeout?: Duration;
  /**
   * When nodes may be replaced because of a newer image or another setting, as a cron schedule in UTC and a duration. Emptiness is no matter of
   * it.
   * @default - at any time, one node at a time
   */
  readonly replaceOnly?: MaintenanceWindow;
  /**
   * How local disks are used.
   * @default LocalDisks.NONE
   */
  readonly localDisks?: LocalDisks;
  /**
   * Kernel settings: `{ 'vm.max_map_count': '2000000' }`.
   * @default - none
   */
  readonly sysctls?: Record<string, string>;
  /**
   * The root volume, which logs, images and scratch space lie on where there is no NVMe.
   * @default Size.gibibytes(100)
   */
  readonly rootVolume?: Size;
}

/** Some hours of every week. */
export interface MaintenanceWindow {
  /** When it opens, once a week: `0 3 * * sun`, in UTC. */
  readonly schedule: string;
  /** How long it stays open, whole hours. */
  readonly duration: Duration;
}
