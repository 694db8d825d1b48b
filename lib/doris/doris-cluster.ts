import { Duration } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Environment, IConnectable, IIdentity, INetworkPeer, ISecret, StoreAccess } from '../core';
import { checkRules, objectLabels, objectName } from '../core/internal';
import { namespaceOf, setRollout } from '../kubernetes/internal';
import { EngineMonitoring } from '../monitoring';
import { Scaling } from '../scaling';
import { ClientConnections } from '../security';
import { secretIn } from '../security/internal';
import { clientServiceName, partOf } from './components';
import { confRules } from './config/conf-rules';
import { DorisEndpoints } from './doris-endpoints';
import { DorisClusterProps } from './doris-props';
import { DorisSizing } from './doris-sizing';
import { monitoringOf } from './monitoring/doris-monitoring';
import { Backends } from './parts/backends';
import { Frontends } from './parts/frontends';
import { endpointsOf } from './ports';
import { resolveDoris } from './resolve';
import { DorisClusterResource } from './resource/doris-cluster-resource';
import { dorisRules, givenSettings } from './rules';
import { clusterAnnotations, guardCluster, ROLLED_TOGETHER, TAKEN_AWAY } from './scaling';
import { clientConnections, exposeFrontends, ROOT_KEYS, rootSecrets } from './security';
import { dorisSizing } from './sizing';

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
  /** What scales by itself: nothing. Frontends and backends hold data, and their number is a decision. */
  public readonly scaling: Record<string, Scaling> = {};
  /** Objectives, alerts and the dashboard. */
  public readonly monitoring: EngineMonitoring;
  /** Who may connect: clients reach frontends, and those that load data the backend that a frontend names. */
  public readonly connections: ClientConnections;
  /** The cluster's end of network edges. */
  public readonly networkPeer: INetworkPeer;
  /** Who backends are to a cloud. */
  public readonly identity: IIdentity;
  /** What the cluster must be allowed to read and write in object stores. */
  public readonly storeAccess: StoreAccess[] = [];
  /** Where the password of `root` lies, for a client in the same namespace. */
  public readonly rootSecret: ISecret;
  private readonly fixed: boolean;

  public constructor(scope: Construct, id: string, props: DorisClusterProps) {
    super(scope, id);
    // Resolved.
    const name = objectName(this, props.name, { max: 40, because: "the operator's Services add up to 12" });
    const environment = Environment.of(this);
    const resolved = resolveDoris(name, props, environment);
    checkRules(this, dorisRules, { given: props, resolved, environment });
    checkRules(this, confRules, givenSettings(resolved));
    this.endpoints = endpointsOf(environment.serviceHost(clientServiceName(name), namespaceOf(this)));
    this.sizing = dorisSizing(resolved);

    // Built.
    const root = rootSecrets(this, resolved);
    this.rootSecret = root.password;
    this.fixed = resolved.rootPassword._fixed;
    const frontends = new Frontends(this, 'Frontends', { resolved, sizing: this.sizing.frontend, root });
    const backends = new Backends(this, 'Backends', { resolved, sizing: this.sizing.backend, frontends });
    this.identity = backends.identity;
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
    setRollout(cluster, { timeout: Duration.hours(2), holdsData: true });
    // Frontends do not start without root's first password.
    cluster.node.addDependency(root.operator, frontends, backends);

    // Wired.
    this.connections = clientConnections(frontends, backends);
    this.networkPeer = this.connections;
    exposeFrontends(this, resolved, frontends);
    const user = {
      username: root.operator.secretOf(ROOT_KEYS.username),
      password: root.operator.secretOf(ROOT_KEYS.password),
    };
    this.monitoring = new EngineMonitoring(this, 'Monitoring', monitoringOf({ resolved, frontends, backends, user }));
    // What is told how many there are changes after them, or a decrease that is refused has changed it.
    this.monitoring.node.addDependency(cluster);
  }

  /**
   * Where the password of `root` lies, for a client in any namespace: External Secrets brings it there under the same name, and follows it.
   *
   * @param scope the client, or what it stands in
   */
  public rootSecretIn(scope: Construct): ISecret {
    return secretIn(scope, this, this.rootSecret, this.fixed);
  }
}
