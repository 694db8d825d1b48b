import { Duration } from 'cdk8s';
import { ElementTree, REMOVE } from '../../kubernetes/internal';
import { configXml } from './xml';

/** Tables that the image fills without bound. The operator bounds query_log, part_log and trace_log itself, to 30 days. */
const BOUNDED = [
  'asynchronous_insert_log',
  'asynchronous_metric_log',
  'backup_log',
  'blob_storage_log',
  'error_log',
  'metric_log',
  'processors_profile_log',
  'query_metric_log',
  'query_views_log',
];

/** Every line of the server's log again, as a table: the console has it already. */
const REMOVED = ['text_log', 'query_thread_log', 'opentelemetry_span_log'];

/**
 * The file that bounds the server's own log tables, which otherwise fill the data volume in months.
 *
 * @see https://clickhouse.com/docs/operations/system-tables#system-tables_system-log-tables
 */
export function systemLogs(retention: Duration): string {
  const tree: ElementTree = {
    ...Object.fromEntries(
      BOUNDED.map((table) => [table, { ttl: `event_date + INTERVAL ${retention.toDays()} DAY DELETE` }]),
    ),
    ...Object.fromEntries(REMOVED.map((table) => [table, REMOVE])),
  };
  return configXml(tree);
}
