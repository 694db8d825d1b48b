import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { objectName } from '../core/internal';
import { setRollout } from '../kubernetes/internal';

/** Who signs certificates. */
export interface CertManagerOptions {
  /** The issuer's name. */
  readonly issuer: string;
  /**
   * `ClusterIssuer`, or `Issuer` in the same namespace.
   * @default "ClusterIssuer"
   */
  readonly issuerKind?: string;
  /**
   * How long a certificate is valid.
   * @default Duration.days(90)
   */
  readonly validFor?: Duration;
}

/** Names that a certificate is good for. */
export interface CertificateBinding {
  /** The name of the Certificate and of its Secret. */
  readonly name: string;
  /** DNS names; the first is the common name. */
  readonly dnsNames: string[];
}

/** Where the certificates of a cluster come from: a Secret with `tls.crt`, `tls.key` and `ca.crt`. */
export class Tls {
  /**
   * Issued and renewed by cert-manager.
   *
   * @see https://cert-manager.io/docs/usage/certificate/
   */
  public static certManager(options: CertManagerOptions): Tls {
    const validFor = options.validFor ?? Duration.days(90);
    return new Tls((scope, id, binding) => {
      const resource = new ApiObject(scope, id, {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { name: objectName(scope, binding.name) },
        spec: {
          secretName: binding.name,
          dnsNames: binding.dnsNames,
          duration: `${validFor.toHours()}h0m0s`,
          privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
          usages: ['server auth', 'client auth'],
          issuerRef: { name: options.issuer, kind: options.issuerKind ?? 'ClusterIssuer', group: 'cert-manager.io' },
        },
      });
      setRollout(resource, { waitForFields: { 'status.conditions[0].status': 'True' } });
      return binding.name;
    }, validFor);
  }

  /** A Secret of type `kubernetes.io/tls`, with `ca.crt`, that something else keeps in the namespace. */
  public static existing(secretName: string): Tls {
    return new Tls(() => secretName);
  }

  private constructor(
    private readonly make: (scope: Construct, id: string, binding: CertificateBinding) => string,
    private readonly validFor?: Duration,
  ) {}

  /**
   * How long a certificate is valid; undefined where something else decides that.
   *
   * @internal
   */
  public get _validFor(): Duration | undefined {
    return this.validFor;
  }

  /**
   * The name of the Secret that holds the certificate.
   *
   * @internal
   */
  public _bind(scope: Construct, id: string, binding: CertificateBinding): string {
    return this.make(scope, id, binding);
  }
}
