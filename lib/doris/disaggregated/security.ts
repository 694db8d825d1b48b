import { IIdentity, IObjectStore, StoreAccess, StoreMode } from '../../core';
import { connectToStores } from '../../security/internal';
import { Frontends } from '../parts/frontends';
import { PORTS } from '../ports';
import { ComputeGroup } from './parts/compute-group';
import { MetaService } from './parts/meta-service';
import { ResolvedDisaggregatedDoris } from './resolve';

/** Parts that talk to one another. */
export interface ConnectedParts {
  readonly metaService: MetaService;
  readonly frontends: Frontends;
  readonly groups: ComputeGroup[];
  readonly store: IObjectStore;
}

/** What goes between parts besides what each opens itself. */
export function connectParts({ metaService, frontends, groups, store }: ConnectedParts): void {
  frontends.connections.allowTo(metaService.connections);
  // It tries whether a vault can be written when it makes one.
  connectToStores(frontends.connections, [store]);
  // A group that is warmed up asks another one what its cache holds.
  for (const group of groups) {
    for (const other of groups) {
      if (other !== group) group.connections.allowTo(other.connections, [PORTS.backendHttp, PORTS.brpc]);
    }
  }
}

/** What they need in the object store: the meta service deletes there what nothing names any more. */
export function storeAccess({ data }: ResolvedDisaggregatedDoris, identities: IIdentity[]): StoreAccess[] {
  const { store, prefix, accessKeyId } = data;
  if (accessKeyId) return [];
  return identities.map((identity) => ({ identity, store, prefix, mode: StoreMode.READ_WRITE }));
}
