import { CatalogKind, ICatalog, IConnectable, IFileSystem, IObjectStore, ISecret, NetworkPort } from '../core';
import { CatalogNeeds } from './catalog-needs';

/** Where a server of databases listens, and who asks it. */
export interface PrestoDatabaseServerOptions {
  /** Its DNS name or address: `orders.example.com`. */
  readonly host: string;
  /**
   * Its port.
   * @default - the database's own
   */
  readonly port?: number;
  /** The user. Grant it no more than reading, unless queries are to write. */
  readonly user: string;
  /** The user's password, one key of a Secret in the namespace of the cluster. */
  readonly password: ISecret;
  /** Its end of network edges: `Peer.cidr('10.0.0.0/16')`, or a construct of this library. */
  readonly peer: IConnectable;
  /**
   * Whether the connection is encrypted, and the server's certificate verified by the authorities that the JVM knows.
   * @default true
   */
  readonly tls?: boolean;
}

/** One database of a server. */
export interface PrestoDatabaseOptions extends PrestoDatabaseServerOptions {
  /** The database's name. */
  readonly database: string;
}

/** A ClickHouse cluster, as a catalog needs it. */
export interface PrestoClickHouseOptions {
  /** Its DNS name. */
  readonly host: string;
  /**
   * The port of its HTTP interface.
   * @default - 8443 with TLS, 8123 without
   */
  readonly port?: number;
  /** The user. */
  readonly user: string;
  /** The user's password, one key of a Secret in the namespace of the cluster: `cluster.passwordIn(chart, 'reporting')`. */
  readonly password: ISecret;
  /** Its end of network edges: the `ClickHouseCluster`. */
  readonly peer: IConnectable;
  /**
   * Whether it speaks TLS, with a certificate of an authority that the JVM knows.
   * @default false
   */
  readonly tls?: boolean;
}

/** A Doris cluster, as a catalog needs it. */
export interface PrestoDorisOptions {
  /** Its DNS name. */
  readonly host: string;
  /**
   * The port of MySQL's protocol.
   * @default 9030
   */
  readonly port?: number;
  /** The user. Grant it no more than reading, unless queries are to write. */
  readonly user: string;
  /** The user's password, one key of a Secret in the namespace of the cluster: `cluster.passwordIn(chart, 'reporting')`. */
  readonly password: ISecret;
  /** Its end of network edges: the `DorisCluster`. */
  readonly peer: IConnectable;
  /**
   * Whether it speaks TLS, with a certificate of an authority that the JVM knows.
   * @default false
   */
  readonly tls?: boolean;
}

/** Where the files of a catalog's tables lie. */
export interface PrestoLakehouseOptions {
  /**
   * The file system: the `HadoopCluster`.
   * @default - none
   */
  readonly fileSystem?: IFileSystem;
  /**
   * The object store, which the nodes read and write as the cloud's identity of theirs. With Trino alone: how Presto is told of one stands in the README.
   * @default - none
   */
  readonly store?: IObjectStore;
  /**
   * More properties of the connector. No secrets.
   * @default - none
   */
  readonly properties?: Record<string, string>;
}

/** A catalog of a connector that this library does not know. */
export interface PrestoCustomCatalogOptions {
  /** The connector's name: `redis`. */
  readonly connector: string;
  /**
   * Its properties. No secrets: they lie in a ConfigMap.
   * @default - none
   */
  readonly properties?: Record<string, string>;
  /**
   * Properties whose values are keys of Secrets.
   * @default - none
   */
  readonly secrets?: Record<string, ISecret>;
  /**
   * Whom the nodes reach for it.
   * @default - nobody
   */
  readonly peers?: IConnectable[];
  /**
   * The ports that they are reached on.
   * @default - all that they listen on, where they are known
   */
  readonly ports?: NetworkPort[];
}

const NOTHING = { secrets: {}, peers: [] };

/**
 * A catalog: what a cluster finds tables in, and by which connector.
 *
 * @see https://prestodb.io/docs/current/connector.html
 * @see https://trino.io/docs/current/connector.html
 */
