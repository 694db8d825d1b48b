import { Duration, Size } from 'cdk8s';
import { ContainerSize } from '../core';
import { Scaling } from '../scaling';

/** Compute nodes: backends that hold no data, and run queries on external catalogs. */
export interface DorisComputeOptions {
  /** How many there are, one at least. Where that follows the load, it follows the parts of queries that run, and the CPU that they use. */
  readonly scaling: Scaling;
  /**
   * The size of one. Its memory limits follow from it.
   * @default - that of a backend
   */
  readonly size?: ContainerSize;
  /**
   * The volume in which each keeps what it has read of catalogs, of the environment's storage class for scratch. It goes with its pod.
   * @see https://doris.apache.org/docs/4.x/lakehouse/data-cache
   * @default Size.gibibytes(100)
   */
  readonly cache?: Size;
  /**
   * How long a query may take: for that long a node that ends waits for those that it has a part in, whole seconds. Doris ends queries of others by
   * `query_timeout`, which is a property of users and of sessions.
   * @default Duration.minutes(15)
   */
  readonly maxQueryTime?: Duration;
}
