import { Duration, Size } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ContainerSize, IConnectable } from '../core';
import { PodOverrides } from '../kubernetes';
import { Monitoring } from '../monitoring';
import { FoundationDbBackupOptions } from './foundation-db-backup-options';
import { FoundationDbRedundancy } from './foundation-db-redundancy';
import { FoundationDbVersion } from './foundation-db-version';

/** The ConfigMap in which clients find the database. */
export interface FoundationDbClusterFile {
  /** The ConfigMap's name. */
  readonly configMapName: string;
  /** Its namespace. */
  readonly namespaceName: string;
  /** The key that holds the text: `cluster-file`. */
  readonly key: string;
}

/** A FoundationDB that clients connect to: exactly one of `clusterFile` and `address` is there. */
export interface IFoundationDb extends IConnectable, IConstruct {
  /**
   * Where clients find it.
   * @default - by `address`
   */
  readonly clusterFile?: FoundationDbClusterFile;
  /**
   * The text of its cluster file: `meta:Xk2...@10.0.0.1:4501,10.0.0.2:4501`.
   * @default - by `clusterFile`
   */
  readonly address?: string;
  /**
   * How old the oldest state may be that it can be restored to. What its clients delete elsewhere, as Doris does with files of an object store, must stay
   * for longer.
   * @default - nothing backs it up, or nobody said
   */
  readonly oldestKeptBackup?: Duration;
}

/** A FoundationDB that something else runs. */
export interface FoundationDbAttributes {
  /** Its end of network edges: `Peer.pods(...)`, `Peer.cidr(...)`. */
  readonly peer: IConnectable;
  /**
   * The ConfigMap that holds its cluster file, kept by an operator: in it or in `address` it is found.
   * @default - by `address`
   */
  readonly clusterFile?: FoundationDbClusterFile;
  /**
   * The text of its cluster file.
   * @default - by `clusterFile`
   */
  readonly address?: string;
  /**
   * How old the oldest state may be that it can be restored to.
   * @default - nobody said
   */
  readonly oldestKeptBackup?: Duration;
}

/** What its pods have besides, by class of process. */
export interface FoundationDbPodOverrides {
  /**
   * Pods with data.
   * @default - nothing
   */
  readonly storage?: PodOverrides;
  /**
   * Pods with the log of transactions.
   * @default - nothing
   */
  readonly log?: PodOverrides;
  /**
   * Pods without data.
   * @default - nothing
   */
  readonly stateless?: PodOverrides;
  /**
   * Pods that copy to the object store.
   * @default - nothing
   */
  readonly agents?: PodOverrides;
}

/** What wins over what the library says. */
export interface FoundationDbOverrides {
  /**
   * Parameters of every `fdbserver`, without `--`: `{ knob_max_trace_lines: '1000000' }`. A change restarts all processes at once, which takes seconds.
   * @default - none
   * @see https://apple.github.io/foundationdb/configuration.html#fdbserver-section
   */
  readonly parameters?: Record<string, string>;
  /**
   * Pods.
   * @default - nothing
   */
  readonly pods?: FoundationDbPodOverrides;
}

/** What is meant although the API server refuses it: each names the new value, so that one that is left behind allows no second change. */
export interface FoundationDbAcknowledgements {
  /**
   * The line that it may change to, the first two numbers: `7.3`. There is no way back: a line that began to write cannot be left for an older one.
   * @default - none: it keeps the line that it has
   */
  readonly release?: string;
  /**
   * The release that may come together with other changes, or while earlier ones are still carried out: `7.1.61`.
   * @default - none: a release comes alone
   */
  readonly releaseWithChanges?: string;
  /**
   * The redundancy that it may be lowered to.
   * @default - none
   */
  readonly redundancy?: FoundationDbRedundancy;
  /**
   * The size that volumes of storage may change to: every storage process is replaced by one with a new volume, one after the other.
   * @default - none
   */
  readonly storage?: Size;
  /**
   * The size that volumes of the log may change to: every log process is replaced.
   * @default - none
   */
  readonly logStorage?: Size;
}

/** Props of `FoundationDb`. */
export interface FoundationDbProps {
  /**
   * The name of its objects, 32 characters at most. The operator's plugin for kubectl finds processes by cutting it out of the names of pods, so it must
   * not stand in the names of their classes: `log`, `age` and `state` are refused.
   * @default - the id
   */
  readonly name?: string;
  /**
   * Whether it survives the loss of a process: without it there is one process of each class, and one copy of the data.
   * @default true
   */
  readonly highAvailability?: boolean;
  /**
   * How many copies of the data there are, and where.
   * @default - FoundationDbRedundancy.DOUBLE; SINGLE without high availability
   */
  readonly redundancy?: FoundationDbRedundancy;
  /**
   * Processes that hold data. Fewer of them is safe: the operator moves the data first, then deletes their volumes.
   * @default - as many as may not be fewer: 3, 5 with three copies, 9 in three data halls; 1 without high availability
   */
  readonly storageProcesses?: number;
  /**
   * Processes that hold the log of transactions.
   * @default - 4, 5 with three copies, 9 in three data halls; 1 without high availability
   */
  readonly logProcesses?: number;
  /**
   * Processes without data: each of nine roles has one for itself, where there are enough.
   * @default - 9, and one more with three copies; 1 without high availability
   */
  readonly statelessProcesses?: number;
  /**
   * The size of one storage process.
   * @default - 1 CPU and 8 GiB, which is what FoundationDB asks for; 250m and 2 GiB without high availability
   * @see https://apple.github.io/foundationdb/configuration.html#system-requirements
   */
  readonly size?: ContainerSize;
  /**
   * The size of one log process.
   * @default - as `size`
   */
  readonly logSize?: ContainerSize;
  /**
   * The size of one process without data.
   * @default - as `size`
   */
  readonly statelessSize?: ContainerSize;
  /**
   * The volume of one storage process. A change, larger or smaller, replaces every storage process, and is refused until it is acknowledged.
   * @default - Size.gibibytes(100); 8 GiB without high availability
   */
  readonly storage?: Size;
  /**
   * The volume of one log process: the log of transactions, and what storage that is behind has not taken from it.
   * @default - Size.gibibytes(50); 8 GiB without high availability
   */
  readonly logStorage?: Size;
  /**
   * The release.
   * @default FoundationDbVersion.V7_1_67
   */
  readonly version?: FoundationDbVersion;
  /**
   * A continuous copy in an object store.
   * @default - none
   */
  readonly backup?: FoundationDbBackupOptions;
  /**
   * Objectives, alerts and the dashboard.
   * @default Monitoring.standard()
   */
  readonly monitoring?: Monitoring;
  /**
   * What wins over what the library says.
   * @default - nothing
   */
  readonly overrides?: FoundationDbOverrides;
  /**
   * What is meant although it is refused.
   * @default - nothing
   */
  readonly acknowledge?: FoundationDbAcknowledgements;
}
