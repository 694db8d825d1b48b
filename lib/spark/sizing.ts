import { Size } from 'cdk8s';
import { Cpu, InstanceType } from '../core';
import { bytesOf, GIB, mebibytesBelow, MIB, quantityOf, sumOf } from '../core/internal';
import { NodeDaemon } from '../kubernetes';
import { containerFor, HEAP_REASON } from '../workloads/internal';
import { ResolvedHistoryServer } from './resolve';
import type { SparkFittingOptions, SparkShape, SparkShapeOptions } from './spark-shape';
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

/** What runs on every machine, where nobody says what. */
const DAEMONS = { cpu: 500, memory: 512 * MIB };

/** The parts of executors of which some fill a machine. */
export function fittingOptions(type: InstanceType, options: SparkFittingOptions): SparkShapeOptions {
  const { perNode, python = true, pythonMemory, offHeap, daemons } = options;
  if (!Number.isInteger(perNode) || perNode < 1) {
    throw new RangeError(`SparkShape.fitting takes a whole number of executors, given ${perNode}`);
  }
  const taken = daemons
    ? { cpu: total(daemons, ({ cpu }) => cpu.toMillis()), memory: total(daemons, ({ memory }) => bytesOf(memory)) }
    : DAEMONS;
  const cpu = Math.floor((type.allocatableCpu.toMillis() - taken.cpu) / perNode);
  const memory = Math.floor((bytesOf(type.allocatableMemory) - taken.memory) / perNode / MIB);
  const rest =
    memory - [pythonMemory, offHeap].reduce((sum, size) => sum + (size ? Math.ceil(bytesOf(size) / MIB) : 0), 0);
  const factor = python && pythonMemory === undefined ? OVERHEAD.python : OVERHEAD.jvm;
  const overhead = Math.max(Math.floor(rest - rest / (1 + factor)), OVERHEAD.least / MIB);
  if (cpu < 500 || rest - overhead < 450) {
    throw new RangeError(
      `SparkShape.fitting makes executors of at least half a core and 450 MiB of heap, given ${perNode} for ${type.name}: ${cpu}m and ${rest - overhead} MiB`,
    );
  }
  return {
    cores: Math.max(1, Math.round(cpu / 1000)),
    coreRequest: Cpu.millis(cpu),
    memory: Size.mebibytes(rest - overhead),
    memoryOverhead: Size.mebibytes(overhead),
    pythonMemory,
    offHeap,
  };
}

function total<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
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
