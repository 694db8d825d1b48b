import { Duration, Size } from 'cdk8s';
import { Cpu, NodeClass, NodePlacement } from '../core';
import { NODE_CLASS_LABEL, taintOf } from './node-labels';
import { Consolidation, LocalDisks, MaintenanceWindow, NodeCapacity, NodePoolSpec } from './node-pool-spec';

/** How far the pools of an environment may grow, and whether they may be spare capacity. */
export interface NodeArchetypesProps {
  /** The zones: executors and what holds data have a pool in each. */
  readonly zones: string[];
  /**
   * The CPU of all nodes of one class together, by `NodeClass.id`.
   * @default - 64 for each pool
   */
  readonly cpuLimits?: Record<string, Cpu>;
  /**
   * Whether executors and query workers may be spare capacity.
   * @default true
   */
  readonly spot?: boolean;
  /**
   * When nodes that hold data may be replaced because of a newer image.
   * @default - Sundays from 2:00, four hours, UTC
   */
  readonly maintenance?: MaintenanceWindow;
  /**
   * The processor architectures of the nodes of one class, by `NodeClass.id`. A pod whose image exists for both goes where it is cheaper.
   * @default ["arm64", "amd64"]
   */
  readonly architectures?: Record<string, string[]>;
  /**
   * Whether nodes that hold data have local NVMe disks besides volumes.
   * @default false
   */
  readonly statefulNvme?: boolean;
}

/** https://karpenter.sh/docs/concepts/disruption/#pod-level-controls: since 1.12 it takes a duration. */
const DO_NOT_DISRUPT = 'karpenter.sh/do-not-disrupt';

/** Doris maps more files than the kernel's own limit: https://doris.apache.org/docs/install/preparation/os-checking */
const DORIS_SYSCTLS = { 'vm.max_map_count': '2000000', 'vm.swappiness': '0' };

/** How long a drain waits for what computes: a query or a task is finished in it, or done again. */
const DRAIN = Duration.hours(1);

/**
 * The kinds of nodes that data platforms are made of, one for each node class.
 *
 * @see https://karpenter.sh/docs/concepts/nodepools/
 */
export class NodeArchetypes {
  /** Pools for every node class. */
  public static pools(props: NodeArchetypesProps): NodePoolSpec[] {
    const { zones, spot = true } = props;
    const cpuLimit = ({ id }: NodeClass) => props.cpuLimits?.[id] ?? Cpu.units(64);
    const maintenance = props.maintenance ?? { schedule: '0 2 * * sun', duration: Duration.hours(4) };
    const letter = (zone: string) => zone.slice(-1);
    const common = (nodeClass: NodeClass) => ({ nodeClass, name: nodeClass.id, cpuLimit: cpuLimit(nodeClass) });
    const machines = ({ id }: NodeClass, capacity: NodeCapacity): NodeCapacity => ({
      architectures: props.architectures?.[id] ?? ['arm64', 'amd64'],
      ...capacity,
    });
    const replaced = { expireAfter: Duration.days(30), drainTimeout: DRAIN };
    return [
      {
        ...common(NodeClass.SYSTEM),
        capacity: machines(NodeClass.SYSTEM, {
          minCpus: 2,
          maxCpus: 16,
          minMemory: Size.gibibytes(8),
          categories: ['m', 'r'],
        }),
        consolidation: Consolidation.WHEN_EMPTY_OR_UNDERUTILIZED,
        ...replaced,
      },
      {
        ...common(NodeClass.DRIVER),
        capacity: machines(NodeClass.DRIVER, { minCpus: 2, maxCpus: 16, categories: ['m', 'r'] }),
        consolidation: Consolidation.WHEN_EMPTY,
        consolidateAfter: Duration.minutes(1),
        // A driver that runs for days is not ended by a date: a newer image waits for as long as it asked to be left alone.
      },
      // A job stays in one zone: two thirds of a shuffle over three would be paid for as traffic between them.
      ...zones.map((zone): NodePoolSpec => ({
        ...common(NodeClass.EXECUTOR),
        name: `${NodeClass.EXECUTOR.id}-${letter(zone)}`,
        zones: [zone],
        spot,
        capacity: machines(NodeClass.EXECUTOR, {
          minCpus: 8,
          maxCpus: 64,
          minLocalStorage: Size.gibibytes(200),
          categories: ['c', 'm', 'r'],
        }),
        localDisks: LocalDisks.RAID0,
        // The tail of a job makes nodes look idle: what is moved then begins its tasks anew.
        consolidation: Consolidation.WHEN_EMPTY,
        consolidateAfter: Duration.minutes(2),
        ...replaced,
      })),
      {
        // The loss of a worker fails the queries that it has a part in, and two minutes are too few to finish them.
        ...common(NodeClass.QUERY),
        capacity: machines(NodeClass.QUERY, {
          minCpus: 8,
          maxCpus: 64,
          minMemory: Size.gibibytes(32),
          categories: ['m', 'r'],
        }),
        // Longer than a worker takes to finish what it has begun.
        consolidation: Consolidation.WHEN_EMPTY,
        consolidateAfter: Duration.minutes(10),
        sysctls: DORIS_SYSCTLS,
        ...replaced,
      },
      ...zones.map((zone): NodePoolSpec => ({
        ...common(NodeClass.STATEFUL),
        name: `${NodeClass.STATEFUL.id}-${letter(zone)}`,
        zones: [zone],
        capacity: machines(NodeClass.STATEFUL, {
          minCpus: 4,
          maxCpus: 64,
          minMemory: Size.gibibytes(16),
          minLocalStorage: props.statefulNvme ? Size.gibibytes(400) : undefined,
          categories: props.statefulNvme ? ['i', 'm', 'r'] : ['m', 'r'],
        }),
        localDisks: props.statefulNvme ? LocalDisks.JBOD : LocalDisks.NONE,
        consolidation: Consolidation.WHEN_EMPTY,
        consolidateAfter: Duration.hours(1),
        replaceOnly: maintenance,
        sysctls: DORIS_SYSCTLS,
      })),
      {
        ...common(NodeClass.QUORUM),
        capacity: machines(NodeClass.QUORUM, { minCpus: 2, maxCpus: 8, categories: ['m', 'r'] }),
        consolidation: Consolidation.WHEN_EMPTY,
        consolidateAfter: Duration.hours(1),
        replaceOnly: maintenance,
      },
    ];
  }

  /** Where each node class goes on such nodes: for `EnvironmentProps.nodeClasses`. */
  public static placements(): Record<string, NodePlacement> {
    const dedicated = (nodeClass: NodeClass, maxGracePeriod?: Duration): [string, NodePlacement] => [
      nodeClass.id,
      {
        nodeSelector: { [NODE_CLASS_LABEL]: nodeClass.id },
        taints: [taintOf(nodeClass)],
        maxGracePeriod,
        undisturbedAnnotation: DO_NOT_DISRUPT,
      },
    ];
    return Object.fromEntries([
      dedicated(NodeClass.SYSTEM, DRAIN),
      dedicated(NodeClass.DRIVER),
      dedicated(NodeClass.EXECUTOR, DRAIN),
      dedicated(NodeClass.QUERY, DRAIN),
      dedicated(NodeClass.STATEFUL),
      dedicated(NodeClass.QUORUM),
    ]);
  }

  private constructor() {}
}
