import { Construct } from 'constructs';
import { Environment } from '../core';
import { AwsProfile } from './aws-profile';
import { PolicyStatement } from './iam-policy';
import { ILogBucket } from './interfaces';
import { SecureBucket } from './secure-bucket';

/** Props of `LogBucket`. */
export interface LogBucketProps {
  /**
   * The end of its name.
   * @default "logs"
   */
  readonly purpose?: string;
}

/** The bucket that other buckets of an environment log access to and list their contents in. S3 delivers only under its own keys. */
export class LogBucket extends Construct implements ILogBucket {
  public readonly bucketName: string;

  public constructor(scope: Construct, id: string, props: LogBucketProps = {}) {
    super(scope, id);
    const profile = AwsProfile.of(this);
    const purpose = props.purpose ?? 'logs';
    const resource = `${profile.bucketArn(profile.bucketName(Environment.of(this).name, purpose))}/*`;
    const deliver = (Sid: string, service: string): PolicyStatement => ({
      Sid,
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 's3:PutObject',
      Resource: resource,
      Condition: { StringEquals: { 'aws:SourceAccount': profile.accountId } },
    });
    const bucket = new SecureBucket(this, 'Bucket', {
      purpose,
      lifecycles: [{ prefix: '', expireDays: profile.logRetentionDays, noncurrentDays: 30 }],
      statements: [deliver('AccessLogs', 'logging.s3.amazonaws.com'), deliver('Inventories', 's3.amazonaws.com')],
    });
    this.bucketName = bucket.bucketName;
  }
}
