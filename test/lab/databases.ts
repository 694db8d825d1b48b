import { PodManifest } from './manifest';

/** What a database of a lab begins with. */
export interface LabDatabaseOptions {
  /** Of who may do everything: `root`. */
  readonly password: string;
  /** A database that is there from the start. */
  readonly database: string;
  /**
   * The Secret with `tls.crt` and `tls.key`.
   * @default - it speaks no TLS
   */
  readonly tls?: string;
  /** What the server is told besides. */
  readonly options?: string[];
}

/** A MariaDB, as something else runs it. */
export function mariaDb({ password, database, tls, options = [] }: LabDatabaseOptions): PodManifest {
  const ssl = tls ? ['--ssl-cert=/tls/tls.crt', '--ssl-key=/tls/tls.key'] : [];
  return {
    name: 'mariadb',
    namespace: 'elsewhere',
    spec: {
      containers: [
        {
          name: 'mariadb',
          image: 'mariadb:10.11',
          args: [...ssl, ...options],
          env: [
            { name: 'MARIADB_ROOT_PASSWORD', value: password },
            { name: 'MARIADB_DATABASE', value: database },
          ],
          volumeMounts: [
            { name: 'data', mountPath: '/var/lib/mysql' },
            ...(tls ? [{ name: 'tls', mountPath: '/tls' }] : []),
          ],
        },
      ],
      volumes: [{ name: 'data', emptyDir: {} }, ...(tls ? [{ name: 'tls', secret: { secretName: tls } }] : [])],
    },
  };
}

/** A PostgreSQL, as something else runs it. */
export function postgres({ password, database, tls, options = [] }: LabDatabaseOptions): PodManifest {
  const copied =
    'mkdir -p /data/tls && cp /tls/* /data/tls && chown -R postgres /data/tls && chmod 0600 /data/tls/tls.key';
  const ssl = tls
    ? ['-c', 'ssl=on', '-c', 'ssl_cert_file=/data/tls/tls.crt', '-c', 'ssl_key_file=/data/tls/tls.key']
    : [];
  const words = ['postgres', ...ssl, ...options].join(' ');
  return {
    name: 'postgres',
    namespace: 'elsewhere',
    spec: {
      containers: [
        {
          name: 'postgres',
          image: 'postgres:16.10',
          // A key that others may read is none to it.
          command: ['bash', '-ec', `${tls ? `${copied}\n` : ''}exec /opt/entrypoint/docker-entrypoint.sh ${words}`],
          env: [
            { name: 'PGDATA', value: '/data/pgdata' },
            { name: 'POSTGRES_USER', value: 'root' },
            { name: 'POSTGRES_DB', value: database },
            { name: 'POSTGRES_PASSWORD', value: password },
          ],
          volumeMounts: [{ name: 'data', mountPath: '/data' }, ...(tls ? [{ name: 'tls', mountPath: '/tls' }] : [])],
        },
      ],
      volumes: [{ name: 'data', emptyDir: {} }, ...(tls ? [{ name: 'tls', secret: { secretName: tls } }] : [])],
    },
  };
}
