import { ContainerSize } from '../core';

/** Which application of a queue begins next. */
export enum KueueStrategy {
  /** The oldest of those with the highest priority that fits: one that does not fit lets smaller ones pass. */
  BEST_EFFORT_FIFO = 'BestEffortFIFO',
  /** The oldest of those with the highest priority: all others wait for it. */
  STRICT_FIFO = 'StrictFIFO',
}

/** Which running applications of the same queue one that waits takes the place of. */
export enum KueuePreemption {
  /** None. */
  NEVER = 'Never',
  /** Those with a lower priority. */
  LOWER_PRIORITY = 'LowerPriority',
  /** Those with a lower priority, and younger ones with the same. */
  LOWER_OR_NEWER_EQUAL_PRIORITY = 'LowerOrNewerEqualPriority',
}

/** Which running applications of others, that have borrowed, a team takes its own quota back from. */
export enum KueueReclaim {
  /** None: it waits for their end. */
  NEVER = 'Never',
  /** Those with a lower priority than the one that waits. */
  LOWER_PRIORITY = 'LowerPriority',
  /** Any. */
  ANY = 'Any',
}

/** Options of `Queueing.kueue`. */
export interface KueueOptions {
  /**
   * The cohort, by name: teams of one cohort use what the others of it do not.
   * @default - none: a team has its capacity, and no more
   */
  readonly cohort?: string;
  /**
   * How much it may have of its cohort beyond its own capacity.
   * @default - all that the others do not use
   */
  readonly borrowingLimit?: ContainerSize;
  /**
   * How much of its own capacity the others of its cohort may have while it does not use it.
   * @default - all
   */
  readonly lendingLimit?: ContainerSize;
  /**
   * Which application begins next.
   * @default KueueStrategy.BEST_EFFORT_FIFO
   */
  readonly strategy?: KueueStrategy;
  /**
   * Which of the team's running applications one that waits takes the place of. They run again from their beginning later: programs must bear that.
   * @default KueuePreemption.NEVER
   */
  readonly preemption?: KueuePreemption;
  /**
   * Which applications of others in its cohort the team takes its quota back from. They run again from their beginning later.
   * @default KueueReclaim.NEVER
   */
  readonly reclaim?: KueueReclaim;
  /**
   * Priorities that the team's applications may have (`priority`), by name: the higher, the sooner. One that names none has 0.
   * @default - none
   */
  readonly priorities?: Record<string, number>;
  /**
   * What pods take besides their heaps, as a part of these. Kueue counts the heaps alone, so the quota is the capacity's memory divided by one and this.
   * Spark adds 0.1 for the JVM and 0.4 for Python, 384 MiB at least; an application whose pods take more is refused.
   * @default 0.4
   */
  readonly memoryOverhead?: number;
  /**
   * The ResourceFlavor, by name, whose quota is counted: one without labels of nodes, since pods are placed by their node classes. Teams of one cohort
   * have the same.
   * @default - the platform's, which comes with its first team that queues by Kueue
   */
  readonly flavor?: string;
}

/** Options of `Queueing.yunikorn`. */
export interface YuniKornOptions {
  /**
   * A queue that something else defines, by its full name: `root.batch.etl`. The scheduler must place by it (the rule `provided`), which is not its default.
   * @default - the one of the team's namespace in `YuniKornQueues`
   */
  readonly queue?: string;
  /**
   * Whether an application begins when there is room for all of it. Not, where `service.disableGangScheduling` says so to the scheduler: then executors may
   * come and go (`Scaling.between`).
   * @default true
   */
  readonly gangScheduling?: boolean;
  /**
   * How much the scheduler takes from other queues for it, at most its capacity.
   * @default - nothing
   */
  readonly guaranteed?: ContainerSize;
  /**
   * How many applications run at once. It must be given without gang scheduling: drivers that wait for executors would fill the queue.
   * @default - as many as there is room for
   */
  readonly maxApplications?: number;
}

