import { Size } from 'cdk8s';
import { ContainerSize } from '../core';

/** The numbers of one node, and why. */
export interface PrestoNodeSizing {
  /** What its container has. */
  readonly container: ContainerSize;
  /** The heap of its JVM: 0.8 of the container, and 768 MiB less than that at most. */
  readonly heap: Size;
  /** What one query may have of it for users' data: sorting, joins, aggregations. 0.3 of the heap. */
  readonly queryMemory: Size;
  /**
   * What one query may have of it in all. 0.5 of the heap.
   * @default - the distribution has no such bound
   */
  readonly queryTotalMemory?: Size;
  /** What is left for what nobody counts. 0.3 of the heap. */
  readonly headroom: Size;
}

/** The numbers of a cluster, and why. */
export interface PrestoSizing {
  /** The coordinator. */
  readonly coordinator: PrestoNodeSizing;
  /**
   * One resource manager.
   * @default - there are none
   */
  readonly resourceManager?: PrestoNodeSizing;
  /** One worker. */
  readonly worker: PrestoNodeSizing;
  /** What one query may have of all workers together, at their greatest number: 0.8 of what they have for it. */
  readonly clusterQueryMemory: Size;
  /** Why, in words, by the name of the number. */
  readonly reasons: Record<string, string>;
}
