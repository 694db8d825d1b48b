import * as fs from 'node:fs';
import * as path from 'node:path';
import { aws } from 'bigdata-constructs';
import { environmentStacks } from '../../stacks/environment-stacks';
import { describeWithPublishedPolicies } from '../helpers/authorities';
import { synthTexts } from '../helpers/synth';

type Condition = Record<string, Record<string, string | string[]>>;

/** One action on one resource, and under which condition it is allowed. */
interface Permission {
  readonly action: string;
  readonly resource: string;
  readonly condition: Condition;
}

/** Whether one permission holds wherever another one does, or at least for what is ours. */
enum Covers {
  ALL = 'all',
  OURS = 'ours',
  NOT = 'not',
}

const CLUSTER = 'bigdata-prod';
/** What a controller's own document leaves open. */
const PLACEHOLDERS: Record<string, string> = {
  '${AWS::Partition}': 'aws',
  '${AWS::Region}': 'eu-central-1',
  '${AWS::AccountId}': '000000000000',
  '${ClusterName}': CLUSTER,
  '${aws:PrincipalTag/eks-cluster-name}': CLUSTER,
  // Ours is set by us.
  'ebs.csi.aws.com/cluster-name': 'bigdata-constructs.io/cluster',
  '${KarpenterNodeRole.Arn}': `arn:aws:iam::000000000000:role/bigdata/prod/eu-central-1/${CLUSTER}-eu-central-1-karpenter-nodes`,
  '${KarpenterInterruptionQueue.Arn}': `arn:aws:sqs:eu-central-1:000000000000:${aws.Karpenter.queueOf(CLUSTER)}`,
};

/** A published document, whose form SOURCES.md beside it describes. */
function published(file: string, document = ''): Permission[] {
  const text = Object.entries(PLACEHOLDERS).reduce(
    (filled, [name, value]) => filled.replaceAll(name, value),
    fs.readFileSync(file, 'utf8'),
  );
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split('\t'))
    .filter(([sid]) => sid.startsWith(document))
    .map(([, , action, resource, condition]) => ({
      action,
      // The names that a document has as an example.
      resource: anywhere(resource).replace(/:secret:dev-\*$/, `:secret:${CLUSTER}/*`),
      condition: condition ? (JSON.parse(condition) as Condition) : {},
    }));
}

/** An ARN in any region and account: ours are narrower by them, on purpose. */
const anywhere = (arn: string) => arn.replace(/^(arn:aws:[^:]*):[^:]*:[^:]*:/, '$1:*:*:');

interface Statement {
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: Condition;
}

const permissionsOf = ({ Action, Resource, Condition = {} }: Statement): Permission[] =>
  [Action]
    .flat()
    .flatMap((action) =>
      [Resource].flat().map((resource) => ({ action, resource: anywhere(resource), condition: Condition })),
    );

interface Resources {
  readonly resource?: {
    readonly aws_iam_role_policy?: Record<string, { readonly role: string; readonly policy: string }>;
  };
}

/** What the roles of prod are allowed, by a part of the names of their policies' resources. */
const ours = Object.values(synthTexts((app) => environmentStacks(app, 'prod'))).flatMap((text) =>
  Object.entries((JSON.parse(text) as Resources).resource?.aws_iam_role_policy ?? {}),
);
const allowed = (part: RegExp) =>
  ours
    .filter(([id]) => part.test(id))
    .flatMap(([, { policy }]) => (JSON.parse(policy) as { Statement: Statement[] }).Statement.flatMap(permissionsOf));

/** Whether what stands in one pattern covers another. */
const within = (pattern: string, resource: string) =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  ).test(resource);

/** Whether a permission of ours is one that is published. */
function covers(our: Permission, theirs: Permission): Covers {
  if (our.action !== theirs.action) return Covers.NOT;
  let result = Covers.ALL;
  if (!within(our.resource, theirs.resource)) {
    if (!within(theirs.resource, our.resource)) return Covers.NOT;
    result = Covers.OURS;
  }
  for (const [operator, keys] of Object.entries(our.condition)) {
    for (const [key, value] of Object.entries(keys)) {
      // One region, as all else.
      if (key === 'aws:RequestedRegion') continue;
      if (same(value, theirs.condition[operator]?.[key])) continue;
      // What must not be there cannot have a value.
      if (theirs.condition.Null?.[key] === 'true') return Covers.NOT;
      result = Covers.OURS;
    }
  }
  return result;
}

const same = (a: string | string[], b: string | string[] | undefined) =>
  b !== undefined && JSON.stringify([a].flat().sort()) === JSON.stringify([b].flat().sort());

/** What is published and ours do not cover, and what they cover for what is ours alone: action by action. */
function differences(our: Permission[], theirs: Permission[]) {
  const best = (one: Permission) => {
    const all = our.map((each) => covers(each, one));
    return all.includes(Covers.ALL) ? Covers.ALL : all.includes(Covers.OURS) ? Covers.OURS : Covers.NOT;
  };
  const rows = theirs.map((one) => ({ one, covered: best(one) }));
  const actions = (wanted: Covers) => [
    ...new Set(rows.filter(({ covered }) => covered === wanted).map(({ one }) => one.action)),
  ];
  const known = new Set(theirs.map(({ action }) => action));
  return {
    missing: actions(Covers.NOT).sort(),
    narrower: actions(Covers.OURS).sort(),
    besides: [...new Set(our.map(({ action }) => action).filter((action) => !known.has(action)))].sort(),
  };
}

