import { Duration } from 'cdk8s';
import { BackupOptions, IConnectable } from '../core';
import { PodOverrides } from '../kubernetes';
import { Monitoring } from '../monitoring';
import { ZooKeeperOptions } from '../services';
import { HadoopAcknowledgements } from './acknowledgements';
import { HadoopEndpoints } from './hadoop-endpoints';
import { HadoopSecurity, KerberosRealm } from './hadoop-security';
import { HadoopVersion } from './hadoop-version';
import {
  BalancerOptions,
  DataNodeOptions,
  HadoopDirectory,
  SnapshotOptions,
  HttpFsOptions,
  JournalNodeOptions,
  NameNodeOptions,
} from './hdfs-options';
import { YarnOptions } from './yarn-options';

/** Properties of the files that clients of HDFS read. They win. */
export interface HadoopClientOverrides {
  /**
   * Properties of `core-site.xml`.
   * @default - none
   */
  readonly coreSite?: Record<string, string>;
  /**
   * Properties of `hdfs-site.xml`.
   * @default - none
   */
  readonly hdfsSite?: Record<string, string>;
}

/** What is known of a cluster that something else runs: another HadoopCluster. */
export interface HadoopClusterAttributes {
  /** Where clients find it: what that cluster's `endpoints` are. */
  readonly endpoints: HadoopEndpoints;
  /** Its end of network edges: `Peer.pods(...)` or `Peer.cidr(...)`. */
  readonly peer: IConnectable;
  /**
   * Its name.
   * @default - the id
   */
  readonly name?: string;
  /**
   * The realm of Kerberos, where its `security` is that.
   * @default - callers are believed
   */
  readonly kerberos?: KerberosRealm;
  /**
   * Its `replication`: how many copies of a block its clients ask for.
   * @default - 3, or 1 with a single NameNode
   */
  readonly replication?: number;
  /**
   * Those of its `overrides` that its clients read too.
   * @default - none
   */
  readonly overrides?: HadoopClientOverrides;
}

/** What wins over everything the construct chooses: properties by file; whole files, flags and pods by component. */
export interface HadoopOverrides extends HadoopClientOverrides {
  /**
   * Properties of `yarn-site.xml`.
   * @default - none
   */
  readonly yarnSite?: Record<string, string>;
  /**
   * Properties of `mapred-site.xml`.
   * @default - none
   */
  readonly mapredSite?: Record<string, string>;
  /**
   * Properties of `capacity-scheduler.xml`.
   * @default - none
   */
  readonly capacityScheduler?: Record<string, string>;
  /**
   * Properties of `hadoop-policy.xml`: who may call which protocol.
   * @default - none
   */
  readonly hadoopPolicy?: Record<string, string>;
  /**
   * Lines at the end of `log4j.properties`, by key: `{ 'log4j.logger.BlockStateChange': 'WARN' }`.
   * @default - none
   */
  readonly log4j?: Record<string, string>;
  /**
   * Files beside the configuration of a component, or in the place of one that the construct does not rely on, by component and name:
   * `{ nodemanager: { 'resource-types.xml': '<configuration>...' } }`. The content is read as it is; secrets do not belong into it.
   * @default - none
   */
  readonly files?: Record<string, Record<string, string>>;
  /**
   * Flags of the JVM after ours, by component: `{ datanode: ['-XX:MaxGCPauseMillis=100'] }`. The components are those of `pods`, and `zkfc`,
   * the failover controller. A collector takes the place of ours.
   * @default - none
   */
  readonly jvm?: Record<string, string[]>;
  /**
   * What pods have besides, by component: `namenode`, `journalnode`, `datanode`, `resourcemanager`, `nodemanager`, `historyserver`, `httpfs`,
   * `probe`, `backup`, `balancer`, `snapshots`. ZooKeeper's are `zooKeeper.pods`.
   * @default - nothing
   */
  readonly pods?: Record<string, PodOverrides>;
}

