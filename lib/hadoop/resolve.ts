import { Duration, Size } from 'cdk8s';
import { BackupOptions, ContainerSize, Cpu, Environment } from '../core';
import { bytesOf } from '../core/internal';
import { Monitoring } from '../monitoring';
import { Scaling } from '../scaling';
import { ZooKeeperOptions } from '../services';
import { HadoopAcknowledgements } from './acknowledgements';
import { nameNodeStorage } from './config/fs-image';
import { HadoopClientOverrides, HadoopClusterAttributes, HadoopClusterProps, HadoopOverrides } from './hadoop-props';
import { HadoopSecurity, KerberosOptions, KerberosRealm } from './hadoop-security';
import { HadoopVersion } from './hadoop-version';
import {
  BalancerOptions,
  DataNodeOptions,
  DataNodeVolume,
  NameNodeOptions,
  SnapshotOptions,
  StorageType,
} from './hdfs-options';
import { NodeManagerOptions, YarnOptions, YarnQueue } from './yarn-options';

/** A volume of a DataNode, complete. */
export interface ResolvedVolume {
  readonly size: Size;
  /** Default: it stays as it is. */
  readonly grownTo?: Size;
  readonly storageType: StorageType;
  /** Default: Kubernetes' own. */
  readonly storageClass?: string;
}

/** DataNodes of one kind, complete. */
export interface ResolvedDataNodes {
  readonly count: number;
  readonly size: ContainerSize;
  readonly volumes: ResolvedVolume[];
}

/** NameNodes, complete. */
export interface ResolvedNameNodes {
  readonly members: number;
  /** None where as many are meant as the DataNodes have room for. */
  readonly expectedFiles: number;
  /** Default: it follows from the expected files. */
  readonly size?: ContainerSize;
  readonly storage: Size;
  /** Default: it stays as it is. */
  readonly grownTo?: Size;
}

/** JournalNodes, complete. */
export interface ResolvedJournalNodes {
  readonly members: number;
  readonly size: ContainerSize;
  readonly storage: Size;
  /** Default: it stays as it is. */
  readonly grownTo?: Size;
}

/** ZooKeeper: what is ours to choose. It has defaults of its own for the rest. */
export type ResolvedZooKeeper = ZooKeeperOptions & Required<Pick<ZooKeeperOptions, 'members' | 'size' | 'storage'>>;

/** NodeManagers of one kind, complete. */
export type ResolvedNodeManagers = Required<NodeManagerOptions>;

/** A queue, complete. */
export type ResolvedQueue = Required<Omit<YarnQueue, 'capacity'>>;

/** YARN, complete. */
export interface ResolvedYarn {
  readonly nodeManagers: ResolvedNodeManagers;
  /** Default: there is no spare capacity. */
  readonly spotNodeManagers?: ResolvedNodeManagers;
  readonly queues: ResolvedQueue[];
  readonly resourceManagers: { readonly members: number; readonly size: ContainerSize };
  readonly historyServer: { readonly size: ContainerSize };
  readonly decommissionTimeout: Duration;
  readonly logRetention: Duration;
  /** The variables by which a cloud says who the pods are, which applications are, too. */
  readonly identityVariables: string[];
}

/** A directory that users find made, complete. */
export interface ResolvedDirectory {
  readonly path: string;
  /** Default: who made it. */
  readonly owner?: string;
  readonly mode: string;
  readonly acl: string[];
}

/** A backup of the namespace, complete. */
export type ResolvedBackup = Required<BackupOptions>;

/** Kerberos, complete. */
export type ResolvedKerberos = Required<KerberosOptions> & {
  /** The ports of the KDCs. */
  readonly kdcPorts: number[];
};

/** What is meant although it is refused. What stays optional was not acknowledged. */
export type ResolvedAcknowledgements = HadoopAcknowledgements & Required<Pick<HadoopAcknowledgements, 'riskySettings'>>;

/** What a cluster is made from: what was given, and every default. */
export interface ResolvedHadoop {
  readonly name: string;
  readonly version: HadoopVersion;
  readonly highAvailability: boolean;
  readonly replication: number;
  readonly dataNodes: ResolvedDataNodes;
  readonly moreDataNodes: Record<string, ResolvedDataNodes>;
  readonly nameNodes: ResolvedNameNodes;
  /** Default: none, without high availability. */
  readonly journalNodes?: ResolvedJournalNodes;
  readonly zooKeeper: ResolvedZooKeeper;
  /** Default: HDFS alone. */
  readonly yarn?: ResolvedYarn;
  /** Default: there is no gateway. */
  readonly httpFs?: { readonly scaling: Scaling; readonly size: ContainerSize };
  /** The group of HDFS' superusers. */
  readonly superGroup: string;
  readonly balancer: Required<BalancerOptions>;
  readonly trash: Duration;
  readonly snapshots: Required<SnapshotOptions>[];
  readonly directories: ResolvedDirectory[];
  /** Default: there are none. */
  readonly backup?: ResolvedBackup;
  readonly dataNodeGracePeriod: Duration;
  /** Default: callers are believed. */
  readonly kerberos?: ResolvedKerberos;
  readonly monitoring: Monitoring;
  /** Whether something writes and reads every few minutes. */
  readonly probe: boolean;
  readonly jsonLogs: boolean;
  readonly overrides: Required<HadoopOverrides>;
  readonly acknowledge: ResolvedAcknowledgements;
}

