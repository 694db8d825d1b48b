import { Duration } from 'cdk8s';
import { IObjectStore } from '../core';

/**
 * Backups of all databases into an object store: a full one each Monday, and what has changed since on the other days.
 *
 * Each is named after its week or day, so that nothing needs to remember which full one a day belongs to. The store's own
 * lifecycle removes old ones: keep at least a week more than you want to go back.
 */
export interface ClickHouseBackup {
  /** The bucket. Backups lie under the prefix `clickhouse/<name>/backups/`. */
  readonly store: IObjectStore;
  /**
   * The hour of the day, in UTC, at which a backup starts: 0 to 23.
   * @default 2
   */
  readonly hour?: number;
  /**
   * When a backup that has not ended is stopped as failed.
   * @default Duration.hours(12)
   */
  readonly deadline?: Duration;
}
