import { Metric, MetricType } from '../monitoring';

/**
 * What Hadoop's daemons expose at `/prom`. The names are those of its own sink: the record and the metric in lower case, split where a capital letter
 * stands, so that `NumActiveNMs` becomes `num_active_n_ms`.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-common/Metrics.html
 */
const of =
  (component: string, type: MetricType, prefix = '') =>
  (name: string, description: string, unit?: string) => {
    const props = { name: `${prefix}${name}`, component, description, unit };
    return type === MetricType.COUNTER ? Metric.counter(props) : Metric.gauge(props);
  };
const gauge = (component: string, prefix?: string) => of(component, MetricType.GAUGE, prefix);
const counter = (component: string, prefix?: string) => of(component, MetricType.COUNTER, prefix);

/** What each daemon has. */
const daemon = (component: string) => ({
  up: gauge(component)('up', 'whether Prometheus could scrape the daemon'),
  heapUsed: gauge(component)('jvm_metrics_mem_heap_used_m', 'heap that is in use', 'mbytes'),
  heapMax: gauge(component)('jvm_metrics_mem_heap_max_m', 'heap that may be used', 'mbytes'),
  gcTime: counter(component)('jvm_metrics_gc_time_millis', 'time that collecting garbage took', 'ms'),
});

const system = gauge('namenode', 'fs_namesystem_');
const rpc = gauge('namenode', 'rpc_');

/** NameNodes. Those that begin with `fs_namesystem_` carry the state of their NameNode in the label `hastate`: the active one's count. */
export const NAME_NODE = {
  ...daemon('namenode'),
  state: gauge('namenode')('name_node_name_node_state', '1 for the active one, 2 for a standby'),
  longPauses: counter('namenode')(
    'jvm_metrics_gc_num_warn_threshold_exceeded',
    'times that the JVM stood still for more than ten seconds',
  ),
  safeModeProgress: gauge('namenode')(
    'startup_progress_safe_mode_percent_complete',
    'how much of the first safe mode is over',
    'percentunit',
  ),
  blocks: system('blocks_total', 'blocks'),
  files: system('files_total', 'files and directories'),
  missingBlocks: system('missing_blocks', 'blocks without a single good copy'),
  missingSingleCopies: system('missing_repl_one_blocks', 'those of them that were meant to have one copy only'),
  corruptBlocks: system('corrupt_blocks', 'blocks of which a copy is corrupt'),
  underReplicated: system('low_redundancy_blocks', 'blocks with fewer copies than they should have'),
  pendingReconstruction: system('pending_reconstruction_blocks', 'blocks that are being copied'),
  pendingDeletion: system('pending_deletion_blocks', 'copies that wait to be deleted'),
  liveDataNodes: system('num_live_data_nodes', 'DataNodes that report'),
  deadDataNodes: system('num_dead_data_nodes', 'DataNodes that have not reported for ten minutes'),
  deadDecommissioned: system('num_decom_dead_data_nodes', 'those of them that had handed over before'),
  deadInMaintenance: system('num_in_maintenance_dead_data_nodes', 'those of them that are in maintenance'),
  staleDataNodes: system('stale_data_nodes', 'DataNodes that have not reported for half a minute'),
  leavingDataNodes: system('num_decommissioning_data_nodes', 'DataNodes that hand over what they hold'),
  capacity: system('capacity_total', 'size of all volumes', 'bytes'),
  used: system('capacity_used', 'bytes of blocks', 'bytes'),
  remaining: system('capacity_remaining', 'free bytes of all volumes', 'bytes'),
  lastCheckpoint: system('last_checkpoint_time', 'when the image was last written', 'ms'),
  uncheckpointed: system('transactions_since_last_checkpoint', 'changes that are not in the image'),
  standbyBehind: system('millis_since_last_loaded_edits', 'when a standby last took edits', 'ms'),
  lockQueue: system('lock_queue_length', 'calls that wait for the lock of the namespace'),
  transfers: system('total_load', 'blocks that are read and written'),
  callQueue: rpc('call_queue_length', 'calls that wait for a handler'),
  queueTime: rpc('rpc_queue_time_avg_time', 'mean time that calls waited', 'ms'),
  processingTime: rpc('rpc_processing_time_avg_time', 'mean time that calls took', 'ms'),
  connections: rpc('num_open_connections', 'open connections'),
  calls: counter('namenode', 'rpc_')('rpc_processing_time_num_ops', 'calls'),
  syncTime: gauge('namenode', 'namenode_')('syncs_avg_time', 'mean time to write edits to JournalNodes', 'ms'),
  transactions: counter('namenode', 'namenode_')('transactions_num_ops', 'changes of the namespace'),
} as const;

const journal = gauge('journalnode', 'journal_node_');

