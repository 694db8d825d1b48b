import { Duration, Size } from 'cdk8s';
import { ICatalog, IObjectStore, ISecret } from '../../core';
import { bytesOf, GIB, mebibytesBelow, MIB } from '../../core/internal';
import { SparkPlatformSettings } from '../interfaces';
import { LOCAL_VOLUME, REUSED_DIRECTORY, RPC_KEY_DIRECTORY } from '../paths';
import { PORTS } from '../ports';
import { ResolvedWorkload } from '../resolve';
import { SparkApplicationSizing } from '../spark-sizing';
import { catalogConf } from './catalogs';
import { dorisConf } from './doris';
import { objectStoreConf } from './object-store';

/** What the properties of an application are made from, complete. */
export interface ApplicationConfInput {
  readonly resolved: ResolvedWorkload;
  readonly platform: SparkPlatformSettings;
  readonly sizing: SparkApplicationSizing;
  readonly stores: IObjectStore[];
  readonly catalogs: Record<string, ICatalog>;
  readonly rpcKey: ISecret;
  /** As whom it uses file systems. Default: it uses none. */
  readonly user?: string;
  /** The class for volumes of executors, which those need that outlive them. */
  readonly scratchClass?: string;
}

type Conf = Record<string, string>;

/** All properties of an application that are not fields of its custom resource. */
export function applicationConf(input: ApplicationConfInput): Conf {
  const { resolved, platform } = input;
  return {
    ...defaults(input),
    ...derived(input),
    ...typed(input),
    ...platform.sparkConf,
    ...resolved.overrides.sparkConf,
  };
}

function defaults({ sizing }: ApplicationConfInput): Conf {
  return {
    // One port on every pod, which its network policy opens.
    'spark.blockManager.port': String(PORTS.blockManager.port),
    'spark.ui.port': String(PORTS.ui.port),
    // What is collected is in the heap twice while it is put together.
    'spark.driver.maxResultSize': mebibytes(mebibytesBelow(Math.min(GIB, bytesOf(sizing.driver.heap) / 2))),
    // Nobody who reaches the page is asked who he is.
    'spark.ui.killEnabled': 'false',
    ...metrics(),
  };
}

/** @see https://spark.apache.org/docs/latest/monitoring.html#metrics */
function metrics(): Conf {
  return {
    'spark.ui.prometheus.enabled': 'true',
    'spark.metrics.conf.*.sink.prometheusServlet.class': 'org.apache.spark.metrics.sink.PrometheusServlet',
    'spark.metrics.conf.*.sink.prometheusServlet.path': '/metrics/prometheus',
    'spark.metrics.conf.*.source.jvm.class': 'org.apache.spark.metrics.source.JvmSource',
    // Else each run has names of its own.
    'spark.metrics.namespace': 'spark',
  };
}

/**
 * What is said between driver and executors, and what is on their disks. Whoever can change packets on their way can change what is said without being
 * noticed (CVE-2025-55039): with AES/GCM/NoPadding, which would be noticed, executors of 4.1.2 get no answer from their driver.
 *
 * @see https://spark.apache.org/docs/latest/security.html#network-encryption
 */
const ENCRYPTION: Conf = {
  'spark.network.crypto.enabled': 'true',
  'spark.network.crypto.authEngineVersion': '2',
  'spark.io.encryption.enabled': 'true',
};

function derived({ resolved, platform, stores, catalogs, rpcKey, user, sizing }: ApplicationConfInput): Conf {
  const { version, decommissionTimeout: grace } = resolved;
  const { eventLog, warehouse, encryption } = platform;
  const key = `${RPC_KEY_DIRECTORY}/${rpcKey.key}`;
  return {
    'spark.eventLog.enabled': 'true',
    'spark.eventLog.dir': eventLog.uri,
    'spark.eventLog.rolling.enabled': 'true',
    'spark.eventLog.compress': 'true',
    ...(warehouse && { 'spark.sql.warehouse.dir': warehouse.uri }),
    'spark.authenticate': 'true',
    // An executor asks for the driver's settings before it looks at keys of its own.
    'spark.authenticate.secret.file': key,
    // Executors are whom their driver takes itself for. Else that is who submits it: the operator, whatever HADOOP_USER_NAME says.
    ...(user !== undefined && { 'spark.kubernetes.driverEnv.SPARK_USER': user }),
    ...(encryption && ENCRYPTION),
    ...objectStoreConf(stores, version),
    ...catalogConf(catalogs),
    ...dorisConf(resolved.doris),
    ...elasticity(sizing.executors, grace),
    ...(version._release.isAtLeast(4, 1) && {
      'spark.kubernetes.executor.terminationGracePeriodSeconds': `${grace.toSeconds()}s`,
    }),
  };
}

