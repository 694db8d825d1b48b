import { Duration, Size } from 'cdk8s';
import { ContainerSize, Cpu, Environment } from '../core';
import { sumOf } from '../core/internal';
import { memberDomain, members, MemberSet, splitOverZones } from '../kubernetes/internal';
import { YarnConfigurationInput } from './config/configuration';
import { HadoopClusterProps } from './hadoop-props';
import { HadoopSizing } from './hadoop-sizing';
import { DataNodeOptions } from './hdfs-options';
import { HadoopLayout, Kerberos } from './layout';
import { daemonSizing, dataNodeSizing, nameNodeSizing, nodeManagerSizing, usableCapacity, yarnSizing } from './sizing';
import { hdfsWeb } from './web';
import { YarnOptions } from './yarn-options';

const MIB = (amount: number) => Size.mebibytes(amount);
const GIB = (amount: number) => Size.gibibytes(amount);
const container = (cpu: Cpu, memory: Size): ContainerSize => ({ cpu, memory });

/** How many of each there are. */
export interface HadoopCounts {
  readonly zooKeeper: number;
  readonly nameNodes: number;
  readonly journalNodes: number;
  readonly resourceManagers: number;
}

/** How many of each there are, where nobody said. */
export function countsOf(props: HadoopClusterProps, highAvailability: boolean): HadoopCounts {
  return {
    zooKeeper: props.zooKeeper?.members ?? (highAvailability ? 3 : 1),
    nameNodes: props.nameNodes?.members ?? (highAvailability ? 2 : 1),
    journalNodes: highAvailability ? (props.journalNodes?.members ?? 3) : 0,
    resourceManagers: props.yarn ? (props.yarn.resourceManagers?.members ?? (highAvailability ? 2 : 1)) : 0,
  };
}

/** The containers of what is small, where nobody said. */
export function containersOf(props: HadoopClusterProps, highAvailability: boolean) {
  const small = highAvailability ? GIB(2) : GIB(1);
  return {
    zooKeeper: props.zooKeeper?.size ?? container(Cpu.millis(highAvailability ? 500 : 100), small),
    journalNode: props.journalNodes?.size ?? container(Cpu.millis(500), GIB(2)),
    resourceManager:
      props.yarn?.resourceManagers?.size ??
      container(highAvailability ? Cpu.units(1) : Cpu.millis(200), GIB(highAvailability ? 4 : 2)),
    historyServer: container(Cpu.millis(highAvailability ? 500 : 100), highAvailability ? GIB(2) : MIB(1024)),
    httpFs: props.httpFs?.size ?? container(Cpu.millis(500), GIB(2)),
  };
}

/** All kinds of DataNodes, by the name of their sets. */
export function dataNodeKinds(props: HadoopClusterProps): Record<string, DataNodeOptions> {
  return {
    datanode: props.dataNodes,
    ...Object.fromEntries(
      Object.entries(props.moreDataNodes ?? {}).map(([kind, options]) => [`datanode-${kind}`, options]),
    ),
  };
}

const finalSizes = ({ volumes }: DataNodeOptions) => volumes.map(({ size, grownTo }) => grownTo ?? size);

/** Who is where. */
export function layoutOf(input: {
  readonly name: string;
  readonly namespaceName: string;
  readonly environment: Environment;
  readonly highAvailability: boolean;
  readonly counts: HadoopCounts;
  readonly zooKeeper: string;
  readonly props: HadoopClusterProps;
  readonly kerberos?: Kerberos;
}): HadoopLayout {
  const { name, namespaceName, environment, counts } = input;
  const of = (part: string, count: number) => members(environment, namespaceName, `${name}-${part}`, count);
  return {
    name,
    namespaceName,
    highAvailability: input.highAvailability,
    zooKeeper: input.zooKeeper,
    nameNodes: of('namenode', counts.nameNodes),
    journalNodes: of('journalnode', counts.journalNodes),
    dataNodeSets: Object.entries(dataNodeKinds(input.props)).flatMap(([kind, { count }]) =>
      dataNodeSetsOf({ name: `${name}-${kind}`, count, environment, namespaceName }),
    ),
    resourceManagers: of('resourcemanager', counts.resourceManagers),
    historyServer: of('historyserver', 1)[0],
    web: hdfsWeb(input.kerberos !== undefined),
    kerberos: input.kerberos,
  };
}

/** The sets of one kind of DataNodes. */
export function dataNodeSetsOf(input: {
  readonly name: string;
  readonly count: number;
  readonly environment: Environment;
  readonly namespaceName: string;
}): MemberSet[] {
  const { environment, namespaceName } = input;
  return splitOverZones(input.name, input.count, environment.zones).map((set) => ({
    ...set,
    domain: memberDomain(environment, namespaceName, set.name),
  }));
}

/** The sets of NodeManagers. */
export function nodeManagerSetsOf(
  name: string,
  namespaceName: string,
  environment: Environment,
  { nodeManagers, spotNodeManagers }: YarnOptions,
): MemberSet[] {
  const set = (part: string, replicas: number): MemberSet => ({
    name: `${name}-${part}`,
    replicas,
    domain: memberDomain(environment, namespaceName, `${name}-${part}`),
  });
  return [
    set('nodemanager', nodeManagers.scaling.min),
    ...(spotNodeManagers ? [set('nodemanager-spot', spotNodeManagers.scaling.min)] : []),
  ];
}

/** The numbers chosen, and why. */
export function sizingOf(props: HadoopClusterProps, highAvailability: boolean, replication: number): HadoopSizing {
  const containers = containersOf(props, highAvailability);
  const kinds = Object.values(dataNodeKinds(props));
  const usable = sumOf(kinds.map((options) => usableCapacity(finalSizes(options), options.count, replication)));
  const { nodeManagers, spotNodeManagers } = props.yarn ?? {};
  const nodeManager = nodeManagers && nodeManagerSizing(nodeManagers.size);
  const spotNodeManager = spotNodeManagers && nodeManagerSizing(spotNodeManagers.size);
  const callers = kinds.reduce((sum, { count }) => sum + count, 0) + (nodeManagers?.scaling.max ?? 0);
  return {
    nameNode: nameNodeSizing({
      expectedFiles: props.nameNodes?.expectedFiles,
      usableCapacity: usable,
      // Rounded up to a power of two, so that one DataNode more does not restart the NameNodes.
      nodes: 2 ** Math.ceil(Math.log2(callers + (spotNodeManagers?.scaling.max ?? 0))),
      highAvailability,
      size: props.nameNodes?.size,
    }),
    journalNode: daemonSizing(containers.journalNode, GIB(2)),
    dataNode: dataNodeSizing(props.dataNodes.size, finalSizes(props.dataNodes)),
    ...(nodeManager && {
      resourceManager: daemonSizing(containers.resourceManager),
      nodeManager,
      spotNodeManager,
      yarn: yarnSizing([nodeManager, ...(spotNodeManager ? [spotNodeManager] : [])]),
    }),
    usableCapacity: usable,
  };
}

/** What YARN's files are made from. */
export function yarnConfigurationOf(yarn: YarnOptions, sizing: HadoopSizing): YarnConfigurationInput {
  return {
    sizing: sizing.yarn!,
    queues: yarn.queues ?? [{ name: 'default', capacity: 100 }],
    spot: yarn.spotNodeManagers !== undefined,
    decommissionTimeout: yarn.decommissionTimeout ?? Duration.minutes(50),
    logRetention: yarn.logRetention ?? Duration.days(7),
  };
}
