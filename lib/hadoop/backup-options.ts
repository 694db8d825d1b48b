import { Duration } from 'cdk8s';
import { IObjectStore } from '../core';

/** Backups of the namespace: which file consists of which blocks. The blocks themselves are not copied. */
export interface HadoopBackup {
  /** Where they are kept. How long is the bucket's own rule. */
  readonly store: IObjectStore;
  /**
   * When they are made, in cron's five fields, UTC.
   * @default "15 *\/6 * * *"
   */
  readonly schedule?: string;
  /**
   * The prefix in the bucket, without slashes at its ends.
   * @default - `hadoop/<name>/fsimage`
   */
  readonly prefix?: string;
  /**
   * After what time a backup has failed.
   * @default Duration.hours(1)
   */
  readonly deadline?: Duration;
}
