import { Duration, Size } from 'cdk8s';
import { Team } from '../core';
import { Expose } from '../kubernetes';
import { Monitoring } from '../monitoring';
import { PrestoAcknowledgements } from './acknowledgements';
import { PrestoCatalog } from './catalog';
import { PrestoCoordinatorOptions, PrestoOverrides, PrestoQueueOptions, PrestoWorkerOptions } from './node-options';
import { PrestoFaultTolerance } from './presto-fault-tolerance';
import { PrestoSecurity } from './presto-security';
import { PrestoUpgrade } from './presto-upgrade';
import { PrestoVersion } from './presto-version';

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
   * The coordinator. There is one: queries end with it.
   * @default - 2 CPU and 8 GiB
   */
  readonly coordinator?: PrestoCoordinatorOptions;
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
   * How a coordinator is changed, whose queries end with it.
   * @default PrestoUpgrade.inPlace()
   */
  readonly upgrade?: PrestoUpgrade;
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
