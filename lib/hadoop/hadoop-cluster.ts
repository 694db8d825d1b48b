import { Duration, Size } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Environment, IConnectable, IIdentity, INetworkPeer, IObjectStore } from '../core';
import { checkRules, objectLabels, objectName } from '../core/internal';
import { ConfigFiles } from '../kubernetes';
import { namespaceOf } from '../kubernetes/internal';
import { EngineMonitoring, Monitoring } from '../monitoring';
import { Scaling } from '../scaling';
import { ZooKeeper } from '../services';
import { Configuration } from './config/configuration';
import { containersOf, countsOf, layoutOf, nodeManagerSetsOf, sizingOf, yarnConfigurationOf } from './defaults';
import { HadoopConnections } from './hadoop-connections';
import { HadoopEndpoints } from './hadoop-endpoints';
import { HadoopClusterProps } from './hadoop-props';
import { HadoopSecurity } from './hadoop-security';
import { HadoopSizing } from './hadoop-sizing';
import { HadoopVersion } from './hadoop-version';
import { certificateNamesOf, ClusterCredentials, principalsOf } from './kerberos';
import { kerberosRules } from './kerberos-rules';
import { defaultFileSystem } from './layout';
import { monitoringOf } from './monitoring/hadoop-monitoring';
import { HadoopContext } from './parts/context';
import { Hdfs } from './parts/hdfs';
import { HttpFs } from './parts/http-fs';
import { Jobs } from './parts/jobs';
import { Yarn } from './parts/yarn';
import { PORTS } from './ports';
import { hadoopRules } from './rules';
import { connect, HadoopParts } from './security';
import { daemonSizing } from './sizing';

/** A Hadoop cluster, whether this tree defines it or only refers to it. */
export interface IHadoopCluster extends IConstruct, IConnectable {
  /** Where clients find it. */
  readonly endpoints: HadoopEndpoints;
}

/** What is known of a cluster that something else runs. */
export interface HadoopClusterAttributes {
  /** Where clients find it. */
  readonly endpoints: HadoopEndpoints;
  /** Its end of network edges: `Peer.pods(...)` or `Peer.cidr(...)`. */
  readonly peer: IConnectable;
}

/**
 * HDFS and YARN: NameNodes that fail over by themselves, DataNodes that leave without losing a block, and NodeManagers that come and go with the work.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HDFSHighAvailabilityWithQJM.html
 */
export class HadoopCluster extends Construct implements IHadoopCluster {
  /** Refer to a cluster that something else runs. */
  public static fromAttributes(scope: Construct, id: string, attributes: HadoopClusterAttributes): IHadoopCluster {
    class Imported extends Construct implements IHadoopCluster {
      public readonly endpoints = attributes.endpoints;
      public readonly networkPeer = attributes.peer.networkPeer;
    }
    return new Imported(scope, id);
  }

  /** Where clients find the cluster. */
  public readonly endpoints: HadoopEndpoints;
  /** The numbers chosen, and why. */
  public readonly sizing: HadoopSizing;
  /** How many NodeManagers there are on durable capacity; undefined without YARN. */
  public readonly scaling?: Scaling;
  /** Objectives, alerts and the dashboard. */
  public readonly monitoring: EngineMonitoring;
  /**
   * The principals that must exist in the realm, by the name of the keytab that holds them: those under `namenode` are in `namenode.keytab`. None without
   * Kerberos.
   */
  public readonly principals: Record<string, string[]>;
  /** The DNS names that the certificate of HDFS' web servers must be good for. None without Kerberos. */
  public readonly certificateNames: string[];
  /** Who may use the cluster. */
  public readonly connections: HadoopConnections;
  /** The cluster's end of network edges. */
  public readonly networkPeer: INetworkPeer;
  /** Who applications are to a cloud: the NodeManagers that run them, or the DataNodes where there is no YARN. */
  public readonly identity: IIdentity;
  /** Who makes backups; undefined without any. It must be allowed to write the object store. */
  public readonly backupIdentity?: IIdentity;
  /** The object stores that the backup identity must be allowed to write. */
  public readonly objectStores: IObjectStore[];

