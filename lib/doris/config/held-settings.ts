import { isOff, isOn, Risk } from '../../core/internal';
import { ConfFile, scriptSays } from './known/known-keys';

const FOLDERS = 'which volumes, start scripts and the operator hang on';
const SERVICES = 'which services, probes and network policies hang on';
const JVM = 'which overrides.jvm says';
const TLS = 'which the prop tls says';
const MODE = 'which the operator says';

const MUTUAL_TLS = [
  'enable_tls',
  'tls_certificate_path',
  'tls_private_key_path',
  'tls_private_key_password',
  'tls_ca_certificate_path',
  'tls_verify_mode',
];

/** Settings that something else says, and what. */
const HELD: Record<ConfFile, readonly (readonly [says: string, ...names: string[]])[]> = {
  'fe.conf': [
    [FOLDERS, 'LOG_DIR', 'PID_DIR', 'JAVA_HOME', 'meta_dir', 'sys_log_dir', 'audit_log_dir'],
    [JVM, 'JAVA_OPTS_FOR_JDK_17', 'JAVA_OPTS_FOR_JDK_9', 'JAVA_OPTS'],
    [SERVICES, 'http_port', 'https_port', 'rpc_port', 'query_port', 'edit_log_port', 'arrow_flight_sql_port'],
    ['without which members would be known by addresses, which change', 'enable_fqdn_mode'],
    [MODE, 'deploy_mode', 'cluster_id', 'cloud_unique_id', 'meta_service_endpoint', 'enable_deploy_manager'],
    ['which the prop rootPassword says', 'initial_root_password'],
    [
      'without which nobody could tell a backend that has left from one that is away',
      'drop_backend_after_decommission',
    ],
    [TLS, ...MUTUAL_TLS, 'enable_ssl', 'ssl_force_client_auth', 'ssl_trust_store_type', 'enable_https'],
    [TLS, 'key_store_path', 'key_store_type', 'key_store_alias', 'key_store_password'],
    [TLS, 'mysql_ssl_default_ca_certificate', 'mysql_ssl_default_ca_certificate_password'],
    [TLS, 'mysql_ssl_default_server_certificate', 'mysql_ssl_default_server_certificate_password'],
  ],
  'be.conf': [
    [FOLDERS, 'LOG_DIR', 'PID_DIR', 'JAVA_HOME', 'storage_root_path', 'sys_log_dir'],
    [JVM, 'JAVA_OPTS_FOR_JDK_17', 'JAVA_OPTS_FOR_JDK_9', 'JAVA_OPTS'],
    [SERVICES, 'be_port', 'webserver_port', 'heartbeat_service_port', 'brpc_port', 'arrow_flight_sql_port'],
    ['without which members would be known by addresses, which change', 'enable_fqdn_mode'],
    [MODE, 'deploy_mode', 'cluster_id', 'cloud_unique_id', 'meta_service_endpoint', 'be_node_role'],
    [MODE, 'SKIP_CHECK_ULIMIT', 'doris_cgroup_cpu_path'],
    ['which follows from the size of the container', 'mem_limit', 'num_cores'],
    ["which a pod's grace period follows from", 'grace_shutdown_wait_seconds'],
    [TLS, ...MUTUAL_TLS, 'enable_https', 'ssl_certificate_path', 'ssl_private_key_path'],
  ],
  'doris_cloud.conf': [
    [FOLDERS, 'log_dir', 'JAVA_HOME'],
    [SERVICES, 'brpc_listen_port', 'broker_ipc_port'],
    [MODE, 'fdb_cluster', 'fdb_cluster_file_path'],
    ['which is generated', 'http_token'],
    ['which follows from the backups that are kept', 'retention_seconds', 'compacted_rowset_retention_seconds'],
    [
      'which follows from the backups that are kept',
      'dropped_index_retention_seconds',
      'dropped_partition_retention_seconds',
    ],
    [TLS, ...MUTUAL_TLS],
  ],
};

/** Who says a setting instead of overrides: `which overrides.jvm says`. None where overrides may. */
export function whoSays(file: ConfFile, name: string): string | undefined {
  const found = HELD[file].find(([, ...names]) => names.includes(name));
  return found ? found[0] : scriptSays(file, name);
}

const openToAll = 'whoever reaches a port may read, and may change what runs';
const emptied = 'what is lost is taken for empty, and queries answer without it';

/**
 * Settings that lose data, or that let in whoever comes.
 *
 * @see https://doris.apache.org/docs/4.x/admin-manual/config/fe-config
 * @see https://doris.apache.org/docs/4.x/admin-manual/config/be-config
 */
export const RISKS: Risk[] = [
  { setting: 'enable_all_http_auth', risky: isOff, why: openToAll },
  { setting: 'enable_token_check', risky: isOff, why: openToAll },
  { setting: 'enable_debug_points', risky: isOn, why: 'whoever reaches a port may make it fail' },
  ...['master_sync_policy', 'replica_sync_policy'].map((setting) => ({
    setting,
    risky: (value: string) => value !== 'SYNC',
    why: 'frontends confirm what is on no disk yet',
  })),
  {
    setting: 'replica_ack_policy',
    risky: (value) => value === 'NONE',
    why: 'one frontend confirms what no other has',
  },
  { setting: 'ignore_meta_check', risky: isOn, why: 'a frontend whose metadata is behind answers as if it were not' },
  { setting: 'ignore_bdbje_log_checksum_read', risky: isOn, why: 'metadata that is damaged is taken for sound' },
  { setting: 'recover_with_empty_tablet', risky: isOn, why: emptied },
  {
    setting: 'min_load_replica_num',
    risky: (value) => value === '1',
    why: 'loads are confirmed that one backend has alone',
  },
  { setting: 'sync_file_on_close', risky: isOff, why: 'backends confirm what is on no disk yet' },
  { setting: 'use_mem_kv', risky: isOn, why: 'all metadata is gone with the next restart' },
  { setting: 'force_immediate_recycle', risky: isOn, why: 'what was dropped by mistake is gone at once' },
];

/** Where texts are that nobody else may know. */
const SECRET = /(passw(or)?d|secret|token|(^|_)[as]k|encryption_key)$/i;

/** Whether a setting holds what nobody else may know: as text, and not in a variable. */
export function isSecret(name: string, value: string): boolean {
  return SECRET.test(name) && value !== '' && !/^\$\{\w+\}$/.test(value);
}
