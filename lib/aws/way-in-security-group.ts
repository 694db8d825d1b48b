import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import { WayInContext } from './way-in-context';

const HTTPS = { ipProtocol: 'tcp', fromPort: 443, toPort: 443 };

/** Nothing comes in; what goes out is HTTPS, and the cluster's API lets it in. */
export class WayInSecurityGroup extends Construct {
  public readonly groupId: string;

  public constructor(scope: Construct, id: string, name: string, context: WayInContext) {
    super(scope, id);
    const group = new SecurityGroup(this, 'Resource', {
      name,
      description: `A way to the API of ${context.clusterName}`,
      vpcId: context.vpcId,
      tags: { Name: name },
    });
    this.groupId = group.id;
    new VpcSecurityGroupEgressRule(this, 'Https', {
      securityGroupId: group.id,
      description: 'The API of the cluster, AWS and package registries',
      cidrIpv4: '0.0.0.0/0',
      ...HTTPS,
    });
    new VpcSecurityGroupIngressRule(this, 'Api', {
      securityGroupId: context.apiSecurityGroupId,
      description: `From ${name}`,
      referencedSecurityGroupId: group.id,
      ...HTTPS,
    });
  }
}
