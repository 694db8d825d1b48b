import { Metric } from '../monitoring';

/**
 * What alerts, objectives, panels and the autoscaler read, by the same names of either distribution: `config/exporter.ts` says where Presto's come from,
 * `monitoring/trino-metrics.ts` Trino's.
 */
const gauge = (component: string, name: string, description: string, unit?: string) =>
  Metric.gauge({ name: `presto_${name}`, component, description, unit });
const counter = (component: string, name: string, description: string, unit?: string) =>
  Metric.counter({ name: `presto_${name}_total`, component, description, unit });

/** What the JVM of each node shows. */
const jvm = (component: string) => ({
  up: Metric.gauge({ name: 'up', component, description: 'whether Prometheus could scrape the node' }),
  heapUsed: gauge(component, 'jvm_heap_used_bytes', 'heap that is in use; of Presto alone', 'bytes'),
  heapMax: gauge(component, 'jvm_heap_max_bytes', 'heap that may be used; of Presto alone', 'bytes'),
  codeUsed: gauge(
    component,
    'jvm_code_cache_used_bytes',
    'compiled code, by pool of the code cache; of Presto alone',
    'bytes',
  ),
  codeMax: gauge(component, 'jvm_code_cache_max_bytes', 'room for it, by pool; of Presto alone', 'bytes'),
  threads: gauge(component, 'jvm_threads', 'threads'),
  gcTime: counter(component, 'jvm_gc_time_ms', 'time that collecting garbage took, by collector', 'ms'),
  pausesOfSeconds: counter(component, 'jvm_pauses_1s_to_10s', 'times that the JVM stood still for one to ten seconds'),
  pausesOfTensOfSeconds: counter(component, 'jvm_pauses_10s_to_1m', 'times that it did for ten seconds to a minute'),
  pausesOfMinutes: counter(component, 'jvm_pauses_over_1m', 'times that it did for longer than a minute'),
});

const coordinator = (name: string, description: string, unit?: string) => gauge('coordinator', name, description, unit);
const ofCoordinator = (name: string, description: string, unit?: string) =>
  counter('coordinator', name, description, unit);

/** What the coordinator exposes. What Presto's dispatcher counts, and not what its planner does: queries that wait in a queue are known to the former alone. */
export const COORDINATOR = {
  ...jvm('coordinator'),
  running: coordinator('running_queries', 'queries that run'),
  queued: coordinator('queued_queries', 'queries that wait in a queue'),
  submitted: ofCoordinator('submitted_queries', 'queries that clients have sent'),
  started: ofCoordinator('started_queries', 'queries that have begun to run'),
  completed: ofCoordinator('completed_queries', 'queries that have ended, well or not'),
  failed: ofCoordinator('failed_queries', 'those of them that ended with an error'),
  abandoned: ofCoordinator('abandoned_queries', 'those whose client went away'),
  userErrors: ofCoordinator('user_error_failures', 'those whose error is the user’s; that they were canceled is one'),
  internalFailures: ofCoordinator('internal_failures', 'those whose error is the engine’s, lost workers included'),
  insufficientResources: ofCoordinator(
    'insufficient_resources_failures',
    'those that ran out of memory or time, or into a full queue',
  ),
  externalFailures: ofCoordinator('external_failures', 'those whose error is that of what a catalog is made of'),
  executionTime: coordinator('execution_time_p95_ms', 'time of the slowest twentieth of the last 15 minutes', 'ms'),
  queuedTime: coordinator('queued_time_p95_ms', 'waiting of the twentieth that waited longest', 'ms'),
  cpuTime: ofCoordinator('consumed_cpu_seconds', 'CPU time of queries that have ended', 's'),
  inputBytes: ofCoordinator('consumed_input_bytes', 'bytes that those have read', 'bytes'),
  activeNodes: coordinator('active_nodes', 'nodes that answer, those that are no workers included'),
  inactiveNodes: coordinator('inactive_nodes', 'nodes that were there, and do not answer'),
  leavingNodes: coordinator('shutting_down_nodes', 'nodes that finish what they have begun, and leave'),
  blockedNodes: coordinator('memory_blocked_nodes', 'nodes whose memory for queries is all taken'),
  memoryFree: coordinator('memory_free_bytes', 'memory for queries that is free, of all nodes', 'bytes'),
  memoryReserved: coordinator('memory_reserved_bytes', 'memory that queries have, of all nodes', 'bytes'),
  memoryTotal: coordinator('memory_bytes', 'memory for queries, of all nodes', 'bytes'),
  killed: ofCoordinator('out_of_memory_kills', 'queries that were ended since all memory was taken'),
} as const;

