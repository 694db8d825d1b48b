import { aws, EnvironmentProps } from 'bigdata-constructs';
import { Duration } from 'cdk8s';
import { Construct } from 'constructs';

/** What outlives everything else: the keys and the buckets of an environment. Other stacks know them by name. */
export class DataStack extends aws.AwsStack {
  /** What is encrypted with a key of its own. */
  public readonly key?: aws.EncryptionKey;

  public constructor(scope: Construct, id: string, environment: EnvironmentProps) {
    super(scope, id, { environment });
    this.key = this.profile.customerManagedKeys ? new aws.EncryptionKey(this, 'Key', { purpose: 'data' }) : undefined;
    const { key } = this;
    const logBucket = new aws.LogBucket(this, 'Logs');
    new aws.DataBucket(this, 'Backups', { purpose: 'backups', key, logBucket });
    new aws.DataBucket(this, 'Lake', {
      purpose: 'lake',
      key,
      logBucket,
      lifecycles: [{ tierAfter: Duration.days(30) }, { prefix: 'tmp/', expireAfter: Duration.days(7) }],
    });
  }
}
