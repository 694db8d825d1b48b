import { Metric } from '../../../monitoring';
import { METASTORE } from '../metrics';

/** What the exporter reads a metric from: the bean's name and attribute, as a pattern. What the JVM is like, it says by itself. */
const SOURCES: readonly (readonly [metric: Metric, bean: string, attribute: string])[] = [
  [METASTORE.calls, 'api_(\\w+)', 'Count'],
  [METASTORE.slowest, 'api_(?!init)(\\w+)', '95thPercentile'],
  [METASTORE.connections, 'open_connections', 'Value'],
  [METASTORE.directSqlErrors, 'directsql_errors', 'Count'],
  [METASTORE.databases, 'total_count_dbs', 'Value'],
  [METASTORE.tables, 'total_count_tables', 'Value'],
  [METASTORE.partitions, 'total_count_partitions', 'Value'],
  [METASTORE.tablesMade, 'create_total_count_tables', 'Count'],
  [METASTORE.tablesDropped, 'delete_total_count_tables', 'Count'],
  [METASTORE.pauses, 'jvm.pause.extraSleepTime', 'Count'],
];

/**
 * What of the metastore's beans Prometheus sees, and under which names: what alerts and panels use, of some 500.
 *
 * @see https://github.com/prometheus/jmx_exporter/blob/1.0.1/docs/README.md
 */
export function exporterRules(): string {
  const rules = SOURCES.map(([{ name, metricType, description }, bean, attribute]) => ({
    // A type may follow the name, and the value does.
    pattern: `^metrics<name=${bean}(?:, type=\\w+)?><>${attribute}: `,
    name,
    type: metricType.toUpperCase(),
    help: description,
    ...(bean.includes('(') ? { labels: { call: '$1' } } : {}),
  }));
  // JSON is YAML.
  return `${JSON.stringify({ includeObjectNames: ['metrics:*'], rules }, undefined, 2)}\n`;
}
