import * as fs from 'node:fs';
import * as path from 'node:path';
import { aws } from 'bigdata-constructs';
import { Duration, Size } from 'cdk8s';
import { App } from 'cdktf';
import ts from 'typescript';
import { CloudDefinition, EnvironmentDefinition, environments } from '../../../stacks/environments';
import { describeWithProviderMirror } from '../../helpers/authorities';
import { scratchFolder } from '../../helpers/offline-terraform';
import { StackJson } from '../../helpers/provider-schema';
import { DeployedStack, Replacement } from '../../helpers/replacements';
import { synthTexts } from '../../helpers/synth';

const { environment: PROD, cloud: CLOUD } = environments.prod as Required<EnvironmentDefinition>;
const [A, B, C] = PROD.zones!;
const KEY = 'arn:aws:kms:eu-central-1:000000000000:key/11111111-1111-1111-1111-111111111111';
const VPC = { vpcId: 'vpc-1', cidrs: ['10.0.0.0/16'], zones: [A, B], privateSubnetIds: ['subnet-1', 'subnet-2'] };

/** Props of what holds data, carries the cluster, or is there once: what differs from what is deployed. */
interface Given {
  readonly zones?: string[];
  readonly profile?: Partial<aws.AwsProfileProps>;
  readonly network?: aws.DataNetworkProps;
  readonly cluster?: Partial<CloudDefinition['cluster'] & { viewers: string[] }>;
  readonly karpenter?: Partial<aws.KarpenterProps>;
  readonly key?: Partial<aws.EncryptionKeyProps>;
  readonly logs?: aws.LogBucketProps;
  readonly bucket?: Partial<aws.DataBucketProps>;
  readonly metastore?: Partial<aws.MetastoreDatabaseProps>;
  readonly catalog?: Partial<aws.GlueCatalogProps>;
}

/** All in one stack, as prod has it and as it may have besides: so that one state serves all changes. */
function stackWith(given: Given): StackJson {
  const profile = new aws.AwsProfile({ ...CLOUD.profile, ...given.profile });
  const extensions = [profile, ...PROD.extensions!.filter(({ extensionId }) => extensionId !== profile.extensionId)];
  const environment = { ...PROD, zones: given.zones ?? [B, C], extensions };
  const texts = synthTexts((app: App) => {
    const stack = new aws.AwsStack(app, 'all', { environment });
    const network = new aws.DataNetwork(stack, 'Network', { ...CLOUD.network, ...given.network });
    const version = aws.EksVersion.V1_34;
    const cluster = new aws.DataCluster(stack, 'Cluster', { ...CLOUD.cluster, version, ...given.cluster, network });
    new aws.Karpenter(stack, 'Karpenter', { cluster, ...given.karpenter });
    new aws.RemoteState(stack, 'State');
    const key = new aws.EncryptionKey(stack, 'Key', { purpose: 'data', ...given.key });
    const logBucket = new aws.LogBucket(stack, 'Logs', given.logs);
    const bucket = new aws.DataBucket(stack, 'Lake', { purpose: 'lake', key, logBucket, ...given.bucket });
    const vpc = aws.DataNetwork.fromAttributes(VPC);
    new aws.MetastoreDatabase(stack, 'Metastore', { network: vpc, keyArn: key.keyArn, ...given.metastore });
    new aws.GlueCatalog(stack, 'Catalog', { name: 'lake', bucket, ...given.catalog });
    new aws.ManagedPrometheus(stack, 'Metrics');
  });
  return JSON.parse(texts.all) as StackJson;
}

interface Change {
  readonly what: string;
  readonly to: Given;
  /** The props that are changed: `DataNetworkProps.cidr`. */
  readonly props: string[];
  /** What is replaced, and why that is right: resources by their address. */
  readonly replaced?: [resource: RegExp, how: Replacement, why: string][];
}

const NODES: [RegExp, Replacement, string] = [
  /^aws_eks_node_group\./,
  'created before destroyed',
  'the pods of the old nodes are drained when the new ones are there',
];

