import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { IConnectable, NetworkPort } from './connectable';
import { ContainerSize } from './container-size';

/** Who pods are to a cloud: plain strings, so that permissions are attached on the cloud's side. */
export interface IIdentity {
  /** The namespace of the pods. */
  readonly namespaceName: string;
  /** The pods' service account. */
  readonly serviceAccountName: string;
}

/** A bucket of an object store that speaks S3. */
export interface IObjectStore {
  /** The bucket's name. */
  readonly bucketName: string;
  /** The region that the bucket lives in: `eu-central-1`. */
  readonly region: string;
  /**
   * The URL of the store, without the bucket: `https://s3.eu-central-1.amazonaws.com`.
   * Pods reach it on its port.
   */
  readonly endpoint: string;
}

/** What an identity may do in an object store. */
export enum StoreMode {
  /** Read and list. */
  READ = 'Read',
  /** Also write and delete. */
  READ_WRITE = 'ReadWrite',
}

/** What pods need of an object store: what permissions are made of. */
export interface StoreAccess {
  /** Who reads and writes. */
  readonly identity: IIdentity;
  /** The bucket. */
  readonly store: IObjectStore;
  /** Whether it is also written. */
  readonly mode: StoreMode;
  /**
   * What the names of the objects begin with, without a `/` at either end: `backups/olap`.
   * @default - the whole bucket
   */
  readonly prefix?: string;
}

/** Copies of the data in an object store. */
export interface BackupOptions {
  /** The bucket. */
  readonly store: IObjectStore;
  /**
   * When it runs, as a cron expression in UTC: `0 2 * * *`.
   * @default - every night, at an hour that the engine says
   */
  readonly schedule?: string;
  /**
   * What the names of the objects begin with, without a `/` at either end.
   * @default - made from the namespace and the name of the cluster
   */
  readonly prefix?: string;
  /**
   * When a run is given up, so that the next one can begin.
   * @default - the engine says
   */
  readonly deadline?: Duration;
}

/** Where copies of another cluster's data lie, which one that is to take its place reads. */
export interface RestoreOptions {
  /** The bucket. */
  readonly store: IObjectStore;
  /** What the names of the objects begin with, without a `/` at either end: the `prefix` of the backups that are to be read. */
  readonly prefix: string;
}

/** People and programs that share a cluster with others, and what is theirs of it. */
export interface Team {
  /** Stands in names of queues and groups: `etl`. */
  readonly name: string;
  /**
   * Names of its users.
   * @default - none but those of its groups
   */
  readonly members?: string[];
  /**
   * Groups whose users belong to it.
   * @default - none
   */
  readonly groups?: string[];
  /**
   * Its part of the cluster, in percent: above 0, at most 100.
   * @default - the engine says
   */
  readonly share?: number;
  /**
   * What it may use at once, where that is counted in CPU and memory.
   * @default - what its share says
   */
  readonly capacity?: ContainerSize;
}

/** A file system that Hadoop's clients speak to. */
export interface IFileSystem extends IConnectable {
  /** Where its paths begin: `hdfs://lake`. */
  readonly uri: string;
  /**
   * The realm of Kerberos whose tickets its callers must have.
   * @default - callers are believed
   */
  readonly kerberosRealm?: string;
  /**
   * Put the files that a client needs (`core-site.xml` and the like) into the namespace of a scope's chart, as a ConfigMap, once.
   *
   * @returns the name of the ConfigMap, whose keys are the names of the files
   */
  clientFilesIn(scope: IConstruct): string;
}

/** A metastore that speaks the Thrift protocol of Hive's, or Glue. */
export interface IMetastore extends IConnectable {
  /** Where it listens, each able to serve alone: `thrift://metastore.data.svc.cluster.local:9083`. Nowhere of Glue. */
  readonly thriftUris: string[];
  /**
   * The release of Hive, `3.1.3`: clients of 2 and 3, Presto's and Spark's own among them, cannot speak with 4.
   * @default - unknown: it is believed to speak with all
   */
  readonly release?: string;
  /**
   * The region of Glue, which engines that know it speak to instead: `eu-central-1`.
   * @default - it is not Glue
   */
  readonly glueRegion?: string;
}

/** How a catalog of tables is spoken to. */
export enum CatalogKind {
  /** Iceberg's REST protocol: Polaris, Nessie, Lakekeeper, Unity. */
  ICEBERG_REST = 'IcebergRest',
  /** Iceberg's tables in a metastore of Hive's. */
  ICEBERG_HIVE = 'IcebergHive',
  /** Iceberg's tables in Glue of AWS. */
  ICEBERG_GLUE = 'IcebergGlue',
  /** Hive's own tables in its metastore. */
  HIVE = 'Hive',
}

/** Which tables there are, and where their data lie: what an engine is told to find them. */
export interface ICatalog extends IConnectable {
  /** How it is spoken to. */
  readonly kind: CatalogKind;
  /** Where it listens, each able to serve alone: `https://catalog.data:8181/api/catalog`, `thrift://metastore.data:9083`. None of Glue. */
  readonly uris: string[];
  /**
   * Where tables lie that say no place of their own, or which of its warehouses is meant.
   * @default - the catalog says
   */
  readonly warehouse?: string;
  /**
   * The region, of Glue.
   * @default - none
   */
  readonly region?: string;
  /**
   * The release of the metastore of Hive's, where it is in one: clients of 2 and 3 cannot speak with 4.
   * @default - unknown, or in none
   */
  readonly metastoreRelease?: string;
  /**
   * What proves who asks: `id:secret` of OAuth 2. In the namespace of who reads it.
   * @default - none, or the cloud's identity
   */
  readonly credential?: ISecret;
  /** More properties of Iceberg's client, by name. No secrets. */
  readonly properties: Record<string, string>;
  /**
   * The ports that it is reached on.
   * @default - all that its end of network edges listens on
   */
  readonly ports?: NetworkPort[];
}

/** One key of a Secret. */
export interface ISecret {
  /** The Secret's name, in the namespace of who reads it. */
  readonly secretName: string;
  /** The key that holds the value. */
  readonly key: string;
}

/** A workload whose number of pods something else may set. */
export interface IScalable extends IConstruct {
  /** `apps/v1` and the like. */
  readonly scaleApiVersion: string;
  /** `StatefulSet` and the like. */
  readonly scaleKind: string;
  /** The object's name. */
  readonly scaleName: string;
  /**
   * From now on an autoscaler owns the number: the workload renders none of its own.
   *
   * @param min how many there are at least
   * @param max how many there are at most
   */
  markAutoscaled(min: number, max: number): void;
}
