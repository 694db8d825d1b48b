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
   * The release line that members which hold data may change to, the first two numbers: `3.5`. HDFS was prepared for a rolling upgrade.
   * @default - none: they keep the line that they have
   */
  readonly release?: string;
  /**
   * The same of ZooKeeper: `3.10`.
   * @default - none: it keeps the line that it has
   */
  readonly zooKeeperRelease?: string;
  /**
   * Settings in overrides that may lose data, by name, which are meant nevertheless.
   * @default - none
   */
  readonly riskySettings?: string[];
}
