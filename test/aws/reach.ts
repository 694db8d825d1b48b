import { ResourceJson, StackJson } from '../helpers/provider-schema';

type Texts = Record<string, string>;
type Conditions = Record<string, Record<string, string | string[]>>;

/** Something in an account. */
export interface Existing {
  readonly arn: string;
  readonly region: string;
  readonly tags: Texts;
  /** Names of a key, besides its ARN. */
  readonly aliases: string[];
  /** A secret that its key may encrypt. */
  readonly secret: string;
}

/** Where an environment is. */
interface Place {
  readonly name: string;
  readonly region: string;
}

const ACCOUNT = '000000000000';

/** A resource's name, and the ARN made with it. */
type Naming = [service: string, resource: (name: string, resource: ResourceJson) => string | string[], name: string];

const named = (service: string, kind: string, attribute = 'name'): Naming => [
  service,
  (name) => `${kind}${name}`,
  attribute,
];

/** What an account has once a name, by the types of Terraform. Without a name, each has an id that nobody else's has. */
const NAMED: Record<string, Naming> = {
  // A name is taken once, whatever its path.
  aws_iam_role: ['iam', (name, { path }) => [`role${String(path)}${name}`, `role-of-any-path/${name}`], 'name'],
  aws_iam_instance_profile: [
    'iam',
    (name, { path }) => [`instance-profile${String(path)}${name}`, `instance-profile-of-any-path/${name}`],
    'name',
  ],
  aws_s3_bucket: ['s3', (name) => [name, `${name}/object`], 'bucket'],
  aws_kms_alias: named('kms', '', 'name'),
  aws_cloudwatch_log_group: ['logs', (name) => [`log-group:${name}`, `log-group:${name}:log-stream:x`], 'name'],
  aws_sqs_queue: named('sqs', ''),
  aws_eks_cluster: named('eks', 'cluster/'),
  aws_cloudwatch_event_rule: named('events', 'rule/'),
  aws_codebuild_project: named('codebuild', 'project/'),
  aws_db_instance: named('rds', 'db:', 'identifier'),
  aws_db_subnet_group: named('rds', 'subgrp:'),
  aws_db_parameter_group: named('rds', 'pg:'),
  aws_glue_catalog_database: ['glue', (name) => [`database/${name}`, `table/${name}/events`], 'name'],
  aws_budgets_budget: named('budgets', 'budget/'),
  aws_launch_template: named('ec2', 'launch-template/'),
  aws_kms_key: named('kms', 'key/', ''),
  aws_iam_openid_connect_provider: ['iam', (name) => `oidc-provider/oidc.eks.REGION.amazonaws.com/id/${name}`, ''],
  aws_instance: named('ec2', 'instance/', ''),
  aws_security_group: named('ec2', 'security-group/', ''),
  aws_subnet: named('ec2', 'subnet/', ''),
  aws_vpc: named('ec2', 'vpc/', ''),
  aws_route53_zone: named('route53', 'hostedzone/', ''),
  aws_prometheus_workspace: named('aps', 'workspace/', ''),
};

/** What is part of something else, or cannot be named in a policy of ours. */
const PARTS =
  /^aws_(s3_bucket_\w+|iam_role_policy(_attachment)?|vpc_security_group_\w+|route(_table(_association)?)?|eks_(addon|node_group|access_\w+|pod_identity_association)|cloudwatch_event_target|codebuild_webhook|sqs_queue_policy|default_security_group|ec2_subnet_cidr_reservation|eip|flow_log|internet_gateway|nat_gateway|route53_record|vpc_endpoint|vpc_ipv4_cidr_block_association)$/;

/** In no region: those of IAM and of costs; and buckets, which name no account either. */
function arnOf(service: string, resource: string, region: string): string {
  if (service === 's3') return `arn:aws:s3:::${resource}`;
  const at = service === 'iam' || service === 'budgets' ? '' : region;
  return `arn:aws:${service}:${at}:${ACCOUNT}:${resource.replace('REGION', region)}`;
}

/** What the stacks of an environment have, and what its controllers make. */
export function existing(stacks: StackJson[], place: Place): Existing[] {
  const { name: environment, region } = place;
  const unique = `${environment}-${region}`;
  const aliases = stacks.flatMap(({ resource = {} }) => Object.values(resource.aws_kms_alias ?? {}));
  const made = stacks.flatMap((stack) =>
    Object.entries(stack.resource ?? {}).flatMap(([type, resources]) => {
      if (!type.startsWith('aws_') || PARTS.test(type)) return [];
      if (!(type in NAMED)) throw new Error(`nobody says what names ${type} has, and whether they are those of others`);
      const [service, resource, attribute] = NAMED[type];
      return Object.entries(resources).flatMap(([id, each]) => {
        const name = attribute === '' ? `${unique}-${id}` : String(each[attribute]);
        const own = aliases.filter(({ target_key_id: key }) => String(key).includes(`.${id}.`));
        return [resource(name, each)].flat().map((part) => ({
          arn: arnOf(service, part, region),
          region,
          tags: { ...defaultTags(stack), ...(each.tags as Texts) },
          aliases: own.map((alias) => String(alias.name)),
          secret: secretOf(environment, region),
        }));
      });
    }),
  );
  return [...made, ...byControllers(`bigdata-${environment}`, environment, region)];
}

