/** Where what a platform serves is found, inside the Kubernetes cluster. */
export interface SparkEndpoints {
  /** The URL of the History Server: `http://spark-history-server.spark.svc.cluster.local:18080`. It asks nobody who they are. */
  readonly historyServerUrl: string;
}
