import { aws, DeletionPolicy, StoreMode } from 'bigdata-constructs';
import { Duration } from 'cdk8s';
import { synthAws } from './helpers';

const IDENTITY = { namespaceName: 'olap', serviceAccountName: 'clickhouse' };

/** The keys of conditions that a request has. */
type Request = Record<string, string | string[]>;

/**
 * How IAM compares what a request has for a key with what a statement names.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
const OPERATORS: Record<string, (found: string[], named: string) => boolean> = {
  StringEquals: (found, named) => found.includes(named),
  StringEqualsIfExists: (found, named) => found.length === 0 || found.includes(named),
  'ForAllValues:StringNotEqualsIgnoreCase': (found, named) =>
    found.every((value) => value.toLowerCase() !== named.toLowerCase()),
};

/** Whether one of some statements allows a request. */
function allows(statements: Record<string, unknown>[], action: string, request: Request): boolean {
  const asked = statements.filter(({ Effect, Action }) => Effect === 'Allow' && [Action].flat().includes(action));
  return asked.some(({ Condition }) =>
    Object.entries(Condition as Record<string, Record<string, string>>).every(([operator, keys]) =>
      Object.entries(keys).every(([key, named]) => OPERATORS[operator]([request[key] ?? []].flat(), named)),
    ),
  );
}

describe('WorkloadAccess', () => {
  test('allows nothing but what was granted, below the prefix alone', () => {
    const made = synthAws((stack) => {
      const access = new aws.WorkloadAccess(stack, 'Access', { identity: IDENTITY });
      access.grantReadWrite(aws.DataBucket.named(stack, 'backups'), 'olap/');
    });
    const bucket = 'arn:aws:s3:::bigdata-test-111122223333-eu-central-1-backups';
    const [list, , objects, key] = made.statements();
    expect(list).toMatchObject({ Resource: bucket, Condition: { StringLike: { 's3:prefix': ['olap/', 'olap/*'] } } });
    expect(objects).toMatchObject({ Resource: `${bucket}/olap/*` });
    expect(key.Condition).toEqual({
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/bigdata/test/data' },
      StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' },
    });
    expect(made.only('aws_eks_pod_identity_association')).toMatchObject({
      cluster_name: 'bigdata-test',
      namespace: 'olap',
      service_account: 'clickhouse',
    });
  });

  test('only pods of this cluster can take the role', () => {
    const made = synthAws((stack) => void new aws.WorkloadAccess(stack, 'Access', { identity: IDENTITY }));
    expect(made.only('aws_iam_role').assume_role_policy).toContain(
      '"aws:RequestTag/eks-cluster-arn":"arn:aws:eks:eu-central-1:111122223333:cluster/bigdata-test"',
    );
  });

  test('takes the token of the service account where the SDK is too old for Pod Identity', () => {
    const oidcIssuer = 'oidc.eks.eu-central-1.amazonaws.com/id/X';
    const made = synthAws((stack) => {
      const sdk = aws.AwsSdk.java1('1.12.720');
      new aws.WorkloadAccess(stack, 'Access', { identity: IDENTITY, sdk, oidcIssuer });
    });
    expect(made.all('aws_eks_pod_identity_association')).toEqual({});
    expect(made.only('aws_iam_role').assume_role_policy).toContain(
      `"${oidcIssuer}:sub":"system:serviceaccount:olap:clickhouse"`,
    );
    expect(() =>
      synthAws((stack) => {
        new aws.WorkloadAccess(stack, 'Access', { identity: IDENTITY, sdk: aws.AwsSdk.java1('1.12.596') });
      }),
    ).toThrow(/AWS502.*AWS SDK for Java 1 1\.12\.596/);
  });

  test.each<[aws.AwsSdk, boolean]>([
    [aws.AwsSdk.java1('1.12.745'), false],
    [aws.AwsSdk.java1('1.12.746'), true],
    [aws.AwsSdk.java2('2.21.30'), true],
    [aws.AwsSdk.java2('2.9.99'), false],
    [aws.AwsSdk.cpp('1.11.263'), true],
  ])('$name $version knows Pod Identity: %s', (sdk, knows) => {
    expect(sdk.knowsPodIdentity).toBe(knows);
  });
});

