import { Construct, IConstruct } from 'constructs';
import { Environment, IConnectable, IIdentity, INetworkPeer, ISecret, StoreAccess } from '../core';
import { checkRules, objectName } from '../core/internal';
import { namespaceOf } from '../kubernetes/internal';
import { EngineMonitoring } from '../monitoring';
import { Scaling } from '../scaling';
import { PodConnections } from '../security';
import { secretIn } from '../security/internal';
import { ClickHouseEndpoints } from './clickhouse-endpoints';
import { ClickHouseClusterProps } from './clickhouse-props';
import { ClickHouseSizing } from './clickhouse-sizing';
import { clientServiceName } from './components';
import { monitoringOf } from './monitoring/clickhouse-monitoring';
import { jobs } from './parts/jobs';
import { Keeper } from './parts/keeper';
import { Servers } from './parts/servers';
import { endpointsOf } from './ports';
import { resolveClickHouse } from './resolve';
import { clickHouseRules } from './rules';
import {
  bindUsers,
  interserverSecret,
  passwordHashes,
  serverCertificate,
  serverConnections,
  serverIdentity,
  storeAccess,
} from './security';
import { clickHouseSizing } from './sizing';

/** A ClickHouse cluster, whether this tree defines it or only refers to it. */
export interface IClickHouseCluster extends IConstruct, IConnectable {
  /** Where clients find it. */
  readonly endpoints: ClickHouseEndpoints;
}

/** What is known of a cluster that something else runs. */
export interface ClickHouseClusterAttributes {
  /** Where clients find it. */
  readonly endpoints: ClickHouseEndpoints;
  /** Its end of network edges: `Peer.pods(...)` or `Peer.cidr(...)`. */
  readonly peer: IConnectable;
}

/**
 * A ClickHouse cluster: shards of replicas spread over zones, coordinated by a Keeper of its own, run by Altinity's operator.
 *
 * @see https://clickhouse.com/docs/architecture/cluster-deployment
 */
export class ClickHouseCluster extends Construct implements IClickHouseCluster {
  /** Refer to a cluster that something else runs. */
  public static fromAttributes(
    scope: Construct,
    id: string,
    attributes: ClickHouseClusterAttributes,
  ): IClickHouseCluster {
    class Imported extends Construct implements IClickHouseCluster {
      public readonly endpoints = attributes.endpoints;
      public readonly networkPeer = attributes.peer.networkPeer;
    }
    return new Imported(scope, id);
  }

  /** Where clients find the cluster. */
  public readonly endpoints: ClickHouseEndpoints;
  /** The numbers chosen, and why. */
  public readonly sizing: ClickHouseSizing;
  /** What scales by itself: nothing. Servers and members of Keeper hold data, and their number is a decision. */
  public readonly scaling: Record<string, Scaling> = {};
  /** Objectives, alerts and the dashboard. */
  public readonly monitoring: EngineMonitoring;
  /** Who may connect. */
  public readonly connections: PodConnections;
  /** The servers' end of network edges. */
  public readonly networkPeer: INetworkPeer;
  /** Who the servers are to a cloud: they read and write the object stores themselves. */
  public readonly identity: IIdentity;
  /** What the servers must be allowed to read and write in object stores. */
  public readonly storeAccess: StoreAccess[];
  private readonly passwords: Record<string, ISecret>;
  private readonly fixed: string[];

  public constructor(scope: Construct, id: string, props: ClickHouseClusterProps) {
    super(scope, id);
    // Resolved. The longest name made of it is chi-<name>-main-<shard>-<replica>, a StatefulSet's.
    const name = objectName(this, props.name, { max: 32, because: "the operator's StatefulSets add up to 20" });
    const environment = Environment.of(this);
    const resolved = resolveClickHouse(name, props, environment);
    checkRules(this, clickHouseRules, { given: props, resolved, environment });
    const host = environment.serviceHost(clientServiceName(name), namespaceOf(this));
    this.endpoints = endpointsOf(host, resolved.tls !== undefined);
    this.sizing = clickHouseSizing(resolved);

    // Built.
    const keeper = new Keeper(this, 'Keeper', { resolved, sizing: this.sizing.keeper });
    this.connections = serverConnections(this, resolved, keeper.connections);
    this.networkPeer = this.connections;
    this.identity = serverIdentity(this, resolved);
    this.storeAccess = storeAccess(resolved, this.identity);
    const interserver = interserverSecret(this, resolved);
    const certificate = serverCertificate(this, resolved);
    const tlsSecret = certificate?.secretName;
    const users = bindUsers(this, resolved);
    const hashes = passwordHashes(this, resolved, users);
    this.passwords = Object.fromEntries(users.map(({ user, password }) => [user.name, password]));
    this.fixed = users.flatMap(({ user }) => (user.password._fixed ? [user.name] : []));
    const servers = new Servers(this, 'Servers', {
      resolved,
      sizing: this.sizing.server,
      identity: this.identity,
      interserver,
      tlsSecret,
      keeper: keeper.nodes,
      users,
      hashesSecret: hashes.secretName,
    });
    // Servers without Keeper start read-only, and the operator waits for them in vain.
    servers.node.addDependency(keeper);
    // A server does not start with a user whose hash is not there yet.
    servers.node.addDependency(hashes);
    const clients = jobs(this, {
      resolved,
      host,
      tlsSecret,
      servers: this.connections,
      passwordOf: (user) => this.passwordOf(user),
    });
    this.monitoring = new EngineMonitoring(
      this,
      'Monitoring',
      monitoringOf({ resolved, servers: this.connections, keeper: keeper.connections, jobs: clients, certificate }),
    );
    // What is told how many shards there are changes after them, or a decrease that is refused has changed it.
    for (const told of [clients.backup, clients.probe, this.monitoring]) told?.node.addDependency(servers);
  }

  /**
   * Where the password of a user lies, for a client in the same namespace.
   *
   * @param user `admin`, or one of `users`
   */
  public passwordOf(user: string): ISecret {
    const secret = this.passwords[user];
    if (!secret) {
      throw new Error(
        `[${this.node.path}] there is no user '${user}'; there are ${Object.keys(this.passwords).join(', ')}`,
      );
    }
    return secret;
  }

  /**
   * Where the password of a user lies, for a client in any namespace: External Secrets brings it there under the same name, and follows it.
   *
   * @param scope the client, or what it stands in
   * @param user `admin`, or one of `users`
   */
  public passwordIn(scope: Construct, user: string): ISecret {
    return secretIn(scope, this, this.passwordOf(user), this.fixed.includes(user));
  }
}
