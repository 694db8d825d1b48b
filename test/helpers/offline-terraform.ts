import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { ProviderSchema, readSchemas, StackJson, withoutNewer } from './provider-schema';

const run = promisify(execFile);

/** The release of the AWS provider that the mirror has: older than the one that we write for. */
const VERSION = '5.100.0';

/** Terraform merges it over the stack's own file. */
const OVERRIDE = 'offline_override.tf.json';

/** What a provider needs to plan without an account. */
const OFFLINE = {
  access_key: 'mock',
  secret_key: 'mock',
  skip_credentials_validation: true,
  skip_requesting_account_id: true,
  skip_metadata_api_check: 'true',
  skip_region_validation: true,
  allowed_account_ids: null,
};

const SECRET_ARN = 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:mock-aaaaaa';

/** What a provider that is a mock gives back where the shape is checked. */
export const MOCKS: Record<string, Record<string, unknown>> = {
  aws_eks_cluster: {
    certificate_authority: [{ data: 'Y2E=' }],
    identity: [{ oidc: [{ issuer: 'https://oidc.eks.eu-central-1.amazonaws.com/id/MOCK' }] }],
  },
  aws_iam_role: { arn: 'arn:aws:iam::000000000000:role/mock' },
  aws_kms_key: { arn: 'arn:aws:kms:eu-central-1:000000000000:key/00000000-0000-0000-0000-000000000000' },
  aws_sqs_queue: {
    arn: 'arn:aws:sqs:eu-central-1:000000000000:mock',
    url: 'https://sqs.eu-central-1.amazonaws.com/000000000000/mock',
  },
  aws_cloudwatch_log_group: { arn: 'arn:aws:logs:eu-central-1:000000000000:log-group:mock' },
  aws_launch_template: { id: 'lt-00000000000000000', latest_version: 1 },
  aws_s3_bucket: { arn: 'arn:aws:s3:::mock' },
  aws_db_instance: { master_user_secret: [{ secret_arn: SECRET_ARN }] },
  aws_ce_anomaly_monitor: { arn: 'arn:aws:ce::000000000000:anomalymonitor/mock' },
};

/** A validation as Terraform prints it. */
export interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
}

/** A change of one resource, in a plan. */
export interface PlannedChange {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly change: {
    readonly actions: string[];
    /** What it will be, without what is not known yet. */
    readonly after: Record<string, unknown>;
    /** `true` in the place of what is not known yet. */
    readonly after_unknown: Record<string, unknown>;
  };
}

/** A plan as Terraform prints it. */
export interface Plan {
  readonly resource_changes?: PlannedChange[];
}

/**
 * Terraform with the real AWS provider of a mirror and no network, beside a stack's own file: what concerns the account is in a file that
 * overrides it. What only the newer provider knows is left out first, since the mirror's is older.
 */
export class OfflineTerraform {
  /** What the mirror's provider does not know and the one that we write for does. */
  public readonly leftOut: string[];
  private readonly environment: NodeJS.ProcessEnv;

  public constructor(
    public readonly folder: string,
    stack: StackJson,
    schemas: string,
    mirror: string,
  ) {
    const [newer, older] = schemasOf(schemas);
    const stripped = withoutNewer(stack, older, newer);
    this.leftOut = stripped.leftOut;
    this.write('cdk.tf.json', stripped.stack);
    this.write(OVERRIDE, {
      terraform: { required_providers: { aws: { source: 'hashicorp/aws', version: VERSION } }, backend: { local: {} } },
      provider: { aws: [OFFLINE] },
      ...this.remoteStates(stripped.stack),
      ...unguarded(stripped.stack),
    });
    const cli = path.join(folder, 'cli.tfrc');
    fs.writeFileSync(cli, `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`);
    this.environment = { ...process.env, TF_CLI_CONFIG_FILE: cli, CHECKPOINT_DISABLE: '1' };
  }

  /** Changes what stands over the stack's own file. */
  public override<T extends object>(change: (content: T) => void): void {
    const content = JSON.parse(fs.readFileSync(path.join(this.folder, OVERRIDE), 'utf8')) as T;
    change(content);
    this.write(OVERRIDE, content);
  }

  public async init(): Promise<void> {
    await this.terraform('init', '-backend=false', '-input=false');
  }

  /** What is wrong with the stack. */
  public async validate(): Promise<Diagnostic[]> {
    const output = await this.terraform('validate', '-json').catch((error: { stdout: string }) => error.stdout);
    return (JSON.parse(output) as { diagnostics: Diagnostic[] }).diagnostics;
  }

