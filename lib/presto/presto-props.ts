import { Duration, Size } from 'cdk8s';
import { ContainerSize, Team } from '../core';
import { Expose, PodOverrides } from '../kubernetes';
import { Monitoring } from '../monitoring';
import { Scaling } from '../scaling';
import { PrestoAcknowledgements } from './acknowledgements';
import { PrestoCatalog } from './catalog';
import { PrestoFaultTolerance } from './presto-fault-tolerance';
import { PrestoSecurity } from './presto-security';
import { PrestoVersion } from './presto-version';

/** The coordinators: one, but where resource managers bring several together. */
export interface PrestoCoordinatorOptions {
  /**
   * How many there are. Each query is with one of them, and ends with it.
   * @default - 1, and 2 with `resourceManagers`
   */
  readonly replicas?: number;
  /**
   * The size of one. It plans queries and keeps what is known of them: many short ones need more of it than a few large ones.
   * @default - 2 CPU and 8 GiB
   */
  readonly size?: ContainerSize;
}

/** Resource managers: what several coordinators know of the nodes, of one another's queries and of their queues. Of Presto alone. */
export interface PrestoResourceManagerOptions {
  /**
   * How many there are. One is enough for the cluster to go on, and there is no majority among them.
   * @default 2
   */
  readonly replicas?: number;
  /**
   * The size of one. It keeps the state of the cluster in memory, and runs no query.
   * @default - 1 CPU and 4 GiB
   */
  readonly size?: ContainerSize;
}

/** The workers. */
export interface PrestoWorkerOptions {
  /** The size of one. Heap, and what queries may have of it, follow. */
  readonly size: ContainerSize;
  /** How many there are. Where that follows the load, it follows queries that run and wait, and the CPU that they use. */
  readonly scaling: Scaling;
  /**
   * Disk to which operators write what memory has no room for, for each worker. What is written is encrypted.
   * @default - none: a query that needs more memory than it may have fails
   */
  readonly spill?: Size;
  /**
   * Whether they may run on spare capacity, which ends with two minutes of notice: less than a worker needs to finish its queries. With `faultTolerance`
   * alone, unless `acknowledge.queriesEndWithWorkers`.
   * @default false
   */
  readonly spot?: boolean;
}

/** Queues: how many queries run at once, and of whom. */
export interface PrestoQueueOptions {
  /**
   * How many queries run at once, all together.
   * @default 40
   */
  readonly concurrency?: number;
  /**
   * How many of one user run at once.
   * @default 10
   */
  readonly perUser?: number;
  /**
   * How many may wait in each queue. More are refused.
   * @default 200
   */
  readonly maxQueued?: number;
}

/** Settings that win over everything the construct chooses. */
export interface PrestoOverrides {
  /**
   * Properties of every node, by name: `{ 'query.max-stage-count': '150' }`.
   * @default - none
   */
  readonly config?: Record<string, string>;
  /**
   * Properties of the coordinator alone.
   * @default - none
   */
  readonly coordinatorConfig?: Record<string, string>;
  /**
   * Properties of workers alone.
   * @default - none
   */
  readonly workerConfig?: Record<string, string>;
  /**
   * Flags of every JVM, after ours.
   * @default - none
   */
  readonly jvm?: string[];
  /**
   * Levels of loggers: `{ 'com.facebook.presto': 'DEBUG' }`.
   * @default - everything from INFO on
   */
  readonly logLevels?: Record<string, string>;
  /**
   * What pods have besides, by component: `coordinator`, `resource-manager`, `worker`, `probe`.
   * @default - nothing
   */
  readonly pods?: Record<string, PodOverrides>;
}

/** Props of `PrestoCluster`. */
export interface PrestoClusterProps {
  /**
   * The cluster's name, which all objects carry.
   * @default - the id
   */
  readonly name?: string;
  /**
   * The release, and with it the distribution: Presto or Trino.
   * @default PrestoVersion.V0_296
   */
  readonly version?: PrestoVersion;
  /**
   * The coordinator, or several. Queries end with the one that they are with.
   * @default - one of 2 CPU and 8 GiB
   */
  readonly coordinator?: PrestoCoordinatorOptions;
  /**
   * Several coordinators, for Presto: what they share is kept by these. A client must come back to the coordinator that has its query, and is told from
   * others by its address.
   *
   * @see https://prestodb.io/blog/2022/04/15/disggregated-coordinator/
   * @default - none: there is one coordinator
   */
  readonly resourceManagers?: PrestoResourceManagerOptions;
  /** The workers. */
  readonly workers: PrestoWorkerOptions;
  /** What queries find tables in, by the name that they are called by: lower-case letters, digits and `_`. */
  readonly catalogs: Record<string, PrestoCatalog>;
  /**
   * How long a query may run, whole seconds. A worker that leaves finishes what it has begun, so this is how long that takes at most.
   * @default Duration.minutes(30)
   */
  readonly maxQueryTime?: Duration;
  /**
   * How long a worker that leaves waits for the coordinator to know, and again for its last results to be fetched, whole seconds.
   * @default Duration.seconds(30)
   */
  readonly shutdownGrace?: Duration;
  /**
   * After which time without an answer of a worker its queries fail, whole seconds. With the engine's own five minutes they hang for as long. A garbage
   * collection that takes longer than this fails queries too.
   * @default Duration.seconds(30)
   */
  readonly workerLossTimeout?: Duration;
  /**
   * What one query may have of all workers together.
   * @default - 0.8 of what all workers have for one query, at their greatest number
   */
  readonly queryMemory?: Size;
  /**
   * What happens to queries when a worker is lost.
   * @default - those that it has a part in fail, within `workerLossTimeout`
   */
  readonly faultTolerance?: PrestoFaultTolerance;
  /**
   * How nodes know who calls.
   * @default PrestoSecurity.trustedNetwork()
   */
  readonly security?: PrestoSecurity;
  /**
   * How clients outside the cluster reach the coordinator, where users sign in.
   * @default Expose.none()
   */
  readonly expose?: Expose;
  /**
   * Queues.
   * @default - 40 queries at once, 10 of one user
   */
  readonly queues?: PrestoQueueOptions;
  /**
   * Teams that share the cluster: each has a queue of its own with its share of what runs at once and of memory.
   * @default - one queue for all
   */
  readonly teams?: Team[];
  /**
   * Scrape targets, objectives, alerts and the dashboard.
   * @default Monitoring.standard()
   */
  readonly monitoring?: Monitoring;
  /**
   * Settings that win over everything else.
   * @default - none
   */
  readonly overrides?: PrestoOverrides;
  /**
   * What is meant although it is refused by default.
   * @default - nothing
   */
  readonly acknowledge?: PrestoAcknowledgements;
}
