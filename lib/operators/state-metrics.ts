import { CustomResourceMetric, CustomResourceState } from '../monitoring';

/** Objects that do not have a value yet are no error. */
const SILENT = 10;

/** What the chart of kube-state-metrics is told of custom resources. */
export function stateMetricsValues(kinds: CustomResourceState[]): Record<string, unknown> {
  if (kinds.length === 0) return {};
  return {
    customResourceState: { enabled: true, config: stateMetricsConfig(kinds) },
    rbac: {
      extraRules: kinds.map(({ group, plural }) => ({
        apiGroups: [group],
        resources: [plural],
        verbs: ['list', 'watch'],
      })),
    },
  };
}

/**
 * The file that kube-state-metrics reads.
 *
 * @see https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/extend/customresourcestate-metrics.md
 */
function stateMetricsConfig(kinds: CustomResourceState[]): Record<string, unknown> {
  return {
    kind: 'CustomResourceStateMetrics',
    spec: {
      resources: kinds.map(({ group, version, kind, prefix, labels, metrics }) => ({
        groupVersionKind: { group, version, kind },
        metricNamePrefix: prefix,
        errorLogV: SILENT,
        labelsFromPath: { namespace: ['metadata', 'namespace'], ...labels },
        metrics: metrics.map(metricJson),
      })),
    },
  };
}

function metricJson({ name, description, path, zeroByDefault, labels }: CustomResourceMetric): Record<string, unknown> {
  const texts = { name, help: description };
  // What has no labels of its own in `info` is not shown at all.
  if (!path) return { ...texts, each: { type: 'Info', info: { labelsFromPath: labels } } };
  return {
    ...texts,
    ...(labels && { labelsFromPath: labels }),
    each: { type: 'Gauge', gauge: { path, ...(zeroByDefault && { nilIsZero: true }) } },
  };
}
