import { Size } from 'cdk8s';
import { Cpu } from '../core';

/** What a driver or an executor comes to. */
export interface SparkPodSizing {
  /** Tasks at once. */
  readonly cores: number;
  /** The CPU that it is guaranteed. */
  readonly cpu: Cpu;
  /** The heap. */
  readonly heap: Size;
  /** What the JVM and Python have besides. */
  readonly overhead: Size;
  /**
   * What Python processes may take together.
   * @default - no bound of their own
   */
  readonly python?: Size;
  /**
   * Memory off the heap that Spark manages.
   * @default - none
   */
  readonly offHeap?: Size;
  /** The container's memory: all of that together. */
  readonly memory: Size;
  /** What of the heap execution and storage share: `(heap - 300 MiB) x spark.memory.fraction`. */
  readonly unifiedMemory: Size;
  /** Why, by field. */
  readonly reasons: Record<string, string>;
}

/** The numbers chosen for an application, and why. */
export interface SparkApplicationSizing {
  /** For the driver. */
  readonly driver: SparkPodSizing;
  /** For each executor. */
  readonly executor: SparkPodSizing;
  /** How many executors there are at most. */
  readonly executors: number;
  /**
   * How many executors share a machine, by the group of nodes: on the smallest of its types that takes one.
   * @default - nothing is known of the nodes (`NodeProfile`)
   */
  readonly executorsPerNode?: Record<string, number>;
}

/** The numbers chosen for the History Server, and why. */
export interface SparkHistoryServerSizing {
  /** Its heap. */
  readonly heap: Size;
  /** Its container's memory. */
  readonly memory: Size;
  /** Why, by field. */
  readonly reasons: Record<string, string>;
}

/** The numbers chosen for a platform, and why. */
export interface SparkSizing {
  /** For the History Server. */
  readonly historyServer: SparkHistoryServerSizing;
}