describe('access to stores', () => {
  const READER = { namespaceName: 'lake', serviceAccountName: 'reader' };

  test('is one a identity, which may do what it needs below its prefixes', () => {
    const made = synthAws((stack) => {
      const store = aws.DataBucket.named(stack, 'backups');
      const accesses = aws.WorkloadAccess.forStores(stack, [
        { identity: IDENTITY, store, mode: StoreMode.READ_WRITE, prefix: 'clickhouse/events/backups' },
        { identity: READER, store, mode: StoreMode.READ },
        { identity: IDENTITY, store, mode: StoreMode.READ_WRITE, prefix: 'clickhouse/events/data' },
      ]);
      expect(accesses.map(({ node }) => node.id)).toEqual(['olap-clickhouse', 'lake-reader']);
    });
    expect(Object.keys(made.all('aws_eks_pod_identity_association'))).toHaveLength(2);
    const bucket = 'arn:aws:s3:::bigdata-test-111122223333-eu-central-1-backups';
    const objects = made
      .statements()
      .filter(({ Action }) => (Action as string[]).includes('s3:GetObject'))
      .map(({ Action, Resource }) => [Resource, (Action as string[]).includes('s3:PutObject')]);
    expect(objects).toHaveLength(3);
    expect(new Map(objects as [string, boolean][])).toEqual(
      new Map([
        [`${bucket}/clickhouse/events/backups/*`, true],
        [`${bucket}/clickhouse/events/data/*`, true],
        [`${bucket}/*`, false],
      ]),
    );
  });

  test('is made for buckets of AWS alone', () => {
    const to = (endpoint: string) => () =>
      synthAws((stack) => {
        const store = { bucketName: 'backups', region: 'eu-central-1', endpoint };
        aws.WorkloadAccess.forStores(stack, [{ identity: IDENTITY, store, mode: StoreMode.READ }]);
      });
    expect(to('http://minio.data.svc.cluster.local:9000')).toThrow(
      "AWS505: the stores of storeAccess must be buckets of AWS, given 'backups' at http://minio.data.svc.cluster.local:9000;",
    );
    expect(to('https://s3.example.com')).toThrow('AWS505');
    for (const endpoint of [
      'https://s3.eu-central-1.amazonaws.com',
      'https://s3.dualstack.eu-central-1.amazonaws.com',
      'https://bucket.vpce-1a2b3c4d-5e6f.s3.eu-central-1.vpce.amazonaws.com',
      'https://s3.cn-north-1.amazonaws.com.cn',
    ]) {
      expect(to(endpoint)).not.toThrow();
    }
  });
});

describe('CiRoles', () => {
  const PLAN_ROLE = 'arn:aws:iam::111122223333:role/bigdata/test/eu-central-1/bigdata-test-eu-central-1-ci-plan';
  const roles = (props: Partial<aws.CiRolesProps> = {}) =>
    synthAws((stack) => void new aws.CiRoles(stack, 'Ci', { repository: 'acme/platform', ...props }));

  test('whoever opens a pull request may plan, and nobody applies without an approval', () => {
    const trusts = Object.values(roles().all('aws_iam_role')).map(({ assume_role_policy: trust }) => trust as string);
    const [apply] = trusts.filter((trust) => trust.includes('environment:test'));
    expect(apply).toContain('"token.actions.githubusercontent.com:sub":["repo:acme/platform:environment:test"]');
    const [plan] = trusts.filter((trust) => trust !== apply);
    expect(plan).toContain('repo:acme/platform:pull_request');
  });

  test('a plan reads no data, and pipelines do not change what they may do', () => {
    const denied = roles()
      .statements()
      .filter(({ Effect }) => Effect === 'Deny');
    expect(denied).toContainEqual(
      expect.objectContaining({
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        NotResource: expect.stringContaining('terraform-state') as unknown,
      }),
    );
    expect(denied).toContainEqual(
      expect.objectContaining({ Resource: [PLAN_ROLE, PLAN_ROLE.replace('ci-plan', 'ci-apply')] }),
    );
  });

  const OURS = { 'aws:ResourceTag/environment': 'test' };
  test.each<[action: string, request: Request, allowed: boolean]>([
    ['Create', { 'aws:RequestTag/environment': 'test' }, true],
    ['Create', {}, false],
    ['Tag', { 'aws:RequestTag/environment': 'test' }, true],
    ['Tag', { 'aws:RequestTag/cost-center': 'x' }, false],
    ['Tag', { ...OURS, 'aws:RequestTag/cost-center': 'x' }, true],
    ['Tag', { ...OURS, 'aws:RequestTag/environment': 'prod' }, false],
    ['Tag', { 'aws:ResourceTag/environment': 'prod', 'aws:RequestTag/environment': 'test' }, false],
    ['Untag', { ...OURS, 'aws:TagKeys': ['cost-center'] }, true],
    ['Untag', { ...OURS, 'aws:TagKeys': ['cost-center', 'Environment'] }, false],
    ['Untag', { 'aws:ResourceTag/environment': 'prod', 'aws:TagKeys': ['cost-center'] }, false],
  ])('who applies may %sOpenIDConnectProvider with %j: %s', (action, request, allowed) => {
    expect(allows(roles().statements(), `iam:${action}OpenIDConnectProvider`, request)).toBe(allowed);
  });

  test('refuses wildcards', () => {
    expect(() => roles({ repository: 'acme/*' })).toThrow(/AWS503.*'acme\/\*'/);
    expect(() => roles({ applyEnvironment: '*' })).toThrow(/AWS504/);
  });
});

