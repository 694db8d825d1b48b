/** What is meant although it is refused by default. */
export interface SparkAcknowledgements {
  /**
   * Every change of the application runs it again, one that has ended too. For a `SparkApplication` alone: what must not run twice is scheduled.
   * @default false
   */
  readonly runsAgainWhenChanged?: boolean;
  /**
   * Clients reach the server by `kubectl port-forward` alone, since it has no certificate. For a `SparkConnectServer` alone.
   * @default false
   */
  readonly portForwardOnly?: boolean;
  /**
   * Keys of sparkConf whose values may lose data or time, which are meant nevertheless.
   * @default - none
   */
  readonly riskySettings?: string[];
  /**
   * Keys of sparkConf that the release is not known to read, which are meant nevertheless: those of libraries.
   * @default - none
   */
  readonly unknownKeys?: string[];
}
