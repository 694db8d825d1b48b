/** What is meant although it is refused by default. */
export interface PrestoAcknowledgements {
  /**
   * Settings of `overrides` that are known to lose queries or to open the cluster, by name.
   * @default - none
   */
  readonly riskySettings?: string[];
}
