import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';
import { DeletionPolicy, Environment } from '../core';
import { AwsProfile } from './aws-profile';
import { policyJson, PolicyStatement } from './iam-policy';

/** Props of `EncryptionKey`. */
export interface EncryptionKeyProps {
  /** What is encrypted with it, as its alias says: `data`. */
  readonly purpose: string;
  /**
   * Services of AWS that use it on their own, not on behalf of a caller: `['logs.eu-central-1.amazonaws.com']`.
   * @default - none
   */
  readonly services?: string[];
}

/**
 * A key in KMS, rotated every year. Who of this account may use it is said by IAM; other accounts may not.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export class EncryptionKey extends Construct {
  /** The key's ARN. */
  public readonly keyArn: string;
  /** The alias, known before the key exists: `alias/bigdata/prod/data`. */
  public readonly aliasName: string;

  public constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const profile = AwsProfile.of(this);
    const { purpose, services = [] } = props;
    const retained = Environment.of(this).deletionPolicy === DeletionPolicy.RETAIN;
    const statements: PolicyStatement[] = [
      {
        Sid: 'AccountByIam',
        Effect: 'Allow',
        Principal: { AWS: profile.iamArn('root') },
        Action: 'kms:*',
        Resource: '*',
      },
      ...services.map((service): PolicyStatement => ({
        Effect: 'Allow',
        Principal: { Service: service },
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        Resource: '*',
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
        Condition: service.startsWith('logs.')
          ? { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': profile.arn('logs', '*') } }
          : { StringEquals: { 'aws:SourceAccount': profile.accountId } },
      })),
    ];
    if (retained) {
      // What is encrypted with it is lost with it, also where the key is taken out of a stack, which no `prevent_destroy` survives.
      statements.push({
        Sid: 'NobodyRemovesIt',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: ['kms:DisableKey', 'kms:ScheduleKeyDeletion'],
        Resource: '*',
      });
    }
    const key = new KmsKey(this, 'Resource', {
      description: `${profile.environmentName(this)}: ${purpose}`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyJson(statements),
      lifecycle: retained ? { preventDestroy: true } : undefined,
    });
    this.aliasName = profile.keyAlias(Environment.of(this).name, purpose);
    new KmsAlias(this, 'Alias', { name: this.aliasName, targetKeyId: key.keyId });
    this.keyArn = key.arn;
  }
}
