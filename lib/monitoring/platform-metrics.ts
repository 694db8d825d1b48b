import { Metric } from './metric';

const stateMetric = (name: string, description: string, unit?: string) =>
  Metric.gauge({ name, component: 'kube-state-metrics', description, unit, ofPlatform: true });
const volumeMetric = (name: string, description: string) =>
  Metric.gauge({ name, component: 'kubelet', description, unit: 'bytes', ofPlatform: true });

/**
 * What kube-state-metrics says of CronJobs, by `cronjob`.
 *
 * @see https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/workload/cronjob-metrics.md
 */
export const CRON_JOB = {
  lastSuccess: stateMetric('kube_cronjob_status_last_successful_time', 'when a job last succeeded', 's'),
  created: stateMetric('kube_cronjob_created', 'when a job was created', 's'),
  lastSchedule: stateMetric('kube_cronjob_status_last_schedule_time', 'when a run was last due', 's'),
  active: stateMetric('kube_cronjob_status_active', 'runs that go on'),
} as const;

/**
 * What kube-state-metrics says of Jobs, by `job_name`.
 *
 * @see https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/workload/job-metrics.md
 */
export const JOB = {
  created: stateMetric('kube_job_created', 'when a run began', 's'),
  succeeded: stateMetric('kube_job_status_succeeded', 'whether a run succeeded'),
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

/**
 * What cert-manager says of its Certificates, by `name`. The namespace is that of the Certificate where Prometheus honours the labels of what it
 * scrapes.
 *
 * @see https://cert-manager.io/docs/devops-tips/prometheus-metrics/
 */
export const CERTIFICATE = {
  /** Since 1.18. */
  issued: Metric.gauge({
    name: 'certmanager_certificate_not_before_timestamp_seconds',
    component: 'cert-manager',
    description: 'when a certificate began: with each renewal it does anew',
    unit: 's',
    ofPlatform: true,
  }),
  expires: Metric.gauge({
    name: 'certmanager_certificate_expiration_timestamp_seconds',
    component: 'cert-manager',
    description: 'when a certificate ends; zero where there is none yet',
    unit: 's',
    ofPlatform: true,
  }),
} as const;
