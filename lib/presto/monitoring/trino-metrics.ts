import { RenamedMetric } from '../../monitoring';
import { COORDINATOR, WORKER } from '../metrics';

/** Of the JVM Trino shows nothing that has parts, as the use of memory has. */
type Unknown = 'up' | 'heapUsed' | 'heapMax' | 'codeUsed' | 'codeMax';

/** By what Trino calls metrics itself. */
type Names<Catalogue> = Record<Exclude<keyof Catalogue, Unknown>, string | Omit<RenamedMetric, 'name'>>;

const pauses = (name: string) => `io_airlift_stats_name_PauseMeter_${name}`;

const JVM = {
  threads: 'JMX_java_lang_TYPE_Threading_ATTRIBUTE_ThreadCount',
  gcTime: {
    exposedAs: 'JMX_java_lang_NAME_(.*)_TYPE_GarbageCollector_ATTRIBUTE_CollectionTime',
    groupLabel: 'gc',
  },
  pausesOfSeconds: pauses('1sTo10sPauses'),
  pausesOfTensOfSeconds: pauses('10sTo1mPauses'),
  pausesOfMinutes: pauses('GreaterThan1mPauses'),
};

const queries = (name: string) => `trino_execution_name_QueryManager_${name}`;
const p95 = (name: string) => ({ exposedAs: queries(`${name}_FifteenMinutes`), labels: { quantile: '0.95' } });
const nodes = (name: string) => `trino_metadata_name_DiscoveryNodeManager_${name}`;
const clusterPool = (name: string) => `trino_memory_type_ClusterMemoryPool_name_general_${name}`;

const OF_COORDINATOR: Names<typeof COORDINATOR> = {
  ...JVM,
  running: queries('RunningQueries'),
  queued: queries('QueuedQueries'),
  submitted: queries('SubmittedQueries'),
  started: queries('StartedQueries'),
  completed: queries('CompletedQueries'),
  failed: queries('FailedQueries'),
  abandoned: queries('AbandonedQueries'),
  userErrors: queries('UserErrorFailures'),
  internalFailures: queries('InternalFailures'),
  insufficientResources: queries('InsufficientResourcesFailures'),
  externalFailures: queries('ExternalFailures'),
  executionTime: p95('ExecutionTime'),
  queuedTime: p95('QueuedTime'),
  cpuTime: queries('ConsumedCpuTimeSecs'),
  inputBytes: queries('ConsumedInputBytes'),
  activeNodes: nodes('ActiveNodeCount'),
  inactiveNodes: nodes('InactiveNodeCount'),
  leavingNodes: nodes('ShuttingDownNodeCount'),
  blockedNodes: clusterPool('BlockedNodes'),
  memoryFree: clusterPool('FreeDistributedBytes'),
  memoryReserved: clusterPool('ReservedDistributedBytes'),
  memoryTotal: clusterPool('TotalDistributedBytes'),
  killed: 'trino_memory_name_ClusterMemoryManager_QueriesKilledDueToOutOfMemory',
};

const executor = (name: string) => `trino_execution_executor_dedicated_name_ThreadPerDriverTaskExecutor_${name}`;
const tasks = (name: string) => `trino_execution_name_SqlTaskManager_${name}`;
const pool = (name: string) => `trino_memory_type_MemoryPool_name_general_${name}`;

const OF_WORKER: Names<typeof WORKER> = {
  ...JVM,
  tasks: executor('Tasks'),
  splits: executor('TotalRunningSplits'),
  failedTasks: tasks('FailedTasks'),
  inputBytes: tasks('InputDataSize'),
  outputBytes: tasks('OutputDataSize'),
  poolFree: pool('FreeBytes'),
  poolReserved: pool('ReservedBytes'),
  poolMax: pool('MaxBytes'),
  spilled: 'trino_spiller_name_SpillerStats_TotalSpilledBytes',
};

/** How what Trino exposes gets the names of the catalogue, by component. */
export const TRINO_METRICS: Record<'coordinator' | 'worker', RenamedMetric[]> = {
  coordinator: renamed(COORDINATOR, OF_COORDINATOR),
  worker: renamed(WORKER, OF_WORKER),
};

function renamed<Catalogue extends Record<string, { readonly name: string }>>(
  catalogue: Catalogue,
  names: Record<string, string | Omit<RenamedMetric, 'name'>>,
): RenamedMetric[] {
  return Object.entries(names).map(([metric, name]) => ({
    ...(typeof name === 'string' ? { exposedAs: name } : name),
    name: catalogue[metric].name,
  }));
}
