import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketInventory } from '@cdktf/provider-aws/lib/s3-bucket-inventory';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketLoggingA } from '@cdktf/provider-aws/lib/s3-bucket-logging';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';
import { DeletionPolicy, Environment } from '../core';
import { AwsProfile } from './aws-profile';
import { policyJson, PolicyStatement } from './iam-policy';
import { ILogBucket } from './interfaces';
import { waitFor } from './wait-for';

/** What happens to objects of a bucket over time, in days. */
export interface LifecycleInput {
  /** Objects below a prefix: all, where it is empty. */
  readonly prefix: string;
  readonly expireDays?: number;
  readonly tierDays?: number;
  readonly noncurrentDays: number;
}

/** What a bucket is made of. */
export interface SecureBucketInput {
  readonly purpose: string;
  /** A key in KMS; keys of S3 itself where there is none. */
  readonly keyArn?: string;
  readonly lifecycles: LifecycleInput[];
  /** Where access is logged and what is inside is listed. A bucket of logs has none. */
  readonly logBucket?: ILogBucket;
  readonly listContents?: boolean;
  /** Whether nobody may remove it, whatever the environment says. */
  readonly permanent?: boolean;
  /** What others may do, besides what IAM says. */
  readonly statements?: PolicyStatement[];
}

/** A bucket with everything that a bucket needs, by a name that is known before it exists. */
export class SecureBucket extends Construct {
  public readonly bucketName: string;
  public readonly bucketArn: string;
  private readonly bucket: S3Bucket;

  public constructor(scope: Construct, id: string, input: SecureBucketInput) {
    super(scope, id);
    const profile = AwsProfile.of(this);
    const environment = Environment.of(this);
    const retained = input.permanent === true || environment.deletionPolicy === DeletionPolicy.RETAIN;
    this.bucketName = profile.bucketName(environment.name, input.purpose);
    this.bucketArn = profile.bucketArn(this.bucketName);
    this.bucket = new S3Bucket(this, 'Resource', {
      bucket: this.bucketName,
      forceDestroy: !retained,
      lifecycle: retained ? { preventDestroy: true } : undefined,
    });
    const bucket = this.bucket.id;
    const versioning = new S3BucketVersioningA(this, 'Versioning', {
      bucket,
      versioningConfiguration: { status: 'Enabled' },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, 'Encryption', {
      bucket,
      rule: [
        {
          applyServerSideEncryptionByDefault: input.keyArn
            ? { sseAlgorithm: 'aws:kms', kmsMasterKeyId: input.keyArn }
            : { sseAlgorithm: 'AES256' },
          // One call to KMS for many objects, not one each.
          bucketKeyEnabled: input.keyArn !== undefined,
        },
      ],
    });
    const block = new S3BucketPublicAccessBlock(this, 'PublicAccessBlock', {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, 'Ownership', { bucket, rule: { objectOwnership: 'BucketOwnerEnforced' } });
    new S3BucketPolicy(this, 'Policy', {
      bucket,
      policy: policyJson([...this.denials(retained), ...(input.statements ?? [])]),
      // Both at once are refused as conflicting operations.
      dependsOn: [block],
    });
    new S3BucketLifecycleConfiguration(this, 'Lifecycle', {
      bucket,
      rule: lifecycleRules(input.lifecycles),
      dependsOn: [versioning],
    });
    new S3BucketNotification(this, 'Notification', { bucket, eventbridge: true });
    if (input.logBucket) this.log(input.logBucket, input.listContents === true);
  }

  private log(logBucket: ILogBucket, listContents: boolean): void {
    const profile = AwsProfile.of(this);
    const bucket = this.bucket.id;
    // S3 refuses a target that does not let it write yet.
    const target = Construct.isConstruct(logBucket) ? [logBucket] : [];
    const logging = new S3BucketLoggingA(this, 'Logging', {
      bucket,
      targetBucket: logBucket.bucketName,
      targetPrefix: `access/${this.bucketName}/`,
      targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: 'EventTime' } },
    });
    waitFor(logging, ...target);
    if (!listContents) return;
    const inventory = new S3BucketInventory(this, 'Inventory', {
      bucket,
      name: 'weekly',
      includedObjectVersions: 'All',
      schedule: { frequency: 'Weekly' },
      optionalFields: ['Size', 'LastModifiedDate', 'StorageClass', 'EncryptionStatus', 'IntelligentTieringAccessTier'],
      destination: {
        bucket: {
          bucketArn: profile.bucketArn(logBucket.bucketName),
          format: 'Parquet',
          prefix: 'inventory',
          accountId: profile.accountId,
        },
      },
    });
    waitFor(inventory, ...target);
  }

  private denials(retained: boolean): PolicyStatement[] {
    const all = [this.bucketArn, `${this.bucketArn}/*`];
    const deny = (Sid: string, rest: Partial<PolicyStatement>): PolicyStatement => ({
      Sid,
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 's3:*',
      Resource: all,
      ...rest,
    });
    return [
      deny('TlsOnly', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      deny('ModernTlsOnly', { Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } }),
      ...(retained
        ? [deny('NobodyRemovesIt', { Action: ['s3:DeleteBucket', 's3:DeleteBucketPolicy'], Resource: this.bucketArn })]
        : []),
    ];
  }
}

/** Uploads that nobody completes are paid for and not seen, so there is an end to them wherever they are. */
function lifecycleRules(lifecycles: LifecycleInput[]) {
  const rules = lifecycles.map(lifecycleRule);
  if (lifecycles.some(({ prefix }) => prefix === '')) return rules;
  return [...rules, { id: 'uploads', status: 'Enabled', filter: [{ prefix: '' }], abortIncompleteMultipartUpload }];
}

const abortIncompleteMultipartUpload = [{ daysAfterInitiation: 7 }];

function lifecycleRule({ prefix, expireDays, tierDays, noncurrentDays }: LifecycleInput) {
  return {
    id: prefix === '' ? 'everything' : prefix.replace(/\/$/, '').replace(/[^a-zA-Z0-9]+/g, '-'),
    status: 'Enabled',
    filter: [{ prefix }],
    abortIncompleteMultipartUpload,
    noncurrentVersionExpiration: [{ noncurrentDays }],
    expiration: expireDays === undefined ? undefined : [{ days: expireDays }],
    transition: tierDays === undefined ? undefined : [{ days: tierDays, storageClass: 'INTELLIGENT_TIERING' }],
  };
}
