import { IConnectable, ISecret } from '../core';

/** A Doris cluster, as an application reads and writes it: by Doris' own connector, which the image or `dependencies` bring. */
export interface SparkDorisOptions {
  /** The DNS name of its frontends: `cluster.endpoints.host`. */
  readonly host: string;
  /**
   * Where frontends listen for HTTP, by which tables are planned and loaded.
   * @default 8030
   */
  readonly httpPort?: number;
  /**
   * Where frontends listen for MySQL's protocol, by which the names of databases and tables are asked for.
   * @default 9030
   */
  readonly queryPort?: number;
  /** The user. It needs `SELECT` to read and `LOAD` to write. */
  readonly user: string;
  /** The user's password, one key of a Secret in the team's namespace: `cluster.passwordIn(chart, 'etl')`. */
  readonly password: ISecret;
  /** Its end of network edges: the `DorisCluster`. */
  readonly peer: IConnectable;
  /**
   * More options of the connector, by name: `{ 'doris.sink.batch.size': '100000' }`. No secrets.
   * @see https://doris.apache.org/docs/4.x/ecosystem/spark-doris-connector
   * @default - none
   */
  readonly properties?: Record<string, string>;
}
