import { IObjectStore } from '../core';
import { Peer } from './peer';
import { PodConnections } from './pod-connections';

/** The way to object stores, and to who hands out the cloud's credentials for them. */
export function connectToStores(connections: Pick<PodConnections, 'allowTo'>, stores: readonly IObjectStore[]): void {
  for (const store of stores) connections.allowTo(Peer.objectStore(store));
  if (stores.length > 0) connections.allowTo(Peer.cloudIdentity());
}
