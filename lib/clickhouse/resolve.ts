import { Duration, Size } from 'cdk8s';
import { BackupOptions, ContainerSize, Cpu, DeletionPolicy, Environment, IObjectStore, RestoreOptions } from '../core';
import { Expose } from '../kubernetes';
import { Monitoring } from '../monitoring';
import { Secret, Tls } from '../security';
import { ClickHouseAcknowledgements } from './acknowledgements';
import { ClickHouseClusterProps, ClickHouseOverrides } from './clickhouse-props';
import { ClickHouseVersion } from './clickhouse-version';
import { Settings } from './config/settings';
import { ClickHouseKeeperOptions } from './keeper-options';
import { ClickHouseTieredStorageOptions } from './tiered-storage-options';
import { ClickHouseQuota, ClickHouseUser } from './user';

/** A user, complete. */
export interface ResolvedUser {
  readonly name: string;
  readonly password: Secret;
  readonly profile: string;
  readonly quota: string;
  readonly networks: string[];
  /** None for everything but managing users. */
  readonly grants?: string[];
  readonly accessManagement: boolean;
}

/** Keeper, complete. */
export interface ResolvedKeeper {
  readonly version: ClickHouseVersion;
  readonly members: number;
  readonly size: ContainerSize;
  readonly storage: Size;
  /** None for the Kubernetes cluster's default. */
  readonly storageClass?: string;
}

/** Backups, complete. */
export type ResolvedBackup = Required<BackupOptions>;

/** Cold data, complete. */
export interface ResolvedTieredStorage {
  readonly store: IObjectStore;
  readonly cache: Size;
  readonly moveWhenFree: number;
}

/** What is meant although it is refused. What stays optional was not acknowledged. */
export type ResolvedAcknowledgements = ClickHouseAcknowledgements &
  Required<Pick<ClickHouseAcknowledgements, 'riskySettings' | 'unknownSettings'>>;

/** A ClickHouse cluster, complete: what was given, and the default where nothing was. What stays optional is not there. */
export interface ResolvedClickHouse {
  readonly name: string;
  readonly version: ClickHouseVersion;
  readonly shards: number;
  readonly replicas: number;
  readonly size: ContainerSize;
  readonly storage: Size;
  /** None for the Kubernetes cluster's default. */
  readonly storageClass?: string;
  readonly deletionPolicy: DeletionPolicy;
  readonly highAvailability: boolean;
  readonly keeper: ResolvedKeeper;
  readonly maxUnavailable: number;
  readonly adminPassword: Secret;
  readonly jobPassword: Secret;
  readonly interserverPassword: Secret;
  readonly users: ResolvedUser[];
  readonly profiles: Record<string, Settings>;
  readonly quotas: ClickHouseQuota[];
  readonly tieredStorage?: ResolvedTieredStorage;
  readonly backup?: ResolvedBackup;
  readonly restoreFrom?: RestoreOptions;
  readonly tls?: Tls;
  readonly expose: Expose;
  readonly monitoring: Monitoring;
  /** Whether something writes and reads every few minutes. */
  readonly probe: boolean;
  readonly systemLogRetention: Duration;
  readonly suspend: boolean;
  readonly overrides: Required<ClickHouseOverrides>;
  readonly acknowledge: ResolvedAcknowledgements;
}

/** The release where none is given. It moves with this library: see CHANGELOG.md. */
export const DEFAULT_VERSION = ClickHouseVersion.V26_3;

/** Every default of a ClickHouse cluster. It fills in, and neither checks nor derives. */
export function resolveClickHouse(
  name: string,
  props: ClickHouseClusterProps,
  environment: Environment,
): ResolvedClickHouse {
  const highAvailability = props.highAvailability ?? true;
  const monitoring = props.monitoring ?? Monitoring.standard();
  const version = props.version ?? DEFAULT_VERSION;
  return {
    name,
    version,
    shards: props.shards,
    replicas: props.replicas,
    size: props.size,
    storage: props.storage,
    storageClass: environment.storageClasses.data,
    deletionPolicy: environment.deletionPolicy,
    highAvailability,
    keeper: keeper({ ...props.keeper, version: props.keeper?.version ?? version }, highAvailability, environment),
    maxUnavailable: props.maxUnavailable ?? 1,
    adminPassword: props.adminPassword ?? Secret.generated(),
    jobPassword: props.jobPassword ?? Secret.generated(),
    interserverPassword: props.interserverPassword ?? Secret.generated(),
    users: (props.users ?? []).map(resolveUser),
    profiles: props.profiles ?? {},
    quotas: props.quotas ?? [],
    tieredStorage: props.tieredStorage && tieredStorage(props.tieredStorage),
    backup: props.backup && backup(name, props.backup),
    restoreFrom: props.restoreFrom,
    tls: props.tls,
    expose: props.expose ?? Expose.none(),
    monitoring,
    probe: monitoring.enabled && (monitoring.options.probe ?? true),
    systemLogRetention: props.systemLogRetention ?? Duration.days(14),
    suspend: props.suspend ?? false,
    overrides: {
      settings: props.overrides?.settings ?? {},
      files: props.overrides?.files ?? {},
      keeperSettings: props.overrides?.keeperSettings ?? {},
      pods: props.overrides?.pods ?? {},
    },
    acknowledge: {
      shards: props.acknowledge?.shards,
      keeperMembers: props.acknowledge?.keeperMembers,
      restartedKeeper: props.acknowledge?.restartedKeeper,
      release: props.acknowledge?.release,
      settingsWithRelease: props.acknowledge?.settingsWithRelease,
      riskySettings: props.acknowledge?.riskySettings ?? [],
      unknownSettings: props.acknowledge?.unknownSettings ?? [],
    },
  };
}

/** Every default of a user. */
export function resolveUser(user: ClickHouseUser): ResolvedUser {
  return {
    name: user.name,
    password: user.password ?? Secret.generated(),
    profile: user.profile ?? 'default',
    quota: user.quota ?? 'default',
    networks: user.networks ?? ['::/0'],
    grants: user.grants,
    accessManagement: user.accessManagement ?? false,
  };
}

function keeper(
  options: ClickHouseKeeperOptions & { version: ClickHouseVersion },
  highAvailability: boolean,
  { storageClasses }: Environment,
): ResolvedKeeper {
  return {
    version: options.version,
    members: options.members ?? (highAvailability ? 3 : 1),
    size: options.size ?? { cpu: Cpu.units(1), memory: Size.gibibytes(2) },
    storage: options.storage ?? Size.gibibytes(10),
    storageClass: storageClasses.quorum,
  };
}

function tieredStorage(options: ClickHouseTieredStorageOptions): ResolvedTieredStorage {
  return { ...options, moveWhenFree: options.moveWhenFree ?? 0.2 };
}

function backup(name: string, options: BackupOptions): ResolvedBackup {
  return {
    store: options.store,
    schedule: options.schedule ?? '0 2 * * *',
    prefix: options.prefix ?? `clickhouse/${name}/backups`,
    deadline: options.deadline ?? Duration.hours(12),
  };
}
