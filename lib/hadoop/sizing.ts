import { Size } from 'cdk8s';
import { ContainerSize, Cpu } from '../core';
import { bytesOf, GIB, mebibytesBelow, MIB, sumOf } from '../core/internal';
import { ZooKeeperSizing } from '../services';
import { containerFor, HEAP_REASON, jvmHeap } from '../workloads/internal';
import {
  DaemonSizing,
  DataNodeSizing,
  HadoopSizing,
  HdfsSizing,
  NameNodeSizing,
  NodeManagerSizing,
  YarnSizing,
} from './hadoop-sizing';
import { dataNodeKinds } from './layout';
import { ResolvedDataNodes, ResolvedHadoop, ResolvedVolume } from './resolve';

/** HDFS' default block: https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml (dfs.blocksize) */
const BLOCK = 128 * MIB;
/** What HDFS leaves of a volume: `dfs.datanode.du.reserved.pct`. */
export const RESERVED_PERCENT = 5;

/** What users can store on DataNodes. */
export function usableCapacity(volumes: Size[], count: number, replication: number): Size {
  const bytes = (bytesOf(sumOf(volumes)) * count * (1 - RESERVED_PERCENT / 100)) / replication;
  return mebibytesBelow(bytes);
}

/** What a volume comes to: existing ones grow to it. */
export const finalSize = ({ size, grownTo }: Pick<ResolvedVolume, 'size' | 'grownTo'>): Size => grownTo ?? size;

/** The volumes of one DataNode, as they come to be. */
const finalSizes = ({ volumes }: ResolvedDataNodes) => volumes.map(finalSize);

/** The numbers of the file system. */
export function hdfsSizing(kinds: ResolvedDataNodes[], replication: number): HdfsSizing {
  return {
    usableCapacity: sumOf(kinds.map((kind) => usableCapacity(finalSizes(kind), kind.count, replication))),
    reasons: {
      usableCapacity: `all volumes less ${RESERVED_PERCENT} %, which HDFS leaves free, divided by ${replication} copies of a block`,
    },
  };
}

/** How many million blocks of the default size fit. */
export function blocksMillion(capacity: Size): number {
  return bytesOf(capacity) / BLOCK / 1e6;
}

/** The heap that a NameNode needs for so many million blocks, in whole GiB: 12.3 million need 13. */
export function nameNodeHeap(millions: number): Size {
  return Size.gibibytes(Math.max(2, Math.ceil(millions)));
}

/** Calls that a NameNode answers at the same time: 20 DataNodes and NodeManagers give 60. */
export function nameNodeHandlers(nodes: number): number {
  return Math.max(10, Math.round(20 * Math.log(Math.max(1, nodes))));
}

/** What a NameNode is sized from. */
export interface NameNodeNeeds {
  readonly expectedFiles: number;
  readonly usableCapacity: Size;
  /** DataNodes and other machines that call it. */
  readonly nodes: number;
  readonly highAvailability: boolean;
  readonly size?: ContainerSize;
}

/** The numbers for a NameNode. */
export function nameNodeSizing(needs: NameNodeNeeds): NameNodeSizing {
  const byCapacity = blocksMillion(needs.usableCapacity);
  const millions = Math.max(1, byCapacity, needs.expectedFiles / 1e6);
  const least = Size.gibibytes(needs.highAvailability ? 4 : 2);
  const needed = containerFor(nameNodeHeap(millions));
  const container = needs.size ?? {
    cpu: Cpu.units(needs.highAvailability ? 2 : 0.5),
    memory: bytesOf(needed) > bytesOf(least) && needs.highAvailability ? needed : least,
  };
  return {
    container,
    heap: jvmHeap(container.memory),
    blocksMillion: Number(millions.toFixed(3)),
    handlers: nameNodeHandlers(needs.nodes),
    reasons: {
      container: needs.size
        ? 'as given'
        : `a heap of ${Math.ceil(millions)} GiB, at least ${least.toGibibytes()} GiB of memory`,
      heap: HEAP_REASON,
      blocksMillion: `the larger of the expected files and what ${needs.usableCapacity.toMebibytes()} MiB hold in blocks of 128 MiB; a million need about 1 GiB of heap`,
      handlers: '20 x ln(nodes), at least 10',
    },
  };
}

/** The numbers for a DataNode. */
export function dataNodeSizing(size: ContainerSize, volumes: Size[]): DataNodeSizing {
  const replicas = bytesOf(sumOf(volumes)) / BLOCK / 1e6;
  const wanted = Math.max(1, 1 + replicas) * GIB;
  const most = bytesOf(jvmHeap(size.memory));
  const heap = mebibytesBelow(Math.min(wanted, most));
  const rest = Math.floor((bytesOf(size.memory) - bytesOf(heap)) / MIB);
  return {
    container: size,
    heap,
    replicasMillion: Number(replicas.toFixed(3)),
    transferThreads: Math.min(8192, Math.max(256, rest)),
    toleratedVolumeFailures: volumes.length > 1 ? 1 : 0,
    reasons: {
      heap: `1 GiB, and 1 GiB more for each million replicas; at most ${HEAP_REASON}`,
      replicasMillion: 'what the volumes hold in blocks of 128 MiB',
      transferThreads: 'one for each MiB outside of the heap, which its stack may take; at most 8192',
      toleratedVolumeFailures: 'one of several: the blocks of a second would be lost with a second DataNode',
    },
  };
}