/** Why actions differ, by a pattern of their names. */
type Reasons = [actions: RegExp, reason: string][];

/** A controller, what is published for it, and why ours differs. */
interface Controller {
  readonly file: string;
  /** Which of its documents. Default: there is one. */
  readonly document?: string;
  readonly policies: RegExp;
  /** Actions that ours leaves out. */
  readonly missing: Reasons;
  /** Actions that ours allows for less. */
  readonly narrower: Reasons;
  /** Actions that are not published. */
  readonly besides?: Reasons;
}

const CONTROLLERS: Record<string, Controller> = {
  Karpenter: {
    file: 'karpenter-1.14.1.tsv',
    policies: /Karpenter_ControllerRole/,
    missing: [
      [/^arc-zonal-shift:/, 'its setting enableZonalShift is off'],
      [/^iam:(Add|Create|Delete|Remove|Tag)\w*InstanceProfile$/, 'the profile of the nodes is made by Terraform'],
    ],
    narrower: [
      [/^iam:GetInstanceProfile$/, 'the profile of the nodes, and those that the controller would have made'],
      [/^iam:PassRole$/, 'to machines of one partition'],
    ],
  },
  'AWS load balancer controller': {
    file: 'aws-load-balancer-controller-3.5.0.tsv',
    policies: /load-balancer-controller/,
    missing: [
      [/^(shield|waf-regional|wafv2):|:SetWebAcl$/, 'both are off in the values of the chart'],
      [/^cognito-idp:|:DescribeTrustStores$/, 'for what only an Ingress asks: users and certificates of clients'],
      [/^iam:\w+ServerCertificates?$/, 'certificates are those of ACM'],
      [/:GetCoipPoolUsage$/, 'addresses of Outposts'],
      [/:Modify(CapacityReservation|IpPools)$/, 'for what only annotations ask which nothing of ours sets'],
    ],
    narrower: [
      [/^elasticloadbalancing:(Add|Remove)ListenerCertificates$/, 'of load balancers of this cluster'],
      [/^elasticloadbalancing:(Add|Remove)Tags$/, 'what this cluster makes or has made'],
      [/^elasticloadbalancing:(Create|Delete|Modify|Set)/, 'what this cluster makes or has made'],
      [/^elasticloadbalancing:(Der|R)egisterTargets$/, 'in target groups of this cluster'],
      [/^ec2:(Create|Delete)(SecurityGroup|Tags)$/, 'what this cluster makes or has made'],
      [/^ec2:(Authorize|Revoke)SecurityGroupIngress$/, 'groups of this cluster and of its nodes'],
      [/^acm:DescribeCertificate$|^ec2:GetSecurityGroupsForVpc$/, 'of this account and region'],
      [/^iam:CreateServiceLinkedRole$/, 'the one of load balancers'],
    ],
  },
  'EBS driver': {
    file: 'aws-ebs-csi-driver-1.64.0-eks-cluster-scoped.tsv',
    policies: /CsiRole/,
    missing: [
      [/^ec2:CopyVolumes$/, 'claims that clone others are not used'],
      [/^ec2:(EnableFastSnapshotRestores|LockSnapshot)$/, 'no class of snapshots asks for it'],
    ],
    narrower: [
      [/^ec2:CreateTags$/, 'not for copies of volumes, which are not made'],
      [/^ec2:(Attach|Detach)Volume$/, 'machines of EKS and of Karpenter by one tag'],
    ],
  },
  'External Secrets': {
    file: 'external-secrets-2.9.0.tsv',
    document: 'secrets-manager-read',
    policies: /external-secrets/,
    missing: [
      [/:(BatchGetSecretValue|ListSecrets)$/, 'only dataFrom.find calls them, which would show all names'],
      [/:GetResourcePolicy$/, 'only PushSecret calls it'],
    ],
    narrower: [],
    besides: [[/^kms:Decrypt$/, 'for secrets under a key of our own']],
  },
};

/** What of some actions has no reason, and the reasons that are of none. */
const unexplained = (actions: string[], reasons: Reasons) => [
  ...actions.filter((action) => !reasons.some(([pattern]) => pattern.test(action))),
  ...reasons.filter(([pattern]) => !actions.some((action) => pattern.test(action))).map(([pattern]) => String(pattern)),
];

describeWithPublishedPolicies('what controllers are allowed, against what their projects publish', (folder) => {
  test.each(Object.entries(CONTROLLERS))('%s', (_, { file, document, policies, missing, narrower, besides = [] }) => {
    const our = allowed(policies);
    expect(our.length).toBeGreaterThan(2);
    const found = differences(our, published(path.join(folder, file), document));
    expect({
      missing: unexplained(found.missing, missing),
      narrower: unexplained(found.narrower, narrower),
      besides: unexplained(found.besides, besides),
    }).toEqual({ missing: [], narrower: [], besides: [] });
  });

  test('a condition that asks for what must not be there is found', () => {
    const [{ file }] = [CONTROLLERS['AWS load balancer controller']];
    const statement = {
      Action: 'elasticloadbalancing:AddTags',
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestTag/elbv2.k8s.aws/cluster': CLUSTER } },
    };
    expect(differences(permissionsOf(statement), published(path.join(folder, file))).missing).toContain(
      'elasticloadbalancing:AddTags',
    );
  });
});
