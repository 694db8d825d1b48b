import { Metric, MetricType } from '../../monitoring';

const of = (type: MetricType) => (name: string, description: string, unit?: string) => {
  const props = { name, component: 'metastore', description, unit };
  return type === MetricType.COUNTER ? Metric.counter(props) : Metric.gauge(props);
};
const gauge = of(MetricType.GAUGE);
const counter = of(MetricType.COUNTER);

/**
 * What a metastore exposes by the exporter. Of calls there is one series for each that was made since the start: `init`, its own, is always there.
 */
export const METASTORE = {
  up: gauge('up', 'whether Prometheus could scrape the replica'),
  calls: counter('hive_metastore_calls_total', 'calls, by name'),
  slowest: Metric.gauge({
    name: 'hive_metastore_call_p95_milliseconds',
    component: 'metastore',
    description: 'time of the slowest twentieth of the last calls, by name',
    unit: 'ms',
    sporadic: true,
  }),
  connections: gauge('hive_metastore_open_connections', 'clients that are connected'),
  directSqlErrors: counter(
    'hive_metastore_direct_sql_errors_total',
    'queries of the database that were made again, slowly',
  ),
  databases: gauge('hive_metastore_databases', 'databases'),
  tables: gauge('hive_metastore_tables', 'tables'),
  partitions: gauge('hive_metastore_partitions', 'partitions'),
  tablesMade: counter('hive_metastore_tables_made_total', 'tables that were made'),
  tablesDropped: counter('hive_metastore_tables_dropped_total', 'tables that were dropped'),
  pauses: counter('hive_metastore_pauses_milliseconds_total', 'time that the JVM stood still', 'ms'),
  heapUsed: gauge('jvm_memory_used_bytes', 'memory of the JVM by area', 'bytes'),
  heapMax: gauge('jvm_memory_max_bytes', 'memory that the JVM may use by area', 'bytes'),
} as const;

const stateMetric = (name: string, description: string, unit?: string) =>
  Metric.gauge({ name, component: 'kube-state-metrics', description, unit, ofPlatform: true });

/** What kube-state-metrics says of the replicas, by `deployment`. */
export const PLATFORM = {
  available: stateMetric('kube_deployment_status_replicas_available', 'pods that are ready, by deployment'),
} as const;