  public constructor(scope: Construct, id: string, props: HadoopClusterProps) {
    super(scope, id);
    // Defaults and checks. The longest name made of it is <name>-resourcemanager-headless, and that of a zone's DataNodes.
    const name = objectName(this, props.name, {
      max: 24,
      because: 'names of sets, zones and Services are added to it',
    });
    const environment = Environment.of(this);
    const highAvailability = props.highAvailability ?? true;
    const version = props.version ?? HadoopVersion.V3_4_3;
    const replication = props.replication ?? (highAvailability ? 3 : 1);
    checkRules(this, [...hadoopRules, ...kerberosRules], {
      props,
      environment,
      highAvailability,
      replication,
      version,
    });
    const counts = countsOf(props, highAvailability);
    const containers = containersOf(props, highAvailability);
    const { acknowledge = {}, overrides = {}, yarn } = props;
    const monitored = props.monitoring ?? Monitoring.standard();

    // Derived.
    const namespaceName = namespaceOf(this);
    this.sizing = sizingOf(props, highAvailability, replication);
    const security = props.security ?? HadoopSecurity.simple();
    const credentials = ClusterCredentials.of(this, name, security);
    const yarnInput = yarn && yarnConfigurationOf(yarn, this.sizing);
    const zooKeeper = new ZooKeeper(this, 'ZooKeeper', {
      ...props.zooKeeper,
      name,
      engine: 'hadoop',
      members: counts.zooKeeper,
      size: containers.zooKeeper,
      storage: props.zooKeeper?.storage ?? Size.gibibytes(highAvailability ? 10 : 1),
      acknowledgeChangedMembers: acknowledge.changedZooKeeperMembers,
    });
    const layout = layoutOf({
      name,
      namespaceName,
      environment,
      highAvailability,
      counts,
      zooKeeper: zooKeeper.connectString,
      props,
      kerberos: credentials.kerberos,
    });
    const configuration = new Configuration({
      layout,
      replication,
      trash: props.trash ?? Duration.days(3),
      jsonLogs: props.jsonLogs ?? false,
      overrides,
      yarn: yarnInput,
    });
    const context: HadoopContext = { name, version, layout, configuration, credentials };
    this.principals = principalsOf(layout);
    this.certificateNames = certificateNamesOf(layout);

    // Built.
    const hdfs = new Hdfs(this, 'Hdfs', context, { props, counts, sizing: this.sizing, replication, environment });
    hdfs.node.addDependency(zooKeeper);
    const compute =
      yarn &&
      yarnInput &&
      new Yarn(this, 'Yarn', context, {
        options: yarn,
        yarn: yarnInput,
        counts,
        sizing: this.sizing,
        sets: nodeManagerSetsOf(name, namespaceName, environment, yarn),
        historyServer: daemonSizing(containers.historyServer),
        acknowledge,
      });
    compute?.node.addDependency(hdfs);
    const httpFs =
      props.httpFs &&
      new HttpFs(this, 'HttpFs', context, {
        scaling: Scaling.between(props.httpFs.min ?? 2, props.httpFs.max ?? 6),
        sizing: daemonSizing(containers.httpFs),
      });
    const jobs = new Jobs(this, 'Jobs', context, {
      props,
      probe: monitored.enabled && (monitored.options.probe ?? true),
      expectedImage: this.sizing.nameNode.blocksMillion,
    });
    const parts: HadoopParts = {
      zooKeeper: zooKeeper.connections,
      nameNodes: hdfs.nameNodes.connections,
      dataNodes: hdfs.dataNodes.connections,
      journalNodes: hdfs.journalNodes?.connections,
      yarn: compute?.parts,
      httpFs: httpFs?.connections,
      clients: jobs.all.map(({ connections }) => connections),
      web: layout.web,
    };
    connect(parts);
    credentials.connect(
      ...[hdfs.nameNodes, hdfs.dataNodes, ...(hdfs.journalNodes ? [hdfs.journalNodes] : []), ...jobs.all].map(
        ({ connections }) => connections,
      ),
    );
    const clientConfigMap = new ConfigFiles(this, 'Client', {
      name: `${name}-client`,
      labels: objectLabels({ engine: 'hadoop', cluster: name, component: 'client' }),
      files: configuration.client(),
    }).configMapName;
    this.endpoints = {
      fileSystem: defaultFileSystem(layout),
      nameNodes: layout.nameNodes.map(({ host }) => `${host}:${PORTS.nameNodeRpc.port}`),
      resourceManagers: layout.resourceManagers.map(({ host }) => `${host}:${PORTS.resourceClient.port}`),
      clientConfigMap,
      httpFsUrl: httpFs?.url,
      historyServerUrl: compute && `http://${layout.historyServer.host}:${PORTS.historyHttp.port}`,
    };
    this.scaling = yarn?.nodeManagers.scaling;
    this.connections = HadoopConnections._of(
      [
        { connections: hdfs.nameNodes.connections, ports: [PORTS.nameNodeRpc] },
        { connections: hdfs.dataNodes.connections, ports: [PORTS.data] },
        ...(compute?.clientSides ?? []),
        ...(httpFs ? [{ connections: httpFs.connections, ports: [PORTS.httpFs] }] : []),
      ],
      [compute?.parts.nodeManagers ?? hdfs.dataNodes.connections],
    );
    this.networkPeer = this.connections;
    this.identity = (compute?.nodeManagers ?? hdfs.dataNodes).identity;
    this.backupIdentity = jobs.backup?.identity;
    this.objectStores = jobs.backup ? [jobs.backup.store] : [];
    this.monitoring = new EngineMonitoring(
      this,
      'Monitoring',
      monitoringOf({
        layout,
        sizing: this.sizing,
        parts,
        jobs,
        zooKeeper,
        monitored,
        certificateSecret: security._kerberos?.tls.keystoreSecret,
      }),
    );
  }
}
