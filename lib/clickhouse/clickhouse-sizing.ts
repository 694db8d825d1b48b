import { Size } from 'cdk8s';

/** The numbers that follow from the size of a server's container. */
export interface ServerSizing {
  /** The part of the container's memory that the server may use: `max_server_memory_usage_to_ram_ratio`. */
  readonly serverMemoryRatio: number;
  /** What that part comes to. */
  readonly serverMemory: Size;
  /** Memory of the cache of primary-key marks: `mark_cache_size`. */
  readonly markCache: Size;
  /** Memory of the cache of marks of skip indexes: `index_mark_cache_size`. */
  readonly indexMarkCache: Size;
  /** Memory of the cache of primary indexes: `primary_index_cache_size`. */
  readonly primaryIndexCache: Size;
  /** Memory of one query: `max_memory_usage`. */
  readonly queryMemory: Size;
  /** From when a query's GROUP BY and ORDER BY spill to disk. */
  readonly spillThreshold: Size;
  /** Queries at a time: `max_concurrent_queries`. */
  readonly concurrentQueries: number;
  /** Why, by field. */
  readonly reasons: Record<string, string>;
}

/** The numbers that follow from the size of a Keeper's container. */
export interface KeeperSizing {
  /** From when Keeper refuses writes instead of being killed: `max_memory_usage_soft_limit`. */
  readonly softLimit: Size;
  /** Why, by field. */
  readonly reasons: Record<string, string>;
}

/** The numbers chosen for a cluster, and why. */
export interface ClickHouseSizing {
  /** For a server. */
  readonly server: ServerSizing;
  /** For a member of Keeper. */
  readonly keeper: KeeperSizing;
}
