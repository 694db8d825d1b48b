import { Duration, Size } from 'cdk8s';
import { bytesOf, mebibytesBelow } from '../../core/internal';
import { BackendSizing } from '../doris-sizing';
import { Conf } from './conf-file';
import { backendJvm, JAVA_OPTIONS } from './jvm-options';
import { backendLogs } from './logs';
import { backendTls, BackendTls, MutualTls, mutualTls } from './tls';
import { FLOOD_PERCENT, floodRoom, smallestOf } from './watermarks';

/** What a backend listens on. */
export interface BackendPorts {
  readonly thrift: number;
  readonly http: number;
  readonly heartbeat: number;
  readonly brpc: number;
  /** Default: nothing speaks Arrow Flight. */
  readonly arrowFlight?: number;
}

/** A volume of a backend. */
export interface BackendVolume {
  /** Where it is mounted. */
  readonly path: string;
  readonly size: Size;
}

/** A volume with data of tables. */
export interface StorageVolume extends BackendVolume {
  readonly medium: 'SSD' | 'HDD';
}

/** What be.conf is made from, whatever a backend is. */
export interface BackendCommon {
  readonly sizing: BackendSizing;
  readonly ports: BackendPorts;
  readonly logFolder: string;
  /** How long queries that run may take to end when a backend stops. The operator makes a pod's grace period of it, and it is not all that a pod needs. */
  readonly shutdownGrace: Duration;
  /** Ranges of addresses of which pods have one. Default: pods have one address. */
  readonly networks?: string[];
  /** TLS everywhere. */
  readonly mutualTls?: MutualTls;
  /** TLS for HTTP alone. */
  readonly backendTls?: BackendTls;
  /** Options of the JVM inside that come after ours. */
  readonly jvm: string[];
  /** Settings of whoever uses the cluster, which win. */
  readonly overrides: Record<string, string>;
}

/** What be.conf of a backend with data is made from. */
export interface BackendConf extends BackendCommon {
  readonly volumes: StorageVolume[];
}

/** What be.conf of a compute node is made from. */
export interface ComputeNodeConf extends BackendCommon {
  /** Where it writes what memory has no room for. */
  readonly scratch: BackendVolume;
  /** Where it keeps what it has read of catalogs. Default: it reads everything again. */
  readonly cache?: BackendVolume;
}

/** What be.conf of a member of a compute group is made from. */
export interface ComputeGroupConf extends BackendCommon {
  /** Where it keeps what it has read of the object store, and what it writes there. */
  readonly caches: BackendVolume[];
}

/**
 * What the cache has of its volume: from 88 % of it in use, files are evicted ahead of need, and indexes of the cache and what is not uploaded yet lie
 * beside it.
 */
const CACHE_SHARE = 0.8;

/**
 * be.conf of a backend with data.
 *
 * @see https://doris.apache.org/docs/4.x/admin-manual/config/be-config
 */
export function beConf(input: BackendConf): Conf {
  return {
    ...common(input),
    storage_root_path: storageRootPath(input.volumes),
    storage_flood_stage_usage_percent: `${FLOOD_PERCENT}`,
    storage_flood_stage_left_capacity_bytes: `${bytesOf(floodRoom(smallestOf(input.volumes)))}`,
    ...input.overrides,
  };
}

/**
 * be.conf of a compute node: a backend that holds no data.
 *
 * @see https://doris.apache.org/docs/3.0/lakehouse/compute-node
 */
export function computeNodeConf(input: ComputeNodeConf): Conf {
  return {
    ...common(input),
    be_node_role: 'computation',
    storage_root_path: input.scratch.path,
    ...(input.cache && { enable_file_cache: 'true', file_cache_path: fileCachePath([input.cache]) }),
    ...input.overrides,
  };
}

/**
 * be.conf of a member of a compute group. The image's script means to append `deploy_mode` and misses the file where it comes from a ConfigMap; of where the
 * meta service is, frontends tell it.
 *
 * @see https://doris.apache.org/docs/4.x/compute-storage-decoupled/file-cache/file-cache
 */
export function computeGroupConf(input: ComputeGroupConf): Conf {
  return {
    ...common(input),
    deploy_mode: 'cloud',
    enable_file_cache: 'true',
    file_cache_path: fileCachePath(input.caches),
    ...input.overrides,
  };
}

function common(input: BackendCommon): Conf {
  const { sizing, ports, networks } = input;
  return {
    LOG_DIR: input.logFolder,
    [JAVA_OPTIONS]: backendJvm(sizing.jvmHeap, input.logFolder, input.jvm),
    // What roles there are comes from Pod Identity and its kind, not from the machine.
    AWS_EC2_METADATA_DISABLED: 'true',
    // No key of backends: the operator reads it, and takes a file without it as one of addresses.
    enable_fqdn_mode: 'true',
    be_port: `${ports.thrift}`,
    webserver_port: `${ports.http}`,
    heartbeat_service_port: `${ports.heartbeat}`,
    brpc_port: `${ports.brpc}`,
    arrow_flight_sql_port: ports.arrowFlight === undefined ? '-1' : `${ports.arrowFlight}`,
    // In bytes of the container: a share would be one of what the process takes for its memory, which may be the machine's.
    mem_limit: `${bytesOf(sizing.memoryLimit)}`,
    soft_mem_limit_frac: `${sizing.softLimitRatio}`,
    num_cores: `${sizing.cores}`,
    ...backendLogs(),
    enable_all_http_auth: 'true',
    grace_shutdown_wait_seconds: `${input.shutdownGrace.toSeconds()}`,
    ...(networks !== undefined && networks.length > 0 && { priority_networks: networks.join(';') }),
    ...(input.mutualTls && mutualTls(input.mutualTls)),
    ...(input.backendTls && backendTls(input.backendTls)),
  };
}

/** Paths with their media, as backends and the operator read them: `/data0,medium:SSD;/data1,medium:HDD`. */
function storageRootPath(volumes: StorageVolume[]): string {
  return volumes.map(({ path, medium }) => `${path},medium:${medium}`).join(';');
}

function fileCachePath(volumes: BackendVolume[]): string {
  const caches = volumes.map(({ path, size }) => ({
    path,
    total_size: bytesOf(mebibytesBelow(bytesOf(size) * CACHE_SHARE)),
  }));
  return JSON.stringify(caches);
}
