import { NetworkPort, PartOf } from '../core';

/** Pods that expose metrics. */
export interface ScrapeTarget {
  /** Whose pods they are. */
  readonly partOf: PartOf;
  /** Where they expose them. */
  readonly port: NetworkPort;
  /**
   * The path.
   * @default "/metrics"
   */
  readonly path?: string;
  /**
   * Parameters of the address, by name.
   * @default - none
   */
  readonly parameters?: Record<string, string>;
  /**
   * Labels that are taken off every series: those whose value changes all the time would make a new series each time.
   * @default - none
   */
  readonly dropLabels?: string[];
  /**
   * Metrics that are not kept, as regular expressions of their whole names: those that are many and say little.
   * @default - all are kept
   */
  readonly dropMetrics?: string[];
}