/** A cluster that something else runs, complete. */
export interface ResolvedImport {
  /** What its objects are named after. */
  readonly name: string;
  readonly nameNodes: string[];
  readonly replication: number;
  /** Default: callers are believed. */
  readonly kerberos?: Required<KerberosRealm>;
  readonly overrides: Required<HadoopClientOverrides>;
}

/** The props, with the name that the cluster has. */
export type NamedHadoopProps = HadoopClusterProps & { readonly name: string };

const container = (cpu: Cpu, memory: Size): ContainerSize => ({ cpu, memory });
const GIB = (amount: number) => Size.gibibytes(amount);

/** The release where none is given. It moves with this library: see CHANGELOG.md. */
export const DEFAULT_VERSION = HadoopVersion.V3_4_3;

/** Every default of a HadoopCluster. What follows from several numbers is for sizing.ts and layout.ts. */
export function resolveHadoop(given: NamedHadoopProps, environment: Environment): ResolvedHadoop {
  const { name } = given;
  const highAvailability = given.highAvailability ?? true;
  const monitoring = given.monitoring ?? Monitoring.standard();
  return {
    name,
    version: given.version ?? DEFAULT_VERSION,
    highAvailability,
    replication: given.replication ?? (highAvailability ? 3 : 1),
    dataNodes: dataNodes(given.dataNodes, environment),
    moreDataNodes: Object.fromEntries(
      Object.entries(given.moreDataNodes ?? {}).map(([kind, options]) => [kind, dataNodes(options, environment)]),
    ),
    nameNodes: nameNodes(given.nameNodes ?? {}, highAvailability),
    journalNodes: highAvailability
      ? {
          members: given.journalNodes?.members ?? 3,
          size: given.journalNodes?.size ?? container(Cpu.millis(500), GIB(2)),
          storage: given.journalNodes?.storage ?? GIB(20),
          grownTo: given.journalNodes?.grownTo,
        }
      : undefined,
    zooKeeper: {
      ...given.zooKeeper,
      members: given.zooKeeper?.members ?? (highAvailability ? 3 : 1),
      size: given.zooKeeper?.size ?? container(Cpu.millis(highAvailability ? 500 : 100), GIB(highAvailability ? 2 : 1)),
      storage: given.zooKeeper?.storage ?? GIB(highAvailability ? 10 : 1),
    },
    yarn: given.yarn && yarn(given.yarn, highAvailability, environment),
    httpFs: given.httpFs && {
      scaling: given.httpFs.scaling ?? Scaling.between(2, 6),
      size: given.httpFs.size ?? container(Cpu.millis(500), GIB(2)),
    },
    superGroup: given.overrides?.hdfsSite?.['dfs.permissions.superusergroup'] ?? 'supergroup',
    balancer: {
      schedule: given.balancer?.schedule ?? '0 1 * * *',
      threshold: given.balancer?.threshold ?? 10,
      deadline: given.balancer?.deadline ?? Duration.hours(5),
    },
    trash: given.trash ?? Duration.days(3),
    snapshots: (given.snapshots ?? []).map(({ path, schedule, keep }) => ({
      path,
      schedule: schedule ?? '0 3 * * *',
      keep: keep ?? 7,
    })),
    directories: (given.directories ?? []).map(({ path, owner, mode, acl }) => ({
      path,
      owner,
      mode: mode ?? '755',
      acl: acl ?? [],
    })),
    backup: given.backup && {
      store: given.backup.store,
      schedule: given.backup.schedule ?? '15 */6 * * *',
      prefix: given.backup.prefix ?? `hadoop/${name}/fsimage`,
      deadline: given.backup.deadline ?? Duration.hours(1),
    },
    dataNodeGracePeriod: given.dataNodeGracePeriod ?? Duration.hours(12),
    kerberos: kerberos(given.security ?? HadoopSecurity.simple()),
    monitoring,
    probe: monitoring.enabled && (monitoring.options.probe ?? true),
    jsonLogs: given.jsonLogs ?? false,
    overrides: overrides(given.overrides ?? {}),
    acknowledge: acknowledgements(given.acknowledge ?? {}),
  };
}

