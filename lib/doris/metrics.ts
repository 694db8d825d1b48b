import { Metric } from '../monitoring';

const gauge = (component: string) => (name: string, description: string, unit?: string) =>
  Metric.gauge({ name, component, description, unit });
const counter = (component: string) => (name: string, description: string, unit?: string) =>
  Metric.counter({ name, component, description, unit });

const ofFrontend = gauge('fe');
const frontendEvent = counter('fe');
const ofBackend = gauge('be');
const backendEvent = counter('be');

/**
 * What frontends show. What is of queries and connections stands there once for all users, and once for each with the label `user`. What is of tablets,
 * transactions and jobs the master alone says: others say zero, or what it was when they were master.
 *
 * @see https://doris.apache.org/docs/4.x/admin-manual/maint-monitor/metrics
 * @see https://github.com/apache/doris/blob/master/fe/fe-core/src/main/java/org/apache/doris/metric/MetricRepo.java
 */
export const FRONTEND = {
  up: ofFrontend('up', 'whether Prometheus could scrape the frontend'),
  nodes: ofFrontend(
    'node_info',
    'how many frontends and backends the frontend knows, by type and state; the type is_master on the master alone',
  ),
  queries: frontendEvent('doris_fe_query_total', 'queries'),
  failedQueries: frontendEvent('doris_fe_query_err', 'queries that failed, but for those that could not be analyzed'),
  slowQueries: frontendEvent('doris_fe_query_slow', 'queries that took longer than five seconds'),
  latency: ofFrontend('doris_fe_query_latency_ms', 'time of recent queries that succeeded, by quantile', 'ms'),
  connections: ofFrontend('doris_fe_connection_total', "connections of MySQL's protocol"),
  journal: ofFrontend('doris_fe_max_journal_id', 'the newest entry of the edit log that the frontend has'),
  editLog: frontendEvent('doris_fe_edit_log', 'entries of the edit log that were written and read, by type'),
  editLogLatency: ofFrontend('doris_fe_editlog_write_latency_ms', 'time to write an entry, by quantile', 'ms'),
  editLogCleans: frontendEvent('doris_fe_edit_log_clean', 'times that old edit logs were deleted, by type'),
  imageWrites: frontendEvent('doris_fe_image_write', 'images of the metadata that were written, by type'),
  imagePushes: frontendEvent('doris_fe_image_push', 'images that were sent to other frontends, by type'),
  imageCleans: frontendEvent('doris_fe_image_clean', 'times that old images were deleted, by type'),
  heap: ofFrontend('jvm_heap_size_bytes', 'the heap, by type', 'bytes'),
  compactionScore: ofFrontend('doris_fe_max_tablet_compaction_score', 'versions of the tablet that has most'),
  scheduledTablets: ofFrontend('doris_fe_scheduled_tablet_num', 'tablets that are repaired or moved'),
  checkedTablets: ofFrontend('doris_fe_tablet_status_count', 'tablets that were looked at in the last round, by type'),
  tablets: ofFrontend('doris_fe_tablet_num', 'tablets of each backend'),
  reportQueue: ofFrontend('doris_fe_report_queue_size', 'reports of backends that wait'),
  transactions: frontendEvent('doris_fe_txn_counter', 'transactions of loads, by type'),
  runningTransactions: ofFrontend('doris_fe_txn_num', 'transactions that run'),
  jobs: ofFrontend('doris_fe_job', 'jobs by type and state'),
  routineLoadLag: ofFrontend('doris_fe_routine_load_lag', 'messages that routine loads have not read yet'),
  routineLoadRows: frontendEvent('doris_fe_routine_load_rows', 'rows that routine loads read'),
  routineLoadErrors: frontendEvent('doris_fe_routine_load_error_rows', 'rows that routine loads left out as wrong'),
} as const;

/** What each process of a backend shows, whether it holds data or not. */
const ofProcess = (component: string, what: string) => {
  const [shows, counts] = [gauge(component), counter(component)];
  return {
    up: shows('up', `whether Prometheus could scrape the ${what}`),
    memory: shows('doris_be_memory_allocated_bytes', 'memory of the process', 'bytes'),
    fragments: shows('doris_be_fragment_instance_count', 'parts of queries that run'),
    heavyQueue: shows('doris_be_heavy_work_pool_queue_size', 'calls of other members that wait for a thread'),
    scannedRows: counts('doris_be_query_scan_rows', 'rows read for queries'),
    scannedBytes: counts('doris_be_query_scan_bytes', 'bytes read for queries', 'bytes'),
  } as const;
};