export class PrestoCatalog {
  /** Tables of the TPC-H benchmark, made as they are read: for tests, and for the probe. */
  public static tpch(): PrestoCatalog {
    return new PrestoCatalog({ ...NOTHING, connector: 'tpch', properties: {} });
  }

  /** Tables of the TPC-DS benchmark, made as they are read. */
  public static tpcds(): PrestoCatalog {
    return new PrestoCatalog({ ...NOTHING, connector: 'tpcds', properties: {} });
  }

  /** Tables in the memory of workers, lost with any of them: for tests. */
  public static memory(): PrestoCatalog {
    return new PrestoCatalog({ ...NOTHING, connector: 'memory', properties: {} });
  }

  /**
   * Tables of Hive or Iceberg, as `services.Catalog` knows them.
   *
   * @param catalog where tables are found: `services.Catalog.hive(metastore)`
   */
  public static lakehouse(catalog: ICatalog, options: PrestoLakehouseOptions = {}): PrestoCatalog {
    const { fileSystem, store, properties = {} } = options;
    return new PrestoCatalog({
      connector: catalog.kind === CatalogKind.HIVE ? 'hive' : 'iceberg',
      properties,
      secrets: {},
      peers: fileSystem ? [{ peer: fileSystem }] : [],
      tables: catalog,
      fileSystem,
      store,
    });
  }

  /** Tables of a PostgreSQL. */
  public static postgresql(options: PrestoDatabaseOptions): PrestoCatalog {
    const { host, port = 5432, database, tls = true } = options;
    return new PrestoCatalog(
      jdbc(
        'postgresql',
        `jdbc:postgresql://${host}:${port}/${database}${tls ? '?ssl=true&sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory' : ''}`,
        { ...options, port },
      ),
    );
  }

  /** Tables of a MySQL or MariaDB. Its databases are the schemas. */
  public static mysql(options: PrestoDatabaseServerOptions): PrestoCatalog {
    const { port = 3306, tls = true } = options;
    return new PrestoCatalog(mysql({ ...options, port, tls }));
  }

  /**
   * Tables of a Doris, by MySQL's protocol: the connector is that of MySQL, whose maintainers speak of MySQL alone.
   *
   * @see https://doris.apache.org/docs/4.x/db-connect/database-connect
   */
  public static doris(options: PrestoDorisOptions): PrestoCatalog {
    const { port = 9030, tls = false } = options;
    return new PrestoCatalog({ ...mysql({ ...options, port, tls }), database: 'Doris' });
  }

  /** Tables of a ClickHouse. */
  public static clickhouse(options: PrestoClickHouseOptions): PrestoCatalog {
    const { host, tls = false, port = tls ? 8443 : 8123 } = options;
    return new PrestoCatalog(
      jdbc('clickhouse', `jdbc:clickhouse://${host}:${port}/${tls ? '?ssl=true' : ''}`, { ...options, port }),
    );
  }

  /** Whatever else there is a connector for. */
  public static custom(options: PrestoCustomCatalogOptions): PrestoCatalog {
    const { connector, properties = {}, secrets = {}, peers = [], ports } = options;
    return new PrestoCatalog({
      connector,
      properties,
      secrets,
      peers: peers.map((peer) => ({ peer, ports })),
    });
  }

  private constructor(
    /**
     * What a node needs for it.
     *
     * @internal
     */
    public readonly _needs: CatalogNeeds,
  ) {}
}

function mysql(options: Required<PrestoDatabaseServerOptions>): CatalogNeeds {
  const { host, port, tls } = options;
  return jdbc('mysql', `jdbc:mysql://${host}:${port}${tls ? '?sslMode=VERIFY_IDENTITY' : ''}`, options);
}

function jdbc(
  connector: string,
  url: string,
  { user, password, peer, port }: Pick<PrestoDatabaseOptions, 'user' | 'password' | 'peer'> & { port: number },
): CatalogNeeds {
  return {
    connector,
    properties: {},
    secrets: {},
    peers: [{ peer, ports: [{ name: connector, port }] }],
    connection: { url, user, password },
  };
}
