import { RestoreOptions } from '../core';

/** A backup of a database. */
export interface DorisDatabaseBackup {
  /** The database that it becomes: it is made where it is not there. */
  readonly database: string;
  /** The name of the backup: `sales_202611270200`. */
  readonly snapshot: string;
  /** When it was made, as `SHOW SNAPSHOT` shows it: `2026-11-27-02-00-07`. */
  readonly timestamp: string;
}

/** Databases that are brought back from backups. */
export interface DorisRestoreOptions {
  /** Which, one after the other. */
  readonly databases: DorisDatabaseBackup[];
  /**
   * Where the backups lie, of another cluster, which this one reads and does not write to.
   * @default - where its own lie
   */
  readonly source?: RestoreOptions;
}