/**
 * Executors come and go. One that is told to leave hands its blocks on, as long as it may; those that are lost are no failure of the application, as
 * long as there are not many of them within an hour.
 */
function elasticity(executors: number, grace: Duration): Conf {
  return {
    'spark.decommission.enabled': 'true',
    'spark.storage.decommission.enabled': 'true',
    'spark.executor.decommission.forceKillTimeout': `${grace.toSeconds()}s`,
    'spark.executor.maxNumFailures': String(Math.max(20, 4 * executors)),
    'spark.executor.failuresValidityInterval': '1h',
    // Without one, executors stay for shuffles that nobody reads any more.
    'spark.dynamicAllocation.shuffleTracking.timeout': '30min',
    'spark.dynamicAllocation.cachedExecutorIdleTimeout': '30min',
  };
}

function typed({ resolved, sizing, scratchClass }: ApplicationConfInput): Conf {
  const { executor } = sizing;
  const { localDisk, fallbackStorage, remoteShuffle } = resolved;
  return {
    ...(executor.python && { 'spark.executor.pyspark.memory': mebibytes(executor.python) }),
    // One key for both: a driver that has none of its own has as much as an executor.
    ...(executor.offHeap && {
      'spark.memory.offHeap.enabled': 'true',
      'spark.memory.offHeap.size': mebibytes(executor.offHeap),
    }),
    ...(fallbackStorage && {
      'spark.storage.decommission.fallbackStorage.path': `${fallbackStorage.location.uri}/`,
      'spark.storage.decommission.fallbackStorage.cleanUp': 'true',
    }),
    ...(localDisk._kind === 'reused' && scratchClass && reusedVolume(mebibytes(localDisk.size, 'Mi'), scratchClass)),
    ...(remoteShuffle && {
      'spark.shuffle.manager': 'org.apache.spark.shuffle.celeborn.SparkShuffleManager',
      'spark.serializer': 'org.apache.spark.serializer.KryoSerializer',
      'spark.celeborn.master.endpoints': remoteShuffle.masters.join(','),
      'spark.celeborn.client.push.replicate.enabled': String(remoteShuffle._replicate),
      'spark.dynamicAllocation.shuffleTracking.enabled': 'false',
    }),
  };
}

/** @see https://spark.apache.org/docs/latest/running-on-kubernetes.html#using-kubernetes-volumes */
function reusedVolume(size: string, storageClass: string): Conf {
  const key = (name: string) => `spark.kubernetes.executor.volumes.persistentVolumeClaim.${LOCAL_VOLUME}.${name}`;
  return {
    [key('mount.path')]: REUSED_DIRECTORY,
    [key('mount.readOnly')]: 'false',
    [key('options.claimName')]: 'OnDemand',
    [key('options.sizeLimit')]: size,
    [key('options.storageClass')]: storageClass,
    'spark.kubernetes.driver.ownPersistentVolumeClaim': 'true',
    'spark.kubernetes.driver.reusePersistentVolumeClaim': 'true',
    'spark.kubernetes.driver.waitToReusePersistentVolumeClaim': 'true',
    // A claim is given to another executor when it is older than this; by default, ten minutes, for which whoever lost a younger one stands still.
    'spark.kubernetes.allocation.executor.timeout': '300s',
    'spark.shuffle.sort.io.plugin.class': 'org.apache.spark.shuffle.KubernetesLocalDiskShuffleDataIO',
  };
}

/** Whole MiB as Spark writes them, or as Kubernetes does. */
export function mebibytes(size: Size, unit = 'm'): string {
  return `${Math.floor(bytesOf(size) / MIB)}${unit}`;
}
