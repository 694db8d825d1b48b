import { aws } from 'bigdata-constructs';
import { App } from 'cdktf';
import { environmentStacks } from '../../stacks/environment-stacks';
import { environments } from '../../stacks/environments';
import { insteadOfProd, OtherEnvironment } from '../helpers/another-environment';
import { StackJson } from '../helpers/provider-schema';
import { synthTexts } from '../helpers/synth';
import { existing, permitted } from './reach';

/** Each is one whose names begin, or whose cluster is named, as that of another. */
const CANDIDATES: OtherEnvironment[] = [
  { name: 'prod', region: 'eu-central-1' },
  { name: 'prod-eu', region: 'eu-central-1' },
  { name: 'prod', region: 'us-east-1' },
];

/** Prod's stacks as those of another environment, and what is optional besides. */
function stacksOf(candidate: OtherEnvironment): StackJson[] {
  const texts = insteadOfProd(candidate, () =>
    synthTexts((app: App) => {
      environmentStacks(app, 'prod');
      options(new aws.AwsStack(app, 'options', { environment: environments.prod.environment }));
    }),
  );
  const own = Object.entries(texts).filter(([id]) => !id.startsWith('account-'));
  return own.map(([, text]) => JSON.parse(text) as StackJson);
}

function options(stack: aws.AwsStack): void {
  new aws.EncryptionKey(stack, 'Key', { purpose: 'tables' });
  // What it is for begins as another environment's name ends.
  new aws.EncryptionKey(stack, 'OverlappingKey', { purpose: 'eu-data' });
  const access = new aws.WorkloadAccess(stack, 'Access', {
    identity: { namespaceName: 'spark', serviceAccountName: 'jobs' },
  });
  const bucket = aws.DataBucket.named(stack, 'lake');
  new aws.GlueCatalog(stack, 'Catalog', { name: 'lake', bucket }).grantReadWrite(access);
  new aws.GlueCatalog(stack, 'OverlappingCatalog', { name: 'eu_lake', bucket });
  new aws.ManagedPrometheus(stack, 'Metrics').grantWrite(access);
}

const made = CANDIDATES.map((candidate) => ({ candidate, stacks: stacksOf(candidate) }));
const PAIRS = made.flatMap((one) => made.filter((other) => other !== one).map((other) => ({ one, other })));

const NODES = ['AmazonEC2ContainerRegistryPullOnly', 'AmazonEKSWorkerNodePolicy', 'AmazonSSMManagedInstanceCore'];

/** What policies of one environment reach of another, and why that is right: the policy, its actions, and what. */
const EXPLAINED: [policy: RegExp, action: RegExp, what: RegExp, why: string][] = [
  [
    /^Karpenter_/,
    /^ec2:RunInstances$/,
    /./,
    'machines with tags of this cluster are made, and nothing that is there is changed',
  ],
  [/load-balancer/, /^ec2:GetSecurityGroupsForVpc$/, /:vpc\//, 'a list'],
];

/** Policies that AWS manages, which hold for the whole account, by their role. An account each is the only wall where that is too much. */
const MANAGED: Record<string, string[]> = {
  'ci-apply': ['PowerUserAccess'],
  'ci-plan': ['ReadOnlyAccess'],
  cluster: ['AmazonEKSClusterPolicy'],
  'karpenter-nodes': NODES,
  'metastore-monitoring': ['service-role/AmazonRDSEnhancedMonitoringRole'],
  'system-nodes': NODES,
  'vpc-cni': ['AmazonEKS_CNI_Policy'],
  'way-in': ['AmazonSSMManagedInstanceCore'],
};

const explains = (row: (typeof EXPLAINED)[number], policy: string, action: string, arn: string) =>
  row[0].test(policy) && row[1].test(action) && row[2].test(arn);

test.each(PAIRS)('$one.candidate shares no name with $other.candidate', ({ one, other }) => {
  const names = new Set(existing(one.stacks, one.candidate).map(({ arn }) => arn));
  expect(names.size).toBeGreaterThan(50);
  const theirs = existing(other.stacks, other.candidate).map(({ arn }) => arn);
  expect(theirs.filter((arn) => names.has(arn))).toEqual([]);
});

test('no policy of an environment reaches anything of another', () => {
  const used = new Set<unknown>();
  const reached = PAIRS.flatMap(({ one, other }) => {
    const theirs = existing(other.stacks, other.candidate);
    return permitted(one.stacks).flatMap((policy) =>
      theirs.flatMap((what) =>
        policy
          .on(what)
          .filter((action) => {
            const row = EXPLAINED.find((each) => explains(each, policy.policy, action, what.arn));
            used.add(row);
            return row === undefined;
          })
          .map((action) => `${policy.policy}: ${action} on ${what.arn}`),
      ),
    );
  });
  expect([...new Set(reached)]).toEqual([]);
  expect(EXPLAINED.filter((row) => !used.has(row))).toEqual([]);
});

test('of policies that hold for the whole account there are no more than we know', () => {
  const [{ stacks }] = made;
  const found: Record<string, string[]> = {};
  for (const { resource = {} } of stacks) {
    for (const { role, policy_arn: arn } of Object.values(resource.aws_iam_role_policy_attachment ?? {})) {
      const id = /aws_iam_role\.(\w+)\.name/.exec(String(role))![1];
      const name = String(resource.aws_iam_role[id].name).replace('bigdata-prod-eu-central-1-', '');
      found[name] = [...(found[name] ?? []), String(arn).replace('arn:aws:iam::aws:policy/', '')].sort();
    }
  }
  expect(found).toEqual(MANAGED);
});
