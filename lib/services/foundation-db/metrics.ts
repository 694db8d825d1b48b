import { Metric, MetricProps } from '../../monitoring';

/** What the operator says of a cluster stands in its own namespace: that of the cluster is in another label. */
const ofOperator = (name: string, description: string): MetricProps => ({
  name: `fdb_operator_${name}`,
  component: 'operator',
  description,
  ofPlatform: true,
  namespaceLabel: 'exported_namespace',
});

/**
 * What the operator says, by `name` of the cluster. There is no exporter of the database itself.
 *
 * @see https://github.com/FoundationDB/fdb-kubernetes-operator/blob/v2.33.0/internal/metrics/metrics.go
 */
export const CLUSTER = {
  status: Metric.gauge(
    ofOperator(
      'cluster_status',
      'whether it is healthy, available and replicated, by `status_type`, and how urgently data moves',
    ),
  ),
  reconciled: Metric.gauge(ofOperator('cluster_reconciled_status', 'whether the operator has carried out the spec')),
  processGroups: Metric.gauge(ofOperator('process_group_total', 'processes, by `process_class` and `condition`')),
  desired: Metric.gauge(
    ofOperator('desired_process_group_total', 'processes that there should be, by `process_class`'),
  ),
  removed: Metric.gauge(ofOperator('process_group_marked_removal', 'processes that are to go, by `process_class`')),
  coordinatorChanges: Metric.counter({
    ...ofOperator('coordinator_changes_total', 'times that coordinators were chosen anew'),
    sporadic: true,
  }),
} as const;

/**
 * What the monitor in each pod says of its process.
 *
 * @see https://github.com/apple/foundationdb/blob/main/fdbkubernetesmonitor/metrics.go
 */
export const MONITOR = {
  up: Metric.gauge({
    name: 'up',
    component: 'foundationdb',
    description: 'whether Prometheus could scrape the monitor of a process',
  }),
  restarts: Metric.counter({
    name: 'fdbkubernetesmonitor_restart_count',
    component: 'foundationdb',
    description: 'times that a process was started',
  }),
} as const;
