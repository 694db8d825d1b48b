/** Changes that are meant although they are refused by default. */
export interface HadoopAcknowledgements {
  /**
   * DataNodes leave: what they hold is copied to the others while they do.
   * @default false
   */
  readonly fewerDataNodes?: boolean;
  /**
   * The number of NameNodes changes. One at a time, with both healthy.
   * @default false
   */
  readonly changedNameNodes?: boolean;
  /**
   * The number of JournalNodes changes. NameNodes and JournalNodes restart for it, one after the other.
   * @default false
   */
  readonly changedJournalNodes?: boolean;
  /**
   * The number of ResourceManagers changes.
   * @default false
   */
  readonly changedResourceManagers?: boolean;
  /**
   * The number of ZooKeeper's members changes.
   * @default false
   */
  readonly changedZooKeeperMembers?: boolean;
  /**
   * Settings in overrides that may lose data, by name, which are meant nevertheless.
   * @default - none
   */
  readonly riskySettings?: string[];
}
