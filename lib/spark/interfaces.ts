import { IConstruct } from 'constructs';
import { ContainerSize, ICatalog, IConnectable, IFileSystem, IIdentity, ISecret, StoreAccess } from '../core';
import { Queueing } from './queueing';
import { SparkEndpoints } from './spark-endpoints';
import { SparkLocation } from './spark-location';
import { SparkVersion } from './spark-version';

/** What applications have from their platform. */
export interface SparkPlatformSettings {
  /** The platform's name. */
  readonly name: string;
  /** The release that they run unless they say otherwise. */
  readonly version: SparkVersion;
  /** Where they write what they do. */
  readonly eventLog: SparkLocation;
  /**
   * Where tables without a location of their own lie.
   * @default - nowhere
   */
  readonly warehouse?: SparkLocation;
  /** Whether what they say to one another and write to their disks is encrypted. */
  readonly encryption: boolean;
  /** Properties that win over ours. */
  readonly sparkConf: Record<string, string>;
  /** Whether Prometheus finds drivers, and may reach them. */
  readonly monitored: boolean;
  /** The PriorityClass of drivers. */
  readonly driverPriorityClass: string;
  /** The PriorityClass of executors. */
  readonly executorPriorityClass: string;
}

/** A place for Spark's applications, whether this tree defines it or only refers to it. */
export interface ISparkPlatform extends IConstruct, IConnectable {
  /** Where what it serves is found. */
  readonly endpoints: SparkEndpoints;
  /** What applications have from it. */
  readonly settings: SparkPlatformSettings;
}

/** Those who have applications. */
export interface ISparkTeam extends IConstruct {
  /** Its name. */
  readonly teamName: string;
  /** Where its applications are seen, and whose defaults they have. */
  readonly platform: ISparkPlatform;
  /** Who its drivers and executors are. */
  readonly identity: IIdentity;
  /** What they must be allowed to read and write in object stores. */
  readonly storeAccess: StoreAccess[];
  /** The file systems that they use. */
  readonly fileSystems: IFileSystem[];
  /** The catalogs of tables that they use, by the names that statements have for them. */
  readonly catalogs: Record<string, ICatalog>;
  /** What a driver and its executors prove to one another that they belong together by. */
  readonly rpcSecret: ISecret;
  /** Who says when an application may begin. */
  readonly queueing: Queueing;
  /**
   * What all of its pods may ask for together.
   * @default - no bound
   */
  readonly capacity?: ContainerSize;
}
