import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment, IIdentity, INetworkPeer, ISecret, StoreAccess } from '../core';
import { checkRules, objectLabels, objectName } from '../core/internal';
import { namespaceOf, setRollout } from '../kubernetes/internal';
import { EngineMonitoring } from '../monitoring';
import { Scaling } from '../scaling';
import { ClientConnections, ServiceIdentity } from '../security';
import { secretIn } from '../security/internal';
import { disaggregatedServiceName, partOf } from './components';
import { confRules } from './config/conf-rules';
import { monitoringOf } from './disaggregated/monitoring/disaggregated-monitoring';
import { ComputeGroup } from './disaggregated/parts/compute-group';
import { MetaService } from './disaggregated/parts/meta-service';
import { StorageVault } from './disaggregated/parts/storage-vault';
import { resolveDisaggregated, ResolvedDisaggregatedDoris } from './disaggregated/resolve';
import { disaggregatedRules, disaggregatedSettings, membersOf } from './disaggregated/rules';
import { clusterAnnotations, guardCluster, ROLLED_TOGETHER, TAKEN_AWAY } from './disaggregated/scaling';
import { connectParts, storeAccess } from './disaggregated/security';
import { groupUserRules } from './disaggregated/user-rules';
import { IDorisCluster } from './doris-cluster';
import { DorisDisaggregatedClusterProps } from './doris-disaggregated-props';
import { DorisEndpoints } from './doris-endpoints';
import { DorisDisaggregatedSizing } from './doris-sizing';
import { memberRules } from './member-rules';
import { Frontends } from './parts/frontends';
import { jobs, ProbeInput } from './parts/jobs';
import { DISAGGREGATED } from './parts/operated-form';
import { runs } from './parts/runs';
import { endpointsOf } from './ports';
import { DorisDisaggregatedClusterResource } from './resource/doris-disaggregated-cluster-resource';
import { clientConnections, exposeFrontends, rootSecrets } from './security';
import { disaggregatedSizing } from './sizing';
import { userRules } from './user-rules';
import { bindUsers, boundUser, BoundUsers, namesOf } from './users';

/**
 * An Apache Doris cluster whose data lies in an object store: frontends, compute groups that share all tables and disturb one another in nothing, and a meta
 * service that keeps in FoundationDB what tables consist of. It is run by the operator of Apache Doris.
 *
 * Its images run as root: its namespace needs the Pod Security level `baseline`.
 *
 * To others it is a Doris as any: an `IDorisCluster`.
 *
 * @see https://doris.apache.org/docs/4.x/compute-storage-decoupled/overview
 */
export class DorisDisaggregatedCluster extends Construct implements IDorisCluster {
  /** Where clients find the cluster. */
  public readonly endpoints: DorisEndpoints;
  /** The numbers chosen, and why. */
  public readonly sizing: DorisDisaggregatedSizing;
  /** What scales by itself: nothing. How large a compute group is, is a decision: another size begins with an empty cache. */
  public readonly scaling: Record<string, Scaling> = {};
  /** Objectives, alerts and the dashboard. */
  public readonly monitoring: EngineMonitoring;
  /** Who may connect: clients reach frontends, and those that load data the member of a compute group that a frontend names. */
  public readonly connections: ClientConnections;
  /** The cluster's end of network edges. */
  public readonly networkPeer: INetworkPeer;
  /** Who members of compute groups are to a cloud. */
  public readonly identity: IIdentity;
  /** What the parts must be allowed to read and write in the object store: none, where they sign in with a key. */
  public readonly storeAccess: StoreAccess[];
  /** Where the password of `root` lies, for a client in the same namespace. */
  public readonly rootSecret: ISecret;
  private readonly fixed: boolean;
  private readonly users: BoundUsers;

