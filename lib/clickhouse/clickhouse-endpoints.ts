/** Where clients find a ClickHouse cluster, inside the Kubernetes cluster. */
export interface ClickHouseEndpoints {
  /** The DNS name of the Service in front of all servers that are ready. */
  readonly host: string;
  /** The port of the native protocol. */
  readonly nativePort: number;
  /** The URL of the HTTP interface. */
  readonly httpUrl: string;
  /** Whether both speak TLS. */
  readonly tls: boolean;
}
