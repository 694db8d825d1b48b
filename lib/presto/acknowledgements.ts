/** What is meant although it is refused by default. */
export interface PrestoAcknowledgements {
  /**
   * What the coordinator is made from changes, or what it is told: it restarts, and the queries that run end as failed. The checksum of what it changes to,
   * as the refusal names it: `3f9c0a5be1d27748`.
   * @default - none: it stays as it is
   */
  readonly restartedCoordinator?: string;
  /**
   * Whatever changes of the coordinator may restart it at once: for clusters on which nothing depends.
   * @default false
   */
  readonly queriesEndWithChanges?: boolean;
  /**
   * Workers run on spare capacity without fault tolerance: queries end as failed whenever one of them is taken away.
   * @default false
   */
  readonly queriesEndWithWorkers?: boolean;
  /**
   * Settings of `overrides` that are known to lose queries or to open the cluster, by name.
   * @default - none
   */
  readonly riskySettings?: string[];
}