/** Props of `HadoopCluster`. */
export interface HadoopClusterProps {
  /**
   * The cluster's name, which all objects carry and clients write: `hdfs://lake/...`.
   * @default - the id
   */
  readonly name?: string;
  /**
   * The release.
   * @default HadoopVersion.V3_4_3
   */
  readonly version?: HadoopVersion;
  /** DataNodes, which hold the blocks of files. */
  readonly dataNodes: DataNodeOptions;
  /**
   * DataNodes of other kinds, by a short name: `{ archive: { ... } }`.
   * @default - none
   */
  readonly moreDataNodes?: Record<string, DataNodeOptions>;
  /**
   * YARN, which runs applications.
   * @default - none: HDFS alone
   */
  readonly yarn?: YarnOptions;
  /**
   * How many copies of a block there are, in at least two zones where zones are known.
   * @default 3; 1 without high availability
   */
  readonly replication?: number;
  /**
   * Whether the cluster survives the loss of any one member. Without it there is one of each, and no JournalNode, as on a laptop. It
   * cannot be switched on later: the name of the file system changes with it.
   * @default true
   */
  readonly highAvailability?: boolean;
  /**
   * NameNodes.
   * @default - two, with memory for as many files as the DataNodes have room for
   */
  readonly nameNodes?: NameNodeOptions;
  /**
   * JournalNodes.
   * @default - three
   */
  readonly journalNodes?: JournalNodeOptions;
  /**
   * ZooKeeper, which elects the active NameNode and keeps what ResourceManagers know.
   * @default - three members of its own, each with 500m CPU and 2 GiB; one with 100m and 1 GiB without high availability
   */
  readonly zooKeeper?: ZooKeeperOptions;
  /**
   * A gateway that speaks HTTP.
   * @default - none
   */
  readonly httpFs?: HttpFsOptions;
  /**
   * How data comes to lie evenly again.
   * @default - every night at 1:00 UTC, to within 10 percent
   */
  readonly balancer?: BalancerOptions;
  /**
   * How long deleted files can be taken back, in whole minutes. Zero: not at all.
   * @default Duration.days(3)
   */
  readonly trash?: Duration;
  /**
   * Directories of which snapshots are kept.
   * @default - none
   */
  readonly snapshots?: SnapshotOptions[];
  /**
   * Directories that users find made, besides `/tmp` and `/user`: where Spark writes event logs, a team's tables. Owner, mode and ACL are set whenever a
   * NameNode starts or this list changes, which restarts none. Who is taken out of the list, or out of an ACL, is not removed.
   * @default - none
   */
  readonly directories?: HadoopDirectory[];
  /**
   * Backups of the namespace: which file consists of which blocks. The blocks themselves are not copied. The store's own lifecycle removes old
   * ones.
   *
   * They run every six hours, at a quarter past (`15 *\/6 * * *`), lie below `hadoop/<name>/fsimage`, and are stopped as failed after an hour,
   * unless the options say otherwise.
   * @default - none, with a warning
   */
  readonly backup?: BackupOptions;
  /**
   * How long a DataNode that leaves may take to hand over what it holds. Then it ends: copies are made from those that are left.
   * @default Duration.hours(12)
   */
  readonly dataNodeGracePeriod?: Duration;
  /**
   * How it is known who calls. It cannot be changed while the cluster runs: daemons of both kinds do not speak with one another.
   * @default HadoopSecurity.simple()
   */
  readonly security?: HadoopSecurity;
  /**
   * Scrape targets, objectives, alerts and the dashboard.
   * @default Monitoring.standard()
   */
  readonly monitoring?: Monitoring;
  /**
   * Write logs as JSON, one object a line.
   * @default false
   */
  readonly jsonLogs?: boolean;
  /**
   * Properties that win over everything else.
   * @default - none
   */
  readonly overrides?: HadoopOverrides;
  /**
   * Changes that are meant although they are refused by default.
   * @default - none
   */
  readonly acknowledge?: HadoopAcknowledgements;
}
