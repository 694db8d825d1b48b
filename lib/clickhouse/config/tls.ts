import { REMOVE } from '../../kubernetes/internal';
import { ResolvedClickHouse } from '../resolve';
import { configXml } from './xml';

/** Where the certificate's Secret is mounted. */
export const TLS_DIRECTORY = '/etc/clickhouse-server/tls';

const CLIENT = {
  loadDefaultCAFile: false,
  caConfig: `${TLS_DIRECTORY}/ca.crt`,
  verificationMode: 'relaxed',
  disableProtocols: 'sslv2,sslv3,tlsv1,tlsv1_1',
  preferServerCiphers: true,
  invalidCertificateHandler: { name: 'RejectCertificateHandler' },
};

/**
 * The file that turns TLS on and the plain ports off, between replicas too.
 *
 * @see https://clickhouse.com/docs/guides/sre/configuring-ssl
 */
export function serverTls({ backup, restoreFrom, tieredStorage }: ResolvedClickHouse): string {
  // What an object store proves itself by comes from a public authority.
  const publicToo = [backup, restoreFrom, tieredStorage].some((store) => store !== undefined);
  return configXml({
    http_port: REMOVE,
    tcp_port: REMOVE,
    mysql_port: REMOVE,
    postgresql_port: REMOVE,
    interserver_http_port: REMOVE,
    openSSL: {
      server: {
        certificateFile: `${TLS_DIRECTORY}/tls.crt`,
        privateKeyFile: `${TLS_DIRECTORY}/tls.key`,
        caConfig: `${TLS_DIRECTORY}/ca.crt`,
        verificationMode: 'relaxed',
        loadDefaultCAFile: false,
        cacheSessions: true,
        disableProtocols: 'sslv2,sslv3,tlsv1,tlsv1_1',
        preferServerCiphers: true,
      },
      client: { ...CLIENT, loadDefaultCAFile: publicToo },
    },
  });
}

/** The configuration of a client that trusts the same authority. */
export function clientTls(): string {
  return configXml({ secure: true, openSSL: { client: CLIENT } });
}
