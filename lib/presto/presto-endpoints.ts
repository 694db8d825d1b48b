/** Where clients find a cluster, inside the Kubernetes cluster. */
export interface PrestoEndpoints {
  /** The DNS name of the coordinator's Service. */
  readonly host: string;
  /** Its port. */
  readonly port: number;
  /** What clients are given: `http://query-coordinator.sql.svc.cluster.local:8080`, or with `https` and port 8443. */
  readonly url: string;
  /** What JDBC drivers are given: `jdbc:presto://…`, or `jdbc:trino://…`, with `?SSL=true` where there is TLS. */
  readonly jdbcUrl: string;
}
