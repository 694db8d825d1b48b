import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { ISecret } from '../core';
import { checkRules } from '../core/internal';
import { DerivedSecret } from './derived-secret';
import { ExternalSecret, PasswordGenerator } from './external-secret';
import { secretRules } from './security-rules';
import { StoreReference } from './store-reference';

/** Options of `Secret.generated`. */
export interface GeneratedSecretOptions {
  /**
   * Which value it is: a whole number, 1 at least. Another number is another value; one that was used before is the value that it was, as long as
   * its Secret exists. From 2 on, the Secret's name ends with it: `events-admin-r2`.
   * @default 1
   */
  readonly rotation?: number;
}

/** What a construct makes of a secret. */
export interface SecretBinding {
  /** The Secret's name, where one is made. */
  readonly name: string;
  /** Further keys that are made from the value in Go's template language: `{{ .password | sha256sum }}`. */
  readonly derived?: Record<string, string>;
}

/** A password or key. Its value is never in a manifest, in Terraform's state or in git. */
export class Secret {
  /**
   * Made inside the cluster by External Secrets, once: 32 letters and digits. How to change it: docs/guides/rotating-secrets.md.
   *
   * @see https://external-secrets.io/latest/api/generator/password/
   */
  public static generated(options: GeneratedSecretOptions = {}): Secret {
    const make = (scope: Construct, name: string) => {
      const generator = new PasswordGenerator(scope, 'Generator', { name, length: 32 });
      new ExternalSecret(scope, 'Secret', {
        name,
        source: { generator: generator.generatorName },
        template: { password: '{{ .password }}' },
      });
      return { secretName: name, key: 'password' };
    };
    return new Secret(make, options.rotation ?? 1);
  }

  /** A key of a Secret that exists in the namespace. */
  public static existing(secretName: string, key: string): Secret {
    return new Secret(() => ({ secretName, key }));
  }

  /** Read from a store outside the cluster by External Secrets. */
  public static fromStore(reference: StoreReference): Secret {
    return new Secret((scope, name) => {
      new ExternalSecret(scope, 'Secret', {
        name,
        source: {
          store: reference.store,
          storeKind: reference.storeKind ?? 'ClusterSecretStore',
          refreshInterval: reference.refreshInterval ?? Duration.hours(1),
          values: { password: { key: reference.key, property: reference.property } },
        },
        template: { password: '{{ .password }}' },
      });
      return { secretName: name, key: 'password' };
    });
  }

  private constructor(
    private readonly make: (scope: Construct, name: string) => ISecret,
    private readonly rotation?: number,
  ) {}

  /**
   * Whether another value has another name.
   *
   * @internal
   */
  public get _fixed(): boolean {
    return this.rotation !== undefined;
  }

  /**
   * Make what holds the secret, below `scope`. The set of derived keys may change without a new value: they lie in a Secret beside it.
   *
   * @internal
   */
  public _bind(scope: Construct, id: string, { name, derived }: SecretBinding): ISecret {
    const below = new Construct(scope, id);
    checkRules(below, secretRules, { rotation: this.rotation ?? 1 });
    if (!derived) return this.make(below, this._nameOf(name));
    const value = this.make(new Construct(below, 'Value'), this._nameOf(`${name}-value`));
    return new DerivedSecret(below, 'Derived', {
      name: this._nameOf(name),
      from: { password: value },
      template: { password: '{{ .password }}', ...derived },
    }).secretOf('password');
  }

  /**
   * The name of what goes along with this value and no other, so that whoever refers to it rolls with the value, and never finds an old one.
   *
   * @internal
   */
  public _nameOf(name: string): string {
    return (this.rotation ?? 1) === 1 ? name : `${name}-r${this.rotation}`;
  }
}
