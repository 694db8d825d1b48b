import { Duration, Size } from 'cdk8s';
import { ContainerImage, ContainerSize, Cpu, IConnectable } from '../../core';
import { PodOverrides } from '../../kubernetes';
import { Monitoring } from '../../monitoring';
import { Secret } from '../../security';
import { DatabaseAdministrator, DatabaseAuthority, HiveMetastoreDatabase } from '../hive-metastore-database';
import { HiveMetastoreProps } from '../hive-metastore-props';
import { HiveMetastoreVersion } from '../hive-metastore-version';
import { HiveWarehouse } from '../hive-warehouse';
import { DATABASE_PORTS } from './ports';

/** The database, complete. */
export interface ResolvedDatabase {
  readonly type: 'postgres' | 'mysql';
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: Secret;
  readonly maxConnections: number;
  /** Default: it is in the cluster. */
  readonly external?: {
    readonly host: string;
    readonly authority: DatabaseAuthority;
    readonly peer: IConnectable;
    /** Default: the user exists. */
    readonly administrator?: DatabaseAdministrator;
  };
  /** Default: something else runs it. */
  readonly inCluster?: { readonly storage: Size; readonly size: ContainerSize; readonly image: ContainerImage };
}

/** Jars that the image lacks, complete. */
export interface ResolvedLibraries {
  readonly image: ContainerImage;
  readonly folder: string;
  readonly files: Record<string, string>;
}

/** A metastore, complete. */
export interface ResolvedMetastore {
  readonly name: string;
  readonly version: HiveMetastoreVersion;
  /** Default: the image has all. */
  readonly libraries?: ResolvedLibraries;
  readonly database: ResolvedDatabase;
  readonly warehouse: HiveWarehouse;
  readonly replicas: number;
  readonly size: ContainerSize;
  readonly poolSize: number;
  readonly settings: Record<string, string>;
  readonly javaOptions: string[];
  readonly pods: PodOverrides;
  readonly monitoring: Monitoring;
  /** Whether something asks it every few minutes. */
  readonly probe: boolean;
  /** Default: a schema of an older release is refused. */
  readonly acknowledgeUpgradeFrom?: string;
  readonly acknowledgeRiskySettings: string[];
}

/** The release where none is given. It moves with this library: see CHANGELOG.md. */
export const DEFAULT_VERSION = HiveMetastoreVersion.V3_1_3;

/** What Maven's central repository has under these names. */
const PINNED = {
  'postgresql-42.7.7.jar': '157963d60ae66d607e09466e8c0cdf8087e9cb20d0159899ffca96bca2528460',
  // Hive's classes need it, and Hadoop brings it no more.
  'commons-collections-3.2.2.jar': 'eeeae917917144a68a741d4c0dff66aa5c5c5fd85593ff217bced3fc8ca783b8',
  'jmx_prometheus_javaagent-1.0.1.jar': '7d61f737fd661610ccc14aea79764faa1ea94a340cbc8f0029b3d2edea3d80c1',
};

/** How many connections the database in the cluster takes: its default, less those for who looks after it. */
const IN_CLUSTER_CONNECTIONS = 90;

/** Every default of a metastore. */
export function resolveMetastore(name: string, props: HiveMetastoreProps): ResolvedMetastore {
  const alone = props.database._inCluster !== undefined;
  const monitoring = props.monitoring ?? Monitoring.standard();
  return {
    name,
    version: props.version ?? DEFAULT_VERSION,
    libraries: props.libraries && {
      image: props.libraries.image,
      folder: props.libraries.folder ?? '/libraries',
      files: props.libraries.files ?? PINNED,
    },
    database: database(props.database),
    warehouse: props.warehouse,
    replicas: props.replicas ?? (alone ? 1 : 2),
    size:
      props.size ??
      (alone ? { cpu: Cpu.millis(250), memory: Size.gibibytes(1) } : { cpu: Cpu.units(1), memory: Size.gibibytes(2) }),
    poolSize: props.poolSize ?? 5,
    settings: props.settings ?? {},
    javaOptions: props.javaOptions ?? [],
    pods: props.pods ?? {},
    monitoring,
    probe: monitoring.enabled && (monitoring.options.probe ?? true),
    acknowledgeUpgradeFrom: props.acknowledgeUpgradeFrom,
    acknowledgeRiskySettings: props.acknowledgeRiskySettings ?? [],
  };
}

function database({
  _type: type,
  _external: external,
  _inCluster: inCluster,
}: HiveMetastoreDatabase): ResolvedDatabase {
  const given = external ?? { password: inCluster?.password ?? Secret.generated() };
  return {
    type,
    port: external?.port ?? DATABASE_PORTS[type],
    database: external?.database ?? 'metastore',
    user: external?.user ?? 'metastore',
    password: given.password,
    maxConnections: external?.maxConnections ?? IN_CLUSTER_CONNECTIONS,
    external: external && {
      host: external.host,
      authority: external.authority,
      peer: external.peer,
      administrator: external.administrator,
    },
    inCluster: inCluster && {
      storage: inCluster.storage ?? Size.gibibytes(10),
      size: inCluster.size ?? { cpu: Cpu.millis(500), memory: Size.gibibytes(1) },
      image: inCluster.image ?? { image: 'postgres:16.10' },
    },
  };
}

/** How long a replica may take to end: calls that are under way end first. */
export const GRACE_PERIOD = Duration.seconds(60);
