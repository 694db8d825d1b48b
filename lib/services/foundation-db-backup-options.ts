import { Duration } from 'cdk8s';
import { ContainerSize } from '../core';
import { StoreKey } from '../security';

/** A continuous copy in an object store, out of which any moment that is kept can be restored. */
export interface FoundationDbBackupOptions {
  /** The bucket, and the key to it. The operator needs the same key: `FoundationDbOperatorProps.storeKeys`. */
  readonly key: StoreKey;
  /**
   * What the names of the objects begin with, without a `/` at either end. FoundationDB itself puts `data/` and `backups/` before it.
   * @default - the namespace and the name, `doris/meta`
   */
  readonly prefix?: string;
  /**
   * How long one snapshot of everything takes, after which the next one begins: whole minutes, an hour at least. Shorter ones restore faster, and write
   * all data once in that time.
   * @default Duration.days(1)
   */
  readonly snapshotPeriod?: Duration;
  /**
   * For how long back every moment can be restored: whole days, one at least, no shorter than the snapshot period. What is older is expired by
   * FoundationDB's own tool; a lifecycle rule of the bucket would break what is kept.
   * @default Duration.days(14)
   */
  readonly retention?: Duration;
  /**
   * How many agents copy: two at least, so that one may go.
   * @default 2
   */
  readonly agents?: number;
  /**
   * The size of one agent.
   * @default - 1 CPU and 2 GiB
   */
  readonly agentSize?: ContainerSize;
}
