import { CERTIFICATE_DIRECTORY, PROXY_RUN_DIRECTORY } from '../paths';
import { PORTS } from '../ports';
import { ResolvedConnect } from '../resolve';
import { SparkApplicationSizing } from '../spark-sizing';
import { mebibytes } from './application-conf';

/** What the properties of a Connect server are made from, complete. */
export interface ConnectConfInput {
  readonly resolved: ResolvedConnect;
  readonly sizing: SparkApplicationSizing;
  /** Those of every application, with all overrides. */
  readonly sparkConf: Record<string, string>;
  /** Where the server itself listens. */
  readonly port: number;
}

/**
 * A Connect server's `spark-defaults.conf`: all of its properties but those that the operator puts on its command line, which win.
 *
 * @see https://spark.apache.org/docs/latest/configuration.html#spark-connect
 */
export function connectServerConf({ resolved, sizing, sparkConf, port }: ConnectConfInput): string {
  const { executor } = sizing;
  const conf = {
    // What a SparkConnect has no field for.
    'spark.executor.memoryOverhead': mebibytes(executor.overhead),
    'spark.kubernetes.executor.request.cores': executor.cpu.toString(),
    ...dependencies(resolved),
    // A server that is out of memory answers nobody, and does not end by itself.
    'spark.driver.extraJavaOptions': '-XX:+ExitOnOutOfMemoryError',
    ...sparkConf,
    // Nobody comes past what speaks TLS.
    'spark.connect.grpc.binding.address': '127.0.0.1',
    'spark.connect.grpc.binding.port': String(port),
  };
  return Object.entries(conf)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${escaped(key).replace(/[ =:]/g, '\\$&')}=${escaped(value)}\n`)
    .join('');
}

function dependencies({ dependencies: given }: ResolvedConnect): Record<string, string> {
  const lists = {
    'spark.jars': given.jars,
    'spark.jars.packages': given.packages,
    'spark.jars.repositories': given.repositories,
    'spark.submit.pyFiles': given.pyFiles,
    'spark.files': given.files,
    'spark.archives': given.archives,
    // What is downloaded needs a folder that can be written.
    'spark.jars.ivy': given.packages.length > 0 ? ['/tmp/ivy'] : [],
  };
  return Object.fromEntries(
    Object.entries(lists)
      .filter(([, values]) => values.length > 0)
      .map(([key, values]) => [key, values.join(',')]),
  );
}

/** As java.util.Properties reads it. */
function escaped(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\r/g, '\\r');
}

/**
 * The nginx before a Connect server: it ends TLS and passes on what it hears. A certificate whose name holds a variable is read at each handshake, so that
 * a renewed one is served without a restart.
 *
 * @see https://nginx.org/en/docs/stream/ngx_stream_ssl_module.html#ssl_certificate
 */
export function tlsProxyConf(): string {
  return `daemon off;
worker_processes 1;
pid ${PROXY_RUN_DIRECTORY}/nginx.pid;
error_log stderr warn;
events {
  worker_connections 1024;
}
stream {
  map $server_port $certificate { default ${CERTIFICATE_DIRECTORY}/tls.crt; }
  map $server_port $certificate_key { default ${CERTIFICATE_DIRECTORY}/tls.key; }
  server {
    listen ${PORTS.connect.port} ssl so_keepalive=on;
    ssl_certificate $certificate;
    ssl_certificate_key $certificate_key;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_alpn h2;
    proxy_pass 127.0.0.1:${PORTS.connectBehind.port};
    proxy_connect_timeout 5s;
    # As long as a session without a request lives.
    proxy_timeout 1h;
  }
}
`;
}