/** What a coordinator exposes besides, where there are resource managers. */
export const MANAGED = {
  activeCoordinators: coordinator('active_coordinators', 'coordinators that answer'),
  activeResourceManagers: coordinator('active_resource_managers', 'resource managers that answer'),
} as const;

/** What resource managers expose. */
export const RESOURCE_MANAGER = jvm('resource-manager');

const worker = (name: string, description: string, unit?: string) => gauge('worker', name, description, unit);
const ofWorker = (name: string, description: string, unit?: string) => counter('worker', name, description, unit);

/** What workers expose. */
export const WORKER = {
  ...jvm('worker'),
  tasks: worker('tasks', 'tasks that a worker has'),
  splits: worker('running_splits', 'splits that it works on at this moment'),
  failedTasks: ofWorker('failed_tasks', 'tasks that failed'),
  inputBytes: ofWorker('task_input_bytes', 'bytes that tasks have read', 'bytes'),
  outputBytes: ofWorker('task_output_bytes', 'bytes that tasks have handed on', 'bytes'),
  poolFree: worker('pool_free_bytes', 'memory for queries that is free', 'bytes'),
  poolReserved: worker('pool_reserved_bytes', 'memory that queries have', 'bytes'),
  poolMax: worker('pool_bytes', 'memory for queries', 'bytes'),
  spilled: ofWorker('spilled_bytes', 'bytes that were written to disk for want of memory', 'bytes'),
} as const;

/** Workers that take tasks, of the nodes that a coordinator knows: the first metric, and of those that are no workers the others, from `first` on. */
export function activeWorkers(managed: boolean, first = 1): { readonly text: string; readonly metrics: Metric[] } {
  const { activeNodes } = COORDINATOR;
  const { activeCoordinators, activeResourceManagers } = MANAGED;
  return managed
    ? {
        text: `(max($${first}) - max($${first + 1}) - max($${first + 2}))`,
        metrics: [activeNodes, activeCoordinators, activeResourceManagers],
      }
    : { text: `(max($${first}) - 1)`, metrics: [activeNodes] };
}

const state = (name: string, description: string, unit?: string) => ({
  name,
  component: 'kube-state-metrics',
  description,
  unit,
  ofPlatform: true,
});

/**
 * What kube-state-metrics says of the cluster's objects.
 *
 * @see https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics/workload
 */
export const PLATFORM = {
  wanted: Metric.gauge(state('kube_deployment_spec_replicas', 'how many pods there should be, by deployment')),
  restarts: Metric.counter(
    state('kube_pod_container_status_restarts_total', 'how often a container was started again, by pod'),
  ),
  ended: Metric.gauge({
    ...state('kube_pod_container_status_terminated_reason', 'how a container ended, by pod, container and reason'),
    sporadic: true,
  }),
  podCreated: Metric.gauge({ ...state('kube_pod_created', 'when a pod was created, by pod', 's'), sporadic: true }),
  started: Metric.gauge(state('kube_pod_container_state_started', 'when a container was started, by pod', 's')),
  killedAt: Metric.gauge({
    ...state('kube_pod_deletion_timestamp', 'when a pod that leaves is killed at the latest, by pod', 's'),
    sporadic: true,
  }),
} as const;
