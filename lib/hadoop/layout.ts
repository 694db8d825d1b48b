import { Environment } from '../core';
import { Member, memberDomain, members, MemberSet, splitOverZones } from '../kubernetes/internal';
import { HadoopJob } from './components';
import { HadoopEndpoints } from './hadoop-endpoints';
import { HdfsWeb, hdfsWeb, PORTS } from './ports';
import { ResolvedDataNodes, ResolvedHadoop, ResolvedImport, ResolvedKerberos } from './resolve';

/** Of Kerberos, what configuration files say. */
export type Kerberos = Pick<ResolvedKerberos, 'realm' | 'kdcs' | 'overrides'>;

/** Where a file system is, for whoever uses it. */
export interface FileSystemLayout {
  readonly name: string;
  readonly highAvailability: boolean;
  readonly nameNodes: Member[];
  readonly web: HdfsWeb;
  /** Default: callers are believed. */
  readonly kerberos?: Kerberos;
}

/** Who is where: what every configuration file is made from. */
export interface HadoopLayout extends FileSystemLayout {
  readonly namespaceName: string;
  readonly zooKeeper: string;
  readonly journalNodes: Member[];
  /** The sets of each kind of DataNodes: one a zone, where zones are known. */
  readonly dataNodeKinds: Record<string, MemberSet[]>;
  /** The sets of all kinds. */
  readonly dataNodeSets: MemberSet[];
  readonly resourceManagers: Member[];
  /** The sets of NodeManagers: durable ones first. */
  readonly nodeManagerSets: MemberSet[];
  readonly historyServer: Member;
  /** What runs on a schedule. */
  readonly jobs: HadoopJob[];
}

/** All kinds of DataNodes, by the name of their sets after the cluster's. */
export function dataNodeKinds({
  dataNodes,
  moreDataNodes,
}: Pick<ResolvedHadoop, 'dataNodes' | 'moreDataNodes'>): Record<string, ResolvedDataNodes> {
  return {
    datanode: dataNodes,
    ...Object.fromEntries(Object.entries(moreDataNodes).map(([kind, options]) => [`datanode-${kind}`, options])),
  };
}

/** Who is where. */
export function layoutOf(
  resolved: ResolvedHadoop,
  environment: Environment,
  { namespaceName, zooKeeper }: Pick<HadoopLayout, 'namespaceName' | 'zooKeeper'>,
): HadoopLayout {
  const { name, highAvailability, nameNodes, journalNodes, yarn, kerberos } = resolved;
  const of = (part: string, count: number) => members(environment, namespaceName, `${name}-${part}`, count);
  const set = (made: Omit<MemberSet, 'domain'>): MemberSet => ({
    ...made,
    domain: memberDomain(environment, namespaceName, made.name),
  });
  const kinds = Object.entries(dataNodeKinds(resolved)).map(([kind, { count }]): [string, MemberSet[]] => [
    kind,
    splitOverZones(`${name}-${kind}`, count, environment.zones).map(set),
  ]);
  const nodeManagers: Omit<MemberSet, 'domain'>[] = yarn
    ? [
        { name: `${name}-nodemanager`, replicas: yarn.nodeManagers.scaling.min },
        ...(yarn.spotNodeManagers
          ? [{ name: `${name}-nodemanager-spot`, replicas: yarn.spotNodeManagers.scaling.min }]
          : []),
      ]
    : [];
  return {
    name,
    namespaceName,
    highAvailability,
    zooKeeper,
    nameNodes: of('namenode', nameNodes.members),
    journalNodes: journalNodes ? of('journalnode', journalNodes.members) : [],
    dataNodeKinds: Object.fromEntries(kinds),
    dataNodeSets: kinds.flatMap(([, sets]) => sets),
    resourceManagers: yarn ? of('resourcemanager', yarn.resourceManagers.members) : [],
    nodeManagerSets: nodeManagers.map(set),
    historyServer: of('historyserver', 1)[0],
    jobs: [
      'balancer',
      ...(resolved.probe ? (['probe'] as const) : []),
      ...(resolved.backup ? (['backup'] as const) : []),
      ...(resolved.snapshots.length > 0 ? (['snapshots'] as const) : []),
    ],
    web: hdfsWeb(kerberos !== undefined),
    kerberos,
  };
}

/** Where a file system is that something else runs. */
export function importedLayout({ name, nameNodes, kerberos }: ResolvedImport): FileSystemLayout {
  const hosts = nameNodes.map((address) => address.split(':')[0]);
  return {
    name,
    highAvailability: hosts.length > 1,
    nameNodes: hosts.map((host) => ({ id: host.split('.')[0], host })),
    web: hdfsWeb(kerberos !== undefined),
    kerberos,
  };
}

/** The URI of the file system. With one NameNode its address; with several, the name that clients resolve by their configuration. */
export function defaultFileSystem({ name, nameNodes, highAvailability }: FileSystemLayout): string {
  return highAvailability ? `hdfs://${name}` : `hdfs://${nameNodes[0].host}:${PORTS.nameNodeRpc.port}`;
}

/** Where clients find the cluster. */
export function endpointsOf(
  layout: HadoopLayout,
  more: Pick<HadoopEndpoints, 'clientConfigMap' | 'httpFsUrl'>,
): HadoopEndpoints {
  const { nameNodes, resourceManagers, historyServer } = layout;
  return {
    fileSystem: defaultFileSystem(layout),
    nameNodes: nameNodes.map(({ host }) => `${host}:${PORTS.nameNodeRpc.port}`),
    resourceManagers: resourceManagers.map(({ host }) => `${host}:${PORTS.resourceClient.port}`),
    historyServerUrl:
      resourceManagers.length > 0 ? `http://${historyServer.host}:${PORTS.historyHttp.port}` : undefined,
    ...more,
  };
}
