import { ContainerImage, ContainerSize } from '../core';
import { PodOverrides } from '../kubernetes';
import { Monitoring } from '../monitoring';
import { HiveMetastoreDatabase } from './hive-metastore-database';
import { HiveMetastoreVersion } from './hive-metastore-version';
import { HiveWarehouse } from './hive-warehouse';

/** Jars that the image lacks, brought by an image that holds them: nothing is downloaded when a pod starts. */
export interface HiveMetastoreLibraries {
  /** The image, with a shell and `sha256sum`: a busybox with jars in a folder. */
  readonly image: ContainerImage;
  /**
   * The folder in it.
   * @default "/libraries"
   */
  readonly folder?: string;
  /**
   * What is taken from there, by the names of the files, and their SHA-256, 64 hexadecimal digits. Another file of that name starts nothing.
   * @default - the driver of PostgreSQL 42.7.7, commons-collections 3.2.2 and the exporter 1.0.1, as Maven's central repository has them
   */
  readonly files?: Record<string, string>;
}

/** Props of `HiveMetastore`. */
export interface HiveMetastoreProps {
  /**
   * The name; its objects are `<name>-metastore`.
   * @default - the id
   */
  readonly name?: string;
  /**
   * The release.
   * @default HiveMetastoreVersion.V3_1_3
   */
  readonly version?: HiveMetastoreVersion;
  /**
   * Jars that the image lacks.
   * @default - the image has them all
   */
  readonly libraries?: HiveMetastoreLibraries;
  /** Where it keeps what it knows. */
  readonly database: HiveMetastoreDatabase;
  /** Where tables lie that say no place of their own. */
  readonly warehouse: HiveWarehouse;
  /**
   * How many there are, each able to serve alone.
   * @default - 2; 1 with a database in the cluster
   */
  readonly replicas?: number;
  /**
   * The size of one.
   * @default - 1 CPU and 2 GiB; a quarter of a CPU and 1 GiB with a database in the cluster
   */
  readonly size?: ContainerSize;
  /**
   * How many connections one pool has. A replica has four pools: two of its store, two of transactions and locks.
   * @default 5
   */
  readonly poolSize?: number;
  /**
   * Properties of `metastore-site.xml` that win over everything else: `{ 'metastore.disallow.incompatible.col.type.changes': 'false' }`.
   * @default - none
   */
  readonly settings?: Record<string, string>;
  /**
   * Flags of the JVM after ours: `['-XX:MaxGCPauseMillis=100']`.
   * @default - none
   */
  readonly javaOptions?: string[];
  /**
   * What its pods have besides.
   * @default - nothing
   */
  readonly pods?: PodOverrides;
  /**
   * Objectives, alerts and the dashboard.
   * @default Monitoring.standard()
   */
  readonly monitoring?: Monitoring;
  /**
   * The release of the schema that is in the database and may be upgraded to that of `version`: `3.0.0`. There is no way back but a snapshot of the
   * database: make one first.
   * @default - none: a schema of an older release is refused
   */
  readonly acknowledgeUpgradeFrom?: string;
  /**
   * Settings that may lose data, by name, which are meant nevertheless.
   * @default - none
   */
  readonly acknowledgeRiskySettings?: string[];
}
