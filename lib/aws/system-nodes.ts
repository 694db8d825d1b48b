import { EksNodeGroup } from '@cdktf/provider-aws/lib/eks-node-group';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { Cpu, Environment, InstanceTypes, NodeClass } from '../core';
import { declareNodes } from '../kubernetes/internal';
import { AwsProfile } from './aws-profile';
import { serviceTrust } from './iam-policy';
import { allocatableDisk } from './node-daemons';
import { CLUSTER_TAG, NODE_CLASS_LABEL, SYSTEM_TAINT, taintOf } from './node-labels';
import { Role } from './role';
import { waitFor } from './wait-for';

/** What nodes of EKS need: https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html. The network is the CNI's own role. */
export const NODE_POLICIES = [
  'AmazonEKSWorkerNodePolicy',
  'AmazonEC2ContainerRegistryPullOnly',
  'AmazonSSMManagedInstanceCore',
];

/** How many times as many nodes there may be while they are replaced. */
const MOST = 2;

/** The root volume of each, in GiB. */
const ROOT_GIB = 100;

/** What the nodes are made from. */
export interface SystemNodesInput {
  readonly clusterName: string;
  readonly version: string;
  readonly subnetIds: string[];
  readonly securityGroupIds: string[];
  readonly instanceType: string;
  readonly count: number;
}

/** The nodes that DNS, Karpenter and the operators run on, which no autoscaler removes. */
export class SystemNodes extends Construct {
  public readonly group: EksNodeGroup;

  public constructor(scope: Construct, id: string, input: SystemNodesInput) {
    super(scope, id);
    const { clusterName, count } = input;
    const name = `${clusterName}-system`;
    const role = new Role(this, 'Role', {
      name: 'system-nodes',
      description: 'Nodes of the platform',
      trust: serviceTrust('ec2.amazonaws.com'),
      managedPolicies: NODE_POLICIES,
    });
    const tags = { ...AwsProfile.of(this).resourceTags(this), Name: name, [CLUSTER_TAG]: clusterName };
    const template = new LaunchTemplate(this, 'LaunchTemplate', {
      name,
      updateDefaultVersion: true,
      ebsOptimized: 'true',
      vpcSecurityGroupIds: input.securityGroupIds,
      // Pods have identities of their own, and must not use the node's.
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      monitoring: { enabled: true },
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: { volumeSize: ROOT_GIB, volumeType: 'gp3', encrypted: 'true', deleteOnTermination: 'true' },
        },
      ],
      // The provider's default tags do not reach what the template makes.
      tagSpecifications: ['instance', 'volume', 'network-interface'].map((resourceType) => ({ resourceType, tags })),
      tags: { Name: name },
    });
    this.group = new EksNodeGroup(this, 'Resource', {
      clusterName,
      // Of a name that is always new: the nodes of another type or zone come before those that they replace go.
      nodeGroupNamePrefix: 'system-',
      nodeRoleArn: role.roleArn,
      subnetIds: input.subnetIds,
      version: input.version,
      amiType: 'AL2023_ARM_64_STANDARD',
      capacityType: 'ON_DEMAND',
      instanceTypes: [input.instanceType],
      launchTemplate: { id: template.id, version: String(template.latestVersion) },
      scalingConfig: { minSize: count, desiredSize: count, maxSize: count * MOST },
      updateConfig: { maxUnavailablePercentage: 33 },
      nodeRepairConfig: { enabled: true },
      labels: { [NODE_CLASS_LABEL]: NodeClass.SYSTEM.id },
      taint: [{ key: SYSTEM_TAINT, value: 'true', effect: 'NO_SCHEDULE' }],
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ['scaling_config[0].desired_size'] },
      timeouts: { create: '30m', update: '90m', delete: '60m' },
    });
    waitFor(this.group, ...role.permissions);
    this.declare(input);
  }

  /** What pods can be placed on. A type that nobody knows the capacity of cannot be judged. */
  private declare({ instanceType, count }: SystemNodesInput): void {
    const type = InstanceTypes.find(instanceType);
    if (!type) return;
    const group = {
      name: 'system nodes',
      instanceTypes: [type],
      zones: Environment.of(this).zones,
      labels: { [NODE_CLASS_LABEL]: NodeClass.SYSTEM.id },
      taints: [taintOf(NodeClass.SYSTEM)],
      cpuLimit: Cpu.units(type.vcpus * count * MOST),
      ephemeralStorage: allocatableDisk(Size.gibibytes(ROOT_GIB)),
    };
    declareNodes(this, { groups: [group] });
  }
}
