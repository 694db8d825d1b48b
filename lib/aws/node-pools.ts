import { ApiObject, Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment, InstanceTypes } from '../core';
import { checkRules } from '../core/internal';
import { NodeGroup } from '../kubernetes';
import { declareNodes, setRollout } from '../kubernetes/internal';
import { allocatableDisk, NODE_DAEMONS } from './node-daemons';
import { complete, fits } from './node-fit';
import { CLUSTER_TAG, NODE_CLASS_LABEL, taintOf } from './node-labels';
import { nodePoolRules } from './node-pool-rules';
import { Consolidation, LocalDisks, NodePoolSpec } from './node-pool-spec';
import { userDataOf } from './node-user-data';
import { WEEKDAYS } from './weekdays';

/** Props of `NodePools`. */
export interface NodePoolsProps {
  /** The EKS cluster's name. */
  readonly clusterName: string;
  /** The instance profile of the nodes, made by `Karpenter`. */
  readonly instanceProfile: string;
  /** The pools: `NodeArchetypes.pools()`. */
  readonly pools: NodePoolSpec[];
  /**
   * The release of the nodes' image.
   *
   * @see https://github.com/awslabs/amazon-eks-ami/releases
   * @default "al2023@v20260930"
   */
  readonly amiAlias?: string;
  /**
   * Tags of the machines and their volumes, which the provider's default tags do not reach.
   * @default - none
   */
  readonly tags?: Record<string, string>;
}

/**
 * Pools of nodes that Karpenter opens for pods that wait, and the classes that say what a node is: a class each, since disks and kernel
 * settings differ.
 *
 * @see https://karpenter.sh/docs/concepts/
 */
export class NodePools extends Construct {
  public constructor(scope: Construct, id: string, props: NodePoolsProps) {
    super(scope, id);
    const { pools, amiAlias = 'al2023@v20260930' } = props;
    checkRules(this, nodePoolRules, { pools, amiAlias });
    declareNodes(this, { groups: pools.map((pool) => this.nodeGroup(pool)), daemons: NODE_DAEMONS });
    for (const pool of pools) {
      const nodeClass = this.nodeClass(pool, props, amiAlias);
      this.nodePool(pool).addDependency(nodeClass);
    }
  }

  /** What pods can be placed on. */
  private nodeGroup(pool: NodePoolSpec): NodeGroup {
    const types = InstanceTypes.all().filter((type) => fits(type, pool.capacity));
    const scratch = pool.localDisks === LocalDisks.RAID0 ? pool.capacity.minLocalStorage : undefined;
    return {
      name: pool.name,
      instanceTypes: types,
      zones: pool.zones ?? Environment.of(this).zones,
      labels: { [NODE_CLASS_LABEL]: pool.nodeClass.id },
      taints: [taintOf(pool.nodeClass)],
      cpuLimit: pool.cpuLimit,
      ephemeralStorage: allocatableDisk(scratch ?? rootVolumeOf(pool)),
    };
  }

  private nodeClass(pool: NodePoolSpec, props: NodePoolsProps, amiAlias: string): ApiObject {
    const discovered = [{ tags: { 'karpenter.sh/discovery': props.clusterName } }];
    return new ApiObject(this, `${pool.name}-class`, {
      apiVersion: 'karpenter.k8s.aws/v1',
      kind: 'EC2NodeClass',
      metadata: { name: pool.name },
      spec: {
        amiSelectorTerms: [{ alias: amiAlias }],
        instanceProfile: props.instanceProfile,
        subnetSelectorTerms: discovered,
        securityGroupSelectorTerms: discovered,
        // Pods have identities of their own, and must not use the node's.
        metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
        blockDeviceMappings: [
          {
            deviceName: '/dev/xvda',
            rootVolume: true,
            ebs: {
              volumeType: 'gp3',
              volumeSize: `${rootVolumeOf(pool).toGibibytes()}Gi`,
              encrypted: true,
              deleteOnTermination: true,
            },
          },
        ],
        instanceStorePolicy: pool.localDisks === LocalDisks.RAID0 ? 'RAID0' : undefined,
        userData: userDataOf(pool),
        detailedMonitoring: true,
        tags: { ...props.tags, Name: `${props.clusterName}-${pool.name}`, [CLUSTER_TAG]: props.clusterName },
      },
    });
  }

