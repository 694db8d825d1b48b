import { Duration } from 'cdk8s';
import { IObjectStore } from '../core';

/**
 * A backup of all databases into an object store every day: a full one as the first of each week, and on the other days what has
 * changed since.
 *
 * A full one is named after its week, so that nothing needs to remember which one a day belongs to. The store's own lifecycle removes
 * old ones: keep at least a week more than you want to go back.
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
