import { AwsProfile } from './aws-profile';
import { allow, PolicyStatement } from './iam-policy';

const MADE = 'ebs.csi.aws.com/cluster';
const CLAIM = 'kubernetes.io/created-for/pvc/name';

/**
 * What the EBS driver's controller may do: with volumes and snapshots that a driver made. It is `AmazonEBSCSIDriverPolicyV2`, without what copies
 * volumes, makes fast snapshots or locks them; as a policy of the role's own, since the path of the managed one differs between AWS' documents.
 *
 * @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/v1.64.0/docs/install.md#set-up-driver-permissions
 */
export function ebsCsiPolicy(profile: AwsProfile): PolicyStatement[] {
  const ec2 = (...kinds: string[]) => kinds.map((kind) => `arn:${profile.partition}:ec2:${profile.region}:*:${kind}/*`);
  const made = { StringEquals: { [`ec2:ResourceTag/${MADE}`]: 'true' } };
  const making = { StringEquals: { [`aws:RequestTag/${MADE}`]: 'true' } };
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
    // Those of the driver that was built into Kubernetes.
    allow('MigratedVolumes', volume, ec2('volume'), { StringLike: { [`ec2:ResourceTag/${CLAIM}`]: '*' } }),
    allow('Machines', ['ec2:AttachVolume', 'ec2:DetachVolume'], ec2('instance')),
    allow('OwnSnapshots', 'ec2:DeleteSnapshot', ec2('snapshot'), made),
    allow('TagWhatIsMade', 'ec2:CreateTags', ec2('volume', 'snapshot'), {
      StringEquals: { 'ec2:CreateAction': ['CreateVolume', 'CreateSnapshot'] },
    }),
    allow('TagOwnVolumes', ['ec2:CreateTags', 'ec2:DeleteTags'], ec2('volume'), {
      ...made,
      Null: { 'aws:TagKeys': 'false' },
      'ForAllValues:StringNotEquals': { 'aws:TagKeys': [MADE, `${MADE}-name`, CLAIM] },
    }),
  ];
}