/** What compute nodes show. */
export const COMPUTE_NODE = ofProcess('cn', 'compute node');

/**
 * What backends show.
 *
 * @see https://github.com/apache/doris/blob/master/be/src/util/doris_metrics.cpp
 */
export const BACKEND = {
  ...ofProcess('be', 'backend'),
  diskFree: ofBackend('doris_be_disks_avail_capacity', 'free bytes of a volume, by path', 'bytes'),
  diskTotal: ofBackend('doris_be_disks_total_capacity', 'size of a volume, by path', 'bytes'),
  diskTrash: ofBackend('doris_be_disks_trash_used_capacity', 'what deleted tablets still take, by path', 'bytes'),
  diskState: ofBackend('doris_be_disks_state', 'whether a volume can be read and written, by path'),
  threads: ofBackend('doris_be_process_thread_num', 'threads'),
  openFiles: ofBackend('doris_be_process_fd_num_used', 'file descriptors that are open'),
  maxFiles: ofBackend('doris_be_process_fd_num_limit_soft', 'file descriptors that may be open'),
  tasks: backendEvent(
    'doris_be_engine_requests_total',
    'work on tablets that the frontends asked for, by type and status',
  ),
  loadChannels: ofBackend('doris_be_load_channel_count', 'loads that run'),
  baseScore: ofBackend('doris_be_tablet_base_max_compaction_score', 'the most versions that wait for base compaction'),
  cumulativeScore: ofBackend(
    'doris_be_tablet_cumulative_max_compaction_score',
    'the most versions that wait for cumulative compaction',
  ),
  compactions: ofBackend('doris_be_compaction_used_permits', 'what compactions that run weigh'),
  compactionsWaiting: ofBackend('doris_be_compaction_waitting_permits', 'what compactions that wait weigh'),
  loadedRows: backendEvent('doris_be_load_rows', 'rows loaded'),
  loadedBytes: backendEvent('doris_be_load_bytes', 'bytes loaded', 'bytes'),
  localReads: backendEvent('doris_be_local_bytes_read_total', 'bytes read from volumes', 'bytes'),
  localWrites: backendEvent('doris_be_local_bytes_written_total', 'bytes written to volumes', 'bytes'),
} as const;

const ofMetaService = gauge('ms');

/**
 * What the meta service shows of itself, and of FoundationDB as it sees it: below zero is what it does not know.
 *
 * @see https://github.com/apache/doris/blob/master/cloud/src/common/bvars.cpp
 */
export const META_SERVICE = {
  up: ofMetaService('up', 'whether Prometheus could scrape the member'),
  commits: ofMetaService('fdb_latency_probe_commit_ns', 'time that FoundationDB takes to commit', 'ns'),
  reads: ofMetaService('fdb_latency_probe_read_ns', 'time that FoundationDB takes to read', 'ns'),
  begins: ofMetaService('fdb_latency_probe_transaction_start_ns', 'time until a transaction may begin', 'ns'),
  metadata: ofMetaService('fdb_data_total_kv_size_bytes', 'size of all metadata in FoundationDB', 'bytes'),
  tolerance: ofMetaService('fdb_fault_tolerance_count', 'how many machines FoundationDB can lose'),
} as const;

const state = (name: string, description: string) => ({
  name,
  component: 'kube-state-metrics',
  description,
  ofPlatform: true,
});

/**
 * What kube-state-metrics says of the cluster's objects.
 *
 * @see https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics/workload
 */
export const PLATFORM = {
  wanted: Metric.gauge(state('kube_statefulset_replicas', 'how many pods there should be, by statefulset')),
  ready: Metric.gauge(state('kube_statefulset_status_replicas_ready', 'how many pods are ready, by statefulset')),
  restarts: Metric.counter(
    state('kube_pod_container_status_restarts_total', 'how often a container was started again, by pod'),
  ),
  killedAt: Metric.gauge({
    ...state('kube_pod_deletion_timestamp', 'when a pod that leaves is killed at the latest, by pod'),
    unit: 's',
    sporadic: true,
  }),
} as const;

/** Metrics that are kept: what else a frontend shows is of its node. */
export const KEPT = {
  frontend: ['doris_fe_.*', 'jvm_.*', 'node_info'],
  backend: ['doris_be_.*'],
  metaService: ['fdb_(latency_probe|data_total|fault_tolerance)_.*'],
};

/** Those that are many and say little: a series a table, a processor, a disk or a connection of the node. */
export const DROPPED = {
  frontend: ['doris_fe_table_.*'],
  backend: ['doris_be_(cpu|disk_.*|network_.*|snmp_.*|proc|load_average|workload_group_.*)'],
};
