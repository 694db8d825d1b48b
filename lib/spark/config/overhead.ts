import { MIB } from '../../core/internal';

/**
 * What Spark adds to the heap where nobody says how much.
 *
 * @see https://spark.apache.org/docs/latest/running-on-kubernetes.html#spark-properties (spark.kubernetes.memoryOverheadFactor)
 */
export const OVERHEAD = { jvm: 0.1, python: 0.4, least: 384 * MIB };

/** The sum over all. */
export function total<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
