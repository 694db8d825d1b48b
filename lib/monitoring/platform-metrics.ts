import { Metric } from './metric';

const stateMetric = (name: string, description: string) =>
  Metric.gauge({ name, component: 'kube-state-metrics', description, unit: 's', ofPlatform: true });
const volumeMetric = (name: string, description: string) =>
  Metric.gauge({ name, component: 'kubelet', description, unit: 'bytes', ofPlatform: true });

/**
 * What kube-state-metrics says of CronJobs, by `cronjob`.
 *
 * @see https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/workload/cronjob-metrics.md
 */
export const CRON_JOB = {
  lastSuccess: stateMetric('kube_cronjob_status_last_successful_time', 'when a job last succeeded'),
  created: stateMetric('kube_cronjob_created', 'when a job was created'),
} as const;

/**
 * What kubelets say of the volumes of running pods, by `persistentvolumeclaim`.
 *
 * @see https://kubernetes.io/docs/reference/instrumentation/metrics/
 */
export const VOLUME = {
  free: volumeMetric('kubelet_volume_stats_available_bytes', 'free bytes of a volume'),
  size: volumeMetric('kubelet_volume_stats_capacity_bytes', 'size of a volume'),
} as const;