describe('AccountSingletons', () => {
  const account = (props: aws.AccountSingletonsProps) =>
    synthAws((stack) => void new aws.AccountSingletons(stack, 'Account', props));
  const anomalies = { threshold: 50, emails: ['a@example.com'] };

  test('makes what there can be once in an account', () => {
    const made = account({ allocationTags: ['environment'], anomalies });
    expect(made.only('aws_iam_openid_connect_provider').url).toBe('https://token.actions.githubusercontent.com');
    expect(made.only('aws_iam_service_linked_role').aws_service_name).toBe('spot.amazonaws.com');
    expect(made.only('aws_ce_cost_allocation_tag').tag_key).toBe('environment');
    expect(made.only('aws_ce_anomaly_monitor').monitor_type).toBe('DIMENSIONAL');
    expect(() => account({ anomalies: { threshold: 0, emails: [] } })).toThrow(/AWS405[^]*AWS406/);
  });

  test('leaves what the account has to others', () => {
    const monitorArn = 'arn:aws:ce::111122223333:anomalymonitor/00000000-0000-0000-0000-000000000000';
    const existing = [aws.AccountSingleton.GITHUB_PROVIDER, aws.AccountSingleton.SPOT_ROLE];
    const made = account({ existing, anomalies: { ...anomalies, monitorArn } });
    expect(made.all('aws_iam_openid_connect_provider')).toEqual({});
    expect(made.all('aws_iam_service_linked_role')).toEqual({});
    expect(made.all('aws_ce_anomaly_monitor')).toEqual({});
    expect(made.only('aws_ce_anomaly_subscription').monitor_arn_list).toEqual([monitorArn]);
  });
});

describe('buckets', () => {
  const bucket = (deletionPolicy?: DeletionPolicy, props: Partial<aws.DataBucketProps> = {}) =>
    synthAws(
      (stack) => {
        const key = new aws.EncryptionKey(stack, 'Key', { purpose: 'data' });
        const logBucket = { bucketName: 'existing-logs' };
        new aws.DataBucket(stack, 'Bucket', { purpose: 'lake', key, logBucket, ...props });
      },
      { deletionPolicy },
    );

  test('nobody removes one where the environment retains data', () => {
    const retained = bucket();
    expect(retained.only('aws_s3_bucket')).toMatchObject({
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(retained.only('aws_s3_bucket_policy').policy).toContain('s3:DeleteBucket');
    const deleted = bucket(DeletionPolicy.DELETE);
    expect(deleted.only('aws_s3_bucket').force_destroy).toBe(true);
    expect(deleted.only('aws_s3_bucket_policy').policy).not.toContain('s3:DeleteBucket');
  });

  test.each([
    ['no lifecycles', undefined],
    ['one for some objects', [{ prefix: 'tmp/', expireAfter: Duration.days(7) }]],
    ['one for all', [{ tierAfter: Duration.days(30) }]],
  ])('removes what was begun to be uploaded, and never completed: %s', (_, lifecycles) => {
    const { rule } = bucket(undefined, { lifecycles }).only('aws_s3_bucket_lifecycle_configuration') as {
      rule: { filter: object[]; abort_incomplete_multipart_upload?: object[] }[];
    };
    const ofAll = rule.filter(({ filter }) => JSON.stringify(filter) === '[{"prefix":""}]');
    expect(ofAll.map((each) => each.abort_incomplete_multipart_upload)).toEqual([[{ days_after_initiation: 7 }]]);
  });

  test('refuses names that S3 does not take', () => {
    expect(() => bucket(undefined, { purpose: 'Lake' })).toThrow(/AWS401.*'Lake'/);
    expect(() => bucket(undefined, { purpose: 'x'.repeat(40) })).toThrow(/AWS402/);
  });

  test('a budget has somebody who reads it', () => {
    const guard = (props: aws.CostGuardProps) => synthAws((stack) => void new aws.CostGuard(stack, 'Costs', props));
    expect(() => guard({ monthlyLimit: 0, emails: [] })).toThrow(/AWS403[^]*AWS404/);
    const made = guard({ monthlyLimit: 100, emails: ['a@example.com'] });
    expect(made.only('aws_budgets_budget').cost_filter).toEqual([
      { name: 'TagKeyValue', values: ['user:environment$test'] },
      { name: 'Region', values: ['eu-central-1'] },
    ]);
  });
});

test('managed Prometheus takes samples from those alone that may write', () => {
  const made = synthAws((stack) => {
    const access = new aws.WorkloadAccess(stack, 'Access', {
      identity: { namespaceName: 'monitoring', serviceAccountName: 'prometheus' },
    });
    new aws.ManagedPrometheus(stack, 'Metrics').grantWrite(access);
  });
  expect(made.statements()).toEqual([expect.objectContaining({ Action: 'aps:RemoteWrite' })]);
});
