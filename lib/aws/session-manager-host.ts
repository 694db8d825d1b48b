import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { Instance } from '@cdktf/provider-aws/lib/instance';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { Construct } from 'constructs';
import { AwsProfile } from './aws-profile';
import { serviceTrust } from './iam-policy';
import { Role } from './role';
import { waitFor } from './wait-for';
import { WayInContext } from './way-in-context';
import { WayInSecurityGroup } from './way-in-security-group';

/** The newest image of the day that the host is made. */
const IMAGE = 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64';

/** A host without any open port: Session Manager's agent on it calls out, and forwards a port to the cluster's API. */
export class SessionManagerHost extends Construct {
  public constructor(scope: Construct, id: string, context: WayInContext) {
    super(scope, id);
    const name = `${context.clusterName}-way-in`;
    const role = new Role(this, 'Role', {
      name: 'way-in',
      description: 'The host that Session Manager forwards ports through',
      trust: serviceTrust('ec2.amazonaws.com'),
      managedPolicies: ['AmazonSSMManagedInstanceCore'],
    });
    const profile = new IamInstanceProfile(this, 'InstanceProfile', {
      name: role.roleName,
      path: AwsProfile.of(this).iamPath(this),
      role: role.roleName,
    });
    waitFor(profile, ...role.permissions);
    const group = new WayInSecurityGroup(this, 'SecurityGroup', name, context);
    const template = new LaunchTemplate(this, 'LaunchTemplate', {
      name,
      imageId: IMAGE,
      instanceType: 't4g.small',
      updateDefaultVersion: true,
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: { volumeSize: 10, volumeType: 'gp3', encrypted: 'true' } }],
      tags: { Name: name },
    });
    new Instance(this, 'Host', {
      launchTemplate: { id: template.id, version: '$Default' },
      subnetId: context.subnetIds[0],
      vpcSecurityGroupIds: [group.groupId],
      iamInstanceProfile: profile.name,
      monitoring: true,
      ebsOptimized: true,
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      rootBlockDevice: { encrypted: true },
      tags: { Name: name },
      // A newer image every week is no reason to replace it.
      lifecycle: { ignoreChanges: ['ami'] },
    });
  }
}
