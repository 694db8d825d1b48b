import { Size } from 'cdk8s';
import { Cpu, InstanceType } from '../core';
import { bytesOf, GIB, mebibytesBelow, MIB, quantityOf, sumOf } from '../core/internal';
import { NodeDaemon } from '../kubernetes';
import { containerFor, HEAP_REASON } from '../workloads/internal';
import { OVERHEAD, total } from './config/overhead';
import { ResolvedHistoryServer } from './resolve';
import { SparkShape } from './spark-shape';
import { SparkHistoryServerSizing, SparkPodSizing } from './spark-sizing';

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

/** How many pods of a size a machine takes beside what runs on each. */
export function perNode({ cpu, memory }: SparkPodSizing, type: InstanceType, daemons: readonly NodeDaemon[]): number {
  const room = {
    cpu: type.allocatableCpu.toMillis() - total(daemons, (daemon) => daemon.cpu.toMillis()),
    memory: bytesOf(type.allocatableMemory) - total(daemons, (daemon) => bytesOf(daemon.memory)),
  };
  return Math.max(0, Math.floor(Math.min(room.cpu / cpu.toMillis(), room.memory / bytesOf(memory))));
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
