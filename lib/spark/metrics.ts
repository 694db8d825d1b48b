import { Metric } from '../monitoring';

/** `spark.metrics.namespace`: else each run has names of its own. */
export const METRICS_NAMESPACE = 'spark';

const driver = (name: string, description: string, unit?: string) =>
  Metric.gauge({ name: `metrics_${METRICS_NAMESPACE}_driver_${name}`, component: 'driver', description, unit });

/**
 * What drivers expose of themselves. Spark gives no types: what its documentation calls a counter is one here.
 *
 * @see https://spark.apache.org/docs/latest/monitoring.html#metrics
 */
export const DRIVER = {
  up: Metric.gauge({ name: 'up', component: 'driver', description: 'whether Prometheus could scrape the driver' }),
  activeJobs: driver('DAGScheduler_job_activeJobs_Value', 'jobs of the application that go on'),
  runningStages: driver('DAGScheduler_stage_runningStages_Value', 'stages that go on'),
  waitingStages: driver('DAGScheduler_stage_waitingStages_Value', 'stages that wait for others'),
  failedStages: driver('DAGScheduler_stage_failedStages_Value', 'stages that failed, and are tried again'),
} as const;

const executorProps = (name: string, description: string, unit?: string) => ({
  name: `metrics_executor_${name}`,
  component: 'executor',
  description,
  unit,
});
const executor = (name: string, description: string, unit?: string) =>
  Metric.gauge(executorProps(name, description, unit));
const ofExecutors = (name: string, description: string, unit?: string) =>
  Metric.counter(executorProps(name, description, unit));

/** What a driver exposes of its executors, by `executor_id`. The driver itself is among them, as `driver`. */
export const EXECUTORS = {
  slots: executor('maxTasks', 'tasks that an executor can run at once'),
  activeTasks: executor('activeTasks', 'tasks that an executor runs'),
  memoryUsed: executor('memoryUsed_bytes', 'memory that blocks take', 'bytes'),
  memory: executor('maxMemory_bytes', 'memory that blocks may take', 'bytes'),
  diskUsed: executor('diskUsed_bytes', 'disk that blocks take', 'bytes'),
  heapUsed: executor('JVMHeapMemory_bytes', 'heap that was in use at its peak', 'bytes'),
  failedTasks: ofExecutors('failedTasks_total', 'tasks that failed'),
  completedTasks: ofExecutors('completedTasks_total', 'tasks that ended well'),
  gcTime: ofExecutors('totalGCTime_seconds_total', 'time that collecting garbage took', 's'),
  taskTime: ofExecutors('totalDuration_seconds_total', 'time that tasks took', 's'),
  shuffleRead: ofExecutors('totalShuffleRead_bytes_total', 'bytes of shuffles read', 'bytes'),
  shuffleWritten: ofExecutors('totalShuffleWrite_bytes_total', 'bytes of shuffles written', 'bytes'),
} as const;

/** The operator's own series have the namespace of the operator; that of the application is in another label. */
const ofOperator = (name: string, description: string, unit?: string) => ({
  name,
  component: 'operator',
  description,
  unit,
  ofPlatform: true,
  namespaceLabel: 'exported_namespace',
  sporadic: true,
});

/**
 * What the operator counts, by team. A counter is there from its first event on. Those of applications that ended count again, when the operator starts,
 * all that are kept: they are not read.
 *
 * @see https://github.com/kubeflow/spark-operator/tree/v2.5.2/internal/metrics
 */
export const OPERATED = {
  failedSubmissions: Metric.counter(
    ofOperator('spark_application_failed_submission_count', 'submissions that failed; they are tried again'),
  ),
  submissions: Metric.counter(ofOperator('spark_application_submit_count', 'submissions that succeeded')),
  started: Metric.counter(
    ofOperator('spark_application_start_latency_seconds_histogram_count', 'applications whose driver runs'),
  ),
  startedWithin: Metric.counter(
    ofOperator(
      'spark_application_start_latency_seconds_histogram_bucket',
      'those of them whose driver ran within `le` seconds after they were made',
    ),
  ),
  executors: Metric.gauge(ofOperator('spark_executor_running_count', 'executors that run')),
  failedExecutors: Metric.counter(ofOperator('spark_executor_failure_count', 'executors that failed')),
} as const;

const shared = (name: string, component: string, description: string, unit?: string) => ({
  name,
  component,
  description,
  unit,
  shared: true,
});

