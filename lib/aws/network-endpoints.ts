import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { Construct } from 'constructs';
import { AwsProfile } from './aws-profile';
import { allowFromVpc } from './vpc-ingress';

/** What nodes and the platform call: https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html */
const SERVICES = [
  'autoscaling',
  'ec2',
  'ecr.api',
  'ecr.dkr',
  'eks',
  'eks-auth',
  'elasticloadbalancing',
  'kms',
  'logs',
  'secretsmanager',
  'sqs',
  'ssm',
  'ssmmessages',
  'sts',
];

/** What endpoints are made in. */
export interface NetworkEndpointsInput {
  readonly vpcId: string;
  readonly vpcName: string;
  readonly cidrs: string[];
  readonly routeTableIds: string[];
  readonly subnetIds: string[];
  readonly interfaces: boolean;
}

/** Ways to AWS's services that do not pass a NAT gateway: S3 always, which costs nothing; others on demand. */
export class NetworkEndpoints extends Construct {
  public constructor(scope: Construct, id: string, input: NetworkEndpointsInput) {
    super(scope, id);
    const { region } = AwsProfile.of(this);
    const { vpcId, vpcName } = input;
    new VpcEndpoint(this, 'S3', {
      vpcId,
      serviceName: `com.amazonaws.${region}.s3`,
      vpcEndpointType: 'Gateway',
      routeTableIds: input.routeTableIds,
      tags: { Name: `${vpcName}-s3` },
    });
    if (!input.interfaces) return;
    const group = new SecurityGroup(this, 'SecurityGroup', {
      name: `${vpcName}-endpoints`,
      description: 'Private endpoints of the services that nodes call',
      vpcId,
      tags: { Name: `${vpcName}-endpoints` },
    });
    allowFromVpc(this, group.id, input.cidrs, 443);
    for (const service of SERVICES) {
      new VpcEndpoint(this, service, {
        vpcId,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: 'Interface',
        subnetIds: input.subnetIds,
        securityGroupIds: [group.id],
        privateDnsEnabled: true,
        tags: { Name: `${vpcName}-${service}` },
      });
    }
  }
}
