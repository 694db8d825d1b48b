import { aws, DeletionPolicy } from 'bigdata-constructs';
import { synthAws, TestEnvironment } from './helpers';

const NETWORK = aws.DataNetwork.fromAttributes({
  vpcId: 'vpc-1',
  cidrs: ['10.0.0.0/16'],
  zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
  privateSubnetIds: ['subnet-a', 'subnet-b', 'subnet-c'],
});
const ADMINISTRATORS = ['arn:aws:iam::111122223333:role/admin'];
const PRIVATE = aws.Access.privateVia(aws.WayIn.sessionManagerHost());

const cluster = (props: Partial<aws.DataClusterProps> = {}, environment?: TestEnvironment) =>
  synthAws(
    (stack) =>
      void new aws.DataCluster(stack, 'Cluster', {
        network: NETWORK,
        administrators: ADMINISTRATORS,
        access: PRIVATE,
        ...props,
      }),
    environment,
  );

const idsOf = (type: string, made = cluster()) => Object.keys(made.all(type)).map((id) => `${type}.${id}`);

describe('DataCluster', () => {
  test('is private, logged, encrypted, and lets nobody in who is not named', () => {
    const made = cluster();
    expect(made.only('aws_eks_cluster')).toMatchObject({
      access_config: { authentication_mode: 'API', bootstrap_cluster_creator_admin_permissions: false },
      vpc_config: { endpoint_private_access: true, endpoint_public_access: false },
      enabled_cluster_log_types: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
      deletion_protection: true,
      upgrade_policy: { support_type: 'STANDARD' },
      depends_on: expect.arrayContaining(idsOf('aws_cloudwatch_log_group')) as unknown,
    });
    expect(made.only('aws_eks_access_policy_association')).toMatchObject({
      policy_arn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
      access_scope: { type: 'cluster' },
    });
  });

  test('makes what a node needs before the first node, and what needs a node after it', () => {
    const made = cluster();
    const addOns = Object.entries(made.all('aws_eks_addon'));
    const named = (names: string[]) =>
      addOns.filter(([, { addon_name }]) => names.includes(addon_name as string)).map(([id]) => `aws_eks_addon.${id}`);
    const group = made.only('aws_eks_node_group');
    const before = named(['vpc-cni', 'kube-proxy', 'eks-pod-identity-agent']);
    expect(before).toHaveLength(3);
    expect(group.depends_on).toEqual(expect.arrayContaining(before));
    const after = addOns.filter(([id]) => !before.includes(`aws_eks_addon.${id}`));
    expect(after).toHaveLength(4);
    for (const [, addOn] of after)
      expect(addOn.depends_on).toEqual(expect.arrayContaining(idsOf('aws_eks_node_group')));
  });

  test('pins every add-on', () => {
    const versions = Object.values(cluster().all('aws_eks_addon')).map(({ addon_version }) => addon_version);
    expect(versions.filter((version) => !/^v[\d.]+-eksbuild\.\d+$/.test(String(version)))).toEqual([]);
  });

  test('asks how it is reached, where it holds data', () => {
    expect(() => cluster({ access: undefined })).toThrow(/AWS201/);
    expect(() => cluster({ access: undefined }, { deletionPolicy: DeletionPolicy.DELETE })).not.toThrow();
    expect(
      cluster({ access: aws.Access.publicFrom(['203.0.113.0/24']) }).only('aws_eks_cluster').vpc_config,
    ).toMatchObject({
      endpoint_public_access: true,
      public_access_cidrs: ['203.0.113.0/24'],
    });
  });

  test('refuses a version that nobody supports any more, by the date of the table', () => {
    const version = aws.EksVersion.V1_33;
    expect(() => cluster({ version })).toThrow(/AWS203.*1\.33, whose standard support ended on 2026-07-29/);
    const kept = cluster({ version, pastSupportReason: 'the vendor of X is late' }).only('aws_eks_cluster');
    expect(kept).toMatchObject({ version: '1.33', upgrade_policy: { support_type: 'EXTENDED' } });
    expect(() => cluster({ version: aws.EksVersion.V1_34 })).not.toThrow();
  });

  test('refuses all that is wrong at once', () => {
    const wrong = () => cluster({ administrators: ['admin'], viewers: ['me'], systemNodes: { count: 1 } });
    expect(wrong).toThrow(/\[[^\]]+\] AWS205.*'admin'[^]*AWS206.*'me'[^]*AWS207[^]*AWS208.*1 in 3 zones/);
  });

  test('ships the way into a private API', () => {
    const made = cluster();
    expect(
      Object.values(made.all('aws_vpc_security_group_ingress_rule')).map(({ description }) => description),
    ).toContain('From bigdata-test-way-in');
    expect(made.only('aws_instance')).toMatchObject({ subnet_id: 'subnet-a' });
  });
});

describe('Karpenter', () => {
  const made = synthAws((stack) => {
    const existing = aws.DataCluster.fromAttributes({
      clusterName: 'bigdata-test',
      kubernetesVersion: '1.35',
      endpoint: 'https://example.com',
      certificateAuthority: 'Y2E=',
      oidcIssuer: 'oidc.example.com',
      nodeSecurityGroupId: 'sg-1',
    });
    new aws.Karpenter(stack, 'Karpenter', { cluster: existing });
  });

  test('is told of everything that takes a node away', () => {
    expect(Object.keys(made.all('aws_cloudwatch_event_rule'))).toHaveLength(5);
    expect(Object.keys(made.all('aws_cloudwatch_event_target'))).toHaveLength(5);
  });

  test('stays under what IAM takes, and changes nothing that has no tag of this cluster', () => {
    const policies = Object.values(made.all('aws_iam_role_policy')).map(({ policy }) => policy as string);
    // A managed policy has at most 6,144 characters, all of a role's own together 10,240.
    expect(policies.filter((policy) => policy.length >= 6_144)).toEqual([]);
    expect(policies.join('').length).toBeLessThan(10_240);
    const changes = made
      .statements()
      .filter(({ Action }) => /Terminate|Delete|CreateTags|CreateLaunchTemplate/.test(JSON.stringify(Action)))
      .filter(({ Sid }) => Sid !== 'Queue');
    expect(changes.length).toBeGreaterThan(3);
    for (const { Condition } of changes) expect(JSON.stringify(Condition)).toMatch(/bigdata-test|karpenter.sh/);
  });

  test('lets its nodes join', () => {
    expect(made.only('aws_eks_access_entry')).toMatchObject({ type: 'EC2_LINUX' });
    expect(made.only('aws_iam_instance_profile').name).toBe('bigdata-test-eu-central-1-karpenter-nodes');
    expect(made.only('aws_sqs_queue').name).toBe(aws.Karpenter.queueOf('bigdata-test'));
  });
});
