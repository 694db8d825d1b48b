import { NetworkPort } from '../core';
import { ClickHouseEndpoints } from './clickhouse-endpoints';

/**
 * What ClickHouse listens on. The names are the operator's: it finds ports by them.
 *
 * @see https://clickhouse.com/docs/guides/sre/network-ports
 */
export const PORTS = {
  http: { name: 'http', port: 8123 },
  native: { name: 'tcp', port: 9000 },
  interserver: { name: 'interserver', port: 9009 },
  https: { name: 'https', port: 8443 },
  nativeTls: { name: 'secureclient', port: 9440 },
  interserverTls: { name: 'interserver-tls', port: 9010 },
  metrics: { name: 'metrics', port: 9363 },
  keeper: { name: 'zk', port: 2181 },
  raft: { name: 'raft', port: 9444 },
  keeperControl: { name: 'http-control', port: 9182 },
  keeperMetrics: { name: 'metrics', port: 7000 },
} as const;

/** What clients connect to. */
export function clientPorts(tls: boolean): { http: NetworkPort; native: NetworkPort } {
  return tls ? { http: PORTS.https, native: PORTS.nativeTls } : { http: PORTS.http, native: PORTS.native };
}

/** What replicas fetch parts from one another by. */
export function interserverPort(tls: boolean): NetworkPort {
  return tls ? PORTS.interserverTls : PORTS.interserver;
}

/** Where clients find servers behind a host name. */
export function endpointsOf(host: string, tls: boolean): ClickHouseEndpoints {
  const { http, native } = clientPorts(tls);
  return { host, nativePort: native.port, httpUrl: `${tls ? 'https' : 'http'}://${host}:${http.port}`, tls };
}
