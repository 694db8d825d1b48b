import { PodConnections } from '../security';
import { PORTS } from './ports';
import { HdfsWeb } from './web';

/** What speaks with what: everything else is denied. */
export interface HadoopParts {
  readonly zooKeeper: PodConnections;
  readonly nameNodes: PodConnections;
  readonly dataNodes: PodConnections;
  /** Default: none, without high availability. */
  readonly journalNodes?: PodConnections;
  /** Default: none, without YARN. */
  readonly yarn?: { resourceManagers: PodConnections; nodeManagers: PodConnections; historyServer: PodConnections };
  /** Default: there is no gateway. */
  readonly httpFs?: PodConnections;
  /** Jobs that use HDFS as clients do. */
  readonly clients: PodConnections[];
  /** How HDFS' web servers are asked. */
  readonly web: HdfsWeb;
}

/** The edges of a cluster. */
export function connect(parts: HadoopParts): void {
  const { zooKeeper, nameNodes, dataNodes, journalNodes, yarn, httpFs, clients, web } = parts;
  nameNodes.allowTo(zooKeeper);
  if (journalNodes) nameNodes.allowTo(journalNodes);
  // Besides calls, DataNodes ask over HTTP whether they may go.
  dataNodes.allowTo(nameNodes, [PORTS.nameNodeRpc, web.nameNode]);
  // fsck reads blocks, and the web pages lead there.
  nameNodes.allowTo(dataNodes);
  for (const client of [...clients, ...(httpFs ? [httpFs] : []), ...(yarn ? Object.values(yarn) : [])]) {
    client.allowTo(nameNodes, [PORTS.nameNodeRpc, web.nameNode]);
    client.allowTo(dataNodes, [PORTS.data]);
  }
  if (yarn) connectYarn(yarn, zooKeeper);
}

function connectYarn(yarn: NonNullable<HadoopParts['yarn']>, zooKeeper: PodConnections): void {
  const { resourceManagers, nodeManagers, historyServer } = yarn;
  resourceManagers.allowTo(zooKeeper);
  // NodeManagers report, ApplicationMasters ask for containers, tasks submit further jobs, who leaves asks over HTTP.
  nodeManagers.allowTo(resourceManagers, [
    PORTS.resourceTracker,
    PORTS.resourceScheduler,
    PORTS.resourceClient,
    PORTS.resourceHttp,
  ]);
  // It starts containers, and shows the pages of ApplicationMasters, which listen anywhere.
  resourceManagers.allowTo(nodeManagers, []);
  // One that becomes active tells its companions; the standby's pages lead to the active one.
  resourceManagers.allowTo(resourceManagers, [PORTS.resourceAdmin, PORTS.resourceHttp]);
  nodeManagers.allowTo(historyServer);
  // It asks whether an application still runs, and fetches logs of those that do.
  historyServer.allowTo(resourceManagers, [PORTS.resourceClient]);
  historyServer.allowTo(nodeManagers, [PORTS.nodeHttp, PORTS.containerManager]);
}