  private nodePool(pool: NodePoolSpec): ApiObject {
    const object = new ApiObject(this, pool.name, {
      apiVersion: 'karpenter.sh/v1',
      kind: 'NodePool',
      metadata: { name: pool.name },
      spec: {
        template: {
          metadata: { labels: { [NODE_CLASS_LABEL]: pool.nodeClass.id } },
          spec: {
            nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: pool.name },
            taints: [taintOf(pool.nodeClass)],
            requirements: this.requirements(pool),
            expireAfter: pool.expireAfter ? duration(pool.expireAfter) : 'Never',
            terminationGracePeriod: pool.drainTimeout && duration(pool.drainTimeout),
          },
        },
        limits: { cpu: pool.cpuLimit.toString() },
        disruption: {
          consolidationPolicy: pool.consolidation,
          consolidateAfter: `${(pool.consolidateAfter ?? Duration.minutes(5)).toSeconds()}s`,
          budgets: budgets(pool),
        },
      },
    });
    // Removing it drains its nodes.
    setRollout(object, { timeout: Duration.minutes(60) });
    return object;
  }

  private requirements({ capacity, zones, spot }: NodePoolSpec) {
    const { categories, architectures, minGeneration } = complete(capacity);
    const among = (key: string, values: string[]) => ({ key, operator: 'In', values });
    const above = (key: string, value: number) => ({ key, operator: 'Gt', values: [String(value - 1)] });
    const below = (key: string, value: number) => ({ key, operator: 'Lt', values: [String(value + 1)] });
    const own = 'karpenter.k8s.aws/instance';
    return [
      among('karpenter.sh/capacity-type', spot ? ['spot', 'on-demand'] : ['reserved', 'on-demand']),
      among('kubernetes.io/os', ['linux']),
      among('kubernetes.io/arch', architectures),
      among('topology.kubernetes.io/zone', zones ?? Environment.of(this).zones),
      among(`${own}-category`, categories),
      // Prefix delegation needs it.
      among(`${own}-hypervisor`, ['nitro']),
      above(`${own}-generation`, minGeneration),
      above(`${own}-cpu`, capacity.minCpus),
      below(`${own}-cpu`, capacity.maxCpus),
      ...(capacity.minMemory ? [above(`${own}-memory`, capacity.minMemory.toMebibytes())] : []),
      ...(capacity.minLocalStorage ? [above(`${own}-local-nvme`, capacity.minLocalStorage.toGibibytes())] : []),
    ];
  }
}

const rootVolumeOf = ({ rootVolume }: NodePoolSpec) => rootVolume ?? Size.gibibytes(100);

/** Karpenter's notation knows no days. */
function duration(value: Duration): string {
  return `${value.toMinutes()}m`;
}

/**
 * How many nodes may go at once, and when.
 *
 * @see https://karpenter.sh/docs/concepts/disruption/#nodepool-disruption-budgets
 */
function budgets({ replaceOnly, consolidation }: NodePoolSpec) {
  if (!replaceOnly) {
    const most = consolidation === Consolidation.WHEN_EMPTY ? '1' : '10%';
    return [
      { nodes: '100%', reasons: ['Empty'] },
      { nodes: most, reasons: ['Drifted', 'Underutilized'] },
    ];
  }
  // A budget that is open at times cannot be said: one that is closed at all other times can.
  const { schedule, duration: open } = replaceOnly;
  const closed = closedHours(schedule, open);
  return [{ nodes: '1' }, { nodes: '0', reasons: ['Drifted', 'Underutilized'], ...closed }];
}

/** From the end of one weekly window to the beginning of the next. */
function closedHours(schedule: string, open: Duration): { schedule: string; duration: string } {
  const [minute, hour, , , weekday] = schedule.split(' ');
  const end = Number(hour) + open.toHours();
  // A window over midnight ends on the next day.
  const day = WEEKDAYS[(WEEKDAYS.indexOf(weekday) + Math.floor(end / 24)) % 7];
  return { schedule: `${minute} ${end % 24} * * ${day}`, duration: `${7 * 24 - open.toHours()}h` };
}
