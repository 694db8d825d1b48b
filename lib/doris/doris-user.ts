import { Secret } from '../security';

/**
 * What may be granted.
 *
 * @see https://doris.apache.org/docs/4.x/admin-manual/auth/authentication-and-authorization
 */
export enum DorisPrivilege {
  /** To read. */
  SELECT = 'SELECT_PRIV',
  /** To write, to back up and to restore. */
  LOAD = 'LOAD_PRIV',
  /** To change databases and tables. */
  ALTER = 'ALTER_PRIV',
  /** To make databases, tables and views. */
  CREATE = 'CREATE_PRIV',
  /** To drop them. */
  DROP = 'DROP_PRIV',
  /** To see how views are made. */
  SHOW_VIEW = 'SHOW_VIEW_PRIV',
  /** To use a resource, a workload group, a compute group or a storage vault. */
  USAGE = 'USAGE_PRIV',
  /** To grant what it may do itself, and to make users: on everything alone. */
  GRANT = 'GRANT_PRIV',
  /** To do everything but change the members of the cluster: on everything alone. */
  ADMIN = 'ADMIN_PRIV',
}

/** What a user may do, and with what. */
export interface DorisUserGrant {
  /** What it may do. */
  readonly privileges: DorisPrivilege[];
  /**
   * With what: a level in its three parts, catalog, database and table, `internal.sales.*` or `*.*.*`; or an object with its kind, `WORKLOAD GROUP etl`,
   * `COMPUTE GROUP etl`, `RESOURCE lake`, `STORAGE VAULT cold`.
   */
  readonly on: string;
}

/** A user of Doris. More can be made in SQL, by whoever may; those stay as they are. */
export interface DorisUser {
  /** The login. */
  readonly name: string;
  /**
   * The password.
   * @default Secret.generated()
   */
  readonly password?: Secret;
  /**
   * All that the user may do by itself: what was granted to it in SQL besides is taken away, unless it has roles.
   * @default - what everybody may
   */
  readonly grants?: DorisUserGrant[];
  /**
   * What bounds the user: `{ max_user_connections: '50', query_timeout: '600', default_workload_group: 'etl' }`.
   * @see https://doris.apache.org/docs/4.x/sql-manual/sql-statements/account-management/SET-PROPERTY
   * @default - as they are
   */
  readonly properties?: Record<string, string>;
}
