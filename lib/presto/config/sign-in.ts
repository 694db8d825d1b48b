import { propertiesFile } from '../../kubernetes/internal';
import { DRAIN_USER, METRICS_USER, OwnUser, PROBE_USER } from '../components';
import { KEYSTORE_PASSWORD } from '../distribution';
import { CERTIFICATES, CONFIG, SIGN_IN } from '../paths';
import { PORTS } from '../ports';
import { ResolvedPresto } from '../resolve';

/** The folder of what people sign in with. */
export const PEOPLE = 'people';

/** The key of a Secret that holds the line of one user in a file of passwords. */
export const PASSWORD_FILE = 'password.db';

/** A node that users sign in at. */
export type SignInNode = 'coordinator' | 'worker';

/** Users of the cluster itself that a node knows by passwords. */
export function ownUsers({ version, security, probe, monitoring }: ResolvedPresto, node: SignInNode): OwnUser[] {
  if (!security || version._distribution.ownProof !== 'PASSWORD') return [];
  return [
    ...(node === 'worker' ? [DRAIN_USER] : probe ? [PROBE_USER] : []),
    ...(monitoring.enabled ? [METRICS_USER] : []),
  ] as OwnUser[];
}

/** Files with passwords, by who they are of. */
function passwordFiles(resolved: ResolvedPresto, node: SignInNode): Record<string, string> {
  const people = node === 'coordinator' ? resolved.security?.signIn._source.passwordFile : undefined;
  return {
    ...(people && { [PEOPLE]: `${SIGN_IN}/${PEOPLE}/${people.users.key}` }),
    ...Object.fromEntries(ownUsers(resolved, node).map((user) => [user, `${SIGN_IN}/${user}/${PASSWORD_FILE}`])),
  };
}

/** How the engine is told of one of them. */
const authenticator = (of: string) => `password-authenticator${of === PEOPLE ? '' : `-${of}`}.properties`;

/** The files that tell a node where passwords are. */
export function signInFiles(resolved: ResolvedPresto, node: SignInNode): Record<string, string> {
  return Object.fromEntries(
    Object.entries(passwordFiles(resolved, node)).map(([of, file]) => [
      authenticator(of),
      propertiesFile({ 'password-authenticator.name': 'file', 'file.password-file': file }),
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
  const files = Object.keys(passwordFiles(resolved, node));
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
