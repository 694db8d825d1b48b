import { Construct } from 'constructs';
import { IObjectStore } from '../core';
import { ConfigFiles, EnvValue, Volume, VolumeMount } from '../kubernetes';
import { DerivedSecret } from './derived-secret';
import { StoreKey, StoreTls } from './store-key';

const CREDENTIALS = '/var/backup-credentials';
const CERTIFICATE = '/var/backup-certificate';
const AUTHORITY = '/var/backup-authority';

/** What the access is made from. */
export interface BlobAccessInput {
  /** What its objects are called: `<name>-blob`. */
  readonly name: string;
  /** One at least; the first that has TLS says how all are believed. */
  readonly keys: StoreKey[];
}

/** What a container gets that speaks to object stores as FoundationDB's tools do. */
export interface BlobAccess {
  readonly env: Record<string, EnvValue>;
  readonly mounts: VolumeMount[];
}

/** The store's host and port as they stand in an address of a backup. */
export function blobHost({ endpoint }: IObjectStore): string {
  const { host } = new URL(endpoint);
  return host;
}

/** Whether a store is asked over TLS. */
export const blobSecure = ({ endpoint }: IObjectStore): boolean => endpoint.startsWith('https:');

/**
 * The file of credentials, made inside the cluster, and what TLS needs. The id of a key stands in it too, under the host alone, so that no manifest names it.
 *
 * @see https://apple.github.io/foundationdb/backups.html#blob-credential-files
 */
export function blobAccess(scope: Construct, { name, keys }: BlobAccessInput): BlobAccess {
  const accounts = keys.map((key, index) => {
    const bound = new Construct(scope, `Key${index}`);
    const of = (part: string) => `${name}-blob-${part}${index === 0 ? '' : index}`;
    return {
      host: new URL(key.store.endpoint).hostname,
      id: key.accessKeyId._bind(bound, 'Id', { name: of('key-id') }),
      secret: key.secretAccessKey._bind(bound, 'Secret', { name: of('key') }),
    };
  });
  const entries = accounts.map(
    ({ host }, index) => `"@${host}":{"api_key":{{ .id${index} | toJson }},"secret":{{ .secret${index} | toJson }}}`,
  );
  const credentials = new DerivedSecret(scope, 'Credentials', {
    name: `${name}-blob`,
    from: Object.fromEntries(
      accounts.flatMap(({ id, secret }, index) => [
        [`id${index}`, id],
        [`secret${index}`, secret],
      ]),
    ),
    template: { credentials: `{"accounts":{${entries.join(',')}}}` },
  });
  const tls = keys.find((key) => key.tls)?.tls;
  const encrypted = tls ? tlsAccess(scope, name, tls) : { env: {}, mounts: [] };
  return {
    env: { FDB_BLOB_CREDENTIALS: EnvValue.literal(`${CREDENTIALS}/credentials`), ...encrypted.env },
    mounts: [
      { volume: Volume.secret('backup-credentials', credentials.secretName), path: CREDENTIALS, readOnly: true },
      ...encrypted.mounts,
    ],
  };
}

function tlsAccess(scope: Construct, name: string, { certificate, authority }: StoreTls): BlobAccess {
  const { secretName } = certificate._bind(scope, 'Certificate', {
    name: `${name}-blob-tls`,
    dnsNames: [`${name}-blob`],
  });
  const files = new ConfigFiles(scope, 'Authority', { name: `${name}-blob-authority`, files: { 'ca.pem': authority } });
  return {
    env: {
      FDB_TLS_CERTIFICATE_FILE: EnvValue.literal(`${CERTIFICATE}/tls.crt`),
      FDB_TLS_KEY_FILE: EnvValue.literal(`${CERTIFICATE}/tls.key`),
      FDB_TLS_CA_FILE: EnvValue.literal(`${AUTHORITY}/ca.pem`),
    },
    mounts: [
      { volume: Volume.secret('backup-certificate', secretName), path: CERTIFICATE, readOnly: true },
      { volume: Volume.configFiles('backup-authority', files), path: AUTHORITY, readOnly: true },
    ],
  };
}
