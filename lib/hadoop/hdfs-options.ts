import { Duration, Size } from 'cdk8s';
import { ContainerSize } from '../core';
import { Scaling } from '../scaling';

/** NameNodes: who knows which file consists of which blocks. */
export interface NameNodeOptions {
  /**
   * How many: one active and the rest standby. Each knows all files.
   * @default 2; 1 without high availability
   */
  readonly members?: number;
  /**
   * How many files and directories there will be. The heap follows from it, about 1 GiB for a million blocks, and the volume with the disk that a
   * backup takes: 160 bytes a file in each image.
   * @default - as many as the DataNodes have room for, at one block of 128 MiB each; at least a million
   */
  readonly expectedFiles?: number;
  /**
   * The size of one NameNode.
   * @default - 2 CPUs, and memory for the expected files; at least 4 GiB, 2 GiB without high availability
   */
  readonly size?: ContainerSize;
  /**
   * The volume for the images of the namespace and its edits, as it is first made.
   * @default Size.gibibytes(50), enough for 80 million files; 5 without high availability
   */
  readonly storage?: Size;
  /**
   * The size that the volume is grown to: `storage` stays what it was when the NameNodes were made.
   * @default - what `expectedFiles` need, where that is more than the default of `storage` and no `storage` is given; else it stays as it is
   */
  readonly grownTo?: Size;
}

/** JournalNodes: the quorum that every change of the namespace is written to. */
export interface JournalNodeOptions {
  /**
   * How many: an odd number. Without high availability there are none.
   * @default 3
   */
  readonly members?: number;
  /**
   * The size of one.
   * @default - 500m CPU, 2 GiB
   */
  readonly size?: ContainerSize;
  /**
   * The volume for edits.
   * @default Size.gibibytes(20)
   */
  readonly storage?: Size;
  /**
   * The size that the volume is grown to: `storage` stays what it was when the JournalNodes were made.
   * @default - it stays as it is
   */
  readonly grownTo?: Size;
}

/**
 * What a volume of a DataNode is made of, as HDFS' storage policies name it.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/ArchivalStorage.html
 */
export class StorageType {
  /** Ordinary volumes: where files lie unless a policy says otherwise. */
  public static readonly DISK = new StorageType('DISK');
  /** Fast volumes, for files under the policies `ALL_SSD` and `ONE_SSD`. */
  public static readonly SSD = new StorageType('SSD');
  /** Large slow volumes, for files under the policies `COLD` and `WARM`. */
  public static readonly ARCHIVE = new StorageType('ARCHIVE');

  private constructor(
    /** HDFS' name of it. */
    public readonly label: string,
  ) {}
}

/** One volume of a DataNode. */
export interface DataNodeVolume {
  /** Its size when the DataNodes were first made. Kubernetes lets nobody change it in a StatefulSet: see `grownTo`. */
  readonly size: Size;
  /**
   * The size that existing and new volumes are grown to.
   * @default - they stay as they are
   */
  readonly grownTo?: Size;
  /**
   * What it is made of.
   * @default StorageType.DISK
   */
  readonly storageType?: StorageType;
  /**
   * The storage class.
   * @default - the environment's class for data
   */
  readonly storageClass?: string;
}

/** DataNodes of one kind. */
export interface DataNodeOptions {
  /** How many, over all zones: as evenly as the number allows. At least as many as copies of a block. */
  readonly count: number;
  /** The size of one. */
  readonly size: ContainerSize;
  /** The volumes of one. Their order is their identity: add new ones at the end of a new kind of DataNodes. */
  readonly volumes: DataNodeVolume[];
}

/** How data comes to lie evenly again after DataNodes were added. */
export interface BalancerOptions {
  /**
   * When it runs, in cron's five fields, UTC.
   * @default "0 1 * * *"
   */
  readonly schedule?: string;
  /**
   * How far a DataNode's use may be from the average, in percent of its capacity, before blocks are moved.
   * @default 10
   */
  readonly threshold?: number;
  /**
   * After what time a run ends, whether it is done or not.
   * @default Duration.hours(5)
   */
  readonly deadline?: Duration;
}

/** A directory that users find made. */
export interface HadoopDirectory {
  /** Where: `/spark/events`. Those above it that are missing are made as well, for the superuser alone to write to. */
  readonly path: string;
  /**
   * Whose it is: a user, and after a `:` a group.
   * @default - the superuser's, `hadoop`; what was made before keeps its owner
   */
  readonly owner?: string;
  /**
   * What its owner, its group and everybody else may do, in octal: 7 is everything, 5 to read and enter, 0 nothing. A 1 before them lets everybody
   * remove only what is his own, but for the directory's owner: `1777` is for what many write to.
   * @default "755"
   */
  readonly mode?: string;
  /**
   * Whom else it is open to, as entries of an ACL: `user:alice:r-x`. With `default:` before it an entry is for all that is made below from then on.
   * @default - nobody
   * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HdfsPermissionsGuide.html#ACLs_.28Access_Control_Lists.29
   */
  readonly acl?: string[];
}

/** A directory whose state is kept by HDFS itself, at points in time. */
export interface SnapshotOptions {
  /** The directory: `/warehouse`. */
  readonly path: string;
  /**
   * When a snapshot is made, in cron's five fields, UTC.
   * @default "0 3 * * *"
   */
  readonly schedule?: string;
  /**
   * How many are kept; the oldest are deleted.
   * @default 7
   */
  readonly keep?: number;
}

/** A gateway that speaks HTTP, for who cannot reach every DataNode. */
export interface HttpFsOptions {
  /**
   * How many, fixed or between bounds. Unless it names signals, gateways are added when they use more than 70 % of their CPU.
   * @default Scaling.between(2, 6)
   */
  readonly scaling?: Scaling;
  /**
   * The size of one.
   * @default - 500m CPU, 2 GiB
   */
  readonly size?: ContainerSize;
}
