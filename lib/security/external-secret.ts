import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { objectName } from '../core/internal';
import { setRollout } from '../kubernetes/internal';
import { StoreReference } from './store-reference';

/** A generator of passwords: letters and digits, since symbols need quoting somewhere along every way. */
export class PasswordGenerator extends Construct {
  public readonly generatorName: string;

  public constructor(scope: Construct, id: string, props: { name: string; length: number }) {
    super(scope, id);
    this.generatorName = objectName(this, props.name);
    new ApiObject(this, 'Resource', {
      apiVersion: 'generators.external-secrets.io/v1alpha1',
      kind: 'Password',
      metadata: { name: this.generatorName },
      spec: { length: props.length, symbols: 0, noUpper: false, allowRepeat: true },
    });
  }
}

/** What an ExternalSecret is made from, complete. */
interface ExternalSecretInput {
  readonly name: string;
  readonly refreshPolicy: 'CreatedOnce' | 'Periodic';
  readonly refreshInterval?: Duration;
  readonly generator?: string;
  readonly remote?: StoreReference;
  /** Key to Go template; `.password` is the value. */
  readonly template: Record<string, string>;
  readonly retain: boolean;
}

/** A Secret that External Secrets keeps. */
export class ExternalSecret extends Construct {
  public constructor(scope: Construct, id: string, props: ExternalSecretInput) {
    super(scope, id);
    const { remote, generator } = props;
    const resource = new ApiObject(this, 'Resource', {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: objectName(this, props.name) },
      spec: {
        refreshPolicy: props.refreshPolicy,
        refreshInterval: props.refreshInterval && `${props.refreshInterval.toSeconds()}s`,
        secretStoreRef: remote && { name: remote.store, kind: remote.storeKind ?? 'ClusterSecretStore' },
        target: {
          name: props.name,
          creationPolicy: props.retain ? 'Orphan' : 'Owner',
          deletionPolicy: 'Retain',
          template: { engineVersion: 'v2', mergePolicy: 'Replace', data: props.template },
        },
        data: remote && [{ secretKey: 'password', remoteRef: { key: remote.key, property: remote.property } }],
        dataFrom: generator && [
          {
            sourceRef: {
              generatorRef: {
                apiVersion: 'generators.external-secrets.io/v1alpha1',
                kind: 'Password',
                name: generator,
              },
            },
          },
        ],
      },
    });
    setRollout(resource, { waitForConditions: ['Ready'] });
  }
}
