import { Duration } from 'cdk8s';
import { durationText } from '../../core/internal';
import { BoundCertificate } from '../../security/internal';
import { AlertProps, Comparison, Severity } from '../alert';
import { of } from '../of';
import { CERTIFICATE } from '../platform-metrics';

/** A certificate that cert-manager renews. */
export interface WatchedCertificate {
  /** What alerts' names begin with: `Hadoop`. */
  readonly title: string;
  readonly certificate: BoundCertificate;
}

/** A month: what a certificate is valid for at least, where nothing is said. */
const SHORTEST = Duration.days(28);

/**
 * A certificate that was not renewed in time: three quarters of the time before its end at which cert-manager should have done it are left.
 *
 * @see https://cert-manager.io/docs/usage/certificate/#issuance-triggers
 */
export function certificateAlert({ title, certificate }: WatchedCertificate): AlertProps {
  const { secretName, renewBefore, duration = SHORTEST } = certificate;
  const seconds = renewBefore?.toSeconds() ?? duration.toSeconds() / 3;
  const when = renewBefore ? `${durationText(renewBefore)} before its end` : 'when a third of its time was left';
  return {
    name: `${title}CertificateExpires`,
    severity: Severity.TICKET,
    // One that was never issued ends at zero.
    value: of(`max by (name) ($1{name="${secretName}"}) - time()`, CERTIFICATE.expires),
    comparison: Comparison.BELOW,
    threshold: (seconds * 3) / 4,
    holdFor: Duration.hours(1),
    summary: 'the certificate {{ $labels.name }} ends in {{ $value | humanizeDuration }}, and is not renewed',
    description: `It should have been renewed ${when}. When it ends, nobody can connect over TLS.`,
  };
}
