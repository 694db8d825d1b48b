import { Size } from 'cdk8s';
import { bytesOf, GIB, mebibytesBelow } from '../core/internal';

/**
 * What of its container's memory the heap of a JVM may be. The rest is for what grows with the heap, the collector's own books, and for what does not:
 * classes, compiled code, stacks of threads and direct buffers. An idle ZooKeeper takes 100 MiB besides a heap of 600, a busy daemon more.
 *
 * The operators of Stackable leave as much for HDFS, ZooKeeper, Hive and Trino.
 *
 * @see https://github.com/stackabletech/zookeeper-operator (JVM_HEAP_FACTOR)
 */
const HEAP_FRACTION = 0.8;

/** Why a heap is as large as it is. */
export const HEAP_REASON = `${HEAP_FRACTION} of the container: the rest is for threads, direct buffers and the JVM itself`;

/** The heap of a JVM that has a container to itself: 8 GiB give 6553 MiB. */
export function jvmHeap(memory: Size): Size {
  return mebibytesBelow(bytesOf(memory) * HEAP_FRACTION);
}

/** The container for a heap, in whole GiB: a heap of 13 GiB needs 17. */
export function containerFor(heap: Size): Size {
  return Size.gibibytes(Math.ceil(bytesOf(heap) / HEAP_FRACTION / GIB));
}

/** The flags of a server's heap: all of it from the start, so that it never finds the machine full later. */
export function heapFlags(heap: Size): string[] {
  const mebibytes = heap.toMebibytes();
  return [`-Xms${mebibytes}m`, `-Xmx${mebibytes}m`, '-XX:+UseG1GC'];
}

const COLLECTOR = /^-XX:\+Use(G1|Z|Parallel|Serial|Shenandoah|ConcMarkSweep|Epsilon)GC$/;

/** Flags of ours with those that come after them and win. A collector takes the place of ours: with two, no JVM starts. */
export function jvmFlags(ours: string[], given: string[] = []): string[] {
  const kept = given.some((flag) => COLLECTOR.test(flag)) ? ours.filter((flag) => !COLLECTOR.test(flag)) : ours;
  return [...kept, ...given];
}

/** The file that `containerFlags` name. */
export const JAVA_SECURITY = 'java.security';

/**
 * How long the JVM believes a name's address. Pods come back with another one, so half a minute; a name that is not known yet is asked
 * again at once.
 *
 * @see https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/net/doc-files/net-properties.html
 */
export function javaSecurity(): string {
  return 'networkaddress.cache.ttl=30\nnetworkaddress.cache.negative.ttl=0\n';
}

/**
 * Flags of every JVM in a container: names are looked up again, and one that is out of memory ends instead of lingering.
 *
 * @param config the folder in which `java.security` lies
 */
export function containerFlags(config: string): string[] {
  return [`-Djava.security.properties=${config}/${JAVA_SECURITY}`, '-XX:+ExitOnOutOfMemoryError'];
}

/** For launchers that ask for a dump of a heap that is full: it is as large as the heap, and there is no room for one. */
export const NO_HEAP_DUMP = '-XX:-HeapDumpOnOutOfMemoryError';
