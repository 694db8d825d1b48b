import { Properties, propertiesFile } from '../../kubernetes/internal';
import { DRAIN_USER, METRICS_USER, OwnUser, PROBE_USER } from '../components';
import { KEYSTORE_PASSWORD } from '../distribution';
import { CERTIFICATES, CONFIG, SIGN_IN } from '../paths';
import { PORTS } from '../ports';
import { PrestoLdapOptions } from '../presto-sign-in';
import { ResolvedPresto } from '../resolve';

/** The folder of what people sign in with. */
export const PEOPLE = 'people';

/** The key of a Secret that holds the line of one user in a file of passwords. */
export const PASSWORD_FILE = 'password.db';

/** A node that users sign in at. */
export type SignInNode = 'coordinator' | 'resource-manager' | 'worker';

/** Users of the cluster itself that a node knows by passwords. */
export function ownUsers({ version, security, probe, monitoring }: ResolvedPresto, node: SignInNode): OwnUser[] {
  if (!security || version._distribution.ownProof !== 'PASSWORD') return [];
  return [
    ...(node === 'worker' ? [DRAIN_USER] : probe ? [PROBE_USER] : []),
    ...(monitoring.enabled ? [METRICS_USER] : []),
  ] as OwnUser[];
}

/** The file with the certificate of whoever signed that of the directory. */
export function authorityFile({ security }: ResolvedPresto): string | undefined {
  const authority = security?.signIn._source.ldap?.authority;
  return authority && `${SIGN_IN}/${PEOPLE}/${authority.key}`;
}

const inFile = (file: string): Properties => ({ 'password-authenticator.name': 'file', 'file.password-file': file });

/** What passwords are held against, by whose they are. */
function passwords(resolved: ResolvedPresto, node: SignInNode): Record<string, Properties> {
  const { passwordFile, ldap } = (node === 'coordinator' && resolved.security?.signIn._source) || {};
  return {
    ...(passwordFile && { [PEOPLE]: inFile(`${SIGN_IN}/${PEOPLE}/${passwordFile.users.key}`) }),
    ...(ldap && { [PEOPLE]: inDirectory(ldap, resolved) }),
    ...Object.fromEntries(
      ownUsers(resolved, node).map((user) => [user, inFile(`${SIGN_IN}/${user}/${PASSWORD_FILE}`)]),
    ),
  };
}

/**
 * https://prestodb.io/docs/current/security/ldap.html, https://trino.io/docs/current/security/ldap.html. Presto has no property for the certificate of an
 * authority: its JVM is told.
 */
function inDirectory({ url, userPattern, group }: PrestoLdapOptions, resolved: ResolvedPresto): Properties {
  const authority = resolved.version.isTrino ? authorityFile(resolved) : undefined;
  return {
    'password-authenticator.name': 'ldap',
    'ldap.url': url,
    'ldap.user-bind-pattern': userPattern,
    ...(group && { 'ldap.user-base-dn': group.baseDn, 'ldap.group-auth-pattern': group.filter }),
    ...(authority && { 'ldap.ssl.truststore.path': authority }),
    'ldap.cache-ttl': '5m',
  };
}

/** How the engine is told of one of them. */
const authenticator = (of: string) => `password-authenticator${of === PEOPLE ? '' : `-${of}`}.properties`;

/** The files that tell a node where passwords are. */
export function signInFiles(resolved: ResolvedPresto, node: SignInNode): Record<string, string> {
  return Object.fromEntries(
    Object.entries(passwords(resolved, node)).map(([of, properties]) => [
      authenticator(of),
      propertiesFile(properties),
    ]),
  );
}

/**
 * What config.properties says of who may call, and how. Workers are asked by nodes, by their own drain and for metrics alone.
 *
 * @see https://prestodb.io/docs/current/security/tls.html
 * @see https://trino.io/docs/current/security/tls.html
 */
export function signInConfig(resolved: ResolvedPresto, node: SignInNode): Record<string, string> {
  const { security, version } = resolved;
  if (!security) return { 'http-server.http.port': String(PORTS.http.port) };
  const { ownProof, tls } = version._distribution;
  const { token } = security.signIn._source;
  const files = Object.keys(passwords(resolved, node));
  const proofs = [
    ...(ownProof === 'CERTIFICATE' ? [ownProof] : []),
    ...(files.length > 0 ? ['PASSWORD'] : []),
    ...(token && node === 'coordinator' ? ['JWT'] : []),
  ];
  return {
    'http-server.http.enabled': 'false',
    'http-server.https.enabled': 'true',
    'http-server.https.port': String(PORTS.https.port),
    'http-server.https.keystore.path': `${CERTIFICATES}/keystore.p12`,
    'http-server.https.keystore.key': `\${ENV:${KEYSTORE_PASSWORD}}`,
    'internal-communication.https.required': 'true',
    ...tls,
    'http-server.authentication.type': proofs.join(','),
    ...(version.isTrino &&
      files.length > 0 && {
        'password-authenticator.config-files': files.map((of) => `${CONFIG}/${authenticator(of)}`).join(','),
      }),
    ...(token &&
      node === 'coordinator' && {
        'http-server.authentication.jwt.key-file': `${SIGN_IN}/${PEOPLE}/${token.key.key}`,
        ...(token.issuer !== undefined && { 'http-server.authentication.jwt.required-issuer': token.issuer }),
        ...(token.audience !== undefined && { 'http-server.authentication.jwt.required-audience': token.audience }),
      }),
  };
}
