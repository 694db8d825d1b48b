import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';

/** Lets everything in a VPC reach one port of a security group's members. */
export function allowFromVpc(scope: Construct, securityGroupId: string, cidrs: string[], port: number): void {
  for (const cidr of cidrs) {
    new VpcSecurityGroupIngressRule(scope, `From-${cidr.replace('/', '-')}`, {
      securityGroupId,
      description: 'From the VPC',
      cidrIpv4: cidr,
      ipProtocol: 'tcp',
      fromPort: port,
      toPort: port,
    });
  }
}
