import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { Construct } from 'constructs';
import { DeletionPolicy, Environment } from '../core';
import { AwsProfile } from './aws-profile';

/** Logs that are kept as long as the environment says, under its key. */
export function logGroup(scope: Construct, id: string, name: string, keyArn?: string): CloudwatchLogGroup {
  const retained = Environment.of(scope).deletionPolicy === DeletionPolicy.RETAIN;
  return new CloudwatchLogGroup(scope, id, {
    name,
    retentionInDays: AwsProfile.of(scope).logRetentionDays,
    kmsKeyId: keyArn,
    // What happened is wanted most when something is gone.
    skipDestroy: retained,
  });
}
