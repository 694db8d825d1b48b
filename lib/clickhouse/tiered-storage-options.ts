import { Size } from 'cdk8s';
import { IObjectStore } from '../core';

/** Cold data in an object store: a storage policy `tiered`, which all tables have unless they name another. */
export interface ClickHouseTieredStorageOptions {
  /** The bucket. It belongs to this cluster alone under the prefix `clickhouse/<name>/data/`. */
  readonly store: IObjectStore;
  /** How much of the local volume caches cold data. */
  readonly cache: Size;
  /**
   * Parts move to the store when less than this share of the local volume is free; `TTL ... TO VOLUME 'cold'` moves them earlier.
   * @default 0.2
   */
  readonly moveWhenFree?: number;
}
