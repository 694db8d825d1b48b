import { Size } from 'cdk8s';
import { ContainerSize } from '../core';
import { ZooKeeperSizing } from '../services';

/** The numbers chosen for one daemon, and why. */
export interface DaemonSizing {
  /** Its container. */
  readonly container: ContainerSize;
  /** The heap of its JVM: the least and the most at once. */
  readonly heap: Size;
  /** Why each number is what it is, by its name. */
  readonly reasons: Record<string, string>;
}

/** The numbers chosen for a NameNode. */
export interface NameNodeSizing extends DaemonSizing {
  /** How many million blocks the heap is made for. */
  readonly blocksMillion: number;
  /** How many calls are answered at the same time. */
  readonly handlers: number;
}

/** The numbers chosen for a DataNode. */
export interface DataNodeSizing extends DaemonSizing {
  /** How many million replicas its volumes have room for. */
  readonly replicasMillion: number;
  /** How many blocks are read and written at the same time. */
  readonly transferThreads: number;
  /** How many of its volumes may fail before it gives up. */
  readonly toleratedVolumeFailures: number;
}

/** The numbers chosen for a NodeManager. */
export interface NodeManagerSizing extends DaemonSizing {
  /** The memory of all containers together: YARN's `memory-mb`. */
  readonly containerMemory: Size;
  /** The virtual cores of all containers together. */
  readonly virtualCores: number;
}

/** The numbers chosen for YARN as a whole. */
export interface YarnSizing {
  /** The least memory of a container: requests are rounded up to multiples of it. */
  readonly minimumAllocation: Size;
  /** The most memory of a container: what the largest NodeManager has. */
  readonly maximumAllocation: Size;
  /** The most virtual cores of a container. */
  readonly maximumVirtualCores: number;
  /** Why each number is what it is, by its name. */
  readonly reasons: Record<string, string>;
}

/** The numbers of the file system as a whole. */
export interface HdfsSizing {
  /** What users can store: the volumes less HDFS' own reserve, divided by the copies of a block. */
  readonly usableCapacity: Size;
  /** Why each number is what it is, by its name. */
  readonly reasons: Record<string, string>;
}

/** The numbers chosen for a cluster, and why: a field a part. */
export interface HadoopSizing {
  /** A member of ZooKeeper. */
  readonly zooKeeper: ZooKeeperSizing;
  /** A NameNode. */
  readonly nameNode: NameNodeSizing;
  /** A JournalNode; undefined without high availability. */
  readonly journalNode?: DaemonSizing;
  /** A DataNode of each kind, by the name that its sets have after the cluster's: `datanode`, and `datanode-archive` for `moreDataNodes.archive`. */
  readonly dataNodes: Record<string, DataNodeSizing>;
  /** The file system as a whole. */
  readonly hdfs: HdfsSizing;
  /** A ResourceManager; undefined without YARN. */
  readonly resourceManager?: DaemonSizing;
  /** A NodeManager on durable capacity; undefined without YARN. */
  readonly nodeManager?: NodeManagerSizing;
  /** A NodeManager on spare capacity; undefined without any. */
  readonly spotNodeManager?: NodeManagerSizing;
  /** The history server; undefined without YARN. */
  readonly historyServer?: DaemonSizing;
  /** YARN as a whole; undefined without it. */
  readonly yarn?: YarnSizing;
  /** A gateway; undefined without any. */
  readonly httpFs?: DaemonSizing;
}
