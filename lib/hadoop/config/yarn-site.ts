import { Duration } from 'cdk8s';
import { bytesOf, MIB } from '../../core/internal';
import { Properties } from '../../kubernetes/internal';
import { NodeManagerSizing, YarnSizing } from '../hadoop-sizing';
import { HadoopLayout } from '../layout';
import { DATA, EXCLUDED_NODE_MANAGERS } from '../paths';
import { PORTS } from '../ports';

/** What every yarn-site.xml is made from. */
export interface YarnSiteInput {
  readonly layout: HadoopLayout;
  readonly sizing: YarnSizing;
  readonly logRetention: Duration;
  readonly overrides: Record<string, string>;
}

/** Of a NodeManager's own environment, what containers get by default: `yarn.nodemanager.env-whitelist`. */
const HANDED_ON = [
  ...['JAVA_HOME', 'HADOOP_COMMON_HOME', 'HADOOP_HDFS_HOME', 'HADOOP_CONF_DIR', 'CLASSPATH_PREPEND_DISTCACHE'],
  ...['HADOOP_YARN_HOME', 'HADOOP_HOME', 'PATH', 'LANG', 'TZ'],
];

/** Where YARN keeps things in HDFS. */
export const YARN_LOGS = '/yarn/logs';
export const YARN_LABELS = '/yarn/node-labels';

/**
 * What clients of YARN need, and all its daemons too: where the ResourceManagers are.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-yarn/hadoop-yarn-common/yarn-default.xml
 */
export function clientYarnSite({ layout, sizing, logRetention, overrides }: YarnSiteInput): Properties {
  return {
    'yarn.acl.enable': true,
    'yarn.admin.acl': 'hadoop',
    'yarn.log-aggregation-enable': true,
    'yarn.log-aggregation.retain-seconds': logRetention.toSeconds(),
    'yarn.nodemanager.remote-app-log-dir': YARN_LOGS,
    'yarn.log.server.url': `http://${layout.historyServer.host}:${PORTS.historyHttp.port}/jobhistory/logs`,
    'yarn.scheduler.minimum-allocation-mb': sizing.minimumAllocation.toMebibytes(),
    'yarn.scheduler.maximum-allocation-mb': sizing.maximumAllocation.toMebibytes(),
    'yarn.scheduler.maximum-allocation-vcores': sizing.maximumVirtualCores,
    ...resourceManagerAddresses(layout),
    ...overrides,
  };
}

/** A ResourceManager's. */
export function resourceManagerYarnSite(
  input: YarnSiteInput & { decommissionTimeout: Duration; nodeLabels: boolean; preemption: boolean },
): Properties {
  const { layout, overrides } = input;
  return {
    ...clientYarnSite(input),
    'yarn.resourcemanager.bind-host': '0.0.0.0',
    'yarn.resourcemanager.scheduler.class':
      'org.apache.hadoop.yarn.server.resourcemanager.scheduler.capacity.CapacityScheduler',
    // Takes back what queues borrowed, when their owners ask for it.
    'yarn.resourcemanager.scheduler.monitor.enable': input.preemption,
    'yarn.resourcemanager.recovery.enabled': true,
    'yarn.resourcemanager.work-preserving-recovery.enabled': true,
    'yarn.resourcemanager.store.class': 'org.apache.hadoop.yarn.server.resourcemanager.recovery.ZKRMStateStore',
    'yarn.resourcemanager.zk-state-store.parent-path': `/rmstore-${layout.name}`,
    'yarn.resourcemanager.nodes.exclude-path': EXCLUDED_NODE_MANAGERS,
    'yarn.resourcemanager.nodemanager-graceful-decommission-timeout-secs': input.decommissionTimeout.toSeconds(),
    // A machine of spare capacity that was taken away is missed after three minutes, not ten.
    'yarn.nm.liveness-monitor.expiry-interval-ms': 180000,
    'yarn.resourcemanager.am.max-attempts': 3,
    ...(layout.highAvailability && { 'yarn.resourcemanager.ha.id': '${env.POD_NAME}' }),
    ...(input.nodeLabels && {
      'yarn.node-labels.enabled': true,
      'yarn.node-labels.configuration-type': 'distributed',
      'yarn.node-labels.fs-store.root-dir': YARN_LABELS,
    }),
    ...overrides,
  };
}

/** A NodeManager's. */
export function nodeManagerYarnSite(
  input: YarnSiteInput & { nodeManager: NodeManagerSizing; label?: string; identityVariables: string[] },
): Properties {
  const { nodeManager, label, identityVariables, overrides } = input;
  return {
    ...clientYarnSite(input),
    'yarn.nodemanager.hostname': '${env.POD_HOST}',
    'yarn.nodemanager.bind-host': '0.0.0.0',
    // A fixed port, or what it did before a restart cannot be taken up again.
    'yarn.nodemanager.address': `\${yarn.nodemanager.hostname}:${PORTS.containerManager.port}`,
    'yarn.nodemanager.recovery.enabled': true,
    'yarn.nodemanager.recovery.supervised': true,
    'yarn.nodemanager.recovery.dir': `${DATA}/recovery`,
    'yarn.nodemanager.local-dirs': `${DATA}/local`,
    'yarn.nodemanager.log-dirs': `${DATA}/logs`,
    // The other executor needs a program that is root's.
    'yarn.nodemanager.container-executor.class': 'org.apache.hadoop.yarn.server.nodemanager.DefaultContainerExecutor',
    // What the pod has, not what the machine has.
    'yarn.nodemanager.resource.memory-mb': bytesOf(nodeManager.containerMemory) / MIB,
    'yarn.nodemanager.resource.cpu-vcores': nodeManager.virtualCores,
    'yarn.nodemanager.resource.detect-hardware-capabilities': false,
    // Metrics of each container have names of their own, which Prometheus would keep for ever.
    'yarn.nodemanager.container-metrics.enable': false,
    'yarn.nodemanager.pmem-check-enabled': true,
    'yarn.nodemanager.vmem-check-enabled': false,
    'yarn.nodemanager.aux-services': 'mapreduce_shuffle',
    'yarn.nodemanager.aux-services.mapreduce_shuffle.class': 'org.apache.hadoop.mapred.ShuffleHandler',
    'mapreduce.shuffle.port': PORTS.shuffle.port,
    // Applications are to a cloud who the NodeManager is.
    ...(identityVariables.length > 0 && {
      'yarn.nodemanager.env-whitelist': [...HANDED_ON, ...identityVariables].join(','),
    }),
    ...(label && {
      'yarn.node-labels.enabled': true,
      'yarn.node-labels.configuration-type': 'distributed',
      'yarn.nodemanager.node-labels.provider': 'config',
      'yarn.nodemanager.node-labels.provider.configured-node-partition': label,
    }),
    ...overrides,
  };
}

function resourceManagerAddresses({ name, highAvailability, resourceManagers }: HadoopLayout): Properties {
  if (!highAvailability) return { 'yarn.resourcemanager.hostname': resourceManagers[0].host };
  return {
    'yarn.resourcemanager.ha.enabled': true,
    'yarn.resourcemanager.cluster-id': name,
    'yarn.resourcemanager.ha.rm-ids': resourceManagers.map(({ id }) => id).join(','),
    ...Object.fromEntries(
      resourceManagers.flatMap(({ id, host }) => [
        [`yarn.resourcemanager.hostname.${id}`, host],
        // Named for each, or clients and the web proxy look for the defaults' single host.
        [`yarn.resourcemanager.webapp.address.${id}`, `${host}:${PORTS.resourceHttp.port}`],
      ]),
    ),
  };
}