  public constructor(scope: Construct, id: string, props: DorisDisaggregatedClusterProps) {
    super(scope, id);
    // Resolved.
    const name = objectName(this, props.name, {
      max: 32,
      because: "the operator's Services add what groups are called",
    });
    const environment = Environment.of(this);
    const namespaceName = namespaceOf(this);
    const resolved = resolveDisaggregated({ name, namespaceName, environment }, props);
    const input = { given: props, resolved, environment };
    checkRules(this, [...disaggregatedRules, ...userRules, ...groupUserRules], input);
    checkRules(this, memberRules, membersOf(input));
    checkRules(this, confRules, disaggregatedSettings(resolved));
    const host = environment.serviceHost(disaggregatedServiceName(name), namespaceName);
    this.endpoints = endpointsOf(host);
    this.sizing = disaggregatedSizing(resolved);

    // Built.
    const root = rootSecrets(this, resolved);
    this.rootSecret = root.password;
    this.fixed = resolved.rootPassword._fixed;
    this.users = bindUsers(this, resolved);
    const sizing = this.sizing.frontend;
    const metaService = new MetaService(this, 'MetaService', resolved);
    const frontends = new Frontends(this, 'Frontends', { ...resolved, sizing, root, form: DISAGGREGATED });
    const identity = this.groupIdentity(name, resolved.overrides.pods.be?.serviceAccountAnnotations);
    const groups = resolved.computeGroups.map(
      (group) =>
        new ComputeGroup(this, `ComputeGroup-${group.name}`, {
          ...{ resolved, group, identity, frontends, metaService },
          sizing: this.sizing.computeGroups[group.name],
        }),
    );
    this.identity = identity;
    this.storeAccess = storeAccess(resolved, [frontends.identity, metaService.identity, identity]);
    const cluster = new DorisDisaggregatedClusterResource(this, 'Resource', {
      name,
      labels: objectLabels(partOf(name, 'fe')),
      annotations: clusterAnnotations(resolved, {
        metaService: metaService.spec.image,
        frontends: frontends.spec.image,
        computeGroups: groups[0].spec.image,
      }),
      authSecret: root.operator.secretName,
      followers: resolved.frontends.followers,
      foundationDb: resolved.foundationDb,
      metaService: metaService.spec,
      frontends: frontends.spec,
      computeGroups: groups.map(({ spec }) => spec),
      sealed: [
        { guard: ROLLED_TOGETHER, acknowledged: resolved.acknowledge.rolledTogether },
        { guard: TAKEN_AWAY, acknowledged: resolved.acknowledge.takenAway },
      ],
    });
    guardCluster(this, cluster, resolved);
    setRollout(cluster, { timeout: Duration.hours(2), holdsData: true });
    // The operator starts the meta service without a database where there is none yet.
    cluster.node.addDependency(root.operator, metaService, frontends, ...groups, resolved.foundationDb);

    // Wired.
    connectParts({ metaService, frontends, groups, store: resolved.data.store });
    this.connections = clientConnections(frontends, ...groups);
    this.networkPeer = this.connections;
    exposeFrontends(this, resolved, frontends);
    const vault = new StorageVault(this, 'Vault', { resolved, endpoints: this.endpoints, frontends, root });
    const clients = jobs(this, {
      ...{ resolved, host, frontends },
      backends: groups,
      root: root.password,
      users: this.users,
      probed: probeOf(resolved),
    });
    const { rotation } = runs(this, { resolved, host, frontends: frontends.connections, root });
    // The operator and new members learn of a password that Doris has.
    if (rotation) root.operator.node.addDependency(rotation);
    const watched = { resolved, metaService, frontends, groups, sizing: this.sizing, vault, jobs: clients };
    this.monitoring = new EngineMonitoring(this, 'Monitoring', monitoringOf({ ...watched, user: this.users.scrape }));
    // What is told how many there are changes after them, or a decrease that is refused has changed it.
    for (const told of [vault, clients.users, clients.probe, this.monitoring]) told?.node.addDependency(cluster);
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
    return boundUser(this, this.users, user).password;
  }

  /**
   * Where the password of a user lies, for a client in any namespace: External Secrets brings it there under the same name, and follows it.
   *
   * @param scope the client, or what it stands in
   * @param user `admin`, or one of `users`
   */
  public passwordIn(scope: Construct, user: string): ISecret {
    const { password, fixed } = boundUser(this, this.users, user);
    return secretIn(scope, this, password, fixed);
  }

  /** One for all groups: they read and write the same. */
  private groupIdentity(name: string, annotations?: Record<string, string>): ServiceIdentity {
    const part = partOf(name, 'be');
    return new ServiceIdentity(this, 'Identity', { name: `${name}-be`, labels: objectLabels(part), annotations });
  }
}

/** The object store keeps one copy; each member of a group has a piece of the table. */
function probeOf({ probe, computeGroups }: ResolvedDisaggregatedDoris): ProbeInput | undefined {
  if (!probe) return undefined;
  return {
    replication: 1,
    backends: Math.max(...computeGroups.map(({ members }) => members)),
    computeGroups: namesOf(computeGroups),
  };
}
