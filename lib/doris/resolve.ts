import { Duration, Size } from 'cdk8s';
import { BackupOptions, ContainerSize, Cpu, DeletionPolicy, Environment, RestoreOptions } from '../core';
import { Expose } from '../kubernetes';
import { Monitoring } from '../monitoring';
import { Scaling } from '../scaling';
import { Secret } from '../security';
import { DorisAcknowledgements } from './acknowledgements';
import { DorisCatalog } from './doris-catalog';
import { DorisClusterProps, DorisOverrides } from './doris-props';
import { DorisDatabaseBackup } from './doris-restore-options';
import { DorisUser, DorisUserGrant } from './doris-user';
import { DorisVersion } from './doris-version';
import { DorisMedium } from './doris-volume-options';
import { backupPrefix, storagePath } from './paths';

/** Frontends, complete. */
export interface ResolvedFrontends {
  readonly version: DorisVersion;
  readonly followers: number;
  readonly observers: number;
  /** Both together. */
  readonly members: number;
  readonly size: ContainerSize;
  readonly storage: Size;
  readonly grownTo?: Size;
  /** None for the Kubernetes cluster's default. */
  readonly storageClass?: string;
}

/** Compute nodes, complete. */
export interface ResolvedCompute {
  readonly scaling: Scaling;
  readonly size: ContainerSize;
  readonly cache: Size;
  /** None for the Kubernetes cluster's default. */
  readonly storageClass?: string;
  readonly maxQueryTime: Duration;
}

/** A volume of a backend, complete. */
export interface ResolvedVolume {
  /** The name of its claims. */
  readonly name: string;
  readonly path: string;
  readonly size: Size;
  readonly grownTo?: Size;
  readonly medium: DorisMedium;
  /** None for the Kubernetes cluster's default. */
  readonly storageClass?: string;
}

/** Backups, complete. */
export type ResolvedBackup = Required<BackupOptions>;

/** Databases that are brought back, complete. */
export interface ResolvedRestore {
  readonly databases: DorisDatabaseBackup[];
  /** Where the backups lie. Default: there is no such place. */
  readonly source?: RestoreOptions;
  /** Whether another cluster writes there. */
  readonly foreign: boolean;
}

/** A user, complete. */
export interface ResolvedUser {
  readonly name: string;
  readonly password: Secret;
  readonly grants: DorisUserGrant[];
  readonly properties: Record<string, string>;
}

/** What wins over everything else. */
export type ResolvedOverrides = Required<DorisOverrides>;

/** What is meant although it is refused. What stays optional was not acknowledged. */
export type ResolvedAcknowledgements = DorisAcknowledgements &
  Required<Pick<DorisAcknowledgements, 'riskySettings' | 'unknownSettings'>>;

/** A Doris cluster, complete: what was given, and the default where nothing was. What stays optional is not there. */
export interface ResolvedDoris {
  readonly name: string;
  readonly version: DorisVersion;
  /** Whether all members are on their way to it. */
  readonly upgrading: boolean;
  readonly frontends: ResolvedFrontends;
  readonly backends: number;
  /** How many of them are to leave. None: nothing is said of it. */
  readonly leaving?: number;
  /** None: backends run all queries. */
  readonly compute?: ResolvedCompute;
  readonly size: ContainerSize;
  readonly volumes: ResolvedVolume[];
  readonly replication: number;
  readonly highAvailability: boolean;
  readonly deletionPolicy: DeletionPolicy;
  readonly rootPassword: Secret;
  /** Default: it does not change. */
  readonly previousRootPassword?: Secret;
  readonly adminPassword: Secret;
  readonly jobPassword: Secret;
  readonly users: ResolvedUser[];
  readonly removedUsers: string[];
  readonly catalogs: Record<string, DorisCatalog>;
  readonly removedCatalogs: string[];
  /** Default: there are none. */
  readonly backup?: ResolvedBackup;
  /** Default: nothing is brought back. */
  readonly restore?: ResolvedRestore;
  /** Whether something uses the cluster every few minutes as clients do. */
  readonly probe: boolean;
  readonly expose: Expose;
  readonly monitoring: Monitoring;
  readonly overrides: ResolvedOverrides;
  readonly acknowledge: ResolvedAcknowledgements;
}

