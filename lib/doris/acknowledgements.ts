/** Changes that are meant although they are refused by default. */
export interface DorisAcknowledgements {
  /**
   * How many backends may be left, where that is fewer than there are and those that go were not emptied by `leaving`: what has all of its replicas on them
   * is lost.
   * @default - none goes
   */
  readonly backends?: number;
  /**
   * How many frontends may be left, where that is fewer than there are: only observers go.
   * @default - none goes
   */
  readonly frontends?: number;
  /**
   * The release line that backends and frontends may change to, the first two numbers: `4.1`.
   * @default - none: they keep the line that they have
   */
  readonly release?: string;
  /**
   * Frontends and backends are replaced at the same time. The checksum of what they change to, as the refusal names it: `3f9c0a5be1d27748`.
   * @default - none: a change is one of the frontends or of the backends
   */
  readonly rolledTogether?: string;
  /**
   * What pods no longer have: the operator leaves it on them until their StatefulSet is made anew. The checksum of what they change to, as the
   * refusal names it.
   * @default - none
   */
  readonly takenAway?: string;
  /**
   * Keys in overrides that no known release of Doris has, which are meant nevertheless.
   * @default - none
   */
  readonly unknownSettings?: string[];
  /**
   * Settings in overrides that may lose data, by name, which are meant nevertheless.
   * @default - none
   */
  readonly riskySettings?: string[];
}

/** Changes of a cluster whose data lies in an object store that are meant although they are refused by default. */
export interface DorisDisaggregatedAcknowledgements {
  /**
   * How many frontends may be left, where that is fewer than there are: only observers go.
   * @default - none goes
   */
  readonly frontends?: number;
  /**
   * Compute groups that go, by name, in the order in which they stood: what runs on them fails.
   * @default - none goes
   */
  readonly removedGroups?: string[];
  /**
   * The release line that all parts may change to, the first two numbers: `4.1`.
   * @default - none: they keep the line that they have
   */
  readonly release?: string;
  /**
   * Several of the meta service, frontends and compute groups are replaced at the same time. The checksum of what they change to, as the refusal names it.
   * @default - none: a change is one of one of them
   */
  readonly rolledTogether?: string;
  /**
   * What pods no longer have: the operator leaves it on them until their StatefulSet is made anew. The checksum of what they change to, as the
   * refusal names it.
   * @default - none
   */
  readonly takenAway?: string;
  /**
   * Keys in overrides that no known release of Doris has, which are meant nevertheless.
   * @default - none
   */
  readonly unknownSettings?: string[];
  /**
   * Settings in overrides that may lose data, by name, which are meant nevertheless.
   * @default - none
   */
  readonly riskySettings?: string[];
}
