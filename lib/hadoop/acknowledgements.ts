/** Changes that are meant although they are refused by default. */
export interface HadoopAcknowledgements {
  /**
   * How many DataNodes may be left, of all kinds together, where that is fewer of a kind than there are: what the others hold is copied while they leave.
   * @default - none leaves
   */
  readonly dataNodes?: number;
  /**
   * How many NameNodes there may be. One more or one less at a time, with all of them healthy.
   * @default - none: as many as there are
   */
  readonly nameNodes?: number;
  /**
   * How many JournalNodes there may be. NameNodes and JournalNodes restart for it, one after the other.
   * @default - none: as many as there are
   */
  readonly journalNodes?: number;
  /**
   * How many ResourceManagers there may be.
   * @default - none: as many as there are
   */
  readonly resourceManagers?: number;
  /**
   * How many members ZooKeeper may have.
   * @default - none: as many as it has
   */
  readonly zooKeeperMembers?: number;
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
