import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { checkRules } from '../core/internal';
import { BoundCertificate, BoundKeystores, Certificate, CertificateBinding } from './certificate';
import { Secret } from './secret';
import { tlsRules, TlsSource } from './tls-rules';

/** A certificate that cert-manager issues and renews. */
export interface CertManagerOptions {
  /** The issuer's name. */
  readonly issuer: string;
  /**
   * `ClusterIssuer`, or `Issuer` in the same namespace.
   * @default "ClusterIssuer"
   */
  readonly issuerKind?: string;
  /**
   * How long a certificate is valid: whole minutes, an hour at least.
   * @default Duration.days(90)
   */
  readonly duration?: Duration;
  /**
   * How long before its end a certificate is renewed: whole minutes, five at least, shorter than the duration. The alert on a certificate that
   * is not renewed fires when three quarters of it are left.
   * @default - a third of the duration
   */
  readonly renewBefore?: Duration;
  /**
   * Further DNS names that it is good for: `lake.example.com`, `*.lake.example.com`. Those that the engine is known by in the cluster are always there.
   * @default - none
   */
  readonly dnsNames?: string[];
  /**
   * The password of the keystores, for engines that read them. With another value there is another certificate, so that nobody meets one with the
   * password of the other.
   * @default Secret.generated()
   */
  readonly keystorePassword?: Secret;
}

/** What is known of a certificate that something else keeps. */
export interface ExistingCertificateOptions {
  /**
   * The password of `keystore.p12` and `truststore.p12` in the same Secret: `Secret.existing('lake-tls-password', 'password')`. Hadoop's daemons need them.
   * @default - the Secret has no keystores
   */
  readonly keystorePassword?: Secret;
  /**
   * How long before its end it is renewed: whole minutes, five at least. The alert on a certificate that is not renewed fires when three quarters of it are left.
   * @default - nobody knows: the alert fires a week before the end, which is late enough where it is valid for a month or longer
   */
  readonly renewBefore?: Duration;
}

/** Where the certificate of a cluster comes from: a Secret with `tls.crt`, `tls.key` and `ca.crt`, and, for engines that read them, PKCS12 keystores. */
export class Tls {
  /**
   * Issued and renewed by cert-manager. The password of keystores is generated in the cluster.
   *
   * @see https://cert-manager.io/docs/usage/certificate/
   */
  public static certManager(options: CertManagerOptions): Tls {
    return new Tls({
      issued: {
        issuer: options.issuer,
        issuerKind: options.issuerKind ?? 'ClusterIssuer',
        duration: options.duration ?? Duration.days(90),
        renewBefore: options.renewBefore,
        dnsNames: options.dnsNames ?? [],
        keystorePassword: options.keystorePassword ?? Secret.generated(),
      },
    });
  }

  /**
   * A Secret of type `kubernetes.io/tls`, with `ca.crt`, that something else keeps in the namespace. Its certificate must be good for the names that the
   * engine is known by.
   *
   * @param secretName the Secret's name; where cert-manager keeps it, the Certificate's name too, by which the alert finds it
   */
  public static existing(secretName: string, options: ExistingCertificateOptions = {}): Tls {
    return new Tls({ existing: { ...options, secretName } });
  }

  private constructor(private readonly source: TlsSource) {}

  /**
   * Make the certificate, where that is for us.
   *
   * @internal
   */
  public _bind(scope: Construct, id: string, binding: CertificateBinding): BoundCertificate {
    checkRules(scope, tlsRules, { ...this.source, keystores: false });
    const { issued, existing } = this.source;
    if (existing) return existing;
    new Certificate(scope, id, { ...binding, issued });
    return { ...issued, secretName: binding.name };
  }

  /**
   * Make the certificate, where that is for us, for an engine that reads `keystore.p12` and `truststore.p12`.
   *
   * @internal
   */
  public _bindKeystores(scope: Construct, id: string, binding: CertificateBinding): BoundKeystores {
    checkRules(scope, tlsRules, { ...this.source, keystores: true });
    const { issued, existing } = this.source;
    const password = (issued ?? existing).keystorePassword ?? Secret.generated();
    const keystorePassword = password._bind(scope, 'KeystorePassword', { name: `${binding.name}-keystore` });
    if (existing) return { ...existing, keystorePassword };
    // cert-manager does not write keystores anew for another password.
    const name = password._nameOf(binding.name);
    new Certificate(scope, id, { ...binding, name, issued, keystorePassword });
    return { ...issued, secretName: name, keystorePassword };
  }
}
