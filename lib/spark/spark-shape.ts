import { Size } from 'cdk8s';
import { Cpu, InstanceType, InstanceTypes } from '../core';
import { bytesOf, MIB } from '../core/internal';
import { NodeDaemon } from '../kubernetes';
import { OVERHEAD, total } from './config/overhead';

/** What a driver or an executor is given. */
export interface SparkShapeOptions {
  /** How many tasks run at once in an executor; threads of a driver. */
  readonly cores: number;
  /** The heap of the JVM, whole MiB. */
  readonly memory: Size;
  /**
   * The CPU that the pod is guaranteed. Less than `cores` lets pods of jobs that wait for input share a node.
   * @default - `cores`
   */
  readonly coreRequest?: Cpu;
  /**
   * What the JVM and Python have besides the heap, whole MiB.
   * @default - a tenth of the heap, for Python without `pythonMemory` four tenths; 384 MiB at least
   * @see https://spark.apache.org/docs/latest/running-on-kubernetes.html#spark-properties (memoryOverheadFactor)
   */
  readonly memoryOverhead?: Size;
  /**
   * The most that the Python processes of an executor may take together: one that takes more gets a MemoryError. Drivers have none.
   * @default - no bound of their own: they live in the overhead
   */
  readonly pythonMemory?: Size;
  /**
   * Memory off the heap that Spark manages: for accelerators such as Comet and Gluten, which need it.
   * @default - none
   */
  readonly offHeap?: Size;
}

/** Options of `SparkShape.fitting`. */
export interface SparkFittingOptions {
  /** How many executors share one machine. */
  readonly perNode: number;
  /**
   * Whether jobs are of Python, whose processes live in the overhead: four tenths of the heap then, a tenth otherwise.
   * @default true
   */
  readonly python?: boolean;
  /**
   * The most that the Python processes of an executor may take together. The overhead is a tenth of the heap then.
   * @default - no bound of their own: they live in the overhead
   */
  readonly pythonMemory?: Size;
  /**
   * Memory off the heap that Spark manages.
   * @default - none
   */
  readonly offHeap?: Size;
  /**
   * What runs on each machine besides.
   * @default - 500m CPU and 512 MiB: what EKS' add-ons, a shipper of logs and an exporter of metrics ask for
   */
  readonly daemons?: NodeDaemon[];
}

/**
 * The size of a driver or an executor.
 *
 * Executors of 4 or 5 cores with 4 to 8 GiB of heap a core are a good start; heaps beyond 64 GiB are collected slowly.
 */
export class SparkShape {
  /** Of parts that are given. */
  public static of(options: SparkShapeOptions): SparkShape {
    return new SparkShape(options);
  }

  /**
   * Executors that fill a machine: what it has for pods, less what runs on each machine, in equal parts. CPU that is left of a core is theirs as well:
   * on 16 vCPUs, 4 executors of 4 cores are guaranteed 3.8 each.
   *
   * @param instanceType one of `InstanceTypes`: the smallest that the nodes of executors may have, `r8g.4xlarge`
   */
  public static fitting(instanceType: string, options: SparkFittingOptions): SparkShape {
    const type = InstanceTypes.find(instanceType);
    if (!type) throw new RangeError(`SparkShape.fitting takes one of InstanceTypes, given '${instanceType}'`);
    return new SparkShape(fittingOptions(type, options));
  }

  private constructor(private readonly options: SparkShapeOptions) {}

  /** How many tasks run at once. */
  public get cores(): number {
    return this.options.cores;
  }

  /** The heap. */
  public get memory(): Size {
    return this.options.memory;
  }

  /** @internal */
  public get _options(): SparkShapeOptions {
    return this.options;
  }
}

/** What runs on every machine, where nobody says what. */
const DAEMONS = { cpu: 500, memory: 512 * MIB };

/** The parts of executors of which some fill a machine. */
function fittingOptions(type: InstanceType, options: SparkFittingOptions): SparkShapeOptions {
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
