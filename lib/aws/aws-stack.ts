import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { LocalBackend, S3Backend, TerraformBackend, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Environment, EnvironmentProps } from '../core';
import { AwsProfile } from './aws-profile';
import { RemoteState } from './remote-state';

/** The release that `@cdktf/provider-aws` was generated from. */
const PROVIDER_VERSION = '6.25.0';

/** Props of `AwsStack`. */
export interface AwsStackProps {
  /**
   * Where the resources are deployed; one of its extensions is an `AwsProfile`.
   * @default - the environment that is attached above the stack
   */
  readonly environment?: EnvironmentProps;
}

/**
 * A Terraform stack of cloud resources of one environment: with a provider that works in the environment's account alone and tags what it
 * makes, and with its state where the environment keeps it.
 */
export class AwsStack extends TerraformStack {
  /**
   * Keep a stack's state where an environment keeps it: one object `<environment>/<stack>.tfstate` in the state bucket, locked by a file
   * beside it. For stacks that are no `AwsStack`; without a state bucket nothing changes.
   *
   * @param stack the stack
   * @param environmentName whose state it is: `prod`
   * @param profile says in which bucket
   */
  public static keepState(stack: TerraformStack, environmentName: string, profile: AwsProfile): void {
    if (profile.stateBucket === undefined) return;
    const backend = new S3Backend(stack, {
      bucket: profile.stateBucket,
      key: `${environmentName}/${stack.node.id}.tfstate`,
      region: profile.region,
      encrypt: true,
      // With no key named, Terraform would ask for S3's own, whatever the bucket says.
      kmsKeyId: profile.customerManagedKeys
        ? profile.arn('kms', RemoteState.keyAliasOf(profile, environmentName))
        : undefined,
      allowedAccountIds: [profile.accountId],
    });
    // https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
    backend.addOverride('use_lockfile', true);
  }

  /** Which account and region this is. */
  public readonly profile: AwsProfile;

  public constructor(scope: Construct, id: string, props: AwsStackProps = {}) {
    super(scope, id);
    if (props.environment) Environment.attach(this, props.environment);
    this.profile = AwsProfile.of(this);
    const { name } = Environment.of(this);
    new AwsProvider(this, 'aws', {
      region: this.profile.region,
      allowedAccountIds: [this.profile.accountId],
      defaultTags: [{ tags: this.profile.resourceTags(this) }],
    });
    // A bare name would be looked up elsewhere by OpenTofu.
    this.addOverride('terraform.required_providers.aws', { source: 'hashicorp/aws', version: PROVIDER_VERSION });
    AwsStack.keepState(this, name, this.profile);
  }

  public override ensureBackendExists(): TerraformBackend {
    const own = this.node.children.find((construct) => TerraformBackend.isBackend(construct));
    // Terraform runs in cdktf.out/stacks/<id>: the state lies beside cdktf.json, on every machine.
    return own ?? new LocalBackend(this, { path: `../../../terraform.${this.node.id}.tfstate` });
  }
}
