import { Duration } from 'cdk8s';
import { AlertProps, Comparison, Severity } from '../alert';
import { of } from '../of';
import { CERTIFICATE } from '../platform-metrics';

/** A certificate that cert-manager renews. */
export interface WatchedCertificate {
  /** What alerts' names begin with: `Hadoop`. */
  readonly title: string;
  /** The Certificate's name, which is that of its Secret. */
  readonly certificate: string;
  /** How long it is valid. Default: nobody knows; then a week before its end is late enough for all that are valid for a month and longer. */
  readonly validFor?: Duration;
}

/** A month: what a certificate is valid for at least, where nothing is said. */
const SHORTEST = Duration.days(28);

/**
 * A certificate that was not renewed in time: cert-manager does that when a third of its time is left.
 *
 * @see https://cert-manager.io/docs/usage/certificate/#issuance-triggers
 */
export function certificateAlert({ title, certificate, validFor = SHORTEST }: WatchedCertificate): AlertProps {
  return {
    name: `${title}CertificateExpires`,
    severity: Severity.TICKET,
    // One that was never issued ends at zero.
    value: of(`max by (name) ($1{name="${certificate}"}) - time()`, CERTIFICATE.expires),
    comparison: Comparison.BELOW,
    threshold: validFor.toSeconds() / 4,
    holdFor: Duration.hours(1),
    summary: 'the certificate {{ $labels.name }} ends in {{ $value | humanizeDuration }}, and is not renewed',
    description:
      'It should have been renewed when a third of its time was left. When it ends, nobody can connect over TLS.',
  };
}
