import { Size } from 'cdk8s';

/** What a disk is good for: new partitions go to `SSD`, and move to `HDD` when their table says so. */
export enum DorisMedium {
  /** Fast. */
  SSD = 'SSD',
  /** Slow and cheap. */
  HDD = 'HDD',
}

/** A further volume of each backend. */
export interface DorisVolumeOptions {
  /** Its size when the backends were first made. Kubernetes lets nobody change it: see `grownTo`. */
  readonly size: Size;
  /**
   * The size that it is to have now, where that is more than `size`.
   * @default - it stays as it is
   */
  readonly grownTo?: Size;
  /**
   * What kind of disk it is.
   * @see https://doris.apache.org/docs/4.x/table-design/tiered-storage/diff-disk-medium-migration
   * @default DorisMedium.SSD
   */
  readonly medium?: DorisMedium;
  /**
   * The storage class.
   * @default - the environment's for data
   */
  readonly storageClass?: string;
}
