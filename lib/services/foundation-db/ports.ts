/** What its pods listen on: clients and each other, and Prometheus. One process a pod, without TLS. */
export const PORTS = {
  fdb: { name: 'fdb', port: 4501 },
  metrics: { name: 'metrics', port: 8081 },
} as const;
