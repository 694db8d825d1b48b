import { Duration } from 'cdk8s';
import { Checks, durationText, placed, Rule } from '../core/internal';
import type { Secret } from './secret';

/** What the checks of an ApiGrant look at. */
export interface ApiGrantInput {
  readonly permissions: { readonly resources: string[]; readonly names: string[]; readonly verbs?: string[] }[];
}

/** Verbs that the API server cannot hold to single objects. */
const UNBOUND = ['create', 'deletecollection', 'list', 'watch'];

const title = ({ resources }: { resources: string[] }) => resources.join(', ');

const check = new Checks<ApiGrantInput>();

/** Checks on an ApiGrant. */
export const apiGrantRules: ReadonlyArray<Rule<ApiGrantInput>> = [
  {
    code: 'SEC001',
    prop: 'the names of a permission',
    remedy: 'name the objects: an empty list means every object of the namespace',
    ...check.some(({ permissions }) =>
      permissions.map((permission) => placed(permission.names.length, title(permission))),
    ),
  },
  {
    code: 'SEC002',
    prop: 'the verbs of a permission',
    must: 'be such that they can be held to named objects',
    remedy: `use get, patch, update or delete: ${UNBOUND.join(', ')} reach every object of the namespace, or none`,
    violation: ({ permissions }) =>
      permissions.flatMap((permission) =>
        (permission.verbs ?? [])
          .filter((verb) => UNBOUND.includes(verb))
          .map((verb) => `${verb} on ${title(permission)}`),
      ),
  },
];

/** What cert-manager is asked for, complete. */
export interface IssuedCertificate {
  readonly issuer: string;
  readonly issuerKind: string;
  readonly duration: Duration;
  /** Default: cert-manager's own, a third of the duration. */
  readonly renewBefore?: Duration;
  /** Besides those of the engine. */
  readonly dnsNames: string[];
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
