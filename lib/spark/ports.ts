/**
 * What Spark listens on. Names of a driver's ports are those that Spark gives its container.
 *
 * @see https://spark.apache.org/docs/latest/running-on-kubernetes.html
 */
export const PORTS = {
  driverRpc: { name: 'driver-rpc-port', port: 7078 },
  blockManager: { name: 'blockmanager', port: 7079 },
  ui: { name: 'spark-ui', port: 4040 },
  connect: { name: 'grpc', port: 15002 },
  /** A Connect server's own, where something else listens for its clients. */
  connectBehind: { name: 'grpc-local', port: 15003 },
  history: { name: 'http', port: 18080 },
} as const;
