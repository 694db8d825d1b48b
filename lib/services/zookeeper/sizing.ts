import { ContainerSize } from '../../core';
import { bytesOf, mebibytesBelow, MIB } from '../../core/internal';
import { ZooKeeperSizing } from '../zookeeper-sizing';

/** What the JVM takes besides its heap: classes, code, threads' stacks, buffers of connections, the collector's own books. */
const BESIDES_HEAP = 512 * MIB;

/**
 * Sizes of a ZooKeeper member. The container never has less than the JVM may come to take: a member that waits for memory misses
 * heartbeats, and its sessions end.
 *
 * @see https://zookeeper.apache.org/doc/r3.9.5/zookeeperAdmin.html#sc_commonProblems
 */
export function zooKeeperSizing({ memory }: ContainerSize): ZooKeeperSizing {
  const bytes = bytesOf(memory);
  const heap = bytes - Math.max(BESIDES_HEAP, bytes / 4);
  return {
    heap: mebibytesBelow(heap),
    treeLimit: mebibytesBelow(heap / 4),
    reasons: {
      heap: 'what a quarter of the container, at least 512 MiB, leaves: classes, threads, buffers and the cache of the log need that',
      treeLimit:
        'a quarter of the heap: a small node takes several times what ZooKeeper counts, its path and its data alone',
    },
  };
}
