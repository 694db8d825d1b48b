/** Changes that are meant although they are refused by default. */
export interface ClickHouseAcknowledgements {
  /**
   * How many shards may be left, where that is fewer than there are: the data of the others was copied to these, or is not needed.
   * @default - none goes
   */
  readonly shards?: number;
  /**
   * How many members Keeper may change to: it was backed up, and a downtime is planned.
   * @default - none: it keeps the number that it has
   */
  readonly keeperMembers?: number;
  /**
   * What Keeper's members are made from changes, or their settings: the operator restarts all of them at once, and tables are read-only
   * until they are back. The checksum of what they change to, as the refusal names it: `3f9c0a5be1d27748`.
   * @default - none: they stay as they are
   */
  readonly restartedKeeper?: string;
  /**
   * The release line that servers and Keeper may change to, the first two numbers: `26.8`.
   * @default - none: they keep the line that they have
   */
  readonly release?: string;
  /**
   * The release, in full, whose image comes in one update together with other settings: `26.8.15.10`. Until all servers have it, those that
   * restart have the old image and the new settings, and may not start.
   * @default - none: an update changes the image or the settings
   */
  readonly settingsWithRelease?: string;
  /**
   * Settings in overrides that may lose data, by name, which are meant nevertheless.
   * @default - none
   */
  readonly riskySettings?: string[];
  /**
   * Settings in profiles and overrides that the release is not known to have, by the paths that they have there, which are meant nevertheless.
   * @default - none
   */
  readonly unknownSettings?: string[];
}
