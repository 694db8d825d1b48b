import { Duration } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Environment, IConnectable, IIdentity, INetworkPeer, ISecret, StoreAccess } from '../core';
import { checkRules, objectLabels, objectName } from '../core/internal';
import { namespaceOf, setRollout } from '../kubernetes/internal';
import { EngineMonitoring } from '../monitoring';
import { Scaling } from '../scaling';
import { ClientConnections } from '../security';
import { secretIn } from '../security/internal';
import { backupRules } from './backup-rules';
import { clientServiceName, partOf } from './components';
import { catalogRules } from './config/catalog-rules';
import { confRules } from './config/conf-rules';
import { smallestOf } from './config/watermarks';
import { DorisEndpoints } from './doris-endpoints';
import { DorisClusterProps } from './doris-props';
import { DorisSizing } from './doris-sizing';
import { memberRules } from './member-rules';
import { monitoringOf } from './monitoring/doris-monitoring';
import { Backends } from './parts/backends';
import { catalogAccess, CatalogsJob, connectToCatalogs } from './parts/catalogs';
import { ComputeNodes } from './parts/compute-nodes';
import { Frontends } from './parts/frontends';
import { jobs } from './parts/jobs';
import { LeaveJob } from './parts/leave-job';
import { COUPLED } from './parts/operated-form';
import { runs } from './parts/runs';
import { endpointsOf } from './ports';
import { resolveDoris } from './resolve';
import { DorisClusterResource } from './resource/doris-cluster-resource';
import { dorisRules, givenSettings, membersOf } from './rules';
import { clusterAnnotations, guardAccount, guardCluster, ROLLED_TOGETHER, scalingOf, TAKEN_AWAY } from './scaling';
import { clientConnections, exposeFrontends, rootSecrets, storeAccess } from './security';
import { dorisSizing } from './sizing';
import { userRules } from './user-rules';
import { bindUsers, BoundUser } from './users';

/** A Doris cluster, whether this tree defines it or only refers to it. */
export interface IDorisCluster extends IConstruct, IConnectable {
  /** Where clients find it. */
  readonly endpoints: DorisEndpoints;
}

/** What is known of a cluster that something else runs. */
export interface DorisClusterAttributes {
  /** Where clients find it. */
  readonly endpoints: DorisEndpoints;
  /** Its end of network edges: `Peer.pods(...)` or `Peer.cidr(...)`. */
  readonly peer: IConnectable;
}

/**
 * An Apache Doris cluster whose backends keep the data: frontends that hold the metadata in a quorum, and backends, run by the operator of Apache Doris.
 *
 * Its images run as root: its namespace needs the Pod Security level `baseline`.
 *
 * @see https://doris.apache.org/docs/4.x/install/deploy-on-kubernetes/integrated-storage-compute/install-doris-cluster
 */
export class DorisCluster extends Construct implements IDorisCluster {
  /** Refer to a cluster that something else runs. */
  public static fromAttributes(scope: Construct, id: string, attributes: DorisClusterAttributes): IDorisCluster {
    class Imported extends Construct implements IDorisCluster {
      public readonly endpoints = attributes.endpoints;
      public readonly networkPeer = attributes.peer.networkPeer;
    }
    return new Imported(scope, id);
  }

  /** Where clients find the cluster. */
  public readonly endpoints: DorisEndpoints;
  /** The numbers chosen, and why. */
  public readonly sizing: DorisSizing;
  /** What scales by itself: compute nodes, as `cn`. Frontends and backends hold data, and their number is a decision. */
  public readonly scaling: Record<string, Scaling>;
  /** Objectives, alerts and the dashboard. */
  public readonly monitoring: EngineMonitoring;
  /** Who may connect: clients reach frontends, and those that load data the backend that a frontend names. */
  public readonly connections: ClientConnections;
  /** The cluster's end of network edges. */
  public readonly networkPeer: INetworkPeer;
  /** Who backends and compute nodes are to a cloud. */
  public readonly identity: IIdentity;
  /** What the cluster must be allowed to read and write in object stores. */
  public readonly storeAccess: StoreAccess[];
  /** Where the password of `root` lies, for a client in the same namespace. */
  public readonly rootSecret: ISecret;
  private readonly fixed: boolean;
  private readonly users: BoundUser[];

