import { Duration } from 'cdk8s';
import { Checks, placed, Rule } from '../core/internal';
import { OWN_USERS } from './components';
import { PrestoInput } from './rules';

const check = new Checks<PrestoInput>();

/** What Trino needs so that the queries of a worker that leaves go on elsewhere: with less they never end. */
const RETRIED_GRACE = Duration.seconds(30);

/** Lifecycle rules of buckets count whole days, one at least: no query may read what is older. */
const SHORTEST_LIFECYCLE = Duration.days(1);

/** Says whether a proxy's word of whom a request comes from is believed. */
const FORWARDED = 'http-server.process-forwarded';

const secretOf = ({ resolved: { security } }: PrestoInput) => security?.signIn._secret;
const ldapOf = ({ resolved: { security } }: PrestoInput) => security?.signIn._source.ldap;
const accessOf = ({ resolved: { security } }: PrestoInput) => security?.access ?? [];

/** Checks on who may call, and on what happens to queries when something is lost. */
export const securityRules: ReadonlyArray<Rule<PrestoInput>> = [
  {
    code: 'PR050',
    prop: 'expose',
    remedy: 'give PrestoSecurity.tls, so that it is known who comes from outside',
    ...check.leftOut(
      'where callers are believed whom they say they are',
      ({ resolved: { expose } }) => expose._sourceRanges,
      ({ resolved: { security } }) => security === undefined,
    ),
  },
  {
    code: 'PR051',
    prop: 'secretName of security.signIn',
    remedy: 'write the name of the Secret',
    ...check.kubernetesName((input) => secretOf(input)?.secretName, { dots: true }),
  },
  {
    code: 'PR052',
    prop: 'key of security.signIn',
    remedy: 'write the name of the key, which is that of the file too',
    ...check.pattern((input) => secretOf(input)?.key, /^[\w.-]+$/, "be letters, digits, '_', '.' and '-'"),
  },
  {
    code: 'PR053',
    prop: 'security.access.users',
    remedy: 'leave them out: what the cluster itself does is allowed to it',
    ...check.free(
      (input) => accessOf(input).flatMap(({ users = [] }) => users),
      () => OWN_USERS,
      'be no users of the cluster itself',
    ),
  },
  {
    code: 'PR054',
    prop: 'security.access',
    remedy: 'leave the list out for everybody, or for all catalogs; or leave out the rule',
    ...check.each(
      (input) =>
        accessOf(input).flatMap(({ users, catalogs }, index) => [
          placed(users?.length, `users of rule ${index + 1}`),
          placed(catalogs?.length, `catalogs of rule ${index + 1}`),
        ]),
      'name somebody, and some catalog',
      (count) => count > 0,
      () => 'none',
    ),
  },
  {
    code: 'PR055',
    prop: 'security.access.catalogs',
    remedy: 'write the name that it has in catalogs',
    ...check.known(
      (input) => accessOf(input).flatMap(({ catalogs = [] }) => catalogs),
      ({ resolved: { catalogs } }) => Object.keys(catalogs),
      'be catalogs of the cluster',
    ),
  },
  {
    code: 'PR056',
    prop: 'security.signIn',
    must: 'be by passwords with Presto',
    remedy:
      'take PrestoSignIn.passwordFile, or Trino: Presto 0.296 does not start where issuer or audience of a token are to be checked',
    violation: ({ resolved: { version, security } }) =>
      security?.signIn._source.token && !version.isTrino ? `tokens with Presto ${version.release}` : undefined,
  },
  {
    code: 'PR060',
    prop: 'faultTolerance',
    must: 'be given with Trino alone',
    remedy: 'take PrestoVersion.TRINO_476, or leave it out: Presto runs no task again',
    violation: ({ resolved: { version, faultTolerance } }) =>
      faultTolerance && !version.isTrino ? `Presto ${version.release}` : undefined,
  },
  {
    code: 'PR061',
    prop: 'faultTolerance.prefix',
    remedy: 'leave it out for one of the name of the cluster and its namespace',
    ...check.storePrefix(({ resolved: { faultTolerance } }) => faultTolerance?.prefix),
  },
  {
    code: 'PR062',
    prop: 'shutdownGrace',
    must: 'be at least 30 seconds with faultTolerance',
    remedy: 'leave it out: where a worker ends sooner, the queries that it had a part in never do',
    violation: ({ resolved: { shutdownGrace, faultTolerance } }) =>
      faultTolerance && shutdownGrace.toMilliseconds() < RETRIED_GRACE.toMilliseconds()
        ? `${shutdownGrace.toMilliseconds() / 1000} seconds`
        : undefined,
  },
  {
    code: 'PR063',
    prop: 'workers.spot',
    must: 'be false without faultTolerance',
    remedy:
      'give faultTolerance, which Trino has, leave spot out, or set acknowledge.queriesEndWithWorkers: queries fail whenever a worker is taken away',
    violation: ({ resolved: { workers, faultTolerance, acknowledge } }) =>
      workers.spot && !faultTolerance && !acknowledge.queriesEndWithWorkers ? 'true' : undefined,
  },
  {
    code: 'PR065',
    prop: 'expose.annotations',
    must: 'make a load balancer that passes TLS through, or one whose headers the coordinator is told of',
    remedy: `leave the annotation out; or, where a proxy asks Trino over TLS, set '${FORWARDED}': 'true' in overrides.coordinatorConfig: it refuses such requests else`,
    violation: ({ resolved: { expose, version, overrides } }) => {
      const forwarded = { ...overrides.config, ...overrides.coordinatorConfig }[FORWARDED];
      const told = /^(true|accept|ignore)$/i.test(String(forwarded));
      return Object.entries(expose._annotations).flatMap(([key, value]) => {
        const [, protocol] = /^(https?)$/i.exec(key.endsWith('-backend-protocol') ? value : '') ?? [];
        const right = protocol?.toLowerCase() === 'https' && (told || !version.isTrino);
        return protocol && !right ? `'${value}' for ${key}` : [];
      });
    },
  },
  {
    code: 'PR067',
    prop: 'security.signIn.url',
    remedy: 'write ldaps://ldap.example.com, with a port where it is another one than 636: passwords go over it',
    ...check.pattern(
      (input) => ldapOf(input)?.url,
      /^ldaps:\/\/[a-z0-9.-]+(:\d{1,5})?$/,
      'be an address of a directory over TLS, and of one alone',
    ),
  },
  {
    code: 'PR068',
    prop: 'security.signIn',
    remedy:
      "write ${USER} where the name stands, as in uid=${USER},ou=people,dc=example,dc=com: else one entry is everybody's",
    ...check.each(
      (input) => [
        placed(ldapOf(input)?.userPattern, 'userPattern'),
        placed(ldapOf(input)?.group?.filter, 'group.filter'),
      ],
      'have ${USER} in it',
      (pattern) => pattern.includes('${USER}'),
    ),
  },
  {
    code: 'PR069',
    prop: 'maxQueryTime',
    must: 'be a day at most with faultTolerance',
    remedy: 'lower it, or split the query: a bucket that deletes what is left behind deletes what is a day old',
    violation: ({ resolved: { maxQueryTime, faultTolerance } }) =>
      faultTolerance && maxQueryTime.toMilliseconds() > SHORTEST_LIFECYCLE.toMilliseconds()
        ? `${maxQueryTime.toMilliseconds() / 3_600_000} hours`
        : undefined,
  },
];