  /** What an apply to an empty account would do; the plan is left as `plan.json` beside the stack. */
  public async plan(): Promise<Plan> {
    await this.terraform('init', '-reconfigure', '-input=false');
    await this.terraform('plan', '-refresh=false', '-lock=false', '-input=false', '-out=plan.bin');
    const json = await this.terraform('show', '-json', 'plan.bin');
    fs.writeFileSync(path.join(this.folder, 'plan.json'), json);
    return JSON.parse(json) as Plan;
  }

  /** Applies it with a provider that is a mock: every reference between resources is followed. */
  public async mockedApply(): Promise<string> {
    const mocks = Object.entries(MOCKS).map(
      ([type, values]) =>
        `  mock_resource "${type}" {\n    defaults = {\n${Object.entries(values)
          .map(([key, value]) => `      ${key} = ${JSON.stringify(value)}`)
          .join('\n')}\n    }\n  }`,
    );
    fs.writeFileSync(
      path.join(this.folder, 'mock.tftest.hcl'),
      `mock_provider "aws" {\n${mocks.join('\n')}\n}\n\nrun "apply" {\n  command = apply\n}\n`,
    );
    return this.terraform('test');
  }

  public async terraform(...args: string[]): Promise<string> {
    const { stdout } = await run(
      'terraform',
      [`-chdir=${this.folder}`, ...args, ...(args[0] === 'show' ? [] : ['-no-color'])],
      {
        env: this.environment,
        maxBuffer: 256 * 1024 * 1024,
      },
    );
    return stdout;
  }

  /** Lets it be as if all of a state had been deployed. */
  public setState(resources: object[]): void {
    this.write('terraform.tfstate', {
      version: 4,
      terraform_version: '1.11.4',
      serial: 1,
      lineage: 'test',
      outputs: {},
      resources,
    });
  }

  private write(name: string, content: unknown): void {
    fs.writeFileSync(path.join(this.folder, name), JSON.stringify(content, undefined, 2));
  }

  /** States of other stacks with a value for each output that is read. */
  private remoteStates(stack: StackJson): Record<string, unknown> {
    const states = stack.data?.terraform_remote_state;
    if (!states) return {};
    const text = JSON.stringify(stack);
    const overridden = Object.keys(states).map((id) => {
      const read = [...text.matchAll(new RegExp(`terraform_remote_state\\.${id}\\.outputs\\.([\\w-]+)`, 'g'))];
      const names = [...new Set(read.map(([, name]) => name))];
      const outputs = Object.fromEntries(names.map((name) => [name, { value: mockOutput(name), type: 'string' }]));
      this.write(`${id}.tfstate`, {
        version: 4,
        terraform_version: '1.11.4',
        serial: 1,
        lineage: id,
        outputs,
        resources: [],
      });
      return [id, { backend: 'local', config: { path: `${id}.tfstate` } }];
    });
    return { data: { terraform_remote_state: Object.fromEntries(overridden) as unknown } };
  }
}

/** What a test makes, it may remove. */
function unguarded({ resource = {} }: StackJson): Record<string, unknown> {
  const guarded = Object.entries(resource).map(([type, resources]) => {
    const ids = Object.entries(resources).filter(
      ([, { lifecycle }]) => (lifecycle as { prevent_destroy?: boolean } | undefined)?.prevent_destroy,
    );
    return [type, Object.fromEntries(ids.map(([id]) => [id, { lifecycle: { prevent_destroy: false } }]))] as const;
  });
  const found = guarded.filter(([, ids]) => Object.keys(ids).length > 0);
  return found.length > 0 ? { resource: Object.fromEntries(found) } : {};
}

/** A value of the shape that the provider checks. */
function mockOutput(name: string): string {
  // Each another one: a set of equal ones would be one.
  if (/subnet/i.test(name)) return `subnet-${createHash('sha256').update(name).digest('hex').slice(0, 17)}`;
  if (/vpc/i.test(name)) return 'vpc-00000000000000000';
  if (/kms_key.*arn$/.test(name)) return String(MOCKS.aws_kms_key.arn);
  if (/secret_arn/.test(name)) return SECRET_ARN;
  return 'mock';
}

let cached: [ProviderSchema, ProviderSchema] | undefined;

/** The schemas of the provider that we write for, and of the one that the mirror has. */
export function schemasOf(folder: string): [ProviderSchema, ProviderSchema] {
  cached ??= [readSchemas(folder).aws, readSchemas(folder, `schema-aws-${VERSION}.json`).aws];
  return cached;
}

const scratch: string[] = [];

/** A folder that goes with the process. */
export function scratchFolder(prefix: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), prefix));
  if (scratch.push(folder) === 1) {
    process.once('exit', () => scratch.forEach((each) => fs.rmSync(each, { recursive: true, force: true })));
  }
  return folder;
}
