import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { objectName } from '../core/internal';

/** Props of `SecretsManagerStore`. */
export interface SecretsManagerStoreProps {
  /**
   * The store's name, by which secrets refer to it.
   * @default - the id
   */
  readonly name?: string;
  /** The region of the secrets. */
  readonly region: string;
}

/**
 * Secrets Manager as a store of External Secrets for all namespaces, read with the operator's own identity.
 *
 * @see https://external-secrets.io/latest/provider/aws-secrets-manager/
 */
export class SecretsManagerStore extends Construct {
  public constructor(scope: Construct, id: string, props: SecretsManagerStoreProps) {
    super(scope, id);
    new ApiObject(this, 'Resource', {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ClusterSecretStore',
      metadata: { name: objectName(this, props.name) },
      spec: { provider: { aws: { service: 'SecretsManager', region: props.region } } },
    });
  }
}
