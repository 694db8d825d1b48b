import { Duration } from 'cdk8s';
import { Secret } from '../security';

/** A user of ClickHouse that the configuration defines. More can be made in SQL, by the administrator. */
export interface ClickHouseUser {
  /** The login. */
  readonly name: string;
  /**
   * The password.
   * @default Secret.generated()
   */
  readonly password?: Secret;
  /**
   * The profile, whose settings bound the user's queries.
   * @default "default"
   */
  readonly profile?: string;
  /**
   * The quota.
   * @default "default", which bounds nothing
   */
  readonly quota?: string;
  /**
   * Addresses that the user may log in from, as IP masks. Network policies bound it already.
   * @default ["::/0"]
   */
  readonly networks?: string[];
  /**
   * What the user may do, as SQL: `GRANT SELECT ON shop.*`.
   * @default - everything but managing users
   */
  readonly grants?: string[];
  /**
   * Whether the user may manage users and roles in SQL.
   * @default false
   */
  readonly accessManagement?: boolean;
}

/** How much a user may ask for in a time. */
export interface ClickHouseQuota {
  /** The quota's name. */
  readonly name: string;
  /** The time after which counting starts again. */
  readonly interval: Duration;
  /**
   * How many queries.
   * @default - no bound
   */
  readonly queries?: number;
  /**
   * How many queries that fail.
   * @default - no bound
   */
  readonly errors?: number;
  /**
   * How many rows in results.
   * @default - no bound
   */
  readonly resultRows?: number;
  /**
   * How many rows read.
   * @default - no bound
   */
  readonly readRows?: number;
  /**
   * How long all queries may run together.
   * @default - no bound
   */
  readonly executionTime?: Duration;
}
