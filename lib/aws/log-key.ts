import { Construct } from 'constructs';
import { AwsProfile } from './aws-profile';
import { EncryptionKey } from './encryption-key';

/** A key of our own that logs can be written under, where the environment has such keys; elsewhere those that AWS manages serve. */
export function logKey(scope: Construct, id: string, purpose: string): EncryptionKey | undefined {
  const { customerManagedKeys, region } = AwsProfile.of(scope);
  if (!customerManagedKeys) return undefined;
  return new EncryptionKey(scope, id, { purpose, services: [`logs.${region}.amazonaws.com`] });
}
