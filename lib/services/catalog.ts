import { CatalogKind, ICatalog, IConnectable, IMetastore, INetworkPeer, ISecret, NetworkPort } from '../core';

/** Options of `Catalog.icebergRest`. */
export interface IcebergRestOptions {
  /** Where it listens: `https://catalog.data.svc.cluster.local:8181/api/catalog`. */
  readonly uri: string;
  /** Its end of network edges: `Peer.pods(...)`, `Peer.cidr(...)`. */
  readonly peer: IConnectable;
  /**
   * Which of its warehouses is meant, or where tables lie.
   * @default - the catalog says
   */
  readonly warehouse?: string;
  /**
   * What proves who asks: `id:secret` of OAuth 2, one key of a Secret in the namespace of who asks.
   * @default - none
   */
  readonly credential?: ISecret;
  /**
   * More properties of Iceberg's client, by name: `scope`, `oauth2-server-uri`. No secrets.
   * @see https://iceberg.apache.org/docs/latest/spark-configuration/
   * @default - none
   */
  readonly properties?: Record<string, string>;
}

/** Options of `Catalog.icebergHive`. */
export interface IcebergHiveOptions {
  /** The metastore. */
  readonly metastore: IMetastore;
  /** Where tables lie that say no place of their own: `s3a://lake/warehouse`. */
  readonly warehouse: string;
  /**
   * More properties of Iceberg's client, by name. No secrets.
   * @default - none
   */
  readonly properties?: Record<string, string>;
}

/** Options of `Catalog.icebergGlue`. */
export interface IcebergGlueOptions {
  /** The region: `eu-central-1`. */
  readonly region: string;
  /** Where Glue is reached: `Peer.cidr(...)` of its endpoint in the network. */
  readonly peer: IConnectable;
  /** Where tables lie that say no place of their own: `s3://lake/warehouse`. */
  readonly warehouse: string;
  /**
   * More properties of Iceberg's client, by name: `glue.id` of another account. No secrets.
   * @default - none
   */
  readonly properties?: Record<string, string>;
}

/**
 * A catalog of tables, as engines are told of it. It is run by something else; who its users are to it, a cloud's identity or a credential in a Secret
 * says.
 */
export class Catalog implements ICatalog {
  /** One that speaks Iceberg's REST protocol. */
  public static icebergRest(options: IcebergRestOptions): Catalog {
    const { uri, peer, properties = {}, ...rest } = options;
    return new Catalog({
      kind: CatalogKind.ICEBERG_REST,
      uris: [uri],
      peer,
      ports: [portOf(uri)],
      properties,
      ...rest,
    });
  }

  /** Iceberg's tables in a metastore of Hive's. */
  public static icebergHive(options: IcebergHiveOptions): Catalog {
    const { metastore, warehouse, properties = {} } = options;
    const uris = metastore.thriftUris;
    const { release: metastoreRelease } = metastore;
    return new Catalog({
      kind: CatalogKind.ICEBERG_HIVE,
      uris,
      metastoreRelease,
      peer: metastore,
      warehouse,
      properties,
    });
  }

  /** Iceberg's tables in Glue, with the cloud's identity of who asks, which must be allowed to. */
  public static icebergGlue(options: IcebergGlueOptions): Catalog {
    const { properties = {}, ...rest } = options;
    const ports = [{ name: 'https', port: 443 }];
    return new Catalog({ kind: CatalogKind.ICEBERG_GLUE, uris: [], ports, properties, ...rest });
  }

  /** Hive's own tables in its metastore, or in Glue, which not every engine speaks to. */
  public static hive(metastore: IMetastore): Catalog {
    const { thriftUris: uris, release: metastoreRelease, glueRegion: region } = metastore;
    const ports = region === undefined ? undefined : [{ name: 'https', port: 443 }];
    return new Catalog({
      kind: CatalogKind.HIVE,
      uris,
      region,
      metastoreRelease,
      ports,
      peer: metastore,
      properties: {},
    });
  }

  private constructor(private readonly given: Omit<ICatalog, 'networkPeer'> & { readonly peer: IConnectable }) {}

  /** How it is spoken to. */
  public get kind(): CatalogKind {
    return this.given.kind;
  }

  /** Where it listens. None of Glue. */
  public get uris(): string[] {
    return [...this.given.uris];
  }

  /** Where tables lie that say no place of their own, or which of its warehouses is meant. */
  public get warehouse(): string | undefined {
    return this.given.warehouse;
  }

  /** The region, of Glue. */
  public get region(): string | undefined {
    return this.given.region;
  }

  /** The release of the metastore of Hive's, where it is known. */
  public get metastoreRelease(): string | undefined {
    return this.given.metastoreRelease;
  }

  /** What proves who asks. */
  public get credential(): ISecret | undefined {
    return this.given.credential;
  }

  /** More properties of Iceberg's client. */
  public get properties(): Record<string, string> {
    return { ...this.given.properties };
  }

  /** The ports that it is reached on. */
  public get ports(): NetworkPort[] | undefined {
    return this.given.ports;
  }

  /** Its end of network edges. */
  public get networkPeer(): INetworkPeer {
    return this.given.peer.networkPeer;
  }
}

function portOf(uri: string): NetworkPort {
  const { protocol, port } = new URL(uri);
  return { name: 'catalog', port: port ? Number(port) : protocol === 'http:' ? 80 : 443 };
}