/** The release where none is given. It moves with this library: see CHANGELOG.md. */
export const DEFAULT_VERSION = DorisVersion.V4_0;

/** Every default of a Doris cluster. It fills in, and neither checks nor derives. */
export function resolveDoris(name: string, props: DorisClusterProps, environment: Environment): ResolvedDoris {
  const highAvailability = props.highAvailability ?? true;
  const version = props.version ?? DEFAULT_VERSION;
  const monitoring = props.monitoring ?? Monitoring.standard();
  const resolvedBackup = props.backup && backup(name, props.backup);
  return {
    name,
    version,
    upgrading: props.upgrading ?? false,
    frontends: resolveFrontends(props, version, environment),
    backends: props.backends,
    leaving: props.leaving,
    compute: compute(props, environment),
    size: props.size,
    volumes: volumes(props, environment),
    replication: props.replication ?? (highAvailability ? 3 : 1),
    highAvailability,
    deletionPolicy: environment.deletionPolicy,
    rootPassword: props.rootPassword ?? Secret.generated(),
    previousRootPassword: props.previousRootPassword,
    adminPassword: props.adminPassword ?? Secret.generated(),
    jobPassword: props.jobPassword ?? Secret.generated(),
    users: (props.users ?? []).map(resolveUser),
    removedUsers: props.removedUsers ?? [],
    catalogs: props.catalogs ?? {},
    removedCatalogs: props.removedCatalogs ?? [],
    backup: resolvedBackup,
    restore: props.restore && {
      databases: props.restore.databases,
      source: props.restore.source ?? resolvedBackup,
      foreign: props.restore.source !== undefined,
    },
    probe: monitoring.enabled && (monitoring.options.probe ?? true),
    expose: props.expose ?? Expose.none(),
    monitoring,
    overrides: {
      frontend: props.overrides?.frontend ?? {},
      backend: props.overrides?.backend ?? {},
      computeNode: props.overrides?.computeNode ?? {},
      jvm: props.overrides?.jvm ?? {},
      pods: props.overrides?.pods ?? {},
    },
    acknowledge: {
      ...props.acknowledge,
      riskySettings: props.acknowledge?.riskySettings ?? [],
      unknownSettings: props.acknowledge?.unknownSettings ?? [],
    },
  };
}

/** Every default of a user. */
export function resolveUser(user: DorisUser): ResolvedUser {
  return {
    name: user.name,
    password: user.password ?? Secret.generated(),
    grants: user.grants ?? [],
    properties: user.properties ?? {},
  };
}

function backup(name: string, options: BackupOptions): ResolvedBackup {
  return {
    store: options.store,
    schedule: options.schedule ?? '0 2 * * *',
    prefix: options.prefix ?? backupPrefix(name),
    deadline: options.deadline ?? Duration.hours(12),
  };
}

/** Every default of frontends, which are the same wherever the data lies. */
export function resolveFrontends(
  { frontends: given = {}, highAvailability = true }: Pick<DorisClusterProps, 'frontends' | 'highAvailability'>,
  version: DorisVersion,
  { storageClasses }: Environment,
): ResolvedFrontends {
  const followers = given.followers ?? (highAvailability ? 3 : 1);
  const observers = given.observers ?? 0;
  return {
    version: given.version ?? version,
    followers,
    observers,
    members: followers + observers,
    size: given.size ?? { cpu: Cpu.units(4), memory: Size.gibibytes(16) },
    storage: given.storage ?? Size.gibibytes(50),
    grownTo: given.grownTo,
    storageClass: storageClasses.data,
  };
}

function compute({ compute: given, size }: DorisClusterProps, { storageClasses }: Environment) {
  if (!given) return undefined;
  return {
    scaling: given.scaling,
    size: given.size ?? size,
    cache: given.cache ?? Size.gibibytes(100),
    storageClass: storageClasses.scratch,
    maxQueryTime: given.maxQueryTime ?? Duration.minutes(15),
  };
}

/** The operator makes names of volumes of its own from what these are not. */
function volumes({ storage, grownTo, volumes: further = [] }: DorisClusterProps, environment: Environment) {
  return [{ size: storage, grownTo }, ...further].map((given, index) => ({
    medium: DorisMedium.SSD,
    storageClass: environment.storageClasses.data,
    ...given,
    name: `storage${index === 0 ? '' : index}`,
    path: storagePath(index),
  }));
}
