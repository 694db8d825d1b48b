/** Changes that are meant although they are refused by default. */
export interface ClickHouseAcknowledgements {
  /**
   * The removed shards' data was copied to others, or is not needed.
   * @default false
   */
  readonly fewerShards?: boolean;
  /**
   * Keeper was backed up, and a downtime is planned.
   * @default false
   */
  readonly changedKeeperMembers?: boolean;
  /**
   * Settings in overrides that may lose data, by name, which are meant nevertheless.
   * @default - none
   */
  readonly riskySettings?: string[];
}