const CHANGES: Change[] = [
  {
    what: 'all that can be changed in place',
    props: [
      'AwsProfileProps.logRetentionDays',
      'AwsProfileProps.tags',
      'DataNetworkProps.interfaceEndpoints',
      'DataClusterProps.administrators',
      'DataClusterProps.logs',
      'DataClusterProps.pastSupportReason',
      'DataClusterProps.version',
      'DataClusterProps.viewers',
      'SystemNodesProps.count',
      'EncryptionKeyProps.services',
      'DataBucketProps.key',
      'DataBucketProps.lifecycles',
      'DataBucketProps.logBucket',
      'MetastoreDatabaseProps.instanceType',
      'MetastoreDatabaseProps.storage',
      'GlueCatalogProps.bucket',
      'GlueCatalogProps.prefix',
    ],
    to: {
      profile: { logRetentionDays: 90, tags: { 'cost-center': 'another' } },
      network: { interfaceEndpoints: true },
      cluster: {
        version: aws.EksVersion.V1_35,
        pastSupportReason: 'an engine waits',
        logs: [aws.ControlPlaneLog.AUDIT],
        administrators: [...CLOUD.cluster.administrators, 'arn:aws:iam::000000000000:role/second'],
        viewers: ['arn:aws:iam::000000000000:role/viewer'],
        systemNodes: { ...CLOUD.cluster.systemNodes, count: 5 },
      },
      key: { services: ['logs.eu-central-1.amazonaws.com'] },
      bucket: {
        key: { keyArn: KEY, aliasName: 'alias/another' },
        logBucket: { bucketName: 'another-log' },
        lifecycles: [{ expireAfter: Duration.days(900) }],
      },
      metastore: { instanceType: 'db.m7g.xlarge', storage: Size.gibibytes(200) },
      catalog: {
        prefix: 'tables/',
        bucket: { bucketName: 'another', region: 'eu-central-1', endpoint: 'https://s3.eu-central-1.amazonaws.com' },
      },
    },
  },
  {
    what: 'a zone that comes before the others',
    props: [],
    to: { zones: [A, B, C] },
    replaced: [
      NODES,
      [/^aws_instance\.Cluster_SessionManagerHost/, 'destroyed before created', 'it holds nothing: sessions end'],
    ],
  },
  { what: 'a zone that comes after the others', props: [], to: { zones: [B, C, A] }, replaced: [NODES] },
  {
    what: 'what is replaced and holds nothing',
    props: [
      'DataNetworkProps.nat',
      'DataNetworkProps.natZone',
      'DataClusterProps.access',
      'SystemNodesProps.instanceType',
      'KarpenterProps.identity',
      'EncryptionKeyProps.purpose',
      'MetastoreDatabaseProps.network',
    ],
    to: {
      network: { nat: aws.NatGateways.SINGLE, natZone: C },
      cluster: { access: aws.Access.publicFrom(['203.0.113.0/24']), systemNodes: { instanceType: 'm7g.2xlarge' } },
      karpenter: { identity: { namespaceName: 'karpenter', serviceAccountName: 'another' } },
      key: { purpose: 'tables' },
      metastore: { network: aws.DataNetwork.fromAttributes({ ...VPC, vpcId: 'vpc-2' }) },
    },
    replaced: [
      NODES,
      [/^aws_(nat_gateway|eip)\.Network_Nat(Address)?-b_/, 'destroyed', 'one gateway was asked for, and in which zone'],
      [/^aws_\w+\.Cluster_(SessionManagerHost|BuildRunner)_/, 'destroyed', 'the ways in were taken out'],
      [/^aws_eks_pod_identity_association\.Karpenter_/, 'destroyed before created', 'no node is opened for a moment'],
      [/^aws_kms_alias\.Key_/, 'destroyed before created', 'a name; what is encrypted knows the key itself'],
      [
        /^aws_(security_group|vpc_security_group_ingress_rule)\.Metastore_/,
        'destroyed before created',
        'AWS keeps a group that is in use, and RDS moves no database',
      ],
    ],
  },
  {
    what: 'the addresses of the network',
    props: ['DataNetworkProps.cidr'],
    to: { network: { cidr: '10.8.0.0/16' } },
    replaced: [
      [/^aws_vpc(_ipv4_cidr_block_association)?\./, 'refused', 'everything is in it'],
      [/^aws_subnet\./, 'refused', 'nodes are in them'],
    ],
  },
  {
    what: 'what holds data or carries the cluster',
    props: [
      'DataNetworkProps.podCidr',
      'LogBucketProps.purpose',
      'DataBucketProps.purpose',
      'MetastoreDatabaseProps.keyArn',
      'GlueCatalogProps.name',
    ],
    to: {
      network: { podCidr: '100.80.0.0/16' },
      logs: { purpose: 'access-logs' },
      bucket: { purpose: 'ocean' },
      metastore: { keyArn: KEY },
      catalog: { name: 'ocean' },
    },
    replaced: [
      [/^aws_vpc_ipv4_cidr_block_association\./, 'refused', 'the addresses of pods'],
      [/^aws_subnet\./, 'refused', 'nodes are in them'],
      [/^aws_s3_bucket\.Lake_/, 'refused', 'objects'],
      [/^aws_s3_bucket\.Logs_/, 'refused', 'who read and wrote what'],
      [/^aws_db_instance\./, 'refused', 'the tables of the metastore'],
      [/^aws_glue_catalog_database\./, 'refused', 'the tables of the catalog'],
    ],
  },
  {
    what: 'the addresses of a zone, and whose keys there are',
    props: ['DataNetworkProps.zoneBlocks', 'AwsProfileProps.customerManagedKeys'],
    to: { network: { zoneBlocks: { [B]: 3 } }, profile: { customerManagedKeys: false } },
    replaced: [
      [/^aws_subnet\./, 'refused', 'nodes are in them'],
      [/^aws_eks_cluster\./, 'refused', 'Secrets are encrypted with the key'],
      [/^aws_prometheus_workspace\./, 'refused', 'samples'],
    ],
  },
  {
    what: 'what all names begin with',
    props: ['AwsProfileProps.namePrefix'],
    to: { profile: { namePrefix: 'other' } },
    replaced: [
      [/^aws_s3_bucket\./, 'refused', 'objects'],
      [/^aws_eks_cluster\./, 'refused', 'all that runs'],
      [/^aws_glue_catalog_database\./, 'refused', 'the tables of the catalog'],
    ],
  },
];

