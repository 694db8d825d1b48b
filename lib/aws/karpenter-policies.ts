import { AwsProfile } from './aws-profile';
import { allow, PolicyStatement } from './iam-policy';

/** What the policies speak of. */
export interface KarpenterPoliciesInput {
  readonly profile: AwsProfile;
  readonly clusterName: string;
  /** The nodes' profile, made by us. */
  readonly instanceProfileArn: string;
  readonly nodeRoleArn: string;
  readonly queueArn: string;
}

const RUN = ['ec2:RunInstances', 'ec2:CreateFleet'];
const POOL = 'karpenter.sh/nodepool';
const CLUSTER = 'eks:eks-cluster-name';

/**
 * What Karpenter's controller may do: run and end machines that carry the tags of this cluster, and read what machines there are. All together
 * they are longer than one managed policy may be, so they are policies of the role's own.
 *
 * @see https://karpenter.sh/docs/reference/cloudformation/
 */
export function karpenterPolicies(input: KarpenterPoliciesInput): Record<string, PolicyStatement[]> {
  const { profile, clusterName } = input;
  const ec2 = (...resources: string[]) =>
    resources.map((resource) => `arn:${profile.partition}:ec2:${profile.region}:*:${resource}/*`);
  const owned = `kubernetes.io/cluster/${clusterName}`;
  const tagged = {
    StringEquals: { [`aws:ResourceTag/${owned}`]: 'owned' },
    StringLike: { [`aws:ResourceTag/${POOL}`]: '*' },
  };
  const requested = {
    StringEquals: { [`aws:RequestTag/${owned}`]: 'owned', [`aws:RequestTag/${CLUSTER}`]: clusterName },
    StringLike: { [`aws:RequestTag/${POOL}`]: '*' },
  };
  const made = ec2('fleet', 'instance', 'volume', 'network-interface', 'launch-template', 'spot-instances-request');
  const inRegion = { StringEquals: { 'aws:RequestedRegion': profile.region } };
  return {
    Nodes: [
      allow('RunFrom', RUN, [
        // Images and snapshots belong to no account in their ARN.
        ...['image', 'snapshot'].map((kind) => `arn:${profile.partition}:ec2:${profile.region}::${kind}/*`),
        ...ec2('security-group', 'subnet', 'capacity-reservation', 'placement-group'),
      ]),
      allow('RunByOwnTemplates', RUN, ec2('launch-template'), tagged),
      allow('RunWithOwnTags', [...RUN, 'ec2:CreateLaunchTemplate'], made, requested),
      allow('TagWhatIsMade', 'ec2:CreateTags', made, {
        ...requested,
        StringEquals: {
          ...requested.StringEquals,
          'ec2:CreateAction': ['RunInstances', 'CreateFleet', 'CreateLaunchTemplate'],
        },
      }),
      allow('TagOwnMachines', 'ec2:CreateTags', ec2('instance'), {
        ...tagged,
        StringEqualsIfExists: { [`aws:RequestTag/${CLUSTER}`]: clusterName },
        'ForAllValues:StringEquals': { 'aws:TagKeys': [CLUSTER, 'karpenter.sh/nodeclaim', 'Name'] },
      }),
      allow(
        'EndOwnMachines',
        ['ec2:TerminateInstances', 'ec2:DeleteLaunchTemplate'],
        ec2('instance', 'launch-template'),
        tagged,
      ),
      allow('GiveNodesTheirRole', 'iam:PassRole', input.nodeRoleArn, {
        StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' },
      }),
    ],
    Discovery: [
      allow(
        'Machines',
        [
          'ec2:DescribeCapacityReservations',
          'ec2:DescribeImages',
          'ec2:DescribeInstances',
          'ec2:DescribeInstanceStatus',
          'ec2:DescribeInstanceTypeOfferings',
          'ec2:DescribeInstanceTypes',
          'ec2:DescribeLaunchTemplates',
          'ec2:DescribePlacementGroups',
          'ec2:DescribeSecurityGroups',
          'ec2:DescribeSpotPriceHistory',
          'ec2:DescribeSubnets',
        ],
        '*',
        inRegion,
      ),
      allow('Images', 'ssm:GetParameter', `arn:${profile.partition}:ssm:${profile.region}::parameter/aws/service/*`),
      allow('Prices', 'pricing:GetProducts', '*'),
      // Before a node class may go, its controller looks whether it made a profile itself, `<cluster>_<hash>`: only an answer lets it go.
      allow('Profiles', 'iam:GetInstanceProfile', [
        input.instanceProfileArn,
        profile.iamArn(`instance-profile/${clusterName}_*`),
      ]),
      allow('ProfilesOfItsOwn', 'iam:ListInstanceProfiles', '*'),
      allow('Cluster', 'eks:DescribeCluster', profile.arn('eks', `cluster/${clusterName}`)),
    ],
    Interruptions: [allow('Queue', ['sqs:DeleteMessage', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'], input.queueArn)],
  };
}
