import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { DeletionPolicy, Environment, ISecret } from '../core';
import { ExternalSecret, PasswordGenerator } from './external-secret';
import { StoreReference } from './store-reference';

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
   * Made inside the cluster by External Secrets, once: 32 letters and digits.
   *
   * @see https://external-secrets.io/latest/api/generator/password/
   */
  public static generated(): Secret {
    return new Secret((scope, binding) => {
      const generator = new PasswordGenerator(scope, 'Generator', { name: binding.name, length: 32 });
      new ExternalSecret(scope, 'Secret', {
        name: binding.name,
        // A generator run again would change the password under everyone who uses it.
        refreshPolicy: 'CreatedOnce',
        generator: generator.generatorName,
        template: { password: '{{ .password }}', ...binding.derived },
        retain: Environment.of(scope).deletionPolicy === DeletionPolicy.RETAIN,
      });
      return { secretName: binding.name, key: 'password' };
    });
  }

  /** A key of a Secret that exists in the namespace. Nothing is derived from it. */
  public static existing(secretName: string, key: string): Secret {
    return new Secret(() => ({ secretName, key }), false);
  }

  /** Read from a store outside the cluster by External Secrets. */
  public static fromStore(reference: StoreReference): Secret {
    return new Secret((scope, binding) => {
      new ExternalSecret(scope, 'Secret', {
        name: binding.name,
        refreshPolicy: 'Periodic',
        refreshInterval: reference.refreshInterval ?? Duration.hours(1),
        remote: reference,
        template: { password: '{{ .password }}', ...binding.derived },
        retain: Environment.of(scope).deletionPolicy === DeletionPolicy.RETAIN,
      });
      return { secretName: binding.name, key: 'password' };
    });
  }

  private constructor(
    private readonly make: (scope: Construct, binding: SecretBinding) => ISecret,
    private readonly derives = true,
  ) {}

  /**
   * Make what holds the secret, below `scope`.
   *
   * @internal
   */
  public _bind(scope: Construct, id: string, binding: SecretBinding): ISecret {
    return this.make(new Construct(scope, id), binding);
  }

  /**
   * Whether the derived keys of a binding exist.
   *
   * @internal
   */
  public _derives(): boolean {
    return this.derives;
  }
}
