import { ContainerSpec, EnvVar, PodSpec, StatefulSetManifest } from './manifest';

/** A small cluster, written by hand: what the lab itself is tested with. */

type Values = Record<string, string | number | boolean>;

/** A file of Hadoop's. */
export function hadoopXml(values: Values): string {
  const properties = Object.entries(values).map(
    ([name, value]) => `  <property><name>${name}</name><value>${value}</value></property>\n`,
  );
  return `<?xml version="1.0"?>\n<configuration>\n${properties.join('')}</configuration>\n`;
}

const host = (set: string, ordinal: number) => `lake-${set}-${ordinal}.lake-${set}-headless.ns.svc.cluster.local`;
const hosts = (set: string, count: number, port: number) =>
  Array.from({ length: count }, (_, ordinal) => `${host(set, ordinal)}:${port}`);

export const ZOOKEEPERS = 1;

const nameNodes: Values = Object.fromEntries(
  [0, 1].flatMap((ordinal) => [
    [`dfs.namenode.rpc-address.lake.nn${ordinal}`, `${host('namenode', ordinal)}:8020`],
    [`dfs.namenode.http-address.lake.nn${ordinal}`, `${host('namenode', ordinal)}:9870`],
  ]),
);

export const coreSite: Values = {
  'fs.defaultFS': 'hdfs://lake',
  'ha.zookeeper.quorum': hosts('zookeeper', ZOOKEEPERS, 2181).join(','),
  'hadoop.prometheus.endpoint.enabled': true,
  'hadoop.zk.address': hosts('zookeeper', ZOOKEEPERS, 2181).join(','),
  'hadoop.http.staticuser.user': 'hadoop',
  'hadoop.tmp.dir': '/tmp/hadoop',
  'net.topology.script.file.name': '/etc/hadoop/topology.sh',
  'hadoop.proxyuser.hadoop.hosts': '*',
  'hadoop.proxyuser.hadoop.groups': '*',
};

export const hdfsSite: Values = {
  'dfs.nameservices': 'lake',
  'dfs.ha.namenodes.lake': 'nn0,nn1',
  ...nameNodes,
  'dfs.ha.namenode.id': '${env.NAMENODE_ID}',
  'dfs.namenode.shared.edits.dir': `qjournal://${hosts('journalnode', 3, 8485).join(';')}/lake`,
  'dfs.client.failover.proxy.provider.lake':
    'org.apache.hadoop.hdfs.server.namenode.ha.ConfiguredFailoverProxyProvider',
  'dfs.ha.automatic-failover.enabled': true,
  'dfs.ha.fencing.methods': 'shell(/bin/true)',
  'dfs.journalnode.edits.dir': '/data/journal',
  'dfs.namenode.name.dir': 'file:///data/name',
  'dfs.datanode.data.dir': 'file:///data/data',
  'dfs.namenode.datanode.registration.ip-hostname-check': false,
  'dfs.client.use.datanode.hostname': true,
  'dfs.datanode.use.datanode.hostname': true,
  'dfs.hosts.exclude': '/membership/exclude',
  'dfs.namenode.reject-unresolved-dn-topology-mapping': true,
  'dfs.blocksize': 1048576,
  'dfs.namenode.fs-limits.min-block-size': 1048576,
  'dfs.namenode.safemode.extension': 1000,
  'dfs.namenode.decommission.interval': 2,
  'dfs.namenode.redundancy.interval.seconds': 1,
  'dfs.heartbeat.interval': 1,
  'dfs.namenode.heartbeat.recheck-interval': 5000,
};

