import { Construct, IConstruct } from 'constructs';
import { IConnectable, IIdentity, INetworkPeer, StoreAccess } from '../core';
import { objectName } from '../core/internal';
import { namespaceOf } from '../kubernetes/internal';
import { EngineMonitoring } from '../monitoring';
import { Scaling } from '../scaling';
import { PodConnections } from '../security';
import { ClusterCredentials } from './credentials';
import { monitoringOf } from './monitoring/presto-monitoring';
import { buildSets, checkedSets, gatewayOf } from './node-sets';
import { Probe } from './parts/probe';
import { PrestoEndpoints } from './presto-endpoints';
import { PrestoClusterProps } from './presto-props';
import { PrestoSizing } from './presto-sizing';
import { resolveSets } from './resolve';
import { scalingOf } from './scaling';
import { connectToCatalogs, endpointsOf, scrapeOf, sharedSecret, storeAccess } from './security';

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
 * Presto, or Trino, which its version says: a coordinator, and workers that come and go without losing a query.
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
  /** What scales by itself: `worker`, and workers of the other colour where it runs: `worker-green`. */
  public readonly scaling: Record<string, Scaling>;
  /** Objectives, alerts and the dashboard. */
  public readonly monitoring: EngineMonitoring;
  /** Who may ask queries: whoever reaches the coordinator, or the gateway before two. */
  public readonly connections: PodConnections;
  /** The end of network edges of what clients speak to: the coordinator, or the gateway before two. */
  public readonly networkPeer: INetworkPeer;
  /** Who the workers are to a cloud. */
  public readonly identity: IIdentity;
  /** What coordinator and workers must be allowed to read and write in object stores. */
  public readonly storeAccess: StoreAccess[];

  public constructor(scope: Construct, id: string, props: PrestoClusterProps) {
    super(scope, id);
    // Resolved. The longest name made of it is <name>-coordinator-catalogs, a ConfigMap's; pods add to <name>-coordinator.
    const name = objectName(this, props.name, {
      max: 40,
      because: 'names of its parts, and of their pods, are added to it',
    });
    const sets = checkedSets(this, resolveSets(name, namespaceOf(this), props));
    const [{ resolved, sizing }] = sets;
    this.sizing = sizing;

    // Built.
    const credentials = ClusterCredentials.of(
      this,
      sets.map((set) => set.resolved),
    );
    const nodes = buildSets(this, sets, credentials, { sharedSecret: sharedSecret(this, resolved) });
    const [{ coordinator, workers }] = nodes;
    const gateway = gatewayOf(this, props.upgrade?._colours?.gateway, nodes, credentials);
    const entry = gateway ?? coordinator;
    // Presto's probe shows the certificate of nodes, which the gateway cannot hand on.
    const probed = credentials.certificate && !resolved.version.isTrino ? coordinator : entry;
    const at = { url: probed.url, entry: probed === entry ? undefined : entry.url };
    const probe = resolved.probe ? new Probe(this, 'Probe', resolved, credentials, at) : undefined;

    // Wired.
    for (const to of new Set([probed, entry])) probe?.connections.allowTo(to.connections, [credentials.port]);
    connectToCatalogs(nodes);
    this.endpoints = endpointsOf(resolved, entry, credentials);
    this.scaling = scalingOf(sets.map((set) => set.resolved));
    this.connections = entry.connections;
    this.networkPeer = this.connections;
    this.identity = workers.identity;
    this.storeAccess = storeAccess(nodes);
    const scrape = scrapeOf(this, resolved, credentials);
    const watched = { resolved, nodes, gateway, probe, credentials, scrape };
    this.monitoring = new EngineMonitoring(this, 'Monitoring', monitoringOf(watched));
  }
}