function defaultTags({ provider }: StackJson): Texts {
  const [settings] = (provider as { aws?: { default_tags: { tags: Texts }[] }[] }).aws ?? [];
  return settings?.default_tags[0].tags ?? {};
}

const secretOf = (environment: string, region: string) =>
  arnOf('secretsmanager', `secret:bigdata-${environment}/receivers-AbCdEf`, region);

/** What comes by no plan of ours. */
function byControllers(cluster: string, environment: string, region: string): Existing[] {
  const thing = (service: string, resource: string, tags: Texts = {}) => ({
    arn: arnOf(service, resource, region),
    region,
    tags: { environment, ...tags },
    aliases: [],
    secret: secretOf(environment, region),
  });
  const unique = `${environment}-${region}`;
  const ofCluster = { [`kubernetes.io/cluster/${cluster}`]: 'owned', 'bigdata-constructs.io/cluster': cluster };
  const machine = { ...ofCluster, 'karpenter.sh/nodepool': 'stateful-a', 'eks:eks-cluster-name': cluster };
  const volume = {
    'bigdata-constructs.io/cluster': cluster,
    'ebs.csi.aws.com/cluster': 'true',
    'kubernetes.io/created-for/pvc/name': 'data',
  };
  const balancer = { 'elbv2.k8s.aws/cluster': cluster };
  return [
    thing('ec2', `instance/${unique}`, machine),
    thing('ec2', `launch-template/${unique}`, machine),
    thing('ec2', `network-interface/${unique}`),
    thing('ec2', `volume/${unique}`, volume),
    thing('ec2', `snapshot/${unique}`, volume),
    thing('ec2', `security-group/${unique}-balancer`, balancer),
    ...['loadbalancer/net/k8s', 'targetgroup', 'listener/net/k8s', 'listener-rule/net/k8s'].map((kind) =>
      thing('elasticloadbalancing', `${kind}/${unique}/1`, balancer),
    ),
    { ...thing('secretsmanager', ''), arn: secretOf(environment, region) },
  ];
}

/** What makes something new, and changes nothing of what its request names. */
const MAKES = /:Create(?!Tags)/;

/** What a statement of a policy allows. */
export class Reach {
  public constructor(
    /** Whose policy, and which. */
    public readonly policy: string,
    public readonly actions: string[],
    public readonly resources: string[],
    private readonly conditions: Conditions,
  ) {}

  /** Whether it is asked for with what is made, and not of what is there. */
  private get tagsWhatIsMade(): boolean {
    return Object.values(this.conditions).some((keys) =>
      Object.keys(keys).some((key) => key.endsWith(':CreateAction')),
    );
  }

  /** What it allows with a resource that is there, as far as the resource decides it. */
  public on(what: Existing): string[] {
    if (this.tagsWhatIsMade || !this.holdsFor(what)) return [];
    const patterns = this.resources.filter((pattern) => wildcard(pattern, what.arn));
    const service = what.arn.split(':')[2];
    return patterns.flatMap((pattern) =>
      this.actions
        .filter((action) => action.startsWith(`${service}:`) && !MAKES.test(action))
        // Lists, which know no resource.
        .filter((action) => pattern !== '*' || !/:(Describe|Get|List)/.test(action)),
    );
  }

  private holdsFor(what: Existing): boolean {
    return Object.entries(this.conditions).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => {
        const found = valuesOf(key, what);
        if (found === undefined || /Null$/.test(operator)) return true;
        if (found.length === 0) return /IfExists$/.test(operator);
        return found.some((value) => [values].flat().some((pattern) => matches(operator, pattern, value)));
      }),
    );
  }
}

/** The values that a key of conditions has for a resource; nothing where only the request says it. */
function valuesOf(key: string, { tags, aliases, region, secret }: Existing): string[] | undefined {
  const [, tag] = /^(?:aws|ec2):ResourceTag\/(.*)$/.exec(key) ?? [];
  if (tag !== undefined) return tag in tags ? [tags[tag]] : [];
  if (key === 'kms:ResourceAliases') return aliases;
  if (key === 'kms:EncryptionContext:SecretARN') return [secret];
  // One that each environment has of its own.
  if (key === 'ec2:Vpc') return ['theirs'];
  return key === 'aws:RequestedRegion' ? [region] : undefined;
}

const matches = (operator: string, pattern: string, value: string) =>
  /Like/.test(operator) ? wildcard(pattern, value) : pattern === value;

/** As IAM reads it: `*` is any text, `?` any character. */
function wildcard(pattern: string, text: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`).test(text);
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource?: string | string[];
  readonly Condition?: Conditions;
}

/** What the roles of an environment may do. */
export function permitted(stacks: StackJson[]): Reach[] {
  return stacks.flatMap(({ resource = {} }) =>
    Object.entries(resource.aws_iam_role_policy ?? {}).flatMap(([id, { name, policy }]) =>
      (JSON.parse(policy as string) as { Statement: Statement[] }).Statement.filter(
        ({ Effect }) => Effect === 'Allow',
      ).map(
        ({ Action, Resource = [], Condition = {} }) =>
          new Reach(
            `${id.replace(/_[0-9A-F]{8}$/, '')}/${String(name)}`,
            [Action].flat(),
            [Resource].flat(),
            Condition,
          ),
      ),
    ),
  );
}