export const yarnSite: Values = {
  'yarn.resourcemanager.ha.enabled': true,
  'yarn.resourcemanager.cluster-id': 'lake',
  'yarn.resourcemanager.ha.rm-ids': 'rm0,rm1',
  'yarn.resourcemanager.ha.id': '${env.RESOURCEMANAGER_ID}',
  'yarn.resourcemanager.hostname.rm0': host('resourcemanager', 0),
  'yarn.resourcemanager.hostname.rm1': host('resourcemanager', 1),
  // MapReduce's masters do not derive these two from the host names, and do not start without them.
  'yarn.resourcemanager.webapp.address.rm0': `${host('resourcemanager', 0)}:8088`,
  'yarn.resourcemanager.webapp.address.rm1': `${host('resourcemanager', 1)}:8088`,
  'yarn.resourcemanager.recovery.enabled': true,
  'yarn.resourcemanager.store.class': 'org.apache.hadoop.yarn.server.resourcemanager.recovery.ZKRMStateStore',
  'yarn.resourcemanager.nodes.exclude-path': '/membership/exclude.xml',
  'yarn.resourcemanager.nodemanager-graceful-decommission-timeout-secs': 60,
  'yarn.resourcemanager.decommissioning-nodes-watcher.poll-interval-secs': 2,
  'yarn.nodemanager.hostname': '${env.POD_FQDN}',
  'yarn.nodemanager.address': '${yarn.nodemanager.hostname}:45454',
  'yarn.nodemanager.aux-services': 'mapreduce_shuffle',
  'yarn.nodemanager.local-dirs': '/data/local',
  'yarn.nodemanager.log-dirs': '/data/logs',
  'yarn.nodemanager.container-metrics.enable': false,
  'yarn.nodemanager.recovery.enabled': true,
  'yarn.nodemanager.recovery.dir': '/data/recovery',
  'yarn.nodemanager.recovery.supervised': true,
  'yarn.nodemanager.resource.memory-mb': 2048,
  'yarn.nodemanager.resource.cpu-vcores': 8,
  'yarn.nodemanager.vmem-check-enabled': false,
  'yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage': 99,
  'yarn.scheduler.minimum-allocation-mb': 128,
  'yarn.scheduler.maximum-allocation-mb': 1024,
  'yarn.log-aggregation-enable': true,
  'yarn.nodemanager.remote-app-log-dir': '/logs',
  'yarn.application.classpath': '/etc/hadoop,/opt/hadoop/share/hadoop/common/*',
  'yarn.nodemanager.env-whitelist': 'JAVA_HOME,HADOOP_HOME,HADOOP_CONF_DIR,HADOOP_USER_NAME',
  'yarn.node-labels.enabled': true,
  'yarn.node-labels.configuration-type': 'distributed',
  'yarn.node-labels.fs-store.root-dir': 'hdfs://lake/yarn/node-labels',
  'yarn.nodemanager.node-labels.provider': '${env.NODE_LABELS_PROVIDER:-}',
  'yarn.nodemanager.node-labels.provider.configured-node-partition': '${env.NODE_PARTITION:-}',
};

const opens = '--add-opens=java.base/java.lang=ALL-UNNAMED';

export const mapredSite: Values = {
  'mapreduce.framework.name': 'yarn',
  'mapreduce.jobhistory.address': `${host('historyserver', 0)}:10020`,
  'mapreduce.jobhistory.webapp.address': `${host('historyserver', 0)}:19888`,
  'mapreduce.application.classpath': '/opt/hadoop/share/hadoop/mapreduce/*',
  'yarn.app.mapreduce.am.staging-dir': '/user',
  'yarn.app.mapreduce.am.resource.mb': 256,
  'yarn.app.mapreduce.am.command-opts': `-Xmx160m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC ${opens}`,
  'mapreduce.map.memory.mb': 192,
  'mapreduce.reduce.memory.mb': 192,
  'mapreduce.map.java.opts': `-Xmx128m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC ${opens}`,
  'mapreduce.reduce.java.opts': `-Xmx128m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC ${opens}`,
  'mapreduce.task.io.sort.mb': 16,
};

export const capacityScheduler: Values = {
  'yarn.scheduler.capacity.root.queues': 'default',
  'yarn.scheduler.capacity.root.default.capacity': 100,
  'yarn.scheduler.capacity.root.default.maximum-am-resource-percent': 0.9,
  'yarn.scheduler.capacity.root.default.accessible-node-labels': '*',
  'yarn.scheduler.capacity.root.accessible-node-labels.spot.capacity': 100,
  'yarn.scheduler.capacity.root.default.accessible-node-labels.spot.capacity': 100,
  'yarn.scheduler.capacity.resource-calculator': 'org.apache.hadoop.yarn.util.resource.DominantResourceCalculator',
};

/** The ConfigMaps of the cluster. */
export function configMaps(): Record<string, Record<string, string>> {
  return {
    'lake-hadoop': {
      'core-site.xml': hadoopXml(coreSite),
      'hdfs-site.xml': hadoopXml(hdfsSite),
      'yarn-site.xml': hadoopXml(yarnSite),
      'mapred-site.xml': hadoopXml(mapredSite),
      'capacity-scheduler.xml': hadoopXml(capacityScheduler),
      'log4j.properties': [
        'log4j.rootLogger=${hadoop.root.logger}',
        'log4j.appender.console=org.apache.log4j.ConsoleAppender',
        'log4j.appender.console.target=System.err',
        'log4j.appender.console.layout=org.apache.log4j.PatternLayout',
        'log4j.appender.console.layout.ConversionPattern=%d{ISO8601} %p %c{2}: %m%n',
        '',
      ].join('\n'),
      'topology.sh': '#!/bin/bash\necho "$(date +%s) $*" >>/tmp/topology.log\nfor name; do echo /zone-a; done\n',
    },
    'lake-zookeeper': {
      'zoo.cfg': [
        'tickTime=2000',
        'initLimit=10',
        'syncLimit=5',
        'dataDir=/data',
        'clientPort=2181',
        'admin.enableServer=false',
        '4lw.commands.whitelist=srvr,ruok',
        'metricsProvider.className=org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider',
        'metricsProvider.httpPort=7000',
        '',
      ].join('\n'),
      'logback.xml': `<configuration>
  <appender name="CONSOLE" class="ch.qos.logback.core.ConsoleAppender"><encoder><pattern>%d %p %m%n</pattern></encoder></appender>
  <root level="INFO"><appender-ref ref="CONSOLE" /></root>
</configuration>
`,
    },
  };
}

