import { Construct, IConstruct } from 'constructs';
import { IConnectable, IIdentity, INetworkPeer, StoreAccess } from '../core';
import { checkRules, objectName } from '../core/internal';
import { namespaceOf } from '../kubernetes/internal';
import { EngineMonitoring } from '../monitoring';
import { Scaling } from '../scaling';
import { PodConnections } from '../security';
import { ClusterCredentials } from './credentials';
import { monitoringOf } from './monitoring/presto-monitoring';
import { Coordinator } from './parts/coordinator';
import { Probe } from './parts/probe';
import { Workers } from './parts/workers';
import { resourceManagersOf } from './parts/resource-managers';
import { PrestoEndpoints } from './presto-endpoints';
import { PrestoClusterProps } from './presto-props';
import { PrestoSizing } from './presto-sizing';
import { resolvePresto } from './resolve';
import { resourceManagerRules } from './resource-manager-rules';
import { prestoRules } from './rules';
import { scalingOf } from './scaling';
import { connectNodes, connectToCatalogs, endpointsOf, scrapeOf, sharedSecret, storeAccess } from './security';
import { securityRules } from './security-rules';
import { prestoSizing } from './sizing';

/** A Presto or Trino cluster, whether this tree defines it or only refers to it. */
export interface IPrestoCluster extends IConstruct, IConnectable {
  /** Where clients find it. */
  readonly endpoints: PrestoEndpoints;
}

/** What is known of a cluster that something else runs. */
export interface PrestoClusterAttributes {
  /** Where clients find it. */
  readonly endpoints: PrestoEndpoints;
  /** Its end of network edges: `Peer.pods(...)` or `Peer.cidr(...)`. */
  readonly peer: IConnectable;
}

/**
 * Presto, or Trino, which its version says: a coordinator or, with resource managers, several, and workers that come and go without losing a query.
 *
 * Without `security`, whoever reaches the coordinator is believed to be whom they say they are: network policies alone say who does (`connections.allowFrom`).
 *
 * @see https://prestodb.io/docs/current/overview/concepts.html
 */
export class PrestoCluster extends Construct implements IPrestoCluster {
  /** Refer to a cluster that something else runs. */
  public static fromAttributes(scope: Construct, id: string, attributes: PrestoClusterAttributes): IPrestoCluster {
    class Imported extends Construct implements IPrestoCluster {
      public readonly endpoints = attributes.endpoints;
      public readonly networkPeer = attributes.peer.networkPeer;
    }
    return new Imported(scope, id);
  }

  /** Where clients find the cluster. */
  public readonly endpoints: PrestoEndpoints;
  /** The numbers chosen, and why. */
  public readonly sizing: PrestoSizing;
  /** What scales by itself: `worker`. */
  public readonly scaling: Record<string, Scaling>;
  /** Objectives, alerts and the dashboard. */
  public readonly monitoring: EngineMonitoring;
  /** Who may ask queries: whoever reaches the coordinator. */
  public readonly connections: PodConnections;
  /** The coordinator's end of network edges. */
  public readonly networkPeer: INetworkPeer;
  /** Who the workers are to a cloud. */
  public readonly identity: IIdentity;
  /** What coordinator and workers must be allowed to read and write in object stores. */
  public readonly storeAccess: StoreAccess[];

  public constructor(scope: Construct, id: string, props: PrestoClusterProps) {
    super(scope, id);
    // Resolved. The longest name made of it is <name>-coordinator-catalogs, a ConfigMap's; pods add to <name>-coordinator. A StatefulSet's,
    // <name>-resource-manager, has 52 at most.
    const name = objectName(this, props.name, {
      max: props.resourceManagers ? 35 : 40,
      because: 'names of its parts, and of their pods, are added to it',
    });
    const resolved = resolvePresto(name, namespaceOf(this), props);
    this.sizing = prestoSizing(resolved);
    checkRules(this, [...prestoRules, ...securityRules, ...resourceManagerRules], {
      given: props,
      resolved,
      sizing: this.sizing,
    });

    // Built.
    const credentials = ClusterCredentials.of(this, resolved);
    const input = { resolved, credentials, sharedSecret: sharedSecret(this, resolved) };
    const managers = resourceManagersOf(this, input, this.sizing);
    const coordinator = new Coordinator(this, 'Coordinator', input, this.sizing, managers?.url);
    const workers = new Workers(this, 'Workers', input, this.sizing, managers?.url ?? coordinator.url);
    const probe = resolved.probe ? new Probe(this, 'Probe', resolved, credentials, coordinator.url) : undefined;

    // Wired.
    connectNodes([coordinator, workers], managers, credentials.port);
    probe?.connections.allowTo(coordinator.connections, [credentials.port]);
    connectToCatalogs(resolved, [coordinator.connections, workers.connections]);
    this.endpoints = endpointsOf(resolved, coordinator, credentials);
    this.scaling = scalingOf(resolved);
    this.connections = coordinator.connections;
    this.networkPeer = this.connections;
    this.identity = workers.identity;
    this.storeAccess = storeAccess(resolved, [coordinator.identity, workers.identity]);
    const scrape = scrapeOf(this, resolved, credentials);
    const watched = { resolved, coordinator, managers, workers, probe, credentials, scrape };
    this.monitoring = new EngineMonitoring(this, 'Monitoring', monitoringOf(watched));
  }
}
