import { Duration } from 'cdk8s';

/** Where a password lives in a store outside the cluster. */
export interface StoreReference {
  /** The SecretStore's name. */
  readonly store: string;
  /**
   * `SecretStore` in the same namespace, or `ClusterSecretStore`.
   * @default "ClusterSecretStore"
   */
  readonly storeKind?: string;
  /** The secret's key in the store: `prod/clickhouse/admin`. */
  readonly key: string;
  /**
   * A property of that secret, where it holds several.
   * @default - the whole value
   */
  readonly property?: string;
  /**
   * How often the store is read again.
   * @default Duration.hours(1)
   */
  readonly refreshInterval?: Duration;
}
