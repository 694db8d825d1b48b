import { Size } from 'cdk8s';
import { Cpu } from '../core';
import { bytesOf, GIB, mebibytesBelow, MIB, quantityOf, sumOf } from '../core/internal';
import { containerFor, HEAP_REASON } from '../workloads/internal';
import { ResolvedHistoryServer } from './resolve';
import { SparkShape } from './spark-shape';
import { SparkHistoryServerSizing, SparkPodSizing } from './spark-sizing';

/**
 * What Spark adds to the heap where nobody says how much.
 *
 * @see https://spark.apache.org/docs/latest/running-on-kubernetes.html#spark-properties (spark.kubernetes.memoryOverheadFactor)
 */
const OVERHEAD = { jvm: 0.1, python: 0.4, least: 384 * MIB };

/** What Spark keeps of each heap for itself: `RESERVED_SYSTEM_MEMORY_BYTES`; and the default of `spark.memory.fraction`. */
const RESERVED = 300 * MIB;
const MEMORY_FRACTION = 0.6;

/** How much of a team's capacity its drivers may have: those that wait for executors would leave no room for any. */
export const DRIVERS_SHARE = 0.25;

/** What a shape comes to: the heap, what the JVM and Python have besides, and what Spark manages off the heap. */
export function podSizing(shape: SparkShape, python: boolean): SparkPodSizing {
  const { cores, memory, memoryOverhead, pythonMemory, offHeap } = shape._options;
  const { coreRequest = Cpu.units(cores) } = shape._options;
  const factor = python && pythonMemory === undefined ? OVERHEAD.python : OVERHEAD.jvm;
  const overhead = memoryOverhead ?? mebibytesBelow(Math.max(bytesOf(memory) * factor, OVERHEAD.least));
  return {
    cores,
    cpu: coreRequest,
    heap: memory,
    overhead,
    python: pythonMemory,
    offHeap,
    memory: sumOf([memory, overhead, ...(pythonMemory ? [pythonMemory] : []), ...(offHeap ? [offHeap] : [])]),
    unifiedMemory: mebibytesBelow(Math.max(0, bytesOf(memory) - RESERVED) * MEMORY_FRACTION),
    reasons: {
      overhead: memoryOverhead ? 'given' : `${factor} of the heap, 384 MiB at least, as Spark's own default`,
      memory: 'heap, overhead, Python and off-heap memory together: what Spark asks Kubernetes for',
      unifiedMemory: `${MEMORY_FRACTION} of the heap less 300 MiB: execution and storage share it`,
    },
  };
}

/** The History Server's. */
export function historyServerSizing({ largestLog }: ResolvedHistoryServer): SparkHistoryServerSizing {
  const heap = Size.mebibytes(Math.ceil((GIB + 2 * bytesOf(largestLog)) / MIB));
  return {
    heap,
    memory: containerFor(heap),
    reasons: {
      heap: `1 GiB, and twice the largest log, ${quantityOf(largestLog)}: it is read as a whole, and what it says goes to the disk`,
      memory: HEAP_REASON,
    },
  };
}
