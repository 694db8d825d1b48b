import { AUTHORITY, CONFIG } from '../paths';
import { ResolvedDatabase } from '../resolve';

/** The file of certificates, where they are given as text. */
export const AUTHORITY_FILE = 'database-authority.crt';

/** The keystore that MySQL's driver reads them from: it reads no text. */
export const TRUST_STORE = '/tmp/database-authority.p12';
export const TRUST_STORE_PASSWORD = 'certificates-are-no-secret';

/** Where the certificates lie. None where the database is in the cluster. */
export function authorityPath({ external }: ResolvedDatabase): string | undefined {
  if (!external) return undefined;
  const { _source: source } = external.authority;
  return source ? `${AUTHORITY}/${source.key}` : `${CONFIG}/${AUTHORITY_FILE}`;
}

/**
 * The address of the database, as JDBC has it.
 *
 * @see https://jdbc.postgresql.org/documentation/use/
 * @see https://dev.mysql.com/doc/connector-j/en/connector-j-connp-props-security.html
 */
export function databaseUrl(database: ResolvedDatabase, host: string, application: string): string {
  const { type, port, external } = database;
  const options = type === 'postgres' ? postgres(database, application) : mysql(external?.authority.verifyHost);
  const query = Object.entries(options).map(([name, value]) => `${name}=${value}`);
  return `jdbc:${type === 'postgres' ? 'postgresql' : type}://${host}:${port}/${database.database}?${query.join('&')}`;
}

/** The class of its driver. */
export const DRIVERS = { postgres: 'org.postgresql.Driver', mysql: 'com.mysql.cj.jdbc.Driver' } as const;

function postgres(database: ResolvedDatabase, application: string): Record<string, string> {
  const { external } = database;
  const mode = external ? (external.authority.verifyHost ? 'verify-full' : 'verify-ca') : 'disable';
  const authority = authorityPath(database);
  const tls = { sslmode: mode, ...(authority !== undefined && { sslrootcert: authority }) };
  // A database that is gone without a word is noticed.
  return { ...tls, connectTimeout: '10', tcpKeepAlive: 'true', ApplicationName: application };
}

function mysql(verifyHost?: boolean): Record<string, string> {
  return {
    sslMode: verifyHost ? 'VERIFY_IDENTITY' : 'VERIFY_CA',
    trustCertificateKeyStoreUrl: `file:${TRUST_STORE}`,
    trustCertificateKeyStoreType: 'PKCS12',
    trustCertificateKeyStorePassword: TRUST_STORE_PASSWORD,
    connectTimeout: '10000',
    tcpKeepAlive: 'true',
  };
}
