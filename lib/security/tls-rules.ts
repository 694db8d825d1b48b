import { Duration } from 'cdk8s';
import { Checks, durationText, Rule } from '../core/internal';
import { Secret } from './secret';

/** What cert-manager is asked for, complete. */
export interface IssuedCertificate {
  readonly issuer: string;
  readonly issuerKind: string;
  readonly duration: Duration;
  /** Default: cert-manager's own, a third of the duration. */
  readonly renewBefore?: Duration;
  /** Besides those of the engine. */
  readonly dnsNames: string[];
  /** The password of keystores, where the engine reads them. */
  readonly keystorePassword: Secret;
}

/** A certificate that something else keeps. */
export interface ExistingCertificate {
  readonly secretName: string;
  /** Default: there are no keystores. */
  readonly keystorePassword?: Secret;
  /** Default: nobody knows. */
  readonly renewBefore?: Duration;
}

/** Where a certificate comes from: one of both. */
export type TlsSource =
  | { readonly issued: IssuedCertificate; readonly existing?: undefined }
  | { readonly existing: ExistingCertificate; readonly issued?: undefined };

/** What the checks of a Tls look at. */
export type TlsInput = TlsSource & {
  /** Whether the engine reads keystores. */
  readonly keystores: boolean;
};

const tls = new Checks<TlsInput>();

const LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const DNS_NAME = new RegExp(`^(?=.{1,253}$)([*][.])?${LABEL}([.]${LABEL})*$`);

/** Checks on a Tls. */
export const tlsRules: ReadonlyArray<Rule<TlsInput>> = [
  {
    code: 'SEC003',
    prop: "the issuer or Secret of 'tls'",
    remedy: 'write the name of the object',
    ...tls.kubernetesName(({ issued, existing }) => issued?.issuer ?? existing?.secretName, { dots: true }),
  },
  {
    code: 'SEC004',
    prop: 'issuerKind',
    remedy: 'leave it out for an issuer of the whole cluster',
    ...tls.oneOf(({ issued }) => issued?.issuerKind, ['ClusterIssuer', 'Issuer']),
  },
  {
    code: 'SEC005',
    prop: 'duration',
    remedy: 'cert-manager takes nothing shorter; leave it out for 90 days',
    ...tls.wholeDuration(({ issued }) => issued?.duration, 'minutes', { atLeast: Duration.hours(1) }),
  },
  {
    code: 'SEC006',
    prop: 'renewBefore',
    remedy: 'cert-manager takes nothing shorter; leave it out for a third of the duration',
    ...tls.wholeDuration((input) => (input.issued ?? input.existing).renewBefore, 'minutes', {
      atLeast: Duration.minutes(5),
    }),
  },
  {
    code: 'SEC007',
    prop: 'renewBefore',
    must: 'be shorter than the duration',
    remedy: 'leave it out for a third of the duration: a certificate would be renewed for ever',
    violation: ({ issued }) =>
      issued?.renewBefore && issued.renewBefore.toMilliseconds() >= issued.duration.toMilliseconds()
        ? `${durationText(issued.renewBefore)} of ${durationText(issued.duration)}`
        : undefined,
  },
  {
    code: 'SEC008',
    prop: 'dnsNames',
    remedy: 'write names without scheme, port or path, in lower case: lake.example.com or *.lake.example.com',
    ...tls.pattern(({ issued }) => issued?.dnsNames, DNS_NAME, "be names of DNS, which may begin with '*.'"),
  },
  {
    code: 'SEC009',
    prop: 'keystorePassword',
    remedy:
      "name the password of the Secret's keystore.p12 and truststore.p12, which cert-manager makes with spec.keystores.pkcs12, or use Tls.certManager",
    ...tls.needed(
      'to an engine that reads keystores',
      ({ existing }) => existing?.keystorePassword,
      ({ existing, keystores }) => keystores && existing !== undefined,
    ),
  },
];
