import { Size } from 'cdk8s';
import { ContainerSize } from '../core';
import { PodOverrides } from '../kubernetes';
import { Scaling } from '../scaling';

/** The coordinator. */
export interface PrestoCoordinatorOptions {
  /**
   * Its size. It plans queries and keeps what is known of them: many short ones need more of it than a few large ones.
   * @default - 2 CPU and 8 GiB
   */
  readonly size?: ContainerSize;
}

/** The workers. */
export interface PrestoWorkerOptions {
  /** The size of one. Heap, and what queries may have of it, follow. */
  readonly size: ContainerSize;
  /** How many there are. Where that follows the load, it follows queries that run and wait, and the CPU that they use. */
  readonly scaling: Scaling;
  /**
   * Disk to which operators write what memory has no room for, for each worker. What is written is encrypted.
   * @default - none: a query that needs more memory than it may have fails
   */
  readonly spill?: Size;
  /**
   * Whether they may run on spare capacity, which ends with two minutes of notice: less than a worker needs to finish its queries. With `faultTolerance`
   * alone, unless `acknowledge.queriesEndWithWorkers`.
   * @default false
   */
  readonly spot?: boolean;
}

/** Queues: how many queries run at once, and of whom. */
export interface PrestoQueueOptions {
  /**
   * How many queries run at once, all together.
   * @default 40
   */
  readonly concurrency?: number;
  /**
   * How many of one user run at once.
   * @default 10
   */
  readonly perUser?: number;
  /**
   * How many may wait in each queue. More are refused.
   * @default 200
   */
  readonly maxQueued?: number;
}

/** Settings that win over everything the construct chooses. */
export interface PrestoOverrides {
  /**
   * Properties of every node, by name: `{ 'query.max-stage-count': '150' }`.
   * @default - none
   */
  readonly config?: Record<string, string>;
  /**
   * Properties of the coordinator alone.
   * @default - none
   */
  readonly coordinatorConfig?: Record<string, string>;
  /**
   * Properties of workers alone.
   * @default - none
   */
  readonly workerConfig?: Record<string, string>;
  /**
   * Flags of every JVM, after ours.
   * @default - none
   */
  readonly jvm?: string[];
  /**
   * Levels of loggers: `{ 'com.facebook.presto': 'DEBUG' }`.
   * @default - everything from INFO on
   */
  readonly logLevels?: Record<string, string>;
  /**
   * What pods have besides, by component: `coordinator`, `worker`, `probe`.
   * @default - nothing
   */
  readonly pods?: Record<string, PodOverrides>;
}