  public constructor(scope: Construct, id: string, props: DorisClusterProps) {
    super(scope, id);
    // Resolved.
    const name = objectName(this, props.name, { max: 40, because: "the operator's Services add up to 12" });
    const environment = Environment.of(this);
    const resolved = resolveDoris(name, props, environment);
    checkRules(this, [...dorisRules, ...userRules, ...backupRules, ...catalogRules], {
      given: props,
      resolved,
      environment,
    });
    checkRules(this, memberRules, membersOf({ given: props, resolved, environment }));
    checkRules(this, confRules, givenSettings(resolved));
    const host = environment.serviceHost(clientServiceName(name), namespaceOf(this));
    this.endpoints = endpointsOf(host);
    this.sizing = dorisSizing(resolved);
    this.scaling = scalingOf(resolved);

    // Built.
    const root = rootSecrets(this, resolved);
    this.rootSecret = root.password;
    this.fixed = resolved.rootPassword._fixed;
    const bound = bindUsers(this, resolved);
    this.users = bound.users;
    const frontends = new Frontends(this, 'Frontends', {
      ...resolved,
      sizing: this.sizing.frontend,
      root,
      form: COUPLED,
      smallestVolume: smallestOf(resolved.volumes),
      computeNodes: resolved.compute !== undefined,
      forcedReplicas: resolved.highAvailability ? undefined : resolved.replication,
    });
    const backends = new Backends(this, 'Backends', { resolved, sizing: this.sizing.backend, frontends });
    this.identity = backends.identity;
    this.storeAccess = [
      ...storeAccess(resolved, [frontends, backends]),
      ...catalogAccess(resolved.catalogs, [frontends, backends]),
    ];
    const cluster = new DorisClusterResource(this, 'Resource', {
      name,
      labels: objectLabels(partOf(name, 'fe')),
      annotations: clusterAnnotations(resolved, { frontends: frontends.spec.image, backends: backends.spec.image }),
      authSecret: root.operator.secretName,
      followers: resolved.frontends.followers,
      frontends: frontends.spec,
      backends: backends.spec,
      sealed: [
        { guard: ROLLED_TOGETHER, acknowledged: resolved.acknowledge.rolledTogether },
        { guard: TAKEN_AWAY, acknowledged: resolved.acknowledge.takenAway },
      ],
    });
    guardCluster(this, cluster, resolved);
    const leave = new LeaveJob(this, 'Leave', { resolved, host, frontends, backends, cluster, root });
    guardAccount(this, cluster, leave.identity);
    // It is told how many there are to be: a decrease that is refused has not told it.
    leave.node.addDependency(cluster);
    setRollout(cluster, { timeout: Duration.hours(2), holdsData: true });
    // Frontends do not start without root's first password.
    cluster.node.addDependency(root.operator, frontends, backends);

    const { compute } = resolved;
    const { computeNode } = this.sizing;
    const computeNodes =
      compute && computeNode
        ? new ComputeNodes(this, 'ComputeNodes', {
            ...{ resolved, host, compute, sizing: computeNode },
            ...{ frontends, backends, root },
          })
        : undefined;
    // They register with frontends.
    computeNodes?.node.addDependency(cluster);
    const clients = jobs(this, {
      resolved,
      host,
      frontends,
      backends,
      root: root.password,
      users: bound,
      passwordOf: (user) => this.passwordOf(user),
    });

    const catalogs =
      Object.keys(resolved.catalogs).length + resolved.removedCatalogs.length > 0
        ? new CatalogsJob(this, 'Catalogs', { resolved, host, frontends, root: root.password })
        : undefined;
    connectToCatalogs(resolved.catalogs, [frontends, backends, ...(computeNodes ? [computeNodes] : [])]);

    const { rotation, upgrade, restore } = runs(this, { resolved, host, frontends: frontends.connections, root });
    // The operator and new members learn of a password that Doris has.
    if (rotation) root.operator.node.addDependency(rotation);
    if (upgrade) cluster.node.addDependency(upgrade);

    // Wired.
    this.connections = clientConnections(frontends, backends, ...(computeNodes ? [computeNodes] : []));
    this.networkPeer = this.connections;
    exposeFrontends(this, resolved, frontends);
    const watched = {
      resolved,
      frontends,
      backends,
      computeNodes,
      jobs: clients,
      leaveJob: leave.cronJobName,
      catalogsJob: catalogs?.cronJobName,
      user: bound.scrape,
    };
    this.monitoring = new EngineMonitoring(this, 'Monitoring', monitoringOf(watched));
    // What is told how many there are changes after them, or a decrease that is refused has changed it.
    const { users, backup, probe } = clients;
    for (const told of [users, backup, probe, restore, this.monitoring]) told?.node.addDependency(cluster);
  }

  /**
   * Where the password of `root` lies, for a client in any namespace: External Secrets brings it there under the same name, and follows it.
   *
   * @param scope the client, or what it stands in
   */
  public rootSecretIn(scope: Construct): ISecret {
    return secretIn(scope, this, this.rootSecret, this.fixed);
  }

  /**
   * Where the password of a user lies, for a client in the same namespace.
   *
   * @param user `admin`, or one of `users`
   */
  public passwordOf(user: string): ISecret {
    return this.bound(user).password;
  }

  /**
   * Where the password of a user lies, for a client in any namespace: External Secrets brings it there under the same name, and follows it.
   *
   * @param scope the client, or what it stands in
   * @param user `admin`, or one of `users`
   */
  public passwordIn(scope: Construct, user: string): ISecret {
    const { password, fixed } = this.bound(user);
    return secretIn(scope, this, password, fixed);
  }

  private bound(user: string): BoundUser {
    const found = this.users.find(({ managed }) => managed.name === user);
    if (!found) {
      const names = this.users.map(({ managed }) => managed.name).join(', ');
      throw new Error(`[${this.node.path}] there is no user '${user}'; there are ${names}`);
    }
    return found;
  }
}
