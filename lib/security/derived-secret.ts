import { ApiObject, Chart, Duration } from 'cdk8s';
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
  /** Keys of Secrets, by the names that the templates have for them: `{ admin: ... }` is `.admin`. */
  readonly from: Record<string, ISecret>;
  /** Key to Go template. */
  readonly template: Record<string, string>;
  /** What stands where those Secrets are. Default: they are in the same namespace. */
  readonly origin?: Construct;
  /** Whether they never change under their names, so that neither does this. Default: it follows them. */
  readonly fixed?: boolean;
}

/** How long it takes at most until a change of what it is made from shows. */
const DELAY = Duration.minutes(1);

/**
 * A Secret that is made from others, of its namespace or of another one, and follows them: a change of a value or of a template arrives without a
 * new value. External Secrets reads them as a service account that may read these and nothing else.
 *
 * @see https://external-secrets.io/latest/provider/kubernetes/
 */
export class DerivedSecret extends Construct {
  /** The Secret's name. */
  public readonly secretName: string;

  public constructor(scope: Construct, id: string, input: DerivedSecretInput) {
    super(scope, id);
    const { name, from, template, origin = this, fixed = false } = input;
    const remoteNamespace = namespaceOf(origin);
    this.secretName = name;
    const names = [...new Set(Object.values(from).map(({ secretName }) => secretName))].sort();
    const identity = new ServiceIdentity(this, 'Identity', { name });
    const permissions = [{ resources: ['secrets'], names }];
    const [place, prefix] =
      origin === this ? [this, ''] : [new Construct(origin, `For-${this.node.addr}`), `${identity.namespaceName}-`];
    const grant = new ApiGrant(place, 'Grant', { name: `${prefix}${name}`, identity, permissions });
    const store = new ApiObject(this, 'Store', {
      apiVersion: 'external-secrets.io/v1',
      kind: 'SecretStore',
      metadata: { name: objectName(this, name) },
      spec: {
        provider: {
          kubernetes: {
            remoteNamespace,
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
        refreshInterval: fixed ? undefined : DELAY,
        values: Object.fromEntries(
          Object.entries(from).map(([variable, { secretName, key }]) => [variable, { key: secretName, property: key }]),
        ),
      },
      template,
    });
    secret.node.addDependency(grant, store);
  }

  /** One of its keys. */
  public secretOf(key: string): ISecret {
    return { secretName: this.secretName, key };
  }
}

/**
 * A key of a Secret, in the namespace of a scope's chart, whoever asks and however often.
 *
 * @param origin what stands where the Secret is
 * @param fixed whether it never changes under its name
 */
export function secretIn(scope: Construct, origin: Construct, { secretName, key }: ISecret, fixed: boolean): ISecret {
  if (namespaceOf(scope) === namespaceOf(origin)) return { secretName, key };
  const chart = Chart.of(scope);
  const id = `${secretName}-of-${origin.node.addr}`;
  const made = chart.node.tryFindChild(id) as DerivedSecret | undefined;
  const from = { value: { secretName, key } };
  const template = { [key]: '{{ .value }}' };
  return (made ?? new DerivedSecret(chart, id, { name: secretName, from, template, origin, fixed })).secretOf(key);
}
