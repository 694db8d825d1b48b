import { EngineMonitoringProps, Monitoring, ScrapeTarget } from '../monitoring';
import { ZooKeeper } from '../services';
import { HadoopCounts } from './defaults';
import { Jobs } from './jobs';
import { HadoopComponent, partOf } from './parts';
import { PORTS } from './ports';

/** What of a cluster is watched. */
export interface WatchedCluster {
  readonly name: string;
  readonly counts: HadoopCounts;
  readonly yarn: boolean;
  readonly httpFs: boolean;
  readonly jobs: Jobs;
  readonly zooKeeper: ZooKeeper;
  readonly monitored: Monitoring;
}

/** The monitoring of one cluster. */
export function monitoringOf(cluster: WatchedCluster): EngineMonitoringProps {
  return {
    engine: 'hadoop',
    title: 'Hadoop',
    cluster: cluster.name,
    targets: targets(cluster),
    slos: [],
    alerts: [],
    rows: [],
    monitoring: cluster.monitored,
  };
}

function targets({ name, counts, yarn, httpFs, zooKeeper }: WatchedCluster): ScrapeTarget[] {
  const target = (component: HadoopComponent, port: { name: string; port: number }): ScrapeTarget => ({
    partOf: partOf(name, component),
    port,
    path: '/prom',
    // One changes with every edit that is written, the others say what the pod's name says.
    dropLabels: ['totalsynctimes', 'enabledecpolicies', 'hostname'],
    // Who called how often, by user and by minute.
    dropMetrics: ['nn_top_user_op_counts_.*'],
  });
  return [
    zooKeeper.scrapeTarget,
    target('namenode', PORTS.nameNodeHttp),
    target('datanode', PORTS.dataHttp),
    ...(counts.journalNodes > 0 ? [target('journalnode', PORTS.journalHttp)] : []),
    ...(yarn
      ? [
          target('resourcemanager', PORTS.resourceHttp),
          target('nodemanager', PORTS.nodeHttp),
          target('historyserver', PORTS.historyHttp),
        ]
      : []),
    ...(httpFs ? [target('httpfs', PORTS.httpFs)] : []),
  ];
}
