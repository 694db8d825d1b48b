import { Duration, Size } from 'cdk8s';
import { Cpu, ICatalog, IFileSystem, IObjectStore, StoreMode, Team } from '../core';
import { PodOverrides } from '../kubernetes';
import { Monitoring } from '../monitoring';
import { Secret } from '../security';
import { SparkAcknowledgements } from './acknowledgements';
import { ISparkPlatform } from './interfaces';
import { Queueing } from './queueing';
import { SparkLocation } from './spark-location';
import { SparkVersion } from './spark-version';

/** The History Server, which shows what applications have done. */
export interface SparkHistoryServerOptions {
  /**
   * How large the event log of one application becomes, uncompressed: the heap follows from it.
   * @default Size.gibibytes(1)
   */
  readonly largestLog?: Size;
  /**
   * The CPU that it is guaranteed. Its memory follows from `largestLog`.
   * @default Cpu.units(1)
   */
  readonly cpu?: Cpu;
  /**
   * What it keeps of logs on its node's disk, so that it reads them once.
   * @default Size.gibibytes(20)
   */
  readonly storage?: Size;
  /**
   * How long event logs are kept, in whole days. It removes older ones itself.
   * @default Duration.days(14)
   */
  readonly retention?: Duration;
}

/** Settings that win over everything the constructs choose. */
export interface SparkOverrides {
  /**
   * Properties of Spark by name. Those that the constructs rely on are refused by name. Secrets do not belong into it: the operator logs all.
   * @see https://spark.apache.org/docs/latest/configuration.html
   * @default - none
   */
  readonly sparkConf?: Record<string, string>;
  /**
   * What pods have besides, by component: `driver` and `executor` of an application, `connect-server` and `executor` of a Connect server, `history-server`
   * of a platform.
   * @default - nothing
   */
  readonly pods?: Record<string, PodOverrides>;
}

/** Props of `SparkPlatform`. */
export interface SparkPlatformProps {
  /**
   * The platform's name, which its objects carry.
   * @default - the id
   */
  readonly name?: string;
  /**
   * The release that applications run unless they say otherwise, and that of the History Server, which reads logs of older ones.
   * @default SparkVersion.V4_1
   */
  readonly version?: SparkVersion;
  /** Where applications write what they do, and the History Server reads it. */
  readonly eventLog: SparkLocation;
  /**
   * The History Server.
   * @default - sized for logs of 1 GiB, which are kept for 14 days
   */
  readonly historyServer?: SparkHistoryServerOptions;
  /**
   * Where tables without a location of their own lie: `spark.sql.warehouse.dir`.
   * @default - nowhere: such tables are refused by Spark, since pods have no disk that stays
   */
  readonly warehouse?: SparkLocation;
  /**
   * Whether what drivers and executors say to one another, and what they write to their disks, is encrypted. It costs CPU. That they belong together
   * is proven in any case.
   * @default false
   */
  readonly encryption?: boolean;
  /**
   * Scrape targets, objectives, alerts and the dashboard. Its probe is a small job every 15 minutes. Without monitoring, teams have none either.
   * @default Monitoring.standard()
   */
  readonly monitoring?: Monitoring;
  /**
   * What the release of the operator is called: its Deployments are `<name>-controller` and `<name>-webhook`, which alerts are about.
   * @default "spark-operator"
   */
  readonly operatorName?: string;
  /**
   * Settings of all applications that win over everything else, but for the application's own.
   * @default - none
   */
  readonly overrides?: SparkOverrides;
  /**
   * What is meant although it is refused.
   * @default - none
   */
  readonly acknowledge?: SparkAcknowledgements;
}

/** A place in an object store that a team's applications use. */
export interface SparkStore {
  /** The bucket. */
  readonly store: IObjectStore;
  /**
   * Whether it is also written.
   * @default StoreMode.READ_WRITE
   */
  readonly mode?: StoreMode;
  /**
   * What the names of the objects begin with, without a `/` at either end.
   * @default - the whole bucket
   */
  readonly prefix?: string;
}

/**
 * Props of `SparkTeam`. Its `name` is that of its objects, and of the user that HDFS knows it by. `capacity` is what all of its pods may ask for
 * together: its queue counts that, or, without one, a ResourceQuota, and another of a quarter for drivers, since those that wait for executors would leave
 * no room for any.
 */
export interface SparkTeamProps extends Team {
  /** Where its applications are seen, and whose defaults they have. */
  readonly platform: ISparkPlatform;
  /**
   * Who says when an application may begin.
   * @default Queueing.none()
   */
  readonly queueing?: Queueing;
  /**
   * Object stores that its applications read and write, with the team's own identity in the cloud.
   * @default - none but those of the platform's event log and warehouse
   */
  readonly stores?: SparkStore[];
  /**
   * Catalogs of tables, by the names that statements have for them: `{ lake: Catalog.icebergRest({ ... }) }` is `lake.sales.orders`. Hive's own tables are
   * in the one that statements need not name: `{ spark_catalog: Catalog.hive(metastore) }`. The image must carry Iceberg's runtime.
   * @default - none: tables are those of each run, and of paths
   */
  readonly catalogs?: Record<string, ICatalog>;
  /**
   * The file system that its applications know by name: HDFS.
   * @default - that of the platform's event log or warehouse, if either is in one
   */
  readonly fileSystem?: IFileSystem;
  /**
   * What a driver and its executors prove to one another that they belong together by.
   * @default Secret.generated()
   */
  readonly rpcSecret?: Secret;
  /**
   * Objectives, alerts and the dashboard of its applications. The alerts have the label `team`.
   * @default - standard, where the platform is monitored
   */
  readonly monitoring?: Monitoring;
}