/** Options of `Queueing.volcano`. */
export interface VolcanoOptions {
  /**
   * The queue's part of what several queues want at once: 1 to 65535.
   * @default 1
   */
  readonly weight?: number;
  /**
   * Whether other queues get back what it uses beyond its part.
   * @default true
   */
  readonly reclaimable?: boolean;
}

type CompleteKueue = KueueOptions &
  Required<Pick<KueueOptions, 'strategy' | 'preemption' | 'reclaim' | 'priorities' | 'memoryOverhead'>>;
type CompleteYuniKorn = YuniKornOptions & Required<Pick<YuniKornOptions, 'gangScheduling'>>;
type CompleteVolcano = Required<VolcanoOptions>;

interface QueueingParts {
  readonly kueue?: CompleteKueue;
  readonly yunikorn?: CompleteYuniKorn;
  readonly volcano?: CompleteVolcano;
}

/**
 * Who says when an application may begin. A queue counts the team's capacity itself, so there is no ResourceQuota beside it: what it lets in, and what it
 * lets wait, would be refused by that one.
 */
export class Queueing {
  /** Nobody: its pods wait for nodes and for quota, each for itself. */
  public static none(): Queueing {
    return new Queueing('none', {});
  }

  /**
   * Kueue: an application waits until all of it fits into the team's quota. One that is made in the team's namespace without our labels waits as well.
   *
   * It counts what an application says at first: their number of executors is fixed (`Scaling.exactly`). A submission that fails is not tried again, since
   * Kueue has given its quota to others by then. Connect servers cannot wait.
   *
   * The namespace needs the labels `Kueue.MANAGED_NAMESPACE`, which a `NamespaceChart` gets from its team; otherwise applications start at once.
   *
   * @see https://kueue.sigs.k8s.io/docs/concepts/cluster_queue/
   */
  public static kueue(options: KueueOptions = {}): Queueing {
    const {
      strategy = KueueStrategy.BEST_EFFORT_FIFO,
      preemption = KueuePreemption.NEVER,
      reclaim = KueueReclaim.NEVER,
      priorities = {},
      memoryOverhead = 0.4,
    } = options;
    return new Queueing('kueue', {
      kueue: { ...options, strategy, preemption, reclaim, priorities, memoryOverhead },
    });
  }

  /**
   * YuniKorn, whose file of queues `YuniKornQueues` writes. Written from its sources, and not confirmed by a running one.
   *
   * With gang scheduling it holds room for the driver and all executors before the driver starts: their number is fixed, and pods are not bound to the
   * driver's zone, which nobody knows before.
   *
   * @see https://yunikorn.apache.org/docs/user_guide/gang_scheduling/
   */
  public static yunikorn(options: YuniKornOptions = {}): Queueing {
    const { gangScheduling = true } = options;
    return new Queueing('yunikorn', { yunikorn: { ...options, gangScheduling } });
  }

  /**
   * Volcano: an application begins when there is room for the driver and the executors that it has at first. Written from its sources and definitions, and
   * not confirmed by a running one.
   *
   * @see https://volcano.sh/en/docs/queue/
   */
  public static volcano(options: VolcanoOptions = {}): Queueing {
    const { weight = 1, reclaimable = true } = options;
    return new Queueing('volcano', { volcano: { weight, reclaimable } });
  }

  private constructor(
    /** @internal */
    public readonly _kind: 'none' | 'kueue' | 'yunikorn' | 'volcano',
    /**
     * What that kind has of its own.
     *
     * @internal
     */
    public readonly _parts: QueueingParts,
  ) {}

  /**
   * Whether room is held for the driver and all executors, by where they may go.
   *
   * @internal
   */
  public get _holdsRoom(): boolean {
    return this._parts.yunikorn?.gangScheduling === true;
  }

  /**
   * Whether it counts executors once, so that their number cannot change.
   *
   * @internal
   */
  public get _countsOnce(): boolean {
    return this._kind === 'kueue' || this._holdsRoom;
  }
}
