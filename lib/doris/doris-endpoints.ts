/** Where clients find a Doris cluster, inside the Kubernetes cluster. */
export interface DorisEndpoints {
  /** The DNS name of the Service in front of all frontends that are ready. */
  readonly host: string;
  /** The port of MySQL's protocol. */
  readonly mysqlPort: number;
  /** The URL of the frontends' HTTP interface. A stream load that is sent there is redirected to a backend. */
  readonly httpUrl: string;
}
