import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment, IObjectStore } from '../core';
import { checkRules } from '../core/internal';
import { AwsProfile } from './aws-profile';
import { bucketRules } from './bucket-rules';
import { ILogBucket } from './interfaces';
import { SecureBucket } from './secure-bucket';

/** A bucket, and the key that it is encrypted with. */
export interface IDataBucket extends IObjectStore {
  /** The alias of its key in KMS; none where S3's own keys encrypt it. */
  readonly keyAlias?: string;
}

/** What happens to some objects over time. */
export interface BucketLifecycle {
  /**
   * Where their keys begin: `tmp/`.
   * @default - all objects
   */
  readonly prefix?: string;
  /**
   * When they are deleted, whole days.
   * @default - never
   */
  readonly expireAfter?: Duration;
  /**
   * When S3 moves them to what their use asks for, whole days. Objects under 128 KiB gain nothing.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intelligent-tiering-overview.html
   * @default - they stay in the standard class
   */
  readonly tierAfter?: Duration;
  /**
   * How long versions are kept that were overwritten or deleted, whole days: the time to notice a mistake.
   * @default Duration.days(30)
   */
  readonly keepOldVersions?: Duration;
}

/** Props of `DataBucket`. */
export interface DataBucketProps {
  /** What it holds, which is the end of its name: `lake`, `backups`. */
  readonly purpose: string;
  /**
   * The key in KMS, by ARN, and its alias.
   * @default - S3's own keys
   */
  readonly key?: IBucketKey;
  /** Where access is logged, and what is inside is listed. */
  readonly logBucket: ILogBucket;
  /**
   * What happens to objects over time. Uploads in parts that nobody has completed are removed after 7 days, whatever is given.
   * @default - old versions are kept for 30 days
   */
  readonly lifecycles?: BucketLifecycle[];
}

/** A key in KMS, as an `EncryptionKey` is. */
export interface IBucketKey {
  /** The key's ARN. */
  readonly keyArn: string;
  /** Its alias: `alias/bigdata/prod/data`. */
  readonly aliasName: string;
}

/**
 * A bucket for data: versioned, encrypted, private, logged, listed every week; deleted by nobody where the environment retains data. Its name
 * is known before it exists, so that engines need not wait for it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export class DataBucket extends Construct implements IDataBucket {
  /**
   * A bucket by its environment and purpose, from any stack: nothing is handed over.
   *
   * @param scope where it is used; its environment says which it is
   * @param purpose `backups`
   */
  public static named(scope: Construct, purpose: string): IDataBucket {
    const profile = AwsProfile.of(scope);
    return {
      ...storeOf(profile, profile.bucketName(Environment.of(scope).name, purpose)),
      keyAlias: profile.customerManagedKeys ? profile.keyAlias(Environment.of(scope).name, 'data') : undefined,
    };
  }

  public readonly bucketName: string;
  public readonly region: string;
  public readonly endpoint: string;
  public readonly keyAlias?: string;

  public constructor(scope: Construct, id: string, props: DataBucketProps) {
    super(scope, id);
    const profile = AwsProfile.of(this);
    const { purpose, lifecycles = [{}] } = props;
    const name = profile.bucketName(Environment.of(this).name, purpose);
    checkRules(this, bucketRules, { purpose, name });
    const { bucketName, region, endpoint } = storeOf(profile, name);
    this.bucketName = bucketName;
    this.region = region;
    this.endpoint = endpoint;
    this.keyAlias = props.key?.aliasName;
    new SecureBucket(this, 'Bucket', {
      purpose,
      keyArn: props.key?.keyArn,
      logBucket: props.logBucket,
      listContents: true,
      lifecycles: lifecycles.map(({ prefix, expireAfter, tierAfter, keepOldVersions }) => ({
        prefix: prefix ?? '',
        expireDays: expireAfter?.toDays(),
        tierDays: tierAfter?.toDays(),
        noncurrentDays: keepOldVersions?.toDays() ?? 30,
      })),
    });
  }
}

function storeOf({ region, partition }: AwsProfile, bucketName: string): IObjectStore {
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return { bucketName, region, endpoint: `https://s3.${region}.${suffix}` };
}
