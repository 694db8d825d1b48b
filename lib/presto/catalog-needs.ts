import { ICatalog, IConnectable, IFileSystem, IObjectStore, ISecret, NetworkPort } from '../core';

/** Whom the nodes reach for a catalog, besides where its tables are found. */
export interface CatalogPeer {
  readonly peer: IConnectable;
  /** Default: all that it listens on. */
  readonly ports?: NetworkPort[];
}

/** How a database is connected to. */
export interface DatabaseConnection {
  readonly url: string;
  readonly user: string;
  readonly password: ISecret;
}

/** What a node needs for a catalog. */
export interface CatalogNeeds {
  /** Properties without `connector.name`. */
  readonly properties: Record<string, string>;
  /** The connector, by Trino's name of it. */
  readonly connector: string;
  /** The database that it is made of, where the connector is made for another one. Default: it is that of the connector. */
  readonly database?: string;
  /** Properties whose values are secret. */
  readonly secrets: Record<string, ISecret>;
  readonly peers: CatalogPeer[];
  /** Default: it is no database, or the connector's own properties say. */
  readonly connection?: DatabaseConnection;
  /** Where tables are found. Default: the connector's own properties say. */
  readonly tables?: ICatalog;
  /** Default: it reads none. */
  readonly fileSystem?: IFileSystem;
  /** Default: it reads none. */
  readonly store?: IObjectStore;
}
