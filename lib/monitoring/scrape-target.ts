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
   * Labels that are taken off every series: those whose value changes all the time would make a new series each time.
   * @default - none
   */
  readonly dropLabels?: string[];
}
