import { ICatalog, IConnectable, IFileSystem, IObjectStore, ISecret, NetworkPort } from '../../core';

/** What members need for a catalog. */
export interface CatalogNeeds {
  /** Properties that are no secret, besides those of where tables are found and lie. */
  readonly properties: Record<string, string>;
  /** Properties whose values are secret. */
  readonly secrets: Record<string, ISecret>;
  /** Where tables are found. Default: in the database that `database` says. */
  readonly tables?: ICatalog;
  /** Default: it is no database. */
  readonly database?: CatalogDatabase;
  /** Default: nothing is in one. */
  readonly fileSystem?: IFileSystem;
  /** Default: nothing is in one. */
  readonly store?: IObjectStore;
  /** Whether members sign in to the store as their pods. */
  readonly ownIdentity: boolean;
  /** Whether tables are written, too. */
  readonly writes: boolean;
}

/** A database that is spoken to by JDBC. */
export interface CatalogDatabase {
  readonly url: string;
  readonly user: string;
  readonly driver: string;
  readonly driverClass: string;
  readonly peer: IConnectable;
  readonly port: NetworkPort;
}
