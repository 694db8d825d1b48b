import { ICatalog, IConnectable, IFileSystem, IObjectStore, ISecret } from '../core';
import { CatalogNeeds } from './config/catalog-needs';

/** Where the files of a catalog's tables lie. */
export interface DorisLakehouseOptions {
  /**
   * The file system: the `HadoopCluster`. Doris is `doris` there, unless the property `hadoop.username` says otherwise.
   * @default - none
   */
  readonly fileSystem?: IFileSystem;
  /**
   * The object store, which backends and frontends read as the cloud's identity of theirs, or with the key that is given.
   * @default - none
   */
  readonly store?: IObjectStore;
  /**
   * The id of a key of the store, one key of a Secret in the namespace of the cluster: for stores outside of a cloud that knows pods.
   * @default - the identity of the pods
   */
  readonly accessKeyId?: ISecret;
  /**
   * The secret part of that key.
   * @default - the identity of the pods
   */
  readonly secretAccessKey?: ISecret;
  /**
   * Whether Doris writes tables, too: then it may write all of the store.
   * @default false
   */
  readonly writes?: boolean;
  /**
   * More properties of the catalog. No secrets.
   * @see https://doris.apache.org/docs/4.x/lakehouse/catalog-overview
   * @default - none
   */
  readonly properties?: Record<string, string>;
}

/** A database, as a catalog needs it. */
export interface DorisJdbcOptions {
  /** Where it is, as its driver reads it: `jdbc:postgresql://shop.example.com:5432/shop`. */
  readonly url: string;
  /** The port that it listens on. */
  readonly port: number;
  /** The user. Grant it no more than reading, unless statements are to write. */
  readonly user: string;
  /** The user's password, one key of a Secret in the namespace of the cluster. */
  readonly password: ISecret;
  /**
   * The driver, in the images of frontends, of backends and of compute nodes: the name of a file in `plugins/jdbc_drivers`, `postgresql-42.7.8.jar`, or a path as
   * `file:///opt/drivers/postgresql-42.7.8.jar`. The published images have none.
   */
  readonly driver: string;
  /** The driver's class: `org.postgresql.Driver`. */
  readonly driverClass: string;
  /** Its end of network edges: `Peer.cidr('10.0.0.0/16')`, or a construct of this library. */
  readonly peer: IConnectable;
  /**
   * More properties of the catalog. No secrets.
   * @see https://doris.apache.org/docs/4.x/lakehouse/catalogs/jdbc-catalog-overview
   * @default - none
   */
  readonly properties?: Record<string, string>;
}

/**
 * A catalog: tables that are not Doris' own, which statements name as `lake.sales.orders`.
 *
 * @see https://doris.apache.org/docs/4.x/lakehouse/catalog-overview
 */
export class DorisCatalog {
  /**
   * Tables of Hive or Iceberg, as `services.Catalog` knows them.
   *
   * @param catalog where tables are found: `services.Catalog.hive(metastore)`
   */
  public static lakehouse(catalog: ICatalog, options: DorisLakehouseOptions = {}): DorisCatalog {
    const { fileSystem, store, accessKeyId, secretAccessKey, writes = false, properties = {} } = options;
    return new DorisCatalog({
      properties,
      secrets: {
        ...(accessKeyId && { 's3.access_key': accessKeyId }),
        ...(secretAccessKey && { 's3.secret_key': secretAccessKey }),
      },
      tables: catalog,
      fileSystem,
      store,
      ownIdentity: !accessKeyId && !secretAccessKey,
      writes,
    });
  }

  /** Tables of a database. */
  public static jdbc(options: DorisJdbcOptions): DorisCatalog {
    const { port, password, properties = {}, ...database } = options;
    return new DorisCatalog({
      properties,
      secrets: { password },
      database: { ...database, port: { name: 'database', port } },
      ownIdentity: false,
      writes: false,
    });
  }

  private constructor(
    /**
     * What members need for it.
     *
     * @internal
     */
    public readonly _needs: CatalogNeeds,
  ) {}
}
