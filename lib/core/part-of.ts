/** Which part of which cluster an object belongs to: what its `app.kubernetes.io` labels say. */
export interface PartOf {
  /** The engine: `clickhouse`. */
  readonly engine: string;
  /** The cluster's name: `olap`. */
  readonly cluster: string;
  /** The part: `server`, `keeper`. */
  readonly component: string;
  /**
   * Which of several sets of that part: `blue`. Each has selectors of its own.
   * @default - there is one
   */
  readonly set?: string;
}
