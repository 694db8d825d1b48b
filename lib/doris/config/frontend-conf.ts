import { Size } from 'cdk8s';
import { bytesOf } from '../../core/internal';
import { FrontendSizing } from '../doris-sizing';
import { Conf, fromVariable } from './conf-file';
import { frontendJvm, JAVA_OPTIONS } from './jvm-options';
import { frontendLogs } from './logs';
import { FrontendTls, frontendTls, MutualTls, mutualTls } from './tls';
import { FLOOD_PERCENT, floodRoom, HIGH_PERCENT } from './watermarks';

/** What a frontend listens on. */
export interface FrontendPorts {
  readonly http: number;
  /** Used with `frontendTls` alone. */
  readonly https: number;
  readonly rpc: number;
  readonly query: number;
  readonly editLog: number;
  /** Default: nothing speaks Arrow Flight. */
  readonly arrowFlight?: number;
}

/** What fe.conf is made from. */
export interface FrontendConf {
  readonly sizing: FrontendSizing;
  readonly ports: FrontendPorts;
  /** Where the files of the configuration are mounted, `java.security` among them. */
  readonly configFolder: string;
  /** Where its metadata lies: written out, since scripts read it too. */
  readonly metaFolder: string;
  readonly logFolder: string;
  /** The smallest volume with data of tables that any backend has. Default: none has one, as where storage is decoupled. */
  readonly smallestVolume?: Size;
  /**
   * The environment variable that holds the hash of root's first password, `*` and the upper-case hexadecimal digits of SHA1(SHA1(password)). Each frontend
   * needs it at each start, though the first start alone takes it: with a variable that is not there, no frontend starts.
   */
  readonly rootPasswordVariable: string;
  /** Ranges of addresses of which pods have one. Default: pods have one address. */
  readonly networks?: string[];
  /** How many replicas all tables have, whatever statements say: where there are fewer backends than a table has by default. */
  readonly forcedReplicas?: number;
  /** Whether there are compute nodes. Default: there are none. */
  readonly computeNodes?: boolean;
  /** TLS everywhere. */
  readonly mutualTls?: MutualTls;
  /** TLS for clients alone. */
  readonly frontendTls?: FrontendTls;
  /** Options of the JVM that come after ours. */
  readonly jvm: string[];
  /** Settings of whoever uses the cluster, which win. */
  readonly overrides: Record<string, string>;
}

/**
 * fe.conf. Of a decoupled cluster it is the same: the image's script appends what is decoupled (`deploy_mode`, `cluster_id`, `meta_service_endpoint`), from
 * variables that the operator gives.
 *
 * @see https://doris.apache.org/docs/4.x/admin-manual/config/fe-config
 */
export function feConf(input: FrontendConf): Conf {
  const { ports, networks, smallestVolume, forcedReplicas } = input;
  return {
    LOG_DIR: input.logFolder,
    [JAVA_OPTIONS]: frontendJvm(input.sizing.heap, input.configFolder, input.logFolder, input.jvm),
    // The operator takes a file without it as one of addresses, which change with each start of a pod.
    enable_fqdn_mode: 'true',
    http_port: `${ports.http}`,
    rpc_port: `${ports.rpc}`,
    query_port: `${ports.query}`,
    edit_log_port: `${ports.editLog}`,
    arrow_flight_sql_port: ports.arrowFlight === undefined ? '-1' : `${ports.arrowFlight}`,
    meta_dir: input.metaFolder,
    ...frontendLogs(),
    enable_all_http_auth: 'true',
    initial_root_password: fromVariable(input.rootPasswordVariable),
    // The row of a backend stays until it is dropped by whoever sent it away: a pod that restarts in between would register again.
    drop_backend_after_decommission: 'false',
    ...(networks !== undefined && networks.length > 0 && { priority_networks: networks.join(';') }),
    ...(forcedReplicas !== undefined && { force_olap_table_replication_num: `${forcedReplicas}` }),
    ...(input.computeNodes && {
      prefer_compute_node_for_external_table: 'true',
      // Where there is none, a backend takes their place.
      min_backend_num_for_external_table: '1',
    }),
    ...(smallestVolume && {
      storage_high_watermark_usage_percent: `${HIGH_PERCENT}`,
      storage_flood_stage_usage_percent: `${FLOOD_PERCENT}`,
      storage_flood_stage_left_capacity_bytes: `${bytesOf(floodRoom(smallestVolume))}`,
    }),
    ...(input.mutualTls && mutualTls(input.mutualTls)),
    ...(input.frontendTls && frontendTls(input.frontendTls, ports.https)),
    ...input.overrides,
  };
}
