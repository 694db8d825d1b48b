import { ContainerSize } from '../../core';
import { bytesOf, mebibytesBelow } from '../../core/internal';
import { HEAP_REASON, jvmHeap } from '../../workloads/internal';
import { ZooKeeperSizing } from '../zookeeper-sizing';

/**
 * Sizes of a ZooKeeper member. The container never has less than the JVM may come to take: a member that waits for memory misses
 * heartbeats, and its sessions end.
 *
 * @see https://zookeeper.apache.org/doc/r3.9.5/zookeeperAdmin.html#sc_commonProblems
 */
export function zooKeeperSizing({ memory }: ContainerSize): ZooKeeperSizing {
  const heap = jvmHeap(memory);
  return {
    heap,
    treeLimit: mebibytesBelow(bytesOf(heap) / 4),
    reasons: {
      heap: HEAP_REASON,
      treeLimit:
        'a quarter of the heap: a small node takes several times what ZooKeeper counts, its path and its data alone',
    },
  };
}
