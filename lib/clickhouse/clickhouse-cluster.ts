import { Duration } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Environment, IConnectable, IIdentity, INetworkPeer, IObjectStore, ISecret } from '../core';
import { checkRules, objectLabels, objectName } from '../core/internal';
import { NamespaceChart } from '../kubernetes';
import { namespaceOf } from '../kubernetes/internal';
import { EngineMonitoring, Monitoring } from '../monitoring';
import { PodConnections, Secret, ServiceIdentity } from '../security';
import { ClickHouseEndpoints } from './clickhouse-endpoints';
import { ClickHouseClusterProps } from './clickhouse-props';
import { KeeperSizing, ServerSizing } from './clickhouse-sizing';
import { ClickHouseVersion } from './clickhouse-version';
import { partOf } from './components';
import { profiles } from './config/profiles';
import { quotas } from './config/quotas';
import { serverSettings } from './config/server-settings';
import { storage } from './config/storage';
import { systemLogs } from './config/system-logs';
import { serverTls } from './config/tls';
import { users, withoutDefaultUser } from './config/users';
import { keeperDefaults } from './keeper-options-defaults';
import { alerts, slos } from './monitoring/clickhouse-monitoring';
import { dashboardRows } from './monitoring/dashboard';
import { ClientJob } from './parts/client-job';
import { Keeper } from './parts/keeper';
import { Servers } from './parts/servers';
import { clientPorts, PORTS } from './ports';
import { backupProgram } from './programs/backup-program';
import { probeProgram } from './programs/probe-program';
import { clickHouseRules } from './rules';
import { acknowledgements } from './scaling';
import {
  BACKUP_USER,
  bindUsers,
  interserverSecret,
  PROBE_USER,
  serverCertificate,
  serverConnections,
} from './security';
import { serverSizing } from './sizing';

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
  /** The numbers chosen for a server, and why. */
  public readonly sizing: ServerSizing;
  /** The numbers chosen for a member of Keeper, and why. */
  public readonly keeperSizing: KeeperSizing;
  /** Objectives, alerts and the dashboard. */
  public readonly monitoring: EngineMonitoring;
  /** Who may connect. */
  public readonly connections: PodConnections;
  /** The servers' end of network edges. */
  public readonly networkPeer: INetworkPeer;
  /** Who the servers are to a cloud: they read and write the object stores themselves. */
  public readonly identity: IIdentity;
  /** The object stores that the servers must be allowed to read and write. */
  public readonly objectStores: IObjectStore[];
  private readonly passwords: Record<string, ISecret>;

  public constructor(scope: Construct, id: string, props: ClickHouseClusterProps) {
    super(scope, id);
    // Defaults and checks. The longest name made of it is chi-<name>-main-<shard>-<replica>, a StatefulSet's.
    const name = objectName(this, props.name, { max: 32, because: "the operator's StatefulSets add up to 20" });
    const environment = Environment.of(this);
    const highAvailability = props.highAvailability ?? true;
    const version = props.version ?? ClickHouseVersion.V26_3;
    checkRules(this, clickHouseRules, { props, environment, highAvailability, version });
    const keeper = keeperDefaults(props.keeper ?? {}, highAvailability);
    const loadBalancer = props.expose?._loadBalancer();
    const watched = props.monitoring ?? Monitoring.standard();
    const probed = watched.enabled && (watched.options.probe ?? true);
    const acknowledged = acknowledgements(props.acknowledge ?? {}, props.shards, keeper.members);

    // Derived.
    const tls = props.tls !== undefined;
    const { http, native } = clientPorts(tls);
    const host = environment.serviceHost(`clickhouse-${name}`, namespaceOf(this));
    this.endpoints = {
      host,
      nativePort: native.port,
      httpUrl: `${tls ? 'https' : 'http'}://${host}:${http.port}`,
      tls,
    };
    this.sizing = serverSizing(props.size);
    this.objectStores = [props.tieredStorage?.store, props.backup?.store].flatMap((store) => store ?? []);

    // Built.
    const quorum = new Keeper(this, 'Keeper', {
      ...keeper,
      name,
      version,
      settings: props.overrides?.keeperSettings ?? {},
      suspend: props.suspend,
      acknowledged: acknowledged.keeper,
    });
    this.keeperSizing = quorum.sizing;
    this.connections = serverConnections(this, {
      name,
      tls,
      keeper: quorum.connections,
      stores: this.objectStores,
      loadBalancer,
    });
    this.networkPeer = this.connections;
    this.identity = new ServiceIdentity(this, 'Identity', { name, labels: objectLabels(partOf(name, 'server')) });
    if (loadBalancer) NamespaceChart._find(this)?._allowLoadBalancer();
    const interserver = interserverSecret(this, name);
    const tlsSecret = props.tls && serverCertificate(this, name, props.tls);
    const bound = bindUsers(this, name, [
      { name: 'admin', password: props.adminPassword ?? Secret.generated(), accessManagement: true },
      ...(props.backup ? [BACKUP_USER] : []),
      ...(probed ? [PROBE_USER] : []),
      ...(props.users ?? []),
    ]);
    this.passwords = Object.fromEntries(bound.map(({ user, clear }) => [user.name, clear]));
    const storageFile = storage({ name, tieredStorage: props.tieredStorage, backupStore: props.backup?.store });
    const servers = new Servers(this, 'Servers', {
      name,
      version,
      shards: props.shards,
      replicas: props.replicas,
      size: props.size,
      storage: props.storage,
      maxUnavailable: props.maxUnavailable ?? 1,
      identity: this.identity,
      interserver,
      tlsSecret,
      loadBalancer,
      keeper: quorum.nodes,
      users: users(bound),
      profiles: profiles({ sizing: this.sizing, profiles: props.profiles ?? {} }),
      quotas: quotas(props.quotas ?? []),
      settings: serverSettings({
        version,
        sizing: this.sizing,
        interserver,
        tls,
        tieredStorage: props.tieredStorage !== undefined,
        overrides: props.overrides?.settings ?? {},
      }),
      files: {
        'config.d/system-logs.xml': systemLogs(props.systemLogDays ?? 14),
        'users.d/without-default-user.xml': withoutDefaultUser(),
        ...(storageFile && { 'config.d/storage.xml': storageFile }),
        ...(tls && { 'config.d/tls.xml': serverTls() }),
        ...props.overrides?.files,
      },
      suspend: props.suspend,
      acknowledged: acknowledged.servers,
    });
    // Servers without Keeper start read-only, and the operator waits for them in vain.
    servers.node.addDependency(quorum);
    const client = { name, version, host, tlsSecret };
    const backups =
      props.backup &&
      new ClientJob(this, 'Backups', {
        ...client,
        component: 'backup',
        user: BACKUP_USER.name,
        password: this.passwordOf(BACKUP_USER.name),
        script: backupProgram(),
        schedule: `0 ${props.backup.hour ?? 2} * * *`,
        deadline: props.backup.deadline ?? Duration.hours(12),
        keepFor: Duration.days(3),
      });
    const probe = probed
      ? new ClientJob(this, 'Probe', {
          ...client,
          component: 'probe',
          user: PROBE_USER.name,
          password: this.passwordOf(PROBE_USER.name),
          script: probeProgram(props.shards),
          schedule: '*/5 * * * *',
          deadline: Duration.minutes(4),
          keepFor: Duration.hours(1),
        })
      : undefined;
    for (const job of [backups, probe]) job?.connections.allowTo(this.connections, [native]);
    this.monitoring = new EngineMonitoring(this, 'Monitoring', {
      engine: 'clickhouse',
      title: 'ClickHouse',
      cluster: name,
      targets: [
        { partOf: partOf(name, 'server'), port: PORTS.metrics },
        { partOf: partOf(name, 'keeper'), port: PORTS.keeperMetrics },
      ],
      slos: slos(),
      alerts: alerts({
        keeperMembers: keeper.members,
        backupJob: backups?.cronJobName,
        probeJob: probe?.cronJobName,
      }),
      rows: dashboardRows(),
      monitoring: watched,
    });
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
}
