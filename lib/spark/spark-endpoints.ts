/** Where what a platform serves is found, inside the Kubernetes cluster. */
export interface SparkEndpoints {
  /** The URL of the History Server: `http://spark-history-server.spark.svc.cluster.local:18080`. It asks nobody who they are. */
  readonly historyServerUrl: string;
}

/** Where a Connect server is found, inside the Kubernetes cluster. */
export interface SparkConnectEndpoints {
  /**
   * What `SparkSession.builder.remote()` takes, without the token: `sc://interactive.etl.svc.cluster.local:15002/;use_ssl=true`. Without TLS
   * `sc://localhost:15002`, the other end of `kubectl port-forward` to port 15002 of its pod, whose label `app.kubernetes.io/component` is `connect-server`.
   */
  readonly url: string;
}