/** JournalNodes. */
export const JOURNAL_NODE = {
  ...daemon('journalnode'),
  lastWrite: journal('last_journal_timestamp', 'when the last edits came', 'ms'),
  syncTime: journal('syncs60s99th_percentile_latency_micros', 'time of the slowest hundredth of writes to disk', 'µs'),
  batches: counter('journalnode', 'journal_node_')('batches_written', 'batches of edits'),
  laggingBatches: counter('journalnode', 'journal_node_')(
    'batches_written_while_lagging',
    'batches that came after the majority had them',
  ),
} as const;

const dataGauge = gauge('datanode', 'datanode_data_node_');
const dataCounter = counter('datanode', 'datanode_');

/** DataNodes. */
export const DATA_NODE = {
  ...daemon('datanode'),
  failedVolumes: gauge('datanode')(
    'org_apache_hadoop_hdfs_server_datanode_fsdataset_impl_fs_dataset_impl_num_failed_volumes',
    'volumes that failed since the start',
  ),
  transfers: dataGauge('active_xceivers_count', 'blocks that are read and written'),
  bytesRead: dataCounter('bytes_read', 'bytes read', 'bytes'),
  bytesWritten: dataCounter('bytes_written', 'bytes written', 'bytes'),
  slowDiskWrites: dataCounter('packets_slow_write_to_disk', 'packets that took the disk more than 0.3 seconds'),
  networkErrors: dataCounter('datanode_network_errors', 'transfers that the network ended'),
} as const;

const cluster = gauge('resourcemanager', 'cluster_metrics_');

/** ResourceManagers. A standby shows zeros. */
export const RESOURCE_MANAGER = {
  ...daemon('resourcemanager'),
  /** The active one alone has a server for clients, on port 8032. */
  callQueue: gauge('resourcemanager', 'rpc_')('call_queue_length', 'calls that wait, by the server that they wait for'),
  activeNodes: cluster('num_active_n_ms', 'NodeManagers that take containers'),
  leavingNodes: cluster('num_decommissioning_n_ms', 'NodeManagers that leave'),
  lostNodes: cluster('num_lost_n_ms', 'NodeManagers that no longer report'),
  unhealthyNodes: cluster('num_unhealthy_n_ms', 'NodeManagers that say they are ill'),
} as const;

const queue = gauge('resourcemanager', 'queue_metrics_');

/** What ResourceManagers expose of queues, by `queue`: `root` is all of them. A standby shows zeros. */
export const QUEUES = {
  pendingMemory: queue('pending_mb', 'memory that applications ask for and have not got', 'mbytes'),
  pendingCores: queue('pending_v_cores', 'cores that applications ask for and have not got'),
  pendingContainers: queue('pending_containers', 'containers that applications ask for and have not got'),
  applicationsPending: queue('apps_pending', 'applications that wait for their ApplicationMaster'),
  applicationsRunning: queue('apps_running', 'applications that run'),
  applicationsFailed: counter('resourcemanager', 'queue_metrics_')('apps_failed', 'applications that failed'),
} as const;

const nodeGauge = gauge('nodemanager', 'node_manager_metrics_');
const nodeCounter = counter('nodemanager', 'node_manager_metrics_');

/** NodeManagers. */
export const NODE_MANAGER = {
  ...daemon('nodemanager'),
  allocatedMemory: nodeGauge('allocated_gb', 'memory of its containers', 'gbytes'),
  availableMemory: nodeGauge('available_gb', 'memory for more containers', 'gbytes'),
  allocatedCores: nodeGauge('allocated_v_cores', 'cores of its containers'),
  availableCores: nodeGauge('available_v_cores', 'cores for more containers'),
  containers: nodeGauge('allocated_containers', 'containers'),
  badLocalDirectories: nodeGauge('bad_local_dirs', 'working directories that cannot be used'),
  badLogDirectories: nodeGauge('bad_log_dirs', 'directories of logs that cannot be used'),
  diskUse: nodeGauge('good_local_dirs_disk_utilization_perc', 'how full the disk of working directories is', 'percent'),
  launched: nodeCounter('containers_launched', 'containers that were started'),
  failed: nodeCounter('containers_failed', 'containers that failed'),
} as const;

/** The server of ended jobs. */
export const HISTORY_SERVER = daemon('historyserver');

/** Gateways that speak HTTP. */
export const HTTP_FS = {
  ...daemon('httpfs'),
  bytesRead: counter('httpfs', 'httpfsserver_')('bytes_read', 'bytes read', 'bytes'),
  bytesWritten: counter('httpfs', 'httpfsserver_')('bytes_written', 'bytes written', 'bytes'),
} as const;

const state = (name: string, description: string, unit?: string) =>
  Metric.gauge({ name, component: 'kube-state-metrics', description, unit, ofPlatform: true });

/**
 * What kube-state-metrics says of the cluster's objects.
 *
 * @see https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics/workload
 */
export const PLATFORM = {
  wanted: state('kube_statefulset_replicas', 'how many pods there should be, by statefulset'),
  ready: state('kube_statefulset_status_replicas_ready', 'how many pods are ready, by statefulset'),
  initRunning: state('kube_pod_init_container_status_running', 'whether an init container runs, by pod and container'),
} as const;
