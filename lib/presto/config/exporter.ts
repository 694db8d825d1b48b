import { Metric } from '../../monitoring';
import { COORDINATOR, MANAGED, RESOURCE_MANAGER, WORKER } from '../metrics';
import { literal } from './pattern';

/** The file that tells the exporter which beans to show, and under which names. */
export const EXPORTER_RULES = 'exporter.yaml';

/** Where a metric comes from. */
interface Source {
  /** The bean: `com.facebook.presto.execution:name=TaskManager`. Its name may hold `*`, which becomes the label. */
  readonly bean: string;
  /** The attribute. */
  readonly attribute: string;
  /** The part of it, where it has several. Default: it has none. */
  readonly key?: string;
  /** What the part of the bean's name that is not said becomes. Default: all of it is said. */
  readonly label?: string;
}

type Sources<Catalogue> = Record<Exclude<keyof Catalogue, 'up'>, Source>;

const PRESTO = 'com.facebook.presto';
const of =
  (bean: string) =>
  (attribute: string): Source => ({ bean, attribute });

const memory = (key: string): Source => ({ bean: 'java.lang:type=Memory', attribute: 'HeapMemoryUsage', key });
// One pool, or three by what is compiled, as its size is.
const code = (key: string): Source => ({
  bean: 'java.lang:name=Code*,type=MemoryPool',
  attribute: 'Usage',
  key,
  label: 'pool',
});
const pauses = of('com.facebook.airlift.stats:name=PauseMeter');

const JVM = {
  heapUsed: memory('used'),
  heapMax: memory('max'),
  codeUsed: code('used'),
  codeMax: code('max'),
  threads: of('java.lang:type=Threading')('ThreadCount'),
  gcTime: { bean: 'java.lang:name=*,type=GarbageCollector', attribute: 'CollectionTime', label: 'gc' },
  pausesOfSeconds: pauses('1sTo10sPauses'),
  pausesOfTensOfSeconds: pauses('10sTo1mPauses'),
  pausesOfMinutes: pauses('GreaterThan1mPauses'),
};

const queries = of(`${PRESTO}.dispatcher:name=DispatchManager`);
const nodes = of(`${PRESTO}.metadata:name=DiscoveryNodeManager`);
const clusterPool = of(`${PRESTO}.memory:type=ClusterMemoryPool,name=general`);

const OF_COORDINATOR: Sources<typeof COORDINATOR> = {
  ...JVM,
  running: queries('RunningQueries'),
  queued: queries('QueuedQueries'),
  submitted: queries('SubmittedQueries.TotalCount'),
  started: queries('StartedQueries.TotalCount'),
  completed: queries('CompletedQueries.TotalCount'),
  failed: queries('FailedQueries.TotalCount'),
  abandoned: queries('AbandonedQueries.TotalCount'),
  userErrors: queries('UserErrorFailures.TotalCount'),
  internalFailures: queries('InternalFailures.TotalCount'),
  insufficientResources: queries('InsufficientResourcesFailures.TotalCount'),
  externalFailures: queries('ExternalFailures.TotalCount'),
  executionTime: queries('ExecutionTime.FifteenMinutes.P95'),
  queuedTime: queries('QueuedTime.FifteenMinutes.P95'),
  cpuTime: queries('ConsumedCpuTimeSecs.TotalCount'),
  inputBytes: queries('ConsumedInputBytes.TotalCount'),
  activeNodes: nodes('ActiveNodeCount'),
  inactiveNodes: nodes('InactiveNodeCount'),
  leavingNodes: nodes('ShuttingDownNodeCount'),
  blockedNodes: clusterPool('BlockedNodes'),
  memoryFree: clusterPool('FreeDistributedBytes'),
  memoryReserved: clusterPool('ReservedDistributedBytes'),
  memoryTotal: clusterPool('TotalDistributedBytes'),
  killed: of(`${PRESTO}.memory:name=ClusterMemoryManager`)('QueriesKilledDueToOutOfMemory'),
};

const OF_MANAGED: Sources<typeof MANAGED> = {
  activeCoordinators: nodes('ActiveCoordinatorCount'),
  activeResourceManagers: nodes('ActiveResourceManagerCount'),
};

const executor = of(`${PRESTO}.execution.executor:name=TaskExecutor`);
const tasks = of(`${PRESTO}.execution:name=TaskManager`);
const pool = of(`${PRESTO}.memory:type=MemoryPool,name=general`);

const OF_WORKER: Sources<typeof WORKER> = {
  ...JVM,
  tasks: executor('Tasks'),
  splits: executor('RunningSplits'),
  failedTasks: tasks('FailedTasks.TotalCount'),
  inputBytes: tasks('InputDataSize.TotalCount'),
  outputBytes: tasks('OutputDataSize.TotalCount'),
  poolFree: pool('FreeBytes'),
  poolReserved: pool('ReservedBytes'),
  poolMax: pool('MaxBytes'),
  spilled: of(`${PRESTO}.spiller:name=SpillerStats`)('TotalSpilledBytes'),
};

/** The rules of the coordinator's exporter, with or without resource managers. */
export const coordinatorExporterRules = (managed: boolean) =>
  managed
    ? exporterRules({ ...COORDINATOR, ...MANAGED }, { ...OF_COORDINATOR, ...OF_MANAGED })
    : exporterRules(COORDINATOR, OF_COORDINATOR);

/** The rules of a resource manager's. */
export const resourceManagerExporterRules = () => exporterRules(RESOURCE_MANAGER, JVM);

/** The rules of a worker's. */
export const workerExporterRules = () => exporterRules(WORKER, OF_WORKER);

/**
 * The file, in what JSON and YAML have in common. Beans that it does not name are not even looked at: with all of them a scrape takes eleven thousand values.
 *
 * @see https://github.com/prometheus/jmx_exporter/blob/parent-0.20.0/docs/README.md
 */
function exporterRules(catalogue: Record<string, Metric>, sources: Record<string, Source>): string {
  const rules = {
    includeObjectNames: [...new Set(Object.values(sources).map(({ bean }) => bean))],
    rules: Object.entries(sources).map(([metric, source]) => rule(catalogue[metric], source)),
  };
  return `${JSON.stringify(rules, undefined, 2)}\n`;
}

/** A pattern may begin and end anywhere in `domain<key=value, ...><attribute, ...>name: value`. */
function rule({ name, metricType }: Metric, { bean, attribute, key, label }: Source) {
  const [domain, properties] = bean.split(':');
  const named = literal(`${domain}<${properties.replace(/,/g, ', ')}>`).replace(/(\w*)\\\*/, '($1.*)');
  return {
    pattern: `${named}<${key ? attribute : ''}>${literal(key ?? attribute)}:`,
    name,
    type: metricType.toUpperCase(),
    ...(label && { labels: { [label]: '$1' } }),
  };
}