/** Every default of a cluster that something else runs. */
export function resolveImport(given: HadoopClusterAttributes & { readonly name: string }): ResolvedImport {
  const { name, endpoints, kerberos, overrides } = given;
  const { nameNodes } = endpoints;
  return {
    name,
    nameNodes,
    replication: given.replication ?? (nameNodes.length > 1 ? 3 : 1),
    kerberos: kerberos && { ...kerberos, overrides: kerberos.overrides ?? {} },
    overrides: { coreSite: overrides?.coreSite ?? {}, hdfsSite: overrides?.hdfsSite ?? {} },
  };
}

function nameNodes(given: NameNodeOptions, highAvailability: boolean): ResolvedNameNodes {
  const { members, expectedFiles = 0, size, storage, grownTo } = given;
  const first = GIB(highAvailability ? 50 : 5);
  const needed = nameNodeStorage(expectedFiles);
  // Grown, not made larger: nobody can change the size in a StatefulSet, and more files may be expected later.
  const grows = storage === undefined && bytesOf(needed) > bytesOf(first);
  return {
    members: members ?? (highAvailability ? 2 : 1),
    expectedFiles,
    size,
    storage: storage ?? first,
    grownTo: grownTo ?? (grows ? needed : undefined),
  };
}

function dataNodes({ count, size, volumes }: DataNodeOptions, environment: Environment): ResolvedDataNodes {
  const volume = ({ size: first, grownTo, storageType, storageClass }: DataNodeVolume): ResolvedVolume => ({
    size: first,
    grownTo,
    storageType: storageType ?? StorageType.DISK,
    storageClass: storageClass ?? environment.storageClasses.data,
  });
  return { count, size, volumes: volumes.map(volume) };
}

function yarn(given: YarnOptions, highAvailability: boolean, environment: Environment): ResolvedYarn {
  const nodeManagers = ({ scaling, size, localStorage }: NodeManagerOptions): ResolvedNodeManagers => ({
    scaling,
    size,
    localStorage: localStorage ?? GIB(100),
  });
  const { spotNodeManagers, resourceManagers } = given;
  return {
    nodeManagers: nodeManagers(given.nodeManagers),
    spotNodeManagers: spotNodeManagers && nodeManagers(spotNodeManagers),
    queues: queues(given.queues ?? [{ name: 'default' }]),
    resourceManagers: {
      members: resourceManagers?.members ?? (highAvailability ? 2 : 1),
      size:
        resourceManagers?.size ??
        (highAvailability ? container(Cpu.units(1), GIB(4)) : container(Cpu.millis(200), GIB(2))),
    },
    historyServer: {
      size: highAvailability ? container(Cpu.millis(500), GIB(2)) : container(Cpu.millis(100), GIB(1)),
    },
    decommissionTimeout: given.decommissionTimeout ?? Duration.minutes(50),
    logRetention: given.logRetention ?? Duration.days(7),
    identityVariables: environment.cloudProfile?.identityVariables ?? [],
  };
}

function queues(given: YarnQueue[]): ResolvedQueue[] {
  const shares = given.flatMap(({ share }) => share ?? []);
  const rest = 100 - shares.reduce((sum, share) => sum + share, 0);
  return given.map((queue) => ({
    name: queue.name,
    members: queue.members ?? [],
    groups: queue.groups ?? [],
    administrators: queue.administrators ?? [],
    share: queue.share ?? rest / (given.length - shares.length),
    maximumShare: queue.maximumShare ?? 100,
    userLimitFactor: queue.userLimitFactor ?? 1,
    maximumApplicationMasterShare: queue.maximumApplicationMasterShare ?? 0.2,
  }));
}

function kerberos({ _kerberos: given }: HadoopSecurity): ResolvedKerberos | undefined {
  if (!given) return undefined;
  const kdcPorts = [...new Set(given.kdcs.map((kdc) => Number(kdc.split(':')[1] ?? 88)))];
  return { ...given, kdcPorts, overrides: given.overrides ?? {} };
}

function overrides(given: HadoopOverrides): Required<HadoopOverrides> {
  return {
    coreSite: given.coreSite ?? {},
    hdfsSite: given.hdfsSite ?? {},
    yarnSite: given.yarnSite ?? {},
    mapredSite: given.mapredSite ?? {},
    capacityScheduler: given.capacityScheduler ?? {},
    hadoopPolicy: given.hadoopPolicy ?? {},
    log4j: given.log4j ?? {},
    files: given.files ?? {},
    jvm: given.jvm ?? {},
    pods: given.pods ?? {},
  };
}

function acknowledgements(given: HadoopAcknowledgements): ResolvedAcknowledgements {
  return {
    dataNodes: given.dataNodes,
    nameNodes: given.nameNodes,
    journalNodes: given.journalNodes,
    resourceManagers: given.resourceManagers,
    zooKeeperMembers: given.zooKeeperMembers,
    release: given.release,
    zooKeeperRelease: given.zooKeeperRelease,
    riskySettings: given.riskySettings ?? [],
  };
}
