import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { DeletionPolicy, Environment } from '../core';
import { objectName } from '../core/internal';
import { setRollout } from '../kubernetes/internal';

const GENERATORS = 'generators.external-secrets.io/v1alpha1';

/** A generator of passwords: letters and digits, since symbols need quoting somewhere along every way. */
export class PasswordGenerator extends Construct {
  public readonly generatorName: string;

  public constructor(scope: Construct, id: string, props: { name: string; length: number }) {
    super(scope, id);
    this.generatorName = objectName(this, props.name);
    new ApiObject(this, 'Resource', {
      apiVersion: GENERATORS,
      kind: 'Password',
      metadata: { name: this.generatorName },
      spec: { length: props.length, symbols: 0, noUpper: false, allowRepeat: true },
    });
  }
}

/** A value that is made once, as `.password`. */
interface GeneratedSource {
  readonly generator: string;
  readonly store?: undefined;
}

/** Values that are read, by their names in templates. */
interface StoreSource {
  readonly store: string;
  readonly storeKind: string;
  /** Default: they are read once, and stay what they were. */
  readonly refreshInterval?: Duration;
  readonly values: Record<string, { readonly key: string; readonly property?: string }>;
}

/** What an ExternalSecret is made from, complete. */
interface ExternalSecretInput {
  readonly name: string;
  readonly source: GeneratedSource | StoreSource;
  /** Key to Go template. */
  readonly template: Record<string, string>;
}

/**
 * A Secret that External Secrets keeps. One that is deleted comes back; where the environment retains data, it outlives what made it.
 *
 * @see https://github.com/external-secrets/external-secrets/blob/v2.9.0/pkg/controllers/externalsecret/externalsecret_controller.go (shouldRefresh,
 * isSecretValid: with the policy `Orphan` a Secret counts as valid even when it is gone)
 */
export class ExternalSecret extends Construct {
  public constructor(scope: Construct, id: string, { name, source, template }: ExternalSecretInput) {
    super(scope, id);
    const retain = Environment.of(this).deletionPolicy === DeletionPolicy.RETAIN;
    const { target, ...values } = source.store === undefined ? generated(source) : stored(source);
    const resource = new ApiObject(this, 'Resource', {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: objectName(this, name) },
      spec: {
        ...values,
        target: {
          name,
          creationPolicy: retain ? 'CreateOrMerge' : 'Owner',
          deletionPolicy: 'Retain',
          ...target,
          template: { engineVersion: 'v2', mergePolicy: 'Replace', data: template },
        },
      },
    });
    setRollout(resource, { waitForConditions: ['Ready'] });
  }
}

function generated({ generator }: GeneratedSource) {
  return {
    // A generator run again would change the password under everyone who uses it.
    refreshPolicy: 'CreatedOnce',
    dataFrom: [{ sourceRef: { generatorRef: { apiVersion: GENERATORS, kind: 'Password', name: generator } } }],
    // It does run again when the object is made anew, restored or loses its status: a Secret that exists keeps its value then.
    target: { immutable: true },
  };
}

function stored({ store, storeKind, refreshInterval, values }: StoreSource) {
  return {
    ...(refreshInterval
      ? { refreshPolicy: 'Periodic', refreshInterval: `${refreshInterval.toSeconds()}s` }
      : { refreshPolicy: 'CreatedOnce' }),
    secretStoreRef: { name: store, kind: storeKind },
    data: Object.entries(values).map(([secretKey, remoteRef]) => ({ secretKey, remoteRef })),
    target: refreshInterval ? {} : { immutable: true },
  };
}
