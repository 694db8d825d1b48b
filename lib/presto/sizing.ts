import { Duration, Size } from 'cdk8s';
import { ContainerSize } from '../core';
import { bytesOf, mebibytesBelow } from '../core/internal';
import { HEAP_REASON, jvmHeap } from '../workloads/internal';
import { Distribution } from './distribution';
import { PrestoNodeSizing, PrestoSizing } from './presto-sizing';
import { ResolvedPresto } from './resolve';

/** Workers differ in what they hold of a query: what all together have for it is not had by each at once. */
const CLUSTER_SHARE = 0.8;

/** What the JVM has at least besides its heap: compiled code, classes, stacks and buffers take that much, however small the heap is. */
const NATIVE = Size.mebibytes(768);

/** What a worker may take to end after its last task: what the JVM needs, and the hook that looks. */
const END = Duration.seconds(30);

/** What a node's memory is divided into. */
export function nodeSizing(container: ContainerSize, { memory }: Distribution): PrestoNodeSizing {
  const most = mebibytesBelow(Math.max(0, bytesOf(container.memory) - bytesOf(NATIVE)));
  const share = jvmHeap(container.memory);
  const heap = bytesOf(most) < bytesOf(share) ? most : share;
  const part = (of: number) => mebibytesBelow(bytesOf(heap) * of);
  return {
    container,
    heap,
    queryMemory: part(memory.user),
    queryTotalMemory: memory.total === undefined ? undefined : part(memory.total),
    headroom: part(memory.headroom),
  };
}

/**
 * The numbers of a cluster.
 *
 * @see https://prestodb.io/docs/current/admin/properties.html#memory-management-properties
 */
export function prestoSizing(resolved: ResolvedPresto): PrestoSizing {
  const { version, coordinator, resourceManagers, workers, queryMemory } = resolved;
  const distribution = version._distribution;
  const worker = nodeSizing(workers.size, distribution);
  return {
    coordinator: nodeSizing(coordinator.size, distribution),
    resourceManager: resourceManagers && nodeSizing(resourceManagers.size, distribution),
    worker,
    clusterQueryMemory: queryMemory ?? clusterQueryMemory(worker, workers.scaling.max),
    reasons: {
      heap: HEAP_REASON,
      queryMemory: `${distribution.memory.user} of the heap`,
      headroom: `${distribution.memory.headroom} of the heap: the engine's own default`,
      clusterQueryMemory: queryMemory
        ? 'as it was given'
        : `${CLUSTER_SHARE} of what ${workers.scaling.max} workers have for one query`,
    },
  };
}

/** What one query may have of so many workers. */
export function clusterQueryMemory({ queryMemory }: PrestoNodeSizing, workers: number): Size {
  return mebibytesBelow(bytesOf(queryMemory) * workers * CLUSTER_SHARE);
}

/**
 * How long a worker may take to leave: it tells the coordinator, waits, finishes what it has begun, and waits until its last results are fetched.
 * Two minutes of grace and an hour of query are 3,870 seconds.
 *
 * @see https://prestodb.io/docs/current/admin/graceful-shutdown.html
 */
export function leavingTime(grace: Duration, maxQueryTime: Duration): Duration {
  return Duration.seconds(2 * grace.toSeconds() + maxQueryTime.toSeconds() + END.toSeconds());
}
