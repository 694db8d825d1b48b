import { Construct } from 'constructs';
import { AwsProfile } from './aws-profile';
import { EncryptionKey } from './encryption-key';
import { LogBucket } from './log-bucket';
import { SecureBucket } from './secure-bucket';

/** The end of its name. */
const PURPOSE = 'terraform-state';

/**
 * Where Terraform keeps what it knows of an environment: a bucket that nobody removes, with every version for 90 days. Locks are objects in
 * it, beside the state.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export class RemoteState extends Construct {
  /**
   * The bucket's name, known before it exists: for `AwsProfile`.
   *
   * @param environmentName `prod`
   */
  public static bucketNameOf(profile: AwsProfile, environmentName: string): string {
    return profile.bucketName(environmentName, PURPOSE);
  }

  /**
   * The alias of its key, known before it exists, where keys are our own.
   *
   * @param environmentName `prod`
   */
  public static keyAliasOf(profile: AwsProfile, environmentName: string): string {
    return profile.keyAlias(environmentName, PURPOSE);
  }

  /** The bucket's name. */
  public readonly bucketName: string;
  /** Its key, if it is our own. */
  public readonly keyArn?: string;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const profile = AwsProfile.of(this);
    const key = profile.customerManagedKeys
      ? new EncryptionKey(this, 'Key', { purpose: PURPOSE, services: [] })
      : undefined;
    const logs = new LogBucket(this, 'Logs', { purpose: 'state-logs' });
    const bucket = new SecureBucket(this, 'Bucket', {
      purpose: PURPOSE,
      keyArn: key?.keyArn,
      logBucket: logs,
      permanent: true,
      lifecycles: [{ prefix: '', noncurrentDays: 90 }],
    });
    this.bucketName = bucket.bucketName;
    this.keyArn = key?.keyArn;
  }
}
