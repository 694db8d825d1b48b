import { CERTIFICATES } from '../paths';
import { PORTS } from '../ports';

/** A coordinator behind the gateway. */
export interface GatewayTarget {
  /** What it is called in the file: `blue`. */
  readonly name: string;
  /** Its DNS name. */
  readonly host: string;
}

/** What the gateway is made from. */
export interface GatewayConfigInput {
  /** The one that new queries go to. */
  readonly active: GatewayTarget;
  /** The other one, which may have queries that run. */
  readonly other: GatewayTarget;
  /** What it listens on, and coordinators too. */
  readonly port: number;
  readonly tls: boolean;
}

/** Paths that name a query: those by which clients fetch its results and cancel it, and by which its page is shown. */
const OF_QUERY = '^/(v1/statement|v1/query|ui/api/query)/.';

/**
 * nginx between clients and two coordinators. Whose a query is only its coordinator knows: ids hold nothing that is known before, and clients ask where they asked first.
 * So what names a query is asked of the coordinator that new ones go to, and of the other one where that says that it has none of that id.
 *
 * Results are handed on as they come. Trino refuses headers that proxies usually add.
 *
 * @see https://prestodb.io/docs/current/develop/client-protocol.html
 * @see https://nginx.org/en/docs/http/ngx_http_core_module.html#error_page
 */
export function gatewayConfig({ active, other, port, tls }: GatewayConfigInput): string {
  const scheme = tls ? 'https' : 'http';
  const pass = ({ name, host }: GatewayTarget, path = '') =>
    `proxy_pass ${scheme}://${name}${path};${tls ? ` proxy_ssl_name ${host};` : ''}`;
  const upstream = ({ name, host }: GatewayTarget) => `  upstream ${name} {
    server ${host}:${port};
    keepalive 64;
  }
`;
  return `daemon off;
worker_processes 2;
pid /tmp/nginx.pid;
error_log stderr warn;
events {
  worker_connections 4096;
}
http {
  access_log off;
  server_tokens off;
  client_body_temp_path /tmp/body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  client_max_body_size 16m;
  client_body_buffer_size 1m;
  # Prepared statements are headers.
  large_client_header_buffers 8 64k;
  proxy_buffer_size 64k;
  proxy_buffers 8 64k;
  proxy_buffering off;
  proxy_http_version 1.1;
  proxy_set_header Connection '';
  # Addresses of results are made of what clients call the cluster.
  proxy_set_header Host $http_host;
  proxy_connect_timeout 5s;
  proxy_read_timeout 10m;
  recursive_error_pages on;
${tls ? TLS : ''}${upstream(active)}${upstream(other)}  server {
    listen ${port}${tls ? ' ssl' : ''};
    location / { ${pass(active)} }
    # Coordinators end by their own hook alone.
    location = /v1/info/state { return 403; }
    location ~ ${OF_QUERY} {
      ${pass(active)}
      proxy_intercept_errors on;
      error_page 404 410 = @other;
      error_page 502 503 504 = @meanwhile;
    }
    location @other {
      ${pass(other)}
      proxy_intercept_errors on;
      error_page 502 503 504 = @unknown;
    }
    # Who does not answer may have it: clients ask again.
    location @meanwhile {
      ${pass(other)}
      proxy_intercept_errors on;
      error_page 404 410 502 503 504 = @later;
    }
    location @unknown { return 404; }
    location @later { return 503; }
  }
  server {
    listen ${PORTS.health.port};
    location = /alive { return 204; }
    # Whatever it answers: it may want to know who asks.
    location = /connected {
      ${pass(active, '/v1/info')}
      proxy_intercept_errors on;
      error_page 401 403 = @alive;
    }
    location @alive { return 204; }
  }
}
`;
}

/** A certificate whose name holds a variable is read at each handshake, so that a renewed one is served without a restart. */
const TLS = `  map $server_port $certificate { default ${CERTIFICATES}/tls.crt; }
  map $server_port $certificate_key { default ${CERTIFICATES}/tls.key; }
  ssl_certificate $certificate;
  ssl_certificate_key $certificate_key;
  ssl_protocols TLSv1.2 TLSv1.3;
  proxy_ssl_server_name on;
  proxy_ssl_verify on;
  proxy_ssl_verify_depth 3;
  proxy_ssl_trusted_certificate ${CERTIFICATES}/ca.crt;
`;
