import { NetworkPort } from '../../core';
import { hostsOf } from '../../kubernetes/internal';
import { EngineMonitoringProps, ScrapeTarget } from '../../monitoring';
import { certificateAlert, volumeAlerts } from '../../monitoring/internal';
import { PodConnections } from '../../security';
import { BoundCertificate } from '../../security/internal';
import { HadoopComponent, partOf } from '../components';
import { HadoopSizing } from '../hadoop-sizing';
import { HadoopLayout } from '../layout';
import { HadoopParts } from '../parts/all';
import { PORTS } from '../ports';
import { ResolvedHadoop } from '../resolve';
import { daemonAlerts } from './daemon-alerts';
import { dashboardRows } from './dashboard';
import { hdfsAlerts } from './hdfs-alerts';
import { jobAlerts } from './job-alerts';
import { nameNodeAlerts } from './name-node-alerts';
import { slos } from './slos';
import { yarnAlerts } from './yarn-alerts';

/** What of a cluster is watched. */
export interface WatchedCluster {
  readonly layout: HadoopLayout;
  readonly resolved: ResolvedHadoop;
  readonly sizing: HadoopSizing;
  readonly parts: HadoopParts;
  /** What HDFS' web servers show. Default: they speak no TLS. */
  readonly certificate?: BoundCertificate;
}

/** The title that alerts and runbooks begin with. */
const TITLE = 'Hadoop';

/** The monitoring of one cluster. */
export function monitoringOf(cluster: WatchedCluster): EngineMonitoringProps {
  const { layout, resolved, sizing, parts, certificate } = cluster;
  const { jobs, zooKeeper } = parts;
  const [yarn, httpFs] = [parts.yarn !== undefined, parts.httpFs !== undefined];
  const { name } = layout;
  const journalNodes = layout.journalNodes.length;
  return {
    engine: 'hadoop',
    title: TITLE,
    cluster: name,
    targets: targets(cluster),
    slos: slos({ yarn, probeJob: jobs.probe?.cronJobName }),
    alerts: [
      ...hdfsAlerts({ dataNodes: layout.dataNodeSets.reduce((sum, { replicas }) => sum + replicas, 0) }),
      ...nameNodeAlerts({
        set: `${name}-namenode`,
        nameNodes: layout.nameNodes.length,
        journalNodes,
        handlers: sizing.nameNode.handlers,
      }),
      ...(yarn
        ? yarnAlerts({
            resourceManagers: layout.resourceManagers.length,
            nodeManagerSets: `${name}-nodemanager(-spot)?`,
          })
        : []),
      ...daemonAlerts({ sets: setsOf(cluster), journalNodes: journalNodes > 0, yarn, httpFs }),
      ...volumeAlerts({
        title: `${TITLE}Metadata`,
        claims: `data-${name}-(namenode|journalnode)-[0-9]+`,
        description:
          'A NameNode that cannot write its image or its edits, and JournalNodes that cannot in their majority, end the service of HDFS.',
      }),
      ...jobAlerts(TITLE, jobs),
      ...(certificate ? [certificateAlert({ title: TITLE, certificate })] : []),
      ...zooKeeper.alertsFor(TITLE),
    ],
    rows: [...dashboardRows({ journalNodes: journalNodes > 0, yarn, httpFs }), ...zooKeeper.dashboardRows],
    monitoring: resolved.monitoring,
  };
}

/** The StatefulSets whose number is ours to choose. */
function setsOf({ layout, parts }: WatchedCluster): string[] {
  const { name, journalNodes, dataNodeSets } = layout;
  return [
    `${name}-zookeeper`,
    `${name}-namenode`,
    ...(journalNodes.length > 0 ? [`${name}-journalnode`] : []),
    ...dataNodeSets.map((set) => set.name),
    ...(parts.yarn ? [`${name}-resourcemanager`, `${name}-historyserver`] : []),
  ];
}

function targets({ layout, certificate, parts: { zooKeeper, hdfs, yarn, httpFs } }: WatchedCluster): ScrapeTarget[] {
  const target = (
    component: HadoopComponent,
    connections: PodConnections,
    port: NetworkPort,
    more: Partial<ScrapeTarget> = {},
  ): ScrapeTarget => ({
    partOf: partOf(layout.name, component),
    port,
    connections,
    path: '/prom',
    // One changes with every edit that is written, the others say what the pod's name says.
    dropLabels: ['totalsynctimes', 'enabledecpolicies', 'hostname'],
    // Who called how often, by user and by minute.
    dropMetrics: ['nn_top_user_op_counts_.*'],
    ...more,
  });
  const { web, nameNodes, journalNodes, dataNodeSets } = layout;
  // A pod is scraped by its address; any name of its set is one that its certificate is good for.
  const tls = (serverName: string) =>
    certificate ? { tls: { certificateSecret: certificate.secretName, serverName } } : {};
  return [
    zooKeeper.scrapeTarget,
    target('namenode', hdfs.parts.nameNodes, web.nameNode, tls(nameNodes[0].host)),
    target('datanode', hdfs.parts.dataNodes, web.dataNode, tls(hostsOf(dataNodeSets[0])[0])),
    ...(hdfs.parts.journalNodes
      ? [target('journalnode', hdfs.parts.journalNodes, web.journalNode, tls(journalNodes[0].host))]
      : []),
    ...(yarn
      ? [
          target('resourcemanager', yarn.parts.resourceManagers, PORTS.resourceHttp),
          target('nodemanager', yarn.parts.nodeManagers, PORTS.nodeHttp),
          target('historyserver', yarn.parts.historyServer, PORTS.historyHttp),
        ]
      : []),
    // It answers nobody who does not say who he is.
    ...(httpFs
      ? [target('httpfs', httpFs.connections, PORTS.httpFs, { parameters: { 'user.name': 'prometheus' } })]
      : []),
  ];
}
