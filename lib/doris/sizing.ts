import { Duration, Size } from 'cdk8s';
import { ContainerSize } from '../core';
import { bytesOf, GIB, mebibytesBelow, MIB, quantityOf } from '../core/internal';
import { ResolvedDisaggregatedDoris } from './disaggregated/resolve';
import {
  BackendSizing,
  DorisDisaggregatedSizing,
  DorisSizing,
  FrontendSizing,
  MetaServiceSizing,
} from './doris-sizing';
import { ResolvedCompute, ResolvedDoris } from './resolve';

/** What a frontend's heap is of its container: 8 GiB of 12, as in the operator's own samples. */
const HEAP_FRACTION = 0.67;
/** Heaps are multiples of it. */
const STEP = 256 * MIB;

/** From when a backend may use more of its container: a tenth of it is then enough for the rest. */
const LARGE = 32 * GIB;
/** What the JVM's heap is of what a backend leaves; the rest of that is its own books, and the allocator's. */
const JVM_FRACTION = 5 / 8;
/** The heap of the JVM in the file that releases come with. */
const JVM_HEAP = 2 * GIB;

/** The heap in the file that releases come with: below it, frontends with many tablets are known to end while they replay their log. */
const FRONTEND_HEAP = Size.gibibytes(8);

/** The documentation's least for any part that is to start normally. */
const LEAST_BACKEND = Size.gibibytes(8);

/**
 * Sizes of a frontend.
 *
 * @see https://doris.apache.org/docs/4.x/admin-manual/config/fe-config
 */
export function feSizing(container: ContainerSize): FrontendSizing {
  const heap = Math.floor((bytesOf(container.memory) * HEAP_FRACTION) / STEP) * STEP;
  return {
    container,
    heap: mebibytesBelow(heap),
    reasons: {
      heap: `${HEAP_FRACTION} of the container, in steps of 256 MiB: the metadata's log has buffers beside it, and a restart that replays it has its peak there`,
    },
  };
}

/**
 * Sizes of a backend. Its process counts what it holds by itself, and the JVM inside has its heap beside that.
 *
 * @param jvmHeap the heap of the JVM inside, where it is said
 * @see https://doris.apache.org/docs/4.x/admin-manual/config/be-config
 */
export function beSizing(container: ContainerSize, jvmHeap?: Size): BackendSizing {
  const bytes = bytesOf(container.memory);
  const share = bytes < LARGE ? 0.8 : 0.9;
  const memoryLimit = mebibytesBelow(bytes * share);
  const rest = bytes - bytesOf(memoryLimit);
  return {
    container,
    memoryLimit,
    softLimitRatio: 0.9,
    rest: mebibytesBelow(rest),
    jvmHeap: jvmHeap === undefined ? mebibytesBelow(Math.min(JVM_HEAP, rest * JVM_FRACTION)) : jvmHeap,
    cores: Math.max(1, Math.ceil(container.cpu.toUnits())),
    reasons: {
      memoryLimit: `${share} of the container: 0.9 is the engine's default, and below 32 GiB the rest would be too little for the JVM inside`,
      softLimitRatio: "the engine's default",
      jvmHeap:
        jvmHeap === undefined
          ? 'five eighths of what the process leaves, 2 GiB at most, which the file of releases has'
          : 'as it was given',
      cores: "what the container is guaranteed: the process sees the machine's cores, and has threads for each",
    },
  };
}

/** Sizes of a member of the meta service: it holds no state, and no setting of its follows from its size. */
export function msSizing(container: ContainerSize): MetaServiceSizing {
  return { container, reasons: { container: 'as it was given: FoundationDB holds the state' } };
}

/** Sizes of all parts. */
export function dorisSizing({
  frontends,
  size,
  compute,
}: Pick<ResolvedDoris, 'frontends' | 'size' | 'compute'>): DorisSizing {
  return {
    frontend: feSizing(frontends.size),
    backend: beSizing(size),
    computeNode: compute && beSizing(compute.size),
  };
}

/** What a compute node needs after its queries have ended: its process waits for what is still under way, and for those that come late. */
const COMPUTE_END = Duration.minutes(5);

/** How long a compute node may take to end. */
export function leavingTime({ maxQueryTime }: ResolvedCompute): { handOver: Duration; whole: Duration } {
  const seconds = maxQueryTime.toSeconds() + 60;
  return { handOver: Duration.seconds(seconds), whole: Duration.seconds(seconds + COMPUTE_END.toSeconds()) };
}

/** Sizes of all parts where the data lies in an object store. */
export function disaggregatedSizing({
  frontends,
  metaService,
  computeGroups,
}: Pick<ResolvedDisaggregatedDoris, 'computeGroups' | 'frontends' | 'metaService'>): DorisDisaggregatedSizing {
  return {
    frontend: feSizing(frontends.size),
    metaService: msSizing(metaService.size),
    computeGroups: Object.fromEntries(computeGroups.map(({ name, size }) => [name, beSizing(size)])),
  };
}

/** What a frontend is too small for, as the text of a problem. */
export function feShortage({ container, heap }: FrontendSizing): string | undefined {
  return bytesOf(heap) < bytesOf(FRONTEND_HEAP)
    ? `${quantityOf(container.memory)}, of which the heap is ${quantityOf(heap)}`
    : undefined;
}

/** What a backend is too small for, as the text of a problem. */
export function beShortage({ container, rest, jvmHeap }: BackendSizing): string | undefined {
  if (bytesOf(jvmHeap) > bytesOf(rest)) {
    return `${quantityOf(container.memory)}, of which ${quantityOf(rest)} are left for a JVM whose heap is ${quantityOf(jvmHeap)}`;
  }
  return bytesOf(container.memory) < bytesOf(LEAST_BACKEND) ? quantityOf(container.memory) : undefined;
}
