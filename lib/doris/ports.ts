import { DorisEndpoints } from './doris-endpoints';

/**
 * What Doris listens on. The names are the operator's.
 *
 * @see https://doris.apache.org/docs/4.x/install/preparation/cluster-planning
 */
export const PORTS = {
  frontendHttp: { name: 'http-port', port: 8030 },
  frontendRpc: { name: 'rpc-port', port: 9020 },
  mysql: { name: 'query-port', port: 9030 },
  editLog: { name: 'edit-log-port', port: 9010 },
  backendHttp: { name: 'webserver-port', port: 8040 },
  backendRpc: { name: 'be-port', port: 9060 },
  heartbeat: { name: 'heartbeat-port', port: 9050 },
  brpc: { name: 'brpc-port', port: 8060 },
  // As the operator calls it, which takes it for one of another part.
  metaService: { name: 'broker-ipc-port', port: 5000 },
} as const;

/** Where frontends listen with HTTPS: only with TLS. */
const FRONTEND_HTTPS = 8050;

/** The same as settings name it. */
export const frontendPorts = () => ({
  http: PORTS.frontendHttp.port,
  https: FRONTEND_HTTPS,
  rpc: PORTS.frontendRpc.port,
  query: PORTS.mysql.port,
  editLog: PORTS.editLog.port,
});

/** The same of backends. */
export const backendPorts = () => ({
  thrift: PORTS.backendRpc.port,
  http: PORTS.backendHttp.port,
  heartbeat: PORTS.heartbeat.port,
  brpc: PORTS.brpc.port,
});

/** What frontends listen on. */
export const FRONTEND_PORTS = [PORTS.frontendHttp, PORTS.frontendRpc, PORTS.mysql, PORTS.editLog];

/** What members that are no frontends reach of these. */
export const MEMBER_PORTS = FRONTEND_PORTS.filter(({ port }) => port !== PORTS.editLog.port);

/** What backends listen on. */
export const BACKEND_PORTS = [PORTS.backendHttp, PORTS.backendRpc, PORTS.heartbeat, PORTS.brpc];

/** Where clients find frontends behind a host name. */
export function endpointsOf(host: string): DorisEndpoints {
  return { host, mysqlPort: PORTS.mysql.port, httpUrl: `http://${host}:${PORTS.frontendHttp.port}` };
}