/** How the operator fares, wherever it runs. */
export const OPERATOR_HEALTH = {
  available: Metric.gauge(
    shared('kube_deployment_status_replicas_available', 'kube-state-metrics', 'pods that are ready, by deployment'),
  ),
  queue: Metric.gauge(shared('workqueue_depth', 'operator', 'objects that wait for the operator, by name')),
  handled: Metric.counter(
    shared('controller_runtime_reconcile_total', 'operator', 'objects that it has looked at, by controller'),
  ),
  // What the workqueue calls retries is every event: the operator adds each with a delay.
  failed: Metric.counter(
    shared(
      'controller_runtime_reconcile_errors_total',
      'operator',
      'those of them that failed, and are looked at again, by controller',
    ),
  ),
} as const;

const state = (name: string, description: string, unit?: string) => ({
  name,
  component: 'kube-state-metrics',
  description,
  unit,
  ofPlatform: true,
  sporadic: true,
});
const stateGauge = (name: string, description: string, unit?: string) => Metric.gauge(state(name, description, unit));

/** What kube-state-metrics says of applications, by `sparkapplication`, `application`, `schedule` and `team`: see `SparkPlatform.stateMetrics`. */
export const APPLICATION = {
  state: stateGauge('kube_sparkapplication_state', 'the state of an application, in the label `state`; always 1'),
  submissions: stateGauge('kube_sparkapplication_submissions', 'how often it was submitted successfully'),
  ended: stateGauge('kube_sparkapplication_termination_time_seconds', 'when it ended, in which `state`', 's'),
} as const;

/** What kube-state-metrics says of schedules, by `schedule`, `application` and `team`. */
export const SCHEDULE = {
  state: stateGauge('kube_scheduledsparkapplication_state', 'the state of a schedule, in the label `state`; always 1'),
  created: stateGauge('kube_scheduledsparkapplication_created_time_seconds', 'when it was made', 's'),
  lastRun: stateGauge('kube_scheduledsparkapplication_last_run_time_seconds', 'when its last run began', 's'),
  nextRun: stateGauge('kube_scheduledsparkapplication_next_run_time_seconds', 'when its next run is due', 's'),
  suspended: stateGauge('kube_scheduledsparkapplication_suspended', 'whether no run is begun'),
  pause: stateGauge('kube_scheduledsparkapplication_pause_seconds', 'the longest time between two runs', 's'),
  freshWithin: stateGauge(
    'kube_scheduledsparkapplication_fresh_within_seconds',
    'how long after a run is due it must have ended well',
    's',
  ),
} as const;

/** The same of the canary's, which is always there: without it kube-state-metrics says nothing of any. */
export const CANARY = {
  created: Metric.gauge({ ...state(SCHEDULE.created.name, SCHEDULE.created.description, 's'), sporadic: false }),
} as const;

/** What kube-state-metrics says of Connect servers, by `sparkconnect`, `application` and `team`. */
export const CONNECT = {
  state: stateGauge('kube_sparkconnect_state', 'the state of a Connect server, in the label `state`; always 1'),
} as const;

const ofQueue = (name: string, description: string) => Metric.gauge(shared(name, 'kueue', description));

/**
 * What Kueue says of a queue. Each of its copies says it, with its `replica_role`, and those that do not lead may be behind.
 *
 * @see https://kueue.sigs.k8s.io/docs/reference/metrics/
 */
export const QUEUE = {
  pending: ofQueue('kueue_pending_workloads', 'workloads that wait, by cluster_queue and status'),
  holding: ofQueue(
    'kueue_reserving_active_workloads',
    'workloads that have quota, and have not ended, by cluster_queue',
  ),
  nominal: ofQueue('kueue_cluster_queue_nominal_quota', 'the quota of a queue, by resource'),
  usage: ofQueue('kueue_cluster_queue_resource_usage', 'what of it is used, by resource'),
  waited: Metric.counter(
    shared(
      'kueue_admission_wait_time_seconds_bucket',
      'kueue',
      'workloads that were let in within `le` seconds, by cluster_queue',
    ),
  ),
  evicted: Metric.counter(
    shared(
      'kueue_evicted_workloads_total',
      'kueue',
      'workloads whose quota was taken back, by cluster_queue and reason',
    ),
  ),
} as const;

/**
 * What kube-state-metrics says of pods and of the History Server.
 *
 * @see https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics/workload
 */
export const PLATFORM = {
  available: stateGauge('kube_deployment_status_replicas_available', 'pods that are ready, by deployment'),
  restarts: Metric.counter(
    state('kube_pod_container_status_restarts_total', 'how often a container was started again, by pod'),
  ),
  terminated: stateGauge('kube_pod_container_status_terminated_reason', 'why a container has ended, by pod and reason'),
  completed: stateGauge('kube_pod_completion_time', 'when a pod ended, by pod', 's'),
} as const;
