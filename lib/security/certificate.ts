import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { ISecret } from '../core';
import { objectName } from '../core/internal';
import { setRollout } from '../kubernetes/internal';
import { IssuedCertificate } from './tls-rules';

/** What an engine says of its certificate. */
export interface CertificateBinding {
  /** The name of the Certificate and of its Secret, where they are made. */
  readonly name: string;
  /** The names that the engine is known by. */
  readonly dnsNames: string[];
}

/** A certificate that an engine has. */
export interface BoundCertificate {
  /** The Secret with `tls.crt`, `tls.key` and `ca.crt`; where something is issued, its name is that of the Certificate too. */
  readonly secretName: string;
  /** How long it is valid. Default: nobody knows. */
  readonly duration?: Duration;
  /** How long before its end it is renewed. Default: when a third of its time is left. */
  readonly renewBefore?: Duration;
}

/** A certificate whose Secret has `keystore.p12` and `truststore.p12` too. */
export interface BoundKeystores extends BoundCertificate {
  /** The password of both. */
  readonly keystorePassword: ISecret;
}

/** What a Certificate is made from, complete. */
export interface CertificateInput extends CertificateBinding {
  readonly issued: IssuedCertificate;
  /** The password of the keystores. Default: none are made. */
  readonly keystorePassword?: ISecret;
}

/**
 * A certificate that cert-manager keeps in a Secret.
 *
 * @see https://cert-manager.io/docs/usage/certificate/
 */
export class Certificate extends Construct {
  public constructor(scope: Construct, id: string, props: CertificateInput) {
    super(scope, id);
    const { name, issued, keystorePassword } = props;
    const resource = new ApiObject(this, 'Resource', {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: objectName(this, name) },
      spec: {
        secretName: name,
        dnsNames: [...new Set([...props.dnsNames, ...issued.dnsNames])],
        duration: goDuration(issued.duration),
        renewBefore: issued.renewBefore && goDuration(issued.renewBefore),
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
        usages: ['server auth', 'client auth'],
        issuerRef: { name: issued.issuer, kind: issued.issuerKind, group: 'cert-manager.io' },
        keystores: keystorePassword && {
          pkcs12: {
            create: true,
            // Every Java 8 reads it; the same key lies in the same Secret as plain text.
            profile: 'LegacyDES',
            passwordSecretRef: { name: keystorePassword.secretName, key: keystorePassword.key },
          },
        },
      },
    });
    setRollout(resource, { waitForConditions: ['Ready'] });
  }
}

/** Whole minutes as Go prints them. */
function goDuration(duration: Duration): string {
  const minutes = duration.toMinutes();
  return `${Math.floor(minutes / 60)}h${minutes % 60}m0s`;
}