/** What a NodeManager keeps for itself: its heap, and a reserve for the system. */
function nodeManagerReserve(memory: number) {
  const heap = memory >= 32 * GIB ? 2 * GIB : memory >= 4 * GIB ? GIB : GIB / 2;
  const reserve = memory >= 4 * GIB ? Math.max(GIB, 0.1 * memory) : GIB / 2;
  return { heap, reserve };
}

/** The numbers for a NodeManager: 64 GiB leave 55 for containers. */
export function nodeManagerSizing(size: ContainerSize): NodeManagerSizing {
  const memory = bytesOf(size.memory);
  const { heap, reserve } = nodeManagerReserve(memory);
  const unit = memory >= 4 * GIB ? GIB : GIB / 2;
  const left = Math.max(0, Math.floor((memory - heap - reserve) / unit)) * unit;
  return {
    container: size,
    heap: mebibytesBelow(heap),
    containerMemory: mebibytesBelow(left),
    virtualCores: Math.max(1, Math.floor(size.cpu.toUnits())),
    reasons: {
      heap: '2 GiB from a container of 32 GiB on, 1 GiB below, half of that below 4 GiB',
      containerMemory:
        'the container less the heap and a tenth, at least 1 GiB, for shuffle and the page cache; in whole GiB',
      virtualCores: 'the whole cores that the container is guaranteed',
    },
  };
}

/** The bounds of a container that fit the NodeManagers. */
export function yarnSizing(nodeManagers: NodeManagerSizing[]): YarnSizing {
  const memories = nodeManagers.map(({ containerMemory }) => bytesOf(containerMemory));
  const maximum = Math.max(...memories);
  return {
    minimumAllocation: Size.mebibytes(maximum >= 4 * GIB ? 1024 : 256),
    maximumAllocation: mebibytesBelow(maximum),
    maximumVirtualCores: Math.max(...nodeManagers.map(({ virtualCores }) => virtualCores)),
    reasons: {
      minimumAllocation: '1 GiB, a quarter of it where the largest NodeManager has less than 4 GiB for containers',
      maximumAllocation: 'what the largest NodeManager has for containers',
      maximumVirtualCores: 'the cores of the largest NodeManager',
    },
  };
}

/** The numbers for a daemon whose heap follows from its container alone. */
export function daemonSizing(container: ContainerSize, most?: Size): DaemonSizing {
  const heap = jvmHeap(container.memory);
  const capped = most && bytesOf(heap) > bytesOf(most) ? most : heap;
  return {
    container,
    heap: capped,
    reasons: { heap: most ? `${HEAP_REASON}; at most ${most.toMebibytes()} MiB: it needs no more` : HEAP_REASON },
  };
}

/** The numbers for a whole cluster. */
export function sizingOf(resolved: ResolvedHadoop, zooKeeper: ZooKeeperSizing): HadoopSizing {
  const { highAvailability, replication, nameNodes, journalNodes, yarn, httpFs } = resolved;
  const kinds = dataNodeKinds(resolved);
  const hdfs = hdfsSizing(Object.values(kinds), replication);
  const nodeManagers = yarn ? [yarn.nodeManagers, ...(yarn.spotNodeManagers ? [yarn.spotNodeManagers] : [])] : [];
  const [nodeManager, spotNodeManager] = nodeManagers.map(({ size }) => nodeManagerSizing(size));
  const callers = [
    ...Object.values(kinds).map(({ count }) => count),
    ...nodeManagers.map(({ scaling }) => scaling.max),
  ].reduce((sum, count) => sum + count, 0);
  return {
    zooKeeper,
    nameNode: nameNodeSizing({
      expectedFiles: nameNodes.expectedFiles,
      usableCapacity: hdfs.usableCapacity,
      // Rounded up to a power of two, so that one DataNode more does not restart the NameNodes.
      nodes: 2 ** Math.ceil(Math.log2(callers)),
      highAvailability,
      size: nameNodes.size,
    }),
    journalNode: journalNodes && daemonSizing(journalNodes.size, Size.gibibytes(2)),
    dataNodes: Object.fromEntries(
      Object.entries(kinds).map(([kind, options]) => [kind, dataNodeSizing(options.size, finalSizes(options))]),
    ),
    hdfs,
    ...(yarn && {
      resourceManager: daemonSizing(yarn.resourceManagers.size),
      nodeManager,
      spotNodeManager,
      historyServer: daemonSizing(yarn.historyServer.size),
      yarn: yarnSizing([nodeManager, ...(spotNodeManager ? [spotNodeManager] : [])]),
    }),
    httpFs: httpFs && daemonSizing(httpFs.size),
  };
}

/** How many DataNodes may be drained at once: 5 with 4 copies of a block give 2, any with 3 give 1. */
export function dataNodesUnavailable(count: number, replication: number): number {
  return Math.max(1, Math.min(replication - 2, count - 2));
}

/** How many NodeManagers may be drained at once: 35 give 3. */
export function workersUnavailable(count: number): number {
  return Math.max(1, Math.floor(count / 10));
}
