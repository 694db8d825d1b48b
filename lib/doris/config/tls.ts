import { Conf, fromVariable } from './conf-file';

/**
 * TLS for all that Doris speaks, inside and outside, in which both sides show a certificate: releases since 4.1.
 *
 * The operator reads the paths too, and puts them into a program of the shell.
 */
export interface MutualTls {
  /** Where the certificate lies, as PEM. */
  readonly certificate: string;
  /** Where its private key lies, as PEM. */
  readonly privateKey: string;
  /** Where the authority's certificate lies, as PEM. */
  readonly authority: string;
}

/**
 * TLS for MySQL's protocol and HTTP of frontends, which is all that older releases have there.
 *
 * @see https://doris.apache.org/docs/4.x/admin-manual/auth/certificate
 * @see https://doris.apache.org/docs/4.x/admin-manual/auth/fe-certificate
 */
export interface FrontendTls {
  /** Where the certificate lies with its key, as PKCS12. */
  readonly keystore: string;
  /** What it is called there. */
  readonly alias: string;
  /** Where the authority's certificate lies, as PKCS12. */
  readonly truststore: string;
  /** The environment variable that holds the password of both. */
  readonly passwordVariable: string;
}

/** TLS for HTTP of backends, which is all that older releases have there. */
export interface BackendTls {
  /** Where the certificate lies, as PEM. */
  readonly certificate: string;
  /** Where its private key lies, as PEM. */
  readonly privateKey: string;
}

/** Settings of mutual TLS, alike in all files. */
export function mutualTls({ certificate, privateKey, authority }: MutualTls): Conf {
  return {
    enable_tls: 'true',
    tls_certificate_path: certificate,
    tls_private_key_path: privateKey,
    tls_ca_certificate_path: authority,
    tls_verify_mode: 'verify_peer',
  };
}

/** Settings of a frontend whose clients speak TLS. */
export function frontendTls(tls: FrontendTls, httpsPort: number): Conf {
  const { keystore, alias, truststore, passwordVariable } = tls;
  const password = fromVariable(passwordVariable);
  return {
    enable_ssl: 'true',
    mysql_ssl_default_ca_certificate: truststore,
    mysql_ssl_default_ca_certificate_password: password,
    mysql_ssl_default_server_certificate: keystore,
    mysql_ssl_default_server_certificate_password: password,
    ssl_trust_store_type: 'PKCS12',
    enable_https: 'true',
    https_port: `${httpsPort}`,
    key_store_path: keystore,
    key_store_type: 'PKCS12',
    key_store_alias: alias,
    key_store_password: password,
  };
}

/** Settings of a backend that speaks HTTPS. */
export function backendTls({ certificate, privateKey }: BackendTls): Conf {
  return { enable_https: 'true', ssl_certificate_path: certificate, ssl_private_key_path: privateKey };
}
