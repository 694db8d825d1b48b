import { KeyTable } from '../../core/internal';

/** Keys of sparkConf that something else says, and what. `*` is a part that is free. */
const HELD: readonly (readonly [says: string, ...keys: string[]])[] = [
  ['the operator alone says', 'spark.master', 'spark.submit.*', 'spark.kubernetes.driver.master'],
  ['the operator alone says', 'spark.kubernetes.submission.waitAppCompletion', 'spark.kubernetes.submitInDriver'],
  ['the operator alone says', 'spark.kubernetes.context', 'spark.kubernetes.trust.certificates'],
  ['the operator alone says', 'spark.kubernetes.authenticate.*', 'spark.kubernetes.driver.annotateExitException'],
  ['the prop name says', 'spark.app.name', 'spark.app.id', 'spark.kubernetes.driver.pod.name'],
  [
    'the prop name says',
    'spark.kubernetes.executor.podNamePrefix',
    'spark.kubernetes.driver.resourceNamePrefix',
    'spark.kubernetes.driver.service.*',
  ],
  ["the team's chart says", 'spark.kubernetes.namespace'],
  ['the prop version says', 'spark.kubernetes.container.image', 'spark.kubernetes.*.container.image'],
  [
    'the environment says',
    'spark.kubernetes.container.image.pullPolicy',
    'spark.kubernetes.container.image.pullSecrets',
  ],
  [
    'overrides.pods and the environment say',
    'spark.kubernetes.*.podTemplateFile',
    'spark.kubernetes.*.podTemplateContainerName',
    'spark.kubernetes.*.label.*',
    'spark.kubernetes.*.annotation.*',
    'spark.kubernetes.node.selector.*',
    'spark.kubernetes.*.node.selector.*',
    'spark.kubernetes.securityContext.*',
    'spark.kubernetes.*.securityContext.*',
    'spark.kubernetes.*.pod.featureSteps',
    'spark.kubernetes.*.pod.excludedFeatureSteps',
  ],
  ['the props env and mounts say', 'spark.kubernetes.driverEnv.*', 'spark.executorEnv.*'],
  ['the props env and mounts say', 'spark.kubernetes.*.secretKeyRef.*', 'spark.kubernetes.*.secrets.*'],
  ['the props mounts and localDisk say', 'spark.kubernetes.*.volumes.*'],
  [
    'the prop driver says',
    'spark.driver.cores',
    'spark.driver.memory',
    'spark.driver.memoryOverhead',
    'spark.driver.memoryOverheadFactor',
    'spark.driver.minMemoryOverhead',
    'spark.kubernetes.driver.request.cores',
    'spark.kubernetes.driver.limit.cores',
  ],
  [
    'the prop executor says',
    'spark.executor.cores',
    'spark.executor.memory',
    'spark.executor.memoryOverhead',
    'spark.executor.memoryOverheadFactor',
    'spark.executor.minMemoryOverhead',
    'spark.executor.pyspark.memory',
    'spark.kubernetes.memoryOverheadFactor',
    'spark.kubernetes.executor.request.cores',
    'spark.kubernetes.executor.limit.cores',
    'spark.memory.offHeap.enabled',
    'spark.memory.offHeap.size',
  ],
  [
    'the prop executors says',
    'spark.executor.instances',
    'spark.dynamicAllocation.enabled',
    'spark.dynamicAllocation.initialExecutors',
    'spark.dynamicAllocation.minExecutors',
    'spark.dynamicAllocation.maxExecutors',
  ],
  [
    'the prop decommissionTimeout says',
    'spark.executor.decommission.forceKillTimeout',
    'spark.kubernetes.executor.terminationGracePeriodSeconds',
  ],
  [
    'the prop localDisk says',
    'spark.local.dir',
    'spark.kubernetes.local.dirs.tmpfs',
    'spark.kubernetes.driver.ownPersistentVolumeClaim',
    'spark.kubernetes.driver.reusePersistentVolumeClaim',
    'spark.kubernetes.driver.waitToReusePersistentVolumeClaim',
  ],
  ['the prop fallbackStorage says', 'spark.storage.decommission.fallbackStorage.path'],
  ['the prop remoteShuffle says', 'spark.celeborn.master.endpoints', 'spark.celeborn.client.push.replicate.enabled'],
  [
    'the prop dependencies says',
    'spark.jars',
    'spark.jars.packages',
    'spark.jars.repositories',
    'spark.files',
    'spark.archives',
    'spark.kubernetes.file.upload.path',
  ],
  ["the team's queueing says", 'spark.kubernetes.scheduler.name', 'spark.kubernetes.*.scheduler.name'],
  ["the team's rpcSecret says", 'spark.authenticate', 'spark.authenticate.secret', 'spark.authenticate.secret.*'],
  [
    "the platform's encryption says",
    'spark.network.crypto.enabled',
    'spark.network.crypto.cipher',
    'spark.network.crypto.authEngineVersion',
    'spark.io.encryption.enabled',
  ],
  ["the platform's eventLog says", 'spark.eventLog.enabled', 'spark.eventLog.dir', 'spark.history.fs.logDirectory'],
  ["the platform's warehouse says", 'spark.sql.warehouse.dir'],
  [
    "the platform's historyServer says",
    'spark.history.fs.cleaner.enabled',
    'spark.history.fs.cleaner.maxAge',
    'spark.history.store.path',
    'spark.history.store.maxDiskUsage',
    'spark.history.ui.port',
  ],
  ["the file system's client files say", 'spark.kubernetes.hadoop.configMapName', 'spark.hadoop.fs.defaultFS'],
  [
    'network policies and monitoring say',
    'spark.blockManager.port',
    'spark.driver.port',
    'spark.driver.host',
    'spark.driver.bindAddress',
    'spark.driver.blockManager.port',
    'spark.ui.enabled',
    'spark.ui.port',
    'spark.ui.prometheus.enabled',
    'spark.metrics.conf',
    'spark.metrics.namespace',
    'spark.metrics.conf.*.sink.prometheusServlet.*',
  ],
];

const TABLES = HELD.map(([says, ...keys]) => ({
  says,
  table: new KeyTable({
    keys: keys.filter((key) => !key.includes('*')),
    families: keys.filter((key) => key.includes('*')),
  }),
}));

/** What says a setting instead of sparkConf: `the prop executor says`. None where sparkConf may. */
export function whoSays(key: string): string | undefined {
  return TABLES.find(({ table }) => table.knows(key))?.says;
}

/** Keys that have `secret` or the like in their names and hold none. */
const HARMLESS = /^(spark\.hadoop\.)?(spark\.authenticate\.secretBitLength|.*\.tokenSecret\.(name|itemKey))$/;
const SECRET_KEY =
  /(passw(or)?d|secret|token|credential|(access|secret|private)[._-]?key([._-]?id)?|account\.key(\..*)?)$/i;
const SECRET_VALUE =
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b|:\/\/[^/\s:@]+:[^/\s@]+@|-D\S*(passw(or)?d|secret|token|access[._-]?key)=\S/i;

/** Whether a setting holds what nobody else may know. */
export function isSecret(key: string, value: string): boolean {
  // Iceberg's clients read such a value from the environment.
  if (/^env:\w+$/.test(value)) return false;
  return (SECRET_KEY.test(key) && !HARMLESS.test(key)) || SECRET_VALUE.test(value);
}
