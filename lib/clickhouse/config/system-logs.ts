import { Duration } from 'cdk8s';
import { ElementTree, REMOVE } from '../../kubernetes/internal';
import { configXml } from './xml';

/** Tables that the images of some release write, without bound. A release ignores those that it does not know. */
const BOUNDED = [
  'aggregated_zookeeper_log',
  'asynchronous_insert_log',
  'asynchronous_metric_log',
  'background_schedule_pool_log',
  'backup_log',
  'blob_storage_log',
  'crash_log',
  'delta_lake_metadata_log',
  'error_log',
  'iceberg_metadata_log',
  'instrumentation_trace_log',
  'latency_log',
  'metric_log',
  'processors_profile_log',
  'query_metric_log',
  'query_views_log',
  's3queue_log',
  'zookeeper_connection_log',
];

/** Tables that the operator defines itself, by an engine whose bound of 30 days stands beside no other. */
const REDEFINED = ['part_log', 'query_log', 'trace_log'];

/** Every line of the server's log again, as a table: the console has it already. */
const REMOVED = ['text_log', 'query_thread_log', 'opentelemetry_span_log'];

/**
 * The file that bounds the server's own log tables, which otherwise fill the data volume in months.
 *
 * @see https://clickhouse.com/docs/operations/system-tables#system-tables_system-log-tables
 */
export function systemLogs(retention: Duration): string {
  const ttl = `event_date + INTERVAL ${retention.toDays()} DAY DELETE`;
  const tree: ElementTree = {
    ...Object.fromEntries(BOUNDED.map((table) => [table, { ttl }])),
    ...Object.fromEntries(REDEFINED.map((table) => [table, { engine: REMOVE, partition_by: 'event_date', ttl }])),
    ...Object.fromEntries(REMOVED.map((table) => [table, REMOVE])),
  };
  return configXml(tree);
}
