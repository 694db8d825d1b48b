import { ISecret } from '../../core';
import { bytesOf } from '../../core/internal';
import { ServerSizing } from '../clickhouse-sizing';
import { PORTS } from '../ports';
import { ResolvedClickHouse } from '../resolve';
import { secretValue } from './secret-value';
import { Settings } from './settings';
import { HASHES_FILE } from './users';

/**
 * The server's settings, by path.
 *
 * @see https://clickhouse.com/docs/operations/server-configuration-parameters/settings
 */
export function serverSettings(resolved: ResolvedClickHouse, sizing: ServerSizing, interserver: ISecret): Settings {
  const { tls, tieredStorage, overrides } = resolved;
  const defaults: Settings = {
    // Kubernetes keeps the console; the files, which the image wants too, share a small volume.
    'logger/level': 'information',
    'logger/console': 1,
    'logger/size': '100M',
    'logger/count': 2,
    // A query that runs when the pod is told to end may finish.
    shutdown_wait_unfinished_queries: 1,
    shutdown_wait_unfinished: 60,
    // It answers when its tables are there. Releases load them afterwards by default, and a rolling update would go on to the next replica.
    async_load_databases: 0,
    async_load_system_database: 0,
    'prometheus/endpoint': '/metrics',
    'prometheus/port': PORTS.metrics.port,
    'prometheus/metrics': 1,
    'prometheus/events': 1,
    'prometheus/asynchronous_metrics': 1,
    'prometheus/errors': 1,
    // Later releases put a disk's name into a label instead, and every rule about disks would go silent. Earlier ones do not know it, and pass
    // over it: what followed the release would change together with the image.
    asynchronous_metrics_key_values_mode: 'legacy_names',
  };
  const derived: Settings = {
    max_server_memory_usage_to_ram_ratio: sizing.serverMemoryRatio,
    mark_cache_size: bytesOf(sizing.markCache),
    index_mark_cache_size: bytesOf(sizing.indexMarkCache),
    primary_index_cache_size: bytesOf(sizing.primaryIndexCache),
    max_concurrent_queries: sizing.concurrentQueries,
    // Servers watch the file that is named here, not the one that the file of users names.
    include_from: HASHES_FILE,
    // As Keeper counts, which refuses sessions that count otherwise.
    'zookeeper/use_xid_64': 1,
    'interserver_http_credentials/user': 'interserver',
    'interserver_http_credentials/password': secretValue(interserver),
  };
  const typed: Settings = {
    ...(tls && {
      https_port: PORTS.https.port,
      tcp_port_secure: PORTS.nativeTls.port,
      interserver_https_port: PORTS.interserverTls.port,
    }),
    ...(tieredStorage && { 'merge_tree/storage_policy': 'tiered' }),
  };
  return { ...defaults, ...derived, ...typed, ...overrides.settings };
}
