import { Duration, Size } from 'cdk8s';
import { BackupOptions, ContainerSize, RestoreOptions } from '../core';
import { Expose, PodOverrides } from '../kubernetes';
import { Monitoring } from '../monitoring';
import { Secret, Tls } from '../security';
import { ClickHouseAcknowledgements } from './acknowledgements';
import { ClickHouseVersion } from './clickhouse-version';
import { ClickHouseKeeperOptions } from './keeper-options';
import { ClickHouseTieredStorageOptions } from './tiered-storage-options';
import { ClickHouseQuota, ClickHouseUser } from './user';

/** Settings and files that win over everything the construct chooses. */
export interface ClickHouseOverrides {
  /**
   * Server settings by path: `{ 'merge_tree/parts_to_throw_insert': 5000 }`.
   * @see https://clickhouse.com/docs/operations/server-configuration-parameters/settings
   * @default - none
   */
  readonly settings?: Record<string, unknown>;
  /**
   * Files by path: `config.d/my.xml`, `users.d/my.xml`. They are merged by name, and the last wins: names sort after `cluster-users.xml`.
   * The content is read as it is; secrets do not belong into it.
   * @default - none
   */
  readonly files?: Record<string, string>;
  /**
   * Keeper's settings by path: `{ 'keeper_server/coordination_settings/session_timeout_ms': 60000 }`.
   * @default - none
   */
  readonly keeperSettings?: Record<string, unknown>;
  /**
   * What pods have besides, by component: `server`, `keeper`, `backup`, `probe`.
   * @default - nothing
   */
  readonly pods?: Record<string, PodOverrides>;
}

/** Props of `ClickHouseCluster`. */
export interface ClickHouseClusterProps {
  /**
   * The cluster's name, which all objects carry.
   * @default - the id
   */
  readonly name?: string;
  /**
   * The release.
   * @default ClickHouseVersion.V26_3
   */
  readonly version?: ClickHouseVersion;
  /** How many shards data is spread over. It can grow; no data moves to a new shard by itself. */
  readonly shards: number;
  /** How many copies of each shard there are, each in another zone as far as there are any. */
  readonly replicas: number;
  /** The size of one server. Caches and limits follow from it. */
  readonly size: ContainerSize;
  /** The data volume of one server. It can grow, never shrink. */
  readonly storage: Size;
  /**
   * Whether the cluster survives the loss of any one member. Without it one copy and one Keeper are allowed, as on a laptop.
   * @default true
   */
  readonly highAvailability?: boolean;
  /**
   * Keeper, which coordinates replicas.
   * @default - three members of 1 CPU and 2 GiB; one without high availability
   */
  readonly keeper?: ClickHouseKeeperOptions;
  /**
   * How many servers of one shard may be drained at once.
   * @default 1
   */
  readonly maxUnavailable?: number;
  /**
   * The password of the user `admin`, who may do everything and manage users in SQL.
   * @default Secret.generated()
   */
  readonly adminPassword?: Secret;
  /**
   * The password of the users `backup` and `probe`, each of which has its own where it is generated.
   * @default Secret.generated()
   */
  readonly jobPassword?: Secret;
  /**
   * What servers prove to one another that they belong together by. Another one restarts them, one by one.
   * @default Secret.generated()
   */
  readonly interserverPassword?: Secret;
  /**
   * Users besides `admin`. There is no user `default`.
   * @default - none
   */
  readonly users?: ClickHouseUser[];
  /**
   * Settings of queries by profile. `default` is everybody's; the profile `readonly` always exists.
   * @see https://clickhouse.com/docs/operations/settings/settings
   * @default - memory bounds that follow from the size
   */
  readonly profiles?: Record<string, Record<string, unknown>>;
  /**
   * Quotas that users can name.
   * @default - none
   */
  readonly quotas?: ClickHouseQuota[];
  /**
   * An object store for cold data.
   * @default - all data stays on the volumes
   */
  readonly tieredStorage?: ClickHouseTieredStorageOptions;
  /**
   * Backups of all databases into an object store: the first of each week is full, the others hold what has changed since. The store's own
   * lifecycle removes old ones: keep at least a week more than you want to go back.
   *
   * They run every night at two (`0 2 * * *`), lie below `clickhouse/<name>/backups`, and are stopped as failed after 12 hours, unless the
   * options say otherwise.
   * @default - none, with a warning
   */
  readonly backup?: BackupOptions;
  /**
   * Where the backups of another cluster lie, which this one may read: the servers find them as the disk `restore`. For a cluster that takes
   * the place of one of another name, or in another environment, and for trying a restore.
   * @default - none: a cluster finds the backups below its own prefix
   */
  readonly restoreFrom?: RestoreOptions;
  /**
   * Certificates. With them the ports without TLS are closed, between servers too.
   * @default - no TLS: network policies alone say who reaches the servers
   */
  readonly tls?: Tls;
  /**
   * How clients outside the cluster reach the servers.
   * @default Expose.none()
   */
  readonly expose?: Expose;
  /**
   * Scrape targets, objectives, alerts and the dashboard.
   * @default Monitoring.standard()
   */
  readonly monitoring?: Monitoring;
  /**
   * How long the server's own log tables are kept, in whole days.
   * @default Duration.days(14)
   */
  readonly systemLogRetention?: Duration;
  /**
   * Keep the operator from changing anything, for the time of its own upgrade, which else may restart every server.
   * @default false
   */
  readonly suspend?: boolean;
  /**
   * Settings and files that win over everything else.
   * @default - none
   */
  readonly overrides?: ClickHouseOverrides;
  /**
   * Changes that are meant although they are refused by default.
   * @default - none
   */
  readonly acknowledge?: ClickHouseAcknowledgements;
}
