import { ChildProcess, spawn } from 'node:child_process';
import { aws } from 'bigdata-constructs';
import { App, TerraformResource } from 'cdktf';
import { environmentStacks } from '../../stacks/environment-stacks';
import { environments, EnvironmentName } from '../../stacks/environments';
import { insteadOfProd } from '../helpers/another-environment';
import { describeWithCommand, describeWithProviderMirror } from '../helpers/authorities';
import { OfflineTerraform, scratchFolder } from '../helpers/offline-terraform';
import { freePort, until } from '../helpers/process';
import { StackJson } from '../helpers/provider-schema';
import { synthTexts } from '../helpers/synth';

/** What our stacks call, as Terraform's provider names it. */
const SERVICES = ['s3', 'ec2', 'iam', 'kms', 'sts', 'logs', 'ce'];

/** What the server has no answer to: the provider would ask for ever. */
const UNANSWERED = ['aws_budgets_budget'];

/** As much of what stands over a stack as is changed here. */
interface Override {
  readonly terraform: object;
  readonly provider: { readonly aws: Record<string, unknown>[] };
  resource?: Record<string, Record<string, object>>;
}

/** The server looks at who asks, and not at the signature. */
const asOwner = (address: string, options: RequestInit = {}) => {
  const credential = 'Credential=mock/20260101/us-east-1/s3/aws4_request';
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0`;
  return fetch(address, { ...options, headers: { authorization } });
};

describeWithCommand('moto_server', "a server of AWS's APIs", () => {
  describeWithProviderMirror('with the real AWS provider', ({ mirror, schemas }) => {
    let server: ChildProcess;
    let url: string;

    beforeAll(async () => {
      const port = await freePort();
      url = `http://127.0.0.1:${port}`;
      server = spawn('moto_server', ['-p', String(port)], {
        stdio: 'ignore',
        env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
      });
      await until(async () => (await fetch(`${url}/moto-api/`).catch(() => undefined))?.ok === true);
    });
    afterAll(() => void server.kill('SIGKILL'));

    const stackOf = (environment: EnvironmentName, id: string): StackJson => {
      const texts = synthTexts((app: App) => void environmentStacks(app, environment));
      const stack = JSON.parse(texts[id]) as StackJson;
      const resource = Object.fromEntries(
        Object.entries(stack.resource ?? {}).filter(([type]) => !UNANSWERED.includes(type)),
      );
      return { ...stack, resource };
    };

    const terraformFor = (stack: StackJson, { removable }: { removable: boolean }) => {
      const terraform = new OfflineTerraform(scratchFolder('moto-'), stack, schemas, mirror);
      terraform.override<Override>((content) => {
        Object.assign(content.provider.aws[0], {
          endpoints: [Object.fromEntries(SERVICES.map((service) => [service, url]))],
          s3_use_path_style: true,
          skip_requesting_account_id: false,
        });
        if (!removable) delete content.resource;
        for (const bucket of Object.values(content.resource?.aws_s3_bucket ?? {})) {
          Object.assign(bucket, { force_destroy: true });
        }
      });
      return terraform;
    };

    /** The server speaks no TLS, and refuses what the policy of the state's bucket refuses. */
    const withoutTlsOnly = (stack: StackJson): StackJson => {
      const policies = Object.entries(stack.resource?.aws_s3_bucket_policy ?? {});
      const others = policies.filter(([id]) => !id.startsWith('State_Bucket_'));
      expect(others).toHaveLength(policies.length - 1);
      return { ...stack, resource: { ...stack.resource, aws_s3_bucket_policy: Object.fromEntries(others) } };
    };

    /** Keeps the state on the server. */
    const setBackend = (terraform: OfflineTerraform, backend: object) => {
      const offline = { access_key: 'mock', secret_key: 'mock', skip_metadata_api_check: true, use_path_style: true };
      const s3 = { ...backend, ...offline, endpoints: { s3: url, sts: url, iam: url } };
      terraform.override<Override>((content) => void Object.assign(content.terraform, { backend: { s3 } }));
    };

    /** As when the table says that the state was moved. */
    const bootstrapped = <T>(body: () => T): T => {
      const { cloud } = environments.staging;
      try {
        Object.assign(environments.staging, { cloud: { ...cloud, bootstrapped: true } });
        return body();
      } finally {
        Object.assign(environments.staging, { cloud });
      }
    };

    const count = ({ resource = {} }: StackJson) =>
      Object.values(resource).reduce((sum, resources) => sum + Object.keys(resources).length, 0);

    // All at once: the provider waits a minute for the rules of a bucket to settle.
    test.concurrent.each(['bootstrap-dev', 'dev-network', 'dev-data'])(
      '%s is applied, and destroyed without a trace',
      async (id) => {
        const stack = stackOf('dev', id);
        const terraform = terraformFor(stack, { removable: true });
        await terraform.terraform('init', '-input=false');
        const applied = await terraform.terraform('apply', '-auto-approve', '-input=false');
        expect(applied).toContain(`Resources: ${count(stack)} added, 0 changed, 0 destroyed`);
        const destroyed = await terraform.terraform('destroy', '-auto-approve', '-input=false');
        expect(destroyed).toContain(`Resources: ${count(stack)} destroyed`);
      },
      400_000,
    );

    test.concurrent(
      'state is kept in the bucket, under the key that is named, and locked beside it',
      async () => {
        const profile = { accountId: '123456789012', region: 'eu-central-1', stateBucket: 'state' };
        const texts = synthTexts((app) => {
          const environment = { name: 'prod', extensions: [new aws.AwsProfile(profile)] };
          const stack = new aws.AwsStack(app, 'prod-x', { environment });
          new TerraformResource(stack, 'data', { terraformResourceType: 'terraform_data' });
        });
        const stack = JSON.parse(texts['prod-x']) as StackJson & { terraform: { backend: { s3: object } } };
        const terraform = new OfflineTerraform(scratchFolder('backend-'), stack, schemas, mirror);
        setBackend(terraform, stack.terraform.backend.s3);
        expect((await asOwner(`${url}/state`, { method: 'PUT' })).ok).toBe(true);
        await terraform.terraform('init', '-input=false');
        await terraform.terraform('apply', '-auto-approve', '-input=false');
        const kept = await asOwner(`${url}/state/prod/prod-x.tfstate`);
        expect(kept.ok).toBe(true);
        expect(kept.headers.get('x-amz-server-side-encryption')).toBe('aws:kms');
        expect(kept.headers.get('x-amz-server-side-encryption-aws-kms-key-id')).toContain(
          'alias/bigdata/prod/terraform-state',
        );
        // Held by somebody else, the lock stops the next run.
        await asOwner(`${url}/state/prod/prod-x.tfstate.tflock`, {
          method: 'PUT',
          body: '{"ID":"x","Who":"somebody"}',
        });
        const second = terraform.terraform('apply', '-auto-approve', '-input=false');
        await expect(second).rejects.toThrow(/Error acquiring the state lock/);
      },
      120_000,
    );

    test.concurrent(
      'the state of bootstrap begins beside cdktf.json, and moves into the bucket that it made',
      async () => {
        const before = withoutTlsOnly(stackOf('staging', 'bootstrap-staging'));
        expect(before.terraform).toMatchObject({ backend: { local: expect.anything() as unknown } });
        const terraform = terraformFor(before, { removable: true });
        await terraform.terraform('init', '-input=false');
        await terraform.terraform('apply', '-auto-approve', '-input=false');

        const after = bootstrapped(() => stackOf('staging', 'bootstrap-staging'));
        const { s3 } = (after.terraform as { backend: { s3: Record<string, unknown> } }).backend;
        expect(s3).toMatchObject({ key: 'staging/bootstrap-staging.tfstate', use_lockfile: true });
        setBackend(terraform, { ...s3, allowed_account_ids: undefined });
        await terraform.terraform('init', '-migrate-state', '-force-copy', '-input=false');
        const moved = await asOwner(`${url}/${String(s3.bucket)}/${String(s3.key)}`);
        const { resources } = (await moved.json()) as { resources: unknown[] };
        expect(resources).toHaveLength(count(before));
      },
      400_000,
    );

    test.concurrent(
      'an account takes several environments, whose names begin or are the same',
      async () => {
        const inIam = ({ resource = {}, ...stack }: StackJson): StackJson => {
          const kept = Object.entries(resource).filter(([type]) => type.startsWith('aws_iam_'));
          return { ...stack, resource: Object.fromEntries(kept) };
        };
        const another = (name: string, region: string) =>
          insteadOfProd({ name, region }, () => stackOf('prod', 'bootstrap-prod'));
        const stacks = [
          stackOf('prod', 'account-000000000000'),
          stackOf('prod', 'bootstrap-prod'),
          another('prod-eu', 'eu-central-1'),
          another('prod', 'us-east-1'),
        ].map(inIam);
        expect(stacks.map(count)).toEqual([2, 6, 6, 6]);
        for (const stack of stacks) {
          const terraform = terraformFor(stack, { removable: true });
          await terraform.terraform('init', '-input=false');
          const applied = await terraform.terraform('apply', '-auto-approve', '-input=false');
          expect(applied).toContain(`Resources: ${count(stack)} added, 0 changed, 0 destroyed`);
        }
      },
      400_000,
    );

    test.concurrent(
      'what holds data in prod is not destroyed, whoever asks',
      async () => {
        const terraform = terraformFor(stackOf('prod', 'prod-data'), { removable: false });
        await terraform.terraform('init', '-input=false');
        await terraform.terraform('apply', '-auto-approve', '-input=false');
        const destroyed = terraform.terraform('destroy', '-auto-approve', '-input=false');
        await expect(destroyed).rejects.toThrow(/Instance cannot be destroyed/);
      },
      400_000,
    );
  });
});
