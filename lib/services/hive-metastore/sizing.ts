import { bytesOf } from '../../core/internal';
import { HEAP_REASON, jvmHeap } from '../../workloads/internal';
import { HiveMetastoreSizing } from '../hive-metastore-sizing';
import { ResolvedMetastore } from './resolve';

/** The pools of one replica: of its store inside and outside of transactions, and of transactions and of the mutex of their tables. */
export const POOLS = 4;

/** What holds the lock of the schema, and its tool: of one replica at a time. */
export const SCHEMA_CONNECTIONS = 3;

/** Memory that a thread with a call may take: its stack, and what it reads. */
const BYTES_PER_THREAD = 4 * 1024 * 1024;

/**
 * Sizes of a metastore.
 *
 * @see https://hive.apache.org/docs/latest/admin/configuration-properties/#metastore (datanucleus.connectionPool.maxPoolSize, hive.metastore.server.max.threads)
 */
export function metastoreSizing({ size, replicas, poolSize }: ResolvedMetastore): HiveMetastoreSizing {
  const heap = jvmHeap(size.memory);
  return {
    heap,
    threads: Math.max(50, Math.min(1000, Math.floor(bytesOf(heap) / BYTES_PER_THREAD))),
    poolSize,
    databaseConnections: replicas * POOLS * poolSize + SCHEMA_CONNECTIONS,
    reasons: {
      heap: HEAP_REASON,
      threads:
        'one for each 4 MiB of the heap, 50 at least and 1000, the default, at most: a client keeps its thread as long as it is connected',
      poolSize: 'as given: calls wait for a connection, not for a thread',
      databaseConnections: `${POOLS} pools in each replica, and ${SCHEMA_CONNECTIONS} of who looks after the schema`,
    },
  };
}
