import * as fs from 'node:fs';
import * as path from 'node:path';
import { aws } from 'bigdata-constructs';
import { App } from 'cdktf';
import { example as existingCluster } from '../../../examples/existing-cluster/main';
import { environmentStacks } from '../../../stacks/environment-stacks';
import {
  ACCEPTED,
  ACCEPTED_POLICIES,
  LEFT_OUT,
  LEFT_OUT_OF_PLATFORM,
  MOST_ACCEPTED,
} from '../../helpers/accepted-findings';
import { describeWithProviderMirror, describeWithProviderSchemas } from '../../helpers/authorities';
import { OfflineTerraform, scratchFolder } from '../../helpers/offline-terraform';
import { environmentNames, stacks } from '../../helpers/programs';
import { readSchemas, schemaProblems, StackJson } from '../../helpers/provider-schema';
import { synthTexts } from '../../helpers/synth';

const programs: Record<string, (app: App) => void> = {
  ...Object.fromEntries(environmentNames.map((name) => [name, (app: App) => void environmentStacks(app, name)])),
  ...Object.fromEntries(Object.entries(stacks).filter(([name]) => name.startsWith('examples/'))),
};

describeWithProviderSchemas('the schemas of the providers', (folder) => {
  const schemas = readSchemas(folder);

  test.each(Object.entries(programs))('know every argument of every resource of %s', (_, make) => {
    const problems = Object.values(synthTexts(make)).flatMap((text) =>
      schemaProblems(JSON.parse(text) as StackJson, schemas),
    );
    expect(problems).toEqual([]);
  });

  test('tell what is wrong, and of which construct', () => {
    const wrong = {
      resource: {
        aws_vpc: {
          a: { '//': { metadata: { path: 'prod/Vpc' } }, cidr: '10.0.0.0/16', enable_dns_support: 'perhaps' },
        },
        aws_eks_cluster: { b: { name: 'x', vpc_config: [{}, {}] } },
        aws_nothing: { c: {} },
      },
    };
    expect(schemaProblems(wrong, schemas)).toEqual([
      '[prod/Vpc] aws_vpc: knows no cidr',
      '[prod/Vpc] aws_vpc: enable_dns_support must be "bool", given "perhaps"',
      '[aws_eks_cluster.b] aws_eks_cluster: vpc_config.needs subnet_ids',
      '[aws_eks_cluster.b] aws_eks_cluster: vpc_config.needs subnet_ids',
      '[aws_eks_cluster.b] aws_eks_cluster: vpc_config stands 2 times, at most 1',
      '[aws_eks_cluster.b] aws_eks_cluster: needs role_arn',
      '[aws_nothing.c] no provider has a resource aws_nothing',
    ]);
  });
});

describeWithProviderMirror('Terraform with the real AWS provider', ({ mirror, schemas }) => {
  test.each(['analytics-data', 'analytics-access'])(
    'plans %s of the example with an existing cluster',
    async (id) => {
      const stack = JSON.parse(synthTexts((app) => void existingCluster(app))[id]) as StackJson;
      const terraform = new OfflineTerraform(scratchFolder('existing-'), stack, schemas, mirror);
      await terraform.init();
      const { resource_changes: changes = [] } = await terraform.plan();
      expect(changes.length).toBeGreaterThan(2);
      expect(await terraform.mockedApply()).toContain('1 passed, 0 failed');
    },
    120_000,
  );

  test('plans what is optional: a catalog, a database for a metastore, managed Prometheus', async () => {
    const texts = synthTexts((app) => {
      const environment = {
        name: 'test',
        zones: ['eu-central-1a', 'eu-central-1b'],
        extensions: [new aws.AwsProfile({ accountId: '000000000000', region: 'eu-central-1' })],
      };
      const stack = new aws.AwsStack(app, 'options', { environment });
      const key = new aws.EncryptionKey(stack, 'Key', { purpose: 'data' });
      const network = new aws.DataNetwork(stack, 'Network');
      new aws.MetastoreDatabase(stack, 'Metastore', { network, keyArn: key.keyArn });
      const access = new aws.WorkloadAccess(stack, 'Access', {
        identity: { namespaceName: 'spark', serviceAccountName: 'jobs' },
      });
      const bucket = aws.DataBucket.named(stack, 'lake');
      new aws.GlueCatalog(stack, 'Catalog', { name: 'lake', bucket }).grantReadWrite(access);
      new aws.ManagedPrometheus(stack, 'Metrics').grantWrite(access);
    });
    const stack = JSON.parse(texts.options) as StackJson;
    expect(schemaProblems(stack, readSchemas(schemas))).toEqual([]);
    const terraform = new OfflineTerraform(scratchFolder('options-'), stack, schemas, mirror);
    await terraform.init();
    const { resource_changes: changes = [] } = await terraform.plan();
    expect(changes).toHaveLength(63);
  });

  test('refuses an argument that no provider knows, and one of another type', async () => {
    const stack = {
      terraform: { required_providers: { aws: { source: 'hashicorp/aws', version: '6.25.0' } } },
      provider: { aws: [{ region: 'eu-central-1' }] },
      resource: { aws_vpc: { wrong: { cidr_block: '10.0.0.0/16', cidr_blok: 'x', enable_dns_support: 'perhaps' } } },
    };
    const folder = scratchFolder('wrong-');
    const terraform = new OfflineTerraform(folder, stack, schemas, mirror);
    await terraform.init();
    const found = await terraform.validate();
    expect(found.map(({ summary }) => summary)).toEqual([
      'Extraneous JSON object property',
      'Incorrect attribute value type',
    ]);
    expect(fs.existsSync(path.join(folder, 'cdk.tf.json'))).toBe(true);
  });
});

test('findings that we live with are few, and each says why', () => {
  const accepted = [...ACCEPTED, ...ACCEPTED_POLICIES].map(({ reason }) => reason);
  const kubeScore = Object.values({ ...LEFT_OUT, ...LEFT_OUT_OF_PLATFORM });
  process.stderr.write(
    `accepted findings: ${ACCEPTED.length} of checkov, ${ACCEPTED_POLICIES.length} of parliament, ${kubeScore.length} of kube-score\n`,
  );
  expect(ACCEPTED.length).toBeLessThanOrEqual(MOST_ACCEPTED);
  expect(accepted.length + kubeScore.length).toBeLessThanOrEqual(MOST_ACCEPTED + 22);
  expect([...accepted, ...kubeScore].filter((reason) => reason.length < 20)).toEqual([]);
});
