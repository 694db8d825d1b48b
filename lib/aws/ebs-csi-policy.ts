import { AwsProfile } from './aws-profile';
import { allow, PolicyStatement } from './iam-policy';
import { CLUSTER_TAG } from './node-labels';

const DRIVER = 'ebs.csi.aws.com/cluster';
const CLAIM = 'kubernetes.io/created-for/pvc/name';

/**
 * What the EBS driver's controller may do: with volumes and snapshots that the driver of this cluster made. It is
 * `AmazonEBSCSIDriverEKSClusterScopedPolicy`, without what copies volumes, makes fast snapshots or locks them, and by a tag of our own: whether the
 * add-on sets `ebs.csi.aws.com/cluster-name` is said nowhere, and machines of Karpenter do not carry `eks:cluster-name`.
 *
 * @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/v1.64.0/docs/install.md#set-up-driver-permissions
 */
export function ebsCsiPolicy(profile: AwsProfile, clusterName: string): PolicyStatement[] {
  const ec2 = (...kinds: string[]) => kinds.map((kind) => `arn:${profile.partition}:ec2:${profile.region}:*:${kind}/*`);
  const made = { StringEquals: { [`ec2:ResourceTag/${CLUSTER_TAG}`]: clusterName } };
  const making = { StringEquals: { [`aws:RequestTag/${CLUSTER_TAG}`]: clusterName } };
  const volume = ['ec2:AttachVolume', 'ec2:DeleteVolume', 'ec2:DetachVolume', 'ec2:ModifyVolume'];
  return [
    allow(
      'Read',
      [
        'ec2:DescribeAvailabilityZones',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeInstances',
        'ec2:DescribeSnapshots',
        'ec2:DescribeVolumeStatus',
        'ec2:DescribeVolumes',
        'ec2:DescribeVolumesModifications',
      ],
      '*',
    ),
    allow('MakeVolumes', 'ec2:CreateVolume', ec2('volume'), making),
    allow('MakeVolumesOfSnapshots', 'ec2:CreateVolume', ec2('snapshot'), made),
    allow('MakeSnapshots', 'ec2:CreateSnapshot', ec2('snapshot'), making),
    allow('MakeSnapshotsOfVolumes', 'ec2:CreateSnapshot', ec2('volume'), made),
    allow('OwnVolumes', volume, ec2('volume'), made),
    allow('Machines', ['ec2:AttachVolume', 'ec2:DetachVolume'], ec2('instance'), made),
    allow('OwnSnapshots', 'ec2:DeleteSnapshot', ec2('snapshot'), made),
    allow('TagWhatIsMade', 'ec2:CreateTags', ec2('volume', 'snapshot'), {
      StringEquals: { 'ec2:CreateAction': ['CreateVolume', 'CreateSnapshot'] },
    }),
    allow('TagOwnVolumes', ['ec2:CreateTags', 'ec2:DeleteTags'], ec2('volume'), {
      ...made,
      Null: { 'aws:TagKeys': 'false' },
      'ForAllValues:StringNotEquals': { 'aws:TagKeys': [DRIVER, CLUSTER_TAG, CLAIM] },
    }),
  ];
}