/** Props that are not changed here, and why. */
const ELSEWHERE: Record<string, string> = {
  'AwsProfileProps.accountId': 'another account: the provider takes no credentials of it',
  'AwsProfileProps.region': 'another region: nothing that is there is found',
  'AwsProfileProps.stateBucket': 'where the state lies, and nothing else',
  'DataClusterProps.network': 'a cluster stays in its VPC',
  'DataClusterProps.systemNodes': 'by its own props',
  'KarpenterProps.cluster': 'what another cluster has is its own',
};

/** Props of what neither holds data, nor carries the cluster, nor is there once. */
const STATELESS =
  /^(AccountSingletons|AwsStack|BuildRunner|CiRoles|CostGuard|EbsStorageClasses|NodeArchetypes|NodePools|SecretsManagerStore|WorkloadAccess)Props$/;

/** Every prop of the constructs of a folder. */
function propsIn(folder: string): string[] {
  return fs.readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    const { statements } = ts.createSourceFile(name, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022);
    return statements
      .filter((each): each is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(each))
      .filter(({ name: { text } }) => text.endsWith('Props') && !STATELESS.test(text))
      .flatMap(({ name: { text }, members }) =>
        members.map((member) => `${text}.${(member.name as ts.Identifier | undefined)?.text}`),
      );
  });
}

test('each prop of what holds data or carries the cluster is changed', () => {
  const changed = [...CHANGES.flatMap(({ props }) => props), ...Object.keys(ELSEWHERE)];
  expect(changed.sort()).toEqual(propsIn(path.join(__dirname, '../../../lib/aws')).sort());
});

describeWithProviderMirror('what a change replaces, by Terraform with the real AWS provider', (authority) => {
  const deployed = new DeployedStack(scratchFolder('replaced-'), authority);
  beforeAll(() => deployed.deploy(stackWith({})), 600_000);

  test.each(CHANGES)(
    '$what',
    async ({ to, replaced = [] }) => {
      const found = Object.entries(await deployed.replacedBy(stackWith(to)));
      const unexplained = found.filter(
        ([address, how]) => !replaced.some(([of, as]) => of.test(address) && as === how),
      );
      expect(unexplained).toEqual([]);
      expect(replaced.filter(([of]) => !found.some(([address]) => of.test(address)))).toEqual([]);
    },
    240_000,
  );
});
