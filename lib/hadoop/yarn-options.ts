import { Duration, Size } from 'cdk8s';
import { ContainerSize, Team } from '../core';
import { Scaling } from '../scaling';

/** ResourceManagers: who gives containers to applications. */
export interface ResourceManagerOptions {
  /**
   * How many: one active and the rest standby.
   * @default 2; 1 without high availability
   */
  readonly members?: number;
  /**
   * The size of one.
   * @default - 1 CPU, 4 GiB; 2 GiB without high availability
   */
  readonly size?: ContainerSize;
}

/** NodeManagers of one kind: who run containers. */
export interface NodeManagerOptions {
  /** How many, fixed or between bounds. */
  readonly scaling: Scaling;
  /** The size of one. What containers may use of it follows. */
  readonly size: ContainerSize;
  /**
   * For what containers write: working directories and the output of maps. A volume of the environment's storage class for scratch space, on spare
   * capacity the node's own disk. It survives a restart of the container and goes with the pod, so that the next one starts in any zone; what
   * maps wrote there is made again.
   * @default Size.gibibytes(100)
   */
  readonly localStorage?: Size;
}

/**
 * A team's queue of the capacity scheduler. `share` is what is guaranteed to it; all queues together have 100, and those without one divide what the
 * others leave. Its `members` and `groups` may submit, or everybody where it has neither. YARN has no `capacity` beside that.
 */
export interface YarnQueue extends Team {
  /**
   * What it may use while others are idle, in percent of the cluster.
   * @default 100
   */
  readonly maximumShare?: number;
  /**
   * Users who may end applications of others in it.
   * @default - YARN's own administrators alone
   */
  readonly administrators?: string[];
  /**
   * The most that one user may take, as a multiple of the queue's capacity.
   * @default 1
   */
  readonly userLimitFactor?: number;
  /**
   * The most that ApplicationMasters may take, as a share of the queue.
   * @default 0.2
   */
  readonly maximumApplicationMasterShare?: number;
}

/** YARN. */
export interface YarnOptions {
  /** NodeManagers on durable capacity. ApplicationMasters run here alone. */
  readonly nodeManagers: NodeManagerOptions;
  /**
   * Further NodeManagers on spare capacity, under the node label `spot`: tasks overflow to them, ApplicationMasters do not.
   * @default - none
   */
  readonly spotNodeManagers?: NodeManagerOptions;
  /**
   * The queues below `root`.
   * @default - one, `default`, with all of the cluster
   */
  readonly queues?: YarnQueue[];
  /**
   * ResourceManagers.
   * @default - two, of 1 CPU and 4 GiB
   */
  readonly resourceManagers?: ResourceManagerOptions;
  /**
   * How long containers of a NodeManager that leaves may go on. Then they are ended and run elsewhere.
   * @default Duration.minutes(50)
   */
  readonly decommissionTimeout?: Duration;
  /**
   * How long logs of ended applications are kept in HDFS.
   * @default Duration.days(7)
   */
  readonly logRetention?: Duration;
}
