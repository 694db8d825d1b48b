import { IConnectable } from '../core';
import { ClientConnections } from '../security';
import { ClusterCredentials } from './kerberos';
import { HadoopParts } from './parts/all';
import { Yarn } from './parts/yarn';
import { HdfsWeb, PORTS } from './ports';

/** Where DataNodes listen for clients. Who reads a file that is still written asks one how much of it there is. */
const DATA = [PORTS.data, PORTS.dataIpc];

/** The edges between the parts: everything else is denied. */
export function connect(
  { zooKeeper, hdfs, yarn, httpFs, jobs }: HadoopParts,
  web: HdfsWeb,
  credentials: ClusterCredentials,
): void {
  const { nameNodes, dataNodes, journalNodes } = hdfs.parts;
  const clients = jobs.all.map(({ connections }) => connections);
  nameNodes.allowTo(zooKeeper);
  if (journalNodes) nameNodes.allowTo(journalNodes);
  // Besides calls, DataNodes ask over HTTP whether they may go.
  dataNodes.allowTo(nameNodes, [PORTS.nameNodeRpc, web.nameNode]);
  // fsck reads blocks, and the web pages lead there.
  nameNodes.allowTo(dataNodes);
  for (const client of [
    ...clients,
    ...(httpFs ? [httpFs.connections] : []),
    ...(yarn ? Object.values(yarn.parts) : []),
  ]) {
    client.allowTo(nameNodes, [PORTS.nameNodeRpc, web.nameNode]);
    client.allowTo(dataNodes, DATA);
  }
  if (yarn) connectYarn(yarn.parts, zooKeeper);
  credentials.connect(nameNodes, dataNodes, ...(journalNodes ? [journalNodes] : []), ...clients);
}

/** What clients reach, and whom applications reach. */
export function clientConnections({ hdfs, yarn, httpFs }: HadoopParts): ClientConnections {
  const { nameNodes, dataNodes } = hdfs.parts;
  return ClientConnections._of(
    [
      { connections: nameNodes, ports: [PORTS.nameNodeRpc] },
      { connections: dataNodes, ports: DATA },
      ...(yarn ? yarn.clientSides : []),
      ...(httpFs ? [{ connections: httpFs.connections, ports: [PORTS.httpFs] }] : []),
    ],
    [yarn ? yarn.parts.nodeManagers : dataNodes],
  );
}

function connectYarn(yarn: Yarn['parts'], zooKeeper: IConnectable): void {
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
