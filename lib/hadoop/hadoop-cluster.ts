import { Construct, IConstruct } from 'constructs';
import { Environment, IFileSystem, IIdentity, INetworkPeer, StoreAccess } from '../core';
import { checkRules, objectLabels, objectName } from '../core/internal';
import { ConfigFiles } from '../kubernetes';
import { namespaceOf } from '../kubernetes/internal';
import { EngineMonitoring } from '../monitoring';
import { Scaling } from '../scaling';
import { ClientConnections } from '../security';
import { ZooKeeper } from '../services';
import { clientRules, importRules } from './client-rules';
import { partOf } from './components';
import { Configuration, fileSystemFiles, yarnConfiguration } from './config/configuration';
import { directoryRules } from './directory-rules';
import { HadoopEndpoints } from './hadoop-endpoints';
import { HadoopClusterAttributes, HadoopClusterProps } from './hadoop-props';
import { HadoopSizing } from './hadoop-sizing';
import { hdfsRules } from './hdfs-rules';
import { certificateNamesOf, ClusterCredentials, principalsOf } from './kerberos';
import { kerberosRules } from './kerberos-rules';
import { defaultFileSystem, endpointsOf, importedLayout, layoutOf } from './layout';
import { monitoringOf } from './monitoring/hadoop-monitoring';
import { overrideRules } from './override-rules';
import { buildParts } from './parts/all';
import { ClientFiles } from './parts/client-files';
import { HadoopContext } from './parts/context';
import { resolveHadoop, resolveImport } from './resolve';
import { hadoopRules } from './rules';
import { scalingOf } from './scaling';
import { clientConnections, connect } from './security';
import { sizingOf } from './sizing';
import { yarnRules } from './yarn-rules';

/** A Hadoop cluster, whether this tree defines it or only refers to it. */
export interface IHadoopCluster extends IConstruct, IFileSystem {
  /** Where clients find it. */
  readonly endpoints: HadoopEndpoints;
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
      public readonly uri = attributes.endpoints.fileSystem;
      public readonly kerberosRealm = attributes.kerberos?.realm;
      private readonly resolved = resolveImport({ ...attributes, name: objectName(this, attributes.name) });

      public constructor() {
        super(scope, id);
        checkRules(this, [...importRules, ...clientRules], { resolved: this.resolved });
      }

      public clientFilesIn(consumer: IConstruct): string {
        const { resolved } = this;
        return ClientFiles.in(
          consumer,
          resolved.name,
          fileSystemFiles({ ...resolved, layout: importedLayout(resolved) }),
        );
      }
    }
    return new Imported();
  }

  /** Where clients find the cluster. */
  public readonly endpoints: HadoopEndpoints;
  /** Where the paths of its file system begin: `hdfs://lake`. */
  public readonly uri: string;
  /** The realm of Kerberos whose tickets its callers must have, where there is one. */
  public readonly kerberosRealm?: string;
  /** The numbers chosen, and why. */
  public readonly sizing: HadoopSizing;
  /**
   * How many there are of what comes and goes, by the name that its pods have after the cluster's: `nodemanager`, `nodemanager-spot`, `httpfs`. The others
   * hold data or are a quorum, and their number is a decision.
   */
  public readonly scaling: Record<string, Scaling>;
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
  public readonly connections: ClientConnections;
  /** The cluster's end of network edges. */
  public readonly networkPeer: INetworkPeer;
  /** Who applications are to a cloud: the NodeManagers that run them, or the DataNodes where there is no YARN. */
  public readonly identity: IIdentity;
  /** What the backup must be allowed to read and write in its object store. Daemons and applications use HDFS, and need none. */
  public readonly storeAccess: StoreAccess[];
  private readonly putClientFiles: (scope: IConstruct) => string;

  public constructor(scope: Construct, id: string, props: HadoopClusterProps) {
    super(scope, id);
    // Defaults and checks. The longest name made of it is <name>-resourcemanager-headless, and that of a zone's DataNodes.
    const name = objectName(this, props.name, {
      max: 24,
      because: 'names of sets, zones and Services are added to it',
    });
    const environment = Environment.of(this);
    const resolved = resolveHadoop({ ...props, name }, environment);
    const rules = [
      ...hadoopRules,
      ...clientRules,
      ...hdfsRules,
      ...directoryRules,
      ...yarnRules,
      ...kerberosRules,
      ...overrideRules,
    ];
    checkRules(this, rules, { given: props, resolved, environment });

    // Derived.
    const zooKeeper = new ZooKeeper(this, 'ZooKeeper', {
      ...resolved.zooKeeper,
      name,
      engine: 'hadoop',
      acknowledgeMembers: resolved.acknowledge.zooKeeperMembers,
      acknowledgeRelease: resolved.acknowledge.zooKeeperRelease,
      acknowledgeRiskySettings: resolved.acknowledge.riskySettings,
    });
    this.sizing = sizingOf(resolved, zooKeeper.sizing);
    const layout = layoutOf(resolved, environment, {
      namespaceName: namespaceOf(this),
      zooKeeper: zooKeeper.connectString,
    });
    const credentials = ClusterCredentials.of(this, layout, resolved.kerberos);
    const yarn = resolved.yarn && this.sizing.yarn && yarnConfiguration(resolved.yarn, this.sizing.yarn);
    const configuration = new Configuration({ layout, resolved, yarn });
    const { version, overrides } = resolved;
    const { release: acknowledgedRelease } = resolved.acknowledge;
    const context: HadoopContext = {
      name,
      version,
      acknowledgedRelease,
      layout,
      configuration,
      credentials,
      overrides,
    };

    // Built.
    const parts = buildParts(this, context, { zooKeeper, resolved, sizing: this.sizing, yarn });
    const clientConfigMap = new ConfigFiles(this, 'Client', {
      name: `${name}-client`,
      labels: objectLabels(partOf(name, 'client')),
      files: configuration.client(),
    }).configMapName;

    // Wired.
    connect(parts, layout.web, credentials);
    this.principals = principalsOf(layout);
    this.certificateNames = certificateNamesOf(layout);
    this.uri = defaultFileSystem(layout);
    this.kerberosRealm = resolved.kerberos?.realm;
    this.putClientFiles = (consumer) => ClientFiles.in(consumer, name, fileSystemFiles({ ...resolved, layout }));
    this.endpoints = endpointsOf(layout, { clientConfigMap, httpFsUrl: parts.httpFs?.url });
    this.scaling = scalingOf(resolved);
    this.connections = clientConnections(parts);
    this.networkPeer = this.connections;
    this.identity = (parts.yarn?.nodeManagers ?? parts.hdfs.dataNodes).identity;
    this.storeAccess = parts.jobs.storeAccess;
    this.monitoring = new EngineMonitoring(
      this,
      'Monitoring',
      monitoringOf({ layout, resolved, sizing: this.sizing, parts, certificate: credentials.certificate }),
    );
  }

  /**
   * Put `core-site.xml` and `hdfs-site.xml`, and `krb5.conf` with Kerberos, into the namespace of a scope's chart, once.
   *
   * @returns the name of the ConfigMap
   */
  public clientFilesIn(scope: IConstruct): string {
    return this.putClientFiles(scope);
  }
}
