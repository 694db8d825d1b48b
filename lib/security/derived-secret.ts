import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { ISecret } from '../core';
import { objectName } from '../core/internal';
import { namespaceOf } from '../kubernetes/internal';
import { ApiGrant } from './api-grant';
import { ExternalSecret } from './external-secret';
import { ServiceIdentity } from './service-identity';

/** What a DerivedSecret is made from, complete. */
interface DerivedSecretInput {
  readonly name: string;
  /** Keys of Secrets of the namespace, by the names that the templates have for them: `{ admin: ... }` is `.admin`. */
  readonly from: Record<string, ISecret>;
  /** Key to Go template. */
  readonly template: Record<string, string>;
}

/** How long it takes at most until a change of what it is made from shows. */
const DELAY = Duration.minutes(1);

/**
 * A Secret that is made from others of its namespace, and follows them: a change of a value or of a template arrives without a new value.
 * External Secrets reads them as a service account that may read these and nothing else.
 *
 * @see https://external-secrets.io/latest/provider/kubernetes/
 */
export class DerivedSecret extends Construct {
  /** The Secret's name. */
  public readonly secretName: string;

  public constructor(scope: Construct, id: string, { name, from, template }: DerivedSecretInput) {
    super(scope, id);
    this.secretName = name;
    const names = [...new Set(Object.values(from).map(({ secretName }) => secretName))].sort();
    const identity = new ServiceIdentity(this, 'Identity', { name });
    new ApiGrant(this, 'Grant', { name, identity, permissions: [{ resources: ['secrets'], names }] });
    new ApiObject(this, 'Store', {
      apiVersion: 'external-secrets.io/v1',
      kind: 'SecretStore',
      metadata: { name: objectName(this, name) },
      spec: {
        provider: {
          kubernetes: {
            remoteNamespace: namespaceOf(this),
            server: {
              url: 'https://kubernetes.default.svc',
              caProvider: { type: 'ConfigMap', name: 'kube-root-ca.crt', key: 'ca.crt' },
            },
            auth: { serviceAccount: { name: identity.serviceAccountName } },
          },
        },
      },
    });
    const secret = new ExternalSecret(this, 'Secret', {
      name,
      source: {
        store: name,
        storeKind: 'SecretStore',
        refreshInterval: DELAY,
        values: Object.fromEntries(
          Object.entries(from).map(([variable, { secretName, key }]) => [variable, { key: secretName, property: key }]),
        ),
      },
      template,
    });
    secret.node.addDependency(this.node.findChild('Grant'), this.node.findChild('Store'));
  }

  /** One of its keys. */
  public secretOf(key: string): ISecret {
    return { secretName: this.secretName, key };
  }
}