function memberSet(role: string, spec: Omit<PodSpec, 'volumes'>, config = 'lake-hadoop'): StatefulSetManifest {
  return {
    metadata: { name: `lake-${role}`, namespace: 'ns' },
    spec: {
      serviceName: `lake-${role}-headless`,
      template: {
        spec: {
          ...spec,
          volumes: [
            { name: 'config', configMap: { name: config } },
            { name: 'membership', emptyDir: {} },
            { name: 'tmp', emptyDir: {} },
          ],
        },
      },
      volumeClaimTemplates: [{ metadata: { name: 'data' } }],
    },
  };
}

const env: EnvVar[] = [
  { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  { name: 'NAMENODE_ID', value: '' },
  { name: 'RESOURCEMANAGER_ID', value: '' },
  { name: 'HADOOP_LOG_DIR', value: '/tmp' },
  { name: 'HTTPFS_TEMP', value: '/tmp' },
];

function daemon(name: string, script: string, config = '/etc/hadoop'): ContainerSpec {
  return {
    name,
    image: name === 'zookeeper' ? 'zookeeper:3.9.5' : 'apache/hadoop:3.4.3',
    command: ['bash', '-c', script],
    env,
    volumeMounts: [
      { name: 'config', mountPath: config },
      { name: 'data', mountPath: '/data' },
      { name: 'membership', mountPath: '/membership' },
      { name: 'tmp', mountPath: '/tmp' },
    ],
    securityContext: { readOnlyRootFilesystem: true },
  };
}

const nameNode = 'export NAMENODE_ID=nn${POD_NAME##*-}; touch /membership/exclude; ';
const resourceManager = `export RESOURCEMANAGER_ID=rm\${POD_NAME##*-}
[ -e /membership/exclude.xml ] || echo '<?xml version="1.0"?><hosts></hosts>' >/membership/exclude.xml
`;
const journals = hosts('journalnode', 3, 8485)
  .map((address) => `until : </dev/tcp/${address.replace(':', '/')}; do sleep 0.5; done`)
  .join('\n');
const bootstrap = `${nameNode}
${journals}
until : </dev/tcp/${host('zookeeper', 0)}/2181; do sleep 0.5; done
[ -e /data/name/current/VERSION ] && exit 0
case $POD_NAME in
*-0) hdfs namenode -format -nonInteractive && { hdfs zkfc -formatZK -nonInteractive || [ $? = 2 ]; } ;;
*) until hdfs namenode -bootstrapStandby -nonInteractive; do sleep 1; done ;;
esac
`;
const fqdn = (set: string) => `export POD_FQDN=$POD_NAME.${set}-headless.ns.svc.cluster.local; `;

/** The StatefulSets of the cluster. */
export const sets = {
  zookeeper: memberSet(
    'zookeeper',
    { containers: [daemon('zookeeper', 'exec zkServer.sh start-foreground', '/conf')] },
    'lake-zookeeper',
  ),
  journalnode: memberSet('journalnode', { containers: [daemon('journalnode', 'exec hdfs journalnode')] }),
  namenode: memberSet('namenode', {
    initContainers: [daemon('bootstrap', bootstrap)],
    containers: [daemon('namenode', `${nameNode}exec hdfs namenode`), daemon('zkfc', `${nameNode}exec hdfs zkfc`)],
  }),
  datanode: memberSet('datanode', { containers: [daemon('datanode', 'exec hdfs datanode')] }),
  resourcemanager: memberSet('resourcemanager', {
    containers: [daemon('resourcemanager', `${resourceManager}exec yarn resourcemanager`)],
  }),
  nodemanager: memberSet('nodemanager', {
    containers: [daemon('nodemanager', `${fqdn('lake-nodemanager')}exec yarn nodemanager`)],
  }),
  spot: memberSet('nodemanager-spot', {
    containers: [
      daemon(
        'nodemanager',
        `${fqdn('lake-nodemanager-spot')}export NODE_LABELS_PROVIDER=config NODE_PARTITION=spot; exec yarn nodemanager`,
      ),
    ],
  }),
  historyserver: memberSet('historyserver', { containers: [daemon('historyserver', 'exec mapred historyserver')] }),
  httpfs: memberSet('httpfs', { containers: [daemon('httpfs', 'exec hdfs httpfs')] }),
};
