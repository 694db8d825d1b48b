import { AwsProfile } from './aws-profile';
import { WorkloadAccess } from './workload-access';

const CLUSTER_TAG = 'elbv2.k8s.aws/cluster';

/** What controllers of the platform may do in AWS. */
export class PlatformPermissions {
  /**
   * What the AWS load balancer controller may do: with load balancers of this cluster alone.
   *
   * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/installation/#option-a-recommended-iam-roles-for-service-accounts-irsa
   */
  public static loadBalancers(access: WorkloadAccess): void {
    const profile = AwsProfile.of(access);
    const clusterName = profile.environmentName(access);
    const elb = (...kinds: string[]) => kinds.map((kind) => profile.arn('elasticloadbalancing', `${kind}/*`));
    const groups = profile.arn('ec2', 'security-group/*');
    const requested = { StringEquals: { [`aws:RequestTag/${CLUSTER_TAG}`]: clusterName } };
    const owned = { StringEquals: { [`aws:ResourceTag/${CLUSTER_TAG}`]: clusterName } };
    const allow = (Action: string | string[], Resource: string | string[], Condition?: object) => ({
      Effect: 'Allow',
      Action,
      Resource,
      Condition,
    });
    const inRegion = { StringEquals: { 'aws:RequestedRegion': profile.region } };
    access.allow('Discovery', [
      allow(
        [
          'acm:ListCertificates',
          'ec2:DescribeAccountAttributes',
          'ec2:DescribeAddresses',
          'ec2:DescribeAvailabilityZones',
          'ec2:DescribeCoipPools',
          'ec2:DescribeInstances',
          'ec2:DescribeInternetGateways',
          'ec2:DescribeIpamPools',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DescribeRouteTables',
          'ec2:DescribeSecurityGroups',
          'ec2:DescribeSubnets',
          'ec2:DescribeTags',
          'ec2:DescribeVpcPeeringConnections',
          'ec2:DescribeVpcs',
          'elasticloadbalancing:DescribeCapacityReservation',
          'elasticloadbalancing:DescribeListenerAttributes',
          'elasticloadbalancing:DescribeListenerCertificates',
          'elasticloadbalancing:DescribeListeners',
          'elasticloadbalancing:DescribeLoadBalancerAttributes',
          'elasticloadbalancing:DescribeLoadBalancers',
          'elasticloadbalancing:DescribeRules',
          'elasticloadbalancing:DescribeSSLPolicies',
          'elasticloadbalancing:DescribeTags',
          'elasticloadbalancing:DescribeTargetGroupAttributes',
          'elasticloadbalancing:DescribeTargetGroups',
          'elasticloadbalancing:DescribeTargetHealth',
        ],
        '*',
        inRegion,
      ),
      allow('acm:DescribeCertificate', profile.arn('acm', 'certificate/*')),
      allow('ec2:GetSecurityGroupsForVpc', profile.arn('ec2', 'vpc/*')),
    ]);
    access.allow('SecurityGroups', [
      // A call on both at once: each needs a statement that allows it.
      allow('ec2:CreateSecurityGroup', profile.arn('ec2', 'vpc/*')),
      allow('ec2:CreateSecurityGroup', groups, requested),
      allow('ec2:CreateTags', groups, {
        StringEquals: { ...requested.StringEquals, 'ec2:CreateAction': 'CreateSecurityGroup' },
      }),
      allow(['ec2:CreateTags', 'ec2:DeleteTags', 'ec2:DeleteSecurityGroup'], groups, owned),
      allow(['ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress'], groups, owned),
      // Nodes let load balancers in.
      allow(['ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress'], groups, {
        StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: 'owned' },
      }),
    ]);
    const balancers = elb('loadbalancer', 'targetgroup');
    const listeners = elb('listener', 'listener-rule');
    access.allow('LoadBalancers', [
      allow(
        'iam:CreateServiceLinkedRole',
        profile.iamArn('role/aws-service-role/elasticloadbalancing.amazonaws.com/*'),
        {
          StringEquals: { 'iam:AWSServiceName': 'elasticloadbalancing.amazonaws.com' },
        },
      ),
      allow(
        ['elasticloadbalancing:CreateLoadBalancer', 'elasticloadbalancing:CreateTargetGroup'],
        balancers,
        requested,
      ),
      allow(
        ['elasticloadbalancing:CreateListener', 'elasticloadbalancing:CreateRule'],
        [...balancers, ...listeners],
        requested,
      ),
      // With what is made, and not to what others have made: whoever tags it could change it then.
      allow('elasticloadbalancing:AddTags', balancers, {
        StringEquals: {
          ...requested.StringEquals,
          'elasticloadbalancing:CreateAction': ['CreateLoadBalancer', 'CreateTargetGroup'],
        },
      }),
      allow('elasticloadbalancing:AddTags', listeners, {
        ...requested,
        StringEqualsIfExists: { [`aws:ResourceTag/${CLUSTER_TAG}`]: clusterName },
      }),
      allow(
        [
          'elasticloadbalancing:AddListenerCertificates',
          // Of what exists, only tags that differ are sent: the cluster's is not among them.
          'elasticloadbalancing:AddTags',
          'elasticloadbalancing:DeleteListener',
          'elasticloadbalancing:DeleteLoadBalancer',
          'elasticloadbalancing:DeleteRule',
          'elasticloadbalancing:DeleteTargetGroup',
          'elasticloadbalancing:DeregisterTargets',
          'elasticloadbalancing:ModifyListener',
          'elasticloadbalancing:ModifyListenerAttributes',
          'elasticloadbalancing:ModifyLoadBalancerAttributes',
          'elasticloadbalancing:ModifyRule',
          'elasticloadbalancing:ModifyTargetGroup',
          'elasticloadbalancing:ModifyTargetGroupAttributes',
          'elasticloadbalancing:RegisterTargets',
          'elasticloadbalancing:RemoveListenerCertificates',
          'elasticloadbalancing:RemoveTags',
          'elasticloadbalancing:SetIpAddressType',
          'elasticloadbalancing:SetRulePriorities',
          'elasticloadbalancing:SetSecurityGroups',
          'elasticloadbalancing:SetSubnets',
        ],
        [...balancers, ...listeners],
        owned,
      ),
    ]);
  }

  /**
   * What External Secrets may do: read the secrets of this environment, which begin with its name: `bigdata-prod/`.
   *
   * @see https://external-secrets.io/latest/provider/aws-secrets-manager/
   */
  public static secrets(access: WorkloadAccess): void {
    const profile = AwsProfile.of(access);
    const secrets = profile.arn('secretsmanager', `secret:${profile.environmentName(access)}/*`);
    access.allow('Secrets', [
      {
        Effect: 'Allow',
        Action: [
          'secretsmanager:DescribeSecret',
          'secretsmanager:GetSecretValue',
          'secretsmanager:ListSecretVersionIds',
        ],
        Resource: secrets,
      },
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: profile.arn('kms', 'key/*'),
        Condition: {
          StringEquals: { 'kms:ViaService': `secretsmanager.${profile.region}.amazonaws.com` },
          // Secrets Manager says which secret a key is used for.
          StringLike: { 'kms:EncryptionContext:SecretARN': secrets },
        },
      },
    ]);
  }

  private constructor() {}
}
