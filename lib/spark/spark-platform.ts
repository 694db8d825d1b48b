import { Construct } from 'constructs';
import { Environment, IConnectable, IIdentity, INetworkPeer, StoreAccess } from '../core';
import { checkRules, objectName } from '../core/internal';
import { namespaceOf } from '../kubernetes/internal';
import { CustomResourceState, EngineMonitoring } from '../monitoring';
import { Scaling } from '../scaling';
import { PodConnections } from '../security';
import { confOfPlatform, confRules } from './config/conf-rules';
import { ISparkPlatform, SparkPlatformSettings } from './interfaces';
import { monitoringOf } from './monitoring/spark-monitoring';
import { STATE_METRICS } from './monitoring/state-metrics';
import { Canary } from './parts/canary';
import { HistoryServer } from './parts/history-server';
import { PriorityClasses } from './parts/priority-classes';
import { resolvePlatform, resolveSettings } from './resolve';
import { platformRules } from './rules';
import { SparkEndpoints } from './spark-endpoints';
import { SparkLocation } from './spark-location';
import { SparkPlatformProps } from './spark-props';
import { SparkSizing } from './spark-sizing';
import { SparkVersion } from './spark-version';

/** What is known of a platform that something else runs. */
export interface SparkPlatformAttributes {
  /** Where what it serves is found. */
  readonly endpoints: SparkEndpoints;
  /** Its name. */
  readonly name: string;
  /** Its namespace. */
  readonly namespaceName: string;
  /** Where applications write what they do. */
  readonly eventLog: SparkLocation;
  /**
   * Where tables without a location of their own lie.
   * @default - nowhere
   */
  readonly warehouse?: SparkLocation;
  /**
   * The release that applications run unless they say otherwise.
   * @default SparkVersion.V4_1
   */
  readonly version?: SparkVersion;
  /**
   * Whether what drivers and executors say to one another, and what they write to their disks, is encrypted.
   * @default false
   */
  readonly encryption?: boolean;
  /**
   * Properties of Spark that win over ours.
   * @default - none
   */
  readonly sparkConf?: Record<string, string>;
  /**
   * Whether Prometheus finds drivers, and may reach them.
   * @default true
   */
  readonly monitored?: boolean;
  /** The History Server's end of network edges: `Peer.pods(...)` or `Peer.cidr(...)`. */
  readonly peer: IConnectable;
}

/**
 * What all applications of Spark share: defaults, the event log, the History Server, and who goes before whom. Teams come on top of it (`SparkTeam`), and
 * have applications. Kubeflow's operator runs them.
 *
 * @see https://spark.apache.org/docs/latest/running-on-kubernetes.html
 */
export class SparkPlatform extends Construct implements ISparkPlatform {
  /** Refer to a platform that something else runs. */
  public static fromAttributes(scope: Construct, id: string, attributes: SparkPlatformAttributes): ISparkPlatform {
    class Imported extends Construct implements ISparkPlatform {
      public readonly endpoints = attributes.endpoints;
      public readonly settings = resolveSettings(attributes);
      public readonly networkPeer = attributes.peer.networkPeer;
    }
    return new Imported(scope, id);
  }

  /**
   * What the alerts on applications, schedules and Connect servers are made from: give it to `operators.PrometheusStack` as `customResources`, or configure
   * kube-state-metrics alike.
   */
  public static stateMetrics(): CustomResourceState[] {
    return [...STATE_METRICS];
  }

  /** Where what it serves is found. */
  public readonly endpoints: SparkEndpoints;
  /** What applications have from it. */
  public readonly settings: SparkPlatformSettings;
  /** The numbers chosen, and why. */
  public readonly sizing: SparkSizing;
  /** What scales by itself: nothing here. Executors of applications do. */
  public readonly scaling: Record<string, Scaling> = {};
  /** Objectives, alerts and the dashboard. */
  public readonly monitoring: EngineMonitoring;
  /** Who may look at the History Server. */
  public readonly connections: PodConnections;
  /** The History Server's end of network edges. */
  public readonly networkPeer: INetworkPeer;
  /** Who the History Server is to a cloud. */
  public readonly identity: IIdentity;
  /** What it must be allowed to read and write in object stores. Teams have lists of their own. */
  public readonly storeAccess: StoreAccess[];

  public constructor(scope: Construct, id: string, props: SparkPlatformProps) {
    super(scope, id);
    // Resolved. The canary is a team, whose names are at most 40 long.
    const name = objectName(this, props.name, { max: 33, because: 'names of its parts add up to 27' });
    const environment = Environment.of(this);
    const resolved = resolvePlatform(name, props);
    checkRules(this, platformRules, { given: props, resolved });
    checkRules(this, confRules, confOfPlatform(resolved));

    // Built.
    const history = new HistoryServer(this, 'HistoryServer', { resolved });
    const { overrides, monitoring } = resolved;
    this.settings = resolveSettings({
      ...resolved,
      namespaceName: namespaceOf(this),
      sparkConf: overrides.sparkConf,
      monitored: monitoring.enabled,
    });
    new PriorityClasses(this, 'Priorities', this.settings);
    this.endpoints = { historyServerUrl: history.urlIn(environment) };
    this.sizing = { historyServer: history.sizing };
    this.connections = history.connections;
    this.networkPeer = this.connections;
    this.identity = history.identity;
    const canary = resolved.probe ? new Canary(this, 'Canary', this) : undefined;
    this.storeAccess = [...history.storeAccess, ...(canary ? canary.storeAccess : [])];
    this.monitoring = new EngineMonitoring(this, 'Monitoring', monitoringOf({ resolved, history, canary }));
  }
}
