import { CatalogKind, ICatalog, IObjectStore } from '../core';
import { Peer } from './peer';
import { PodConnections } from './pod-connections';

/** The way to object stores, and to who hands out the cloud's credentials for them. */
export function connectToStores(connections: Pick<PodConnections, 'allowTo'>, stores: readonly IObjectStore[]): void {
  for (const store of stores) connections.allowTo(Peer.objectStore(store));
  if (stores.length > 0) connections.allowTo(Peer.cloudIdentity());
}

/** The way to catalogs of tables, and to the credentials of one that knows its users by the cloud's, as Glue does. */
export function connectToTables(connections: Pick<PodConnections, 'allowTo'>, catalogs: readonly ICatalog[]): void {
  for (const catalog of catalogs) connections.allowTo(catalog, catalog.ports);
  const inGlue = catalogs.some(({ kind, region }) => kind === CatalogKind.ICEBERG_GLUE || region !== undefined);
  if (inGlue) connections.allowTo(Peer.cloudIdentity());
}
