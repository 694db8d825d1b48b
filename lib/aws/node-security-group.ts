import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';

/** What the control plane calls on nodes: kubelets, and webhooks by the ports that charts give them. */
const FROM_API: Record<number, string> = {
  443: 'Webhooks',
  4443: 'metrics-server',
  6443: 'Extension API servers',
  8443: 'Webhooks',
  9443: 'Webhooks',
  10250: 'Kubelets',
  10251: 'metrics-server of EKS',
};

/** What the group is made from. */
export interface NodeSecurityGroupInput {
  readonly clusterName: string;
  readonly vpcId: string;
  readonly cidrs: string[];
  readonly apiSecurityGroupId: string;
}

/** Nodes talk to each other on every port, since NetworkPolicies say which pods may; nothing else reaches them but the control plane. */
export class NodeSecurityGroup extends Construct {
  public readonly groupId: string;

  public constructor(scope: Construct, id: string, input: NodeSecurityGroupInput) {
    super(scope, id);
    const { clusterName, apiSecurityGroupId } = input;
    const name = `${clusterName}-nodes`;
    const group = new SecurityGroup(this, 'Resource', {
      name,
      description: `Nodes of ${clusterName}`,
      vpcId: input.vpcId,
      // Karpenter finds it by the first, and there must be one only; load balancers by the second.
      tags: { Name: name, 'karpenter.sh/discovery': clusterName, [`kubernetes.io/cluster/${clusterName}`]: 'owned' },
      lifecycle: { createBeforeDestroy: false },
    });
    this.groupId = group.id;
    const ingress = (ruleId: string, description: string, rule: object) =>
      new VpcSecurityGroupIngressRule(this, ruleId, {
        securityGroupId: group.id,
        description,
        ipProtocol: 'tcp',
        ...rule,
      });
    ingress('Nodes', 'Nodes and their pods', { referencedSecurityGroupId: group.id, ipProtocol: '-1' });
    for (const [port, what] of Object.entries(FROM_API)) {
      ingress(`Api-${port}`, `${what}, from the control plane`, {
        referencedSecurityGroupId: apiSecurityGroupId,
        fromPort: Number(port),
        toPort: Number(port),
      });
    }
    new VpcSecurityGroupIngressRule(this, 'ToApi', {
      securityGroupId: apiSecurityGroupId,
      description: `From nodes of ${clusterName}`,
      referencedSecurityGroupId: group.id,
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });
    for (const cidr of input.cidrs) {
      new VpcSecurityGroupEgressRule(this, `Vpc-${cidr.replace('/', '-')}`, {
        securityGroupId: group.id,
        description: 'Everything in the VPC',
        cidrIpv4: cidr,
        ipProtocol: '-1',
      });
    }
    new VpcSecurityGroupEgressRule(this, 'Https', {
      securityGroupId: group.id,
      description: 'AWS, S3 and registries of images',
      cidrIpv4: '0.0.0.0/0',
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });
  }
}
