import { ISecret, NetworkPort, PartOf } from '../core';
import { PodConnections } from '../security';

/** How pods that expose metrics over TLS are known. */
export interface ScrapeTls {
  /** A Secret with the certificate of whoever signed theirs, as `ca.crt`. */
  readonly certificateSecret: string;
  /** A name that the certificate of each of them is good for: they are scraped by address. */
  readonly serverName: string;
}

/** Who asks pods that show their metrics to nobody without a name. */
export interface ScrapeUser {
  /** The user's name, one key of a Secret of the namespace. */
  readonly username: ISecret;
  /** The user's password, which may be empty. */
  readonly password: ISecret;
}

/** A metric that is kept under another name than the one that it is exposed by. */
export interface RenamedMetric {
  /** A regular expression of its whole name. */
  readonly exposedAs: string;
  /** The name that it gets. */
  readonly name: string;
  /**
   * Values of labels without which it is another metric: `{ quantile: '0.95' }`.
   * @default - any
   */
  readonly labels?: Record<string, string>;
  /**
   * The label that holds what the group of `exposedAs` matches.
   * @default - there is no group
   */
  readonly groupLabel?: string;
}

/** Pods that expose metrics. */
export interface ScrapeTarget {
  /** Whose pods they are. */
  readonly partOf: PartOf;
  /** Where they expose them. */
  readonly port: NetworkPort;
  /**
   * Their network edges: Prometheus is let in to the port, where they are monitored at all.
   * @default - who may come is opened elsewhere, or by nobody
   */
  readonly connections?: PodConnections;
  /**
   * The path.
   * @default "/metrics"
   */
  readonly path?: string;
  /**
   * Further paths of the same port, by the part that what they expose is about: it stands in the label `job` of those series.
   * @default - none
   */
  readonly furtherPaths?: Record<string, string>;
  /**
   * Labels that the pods are found by, where they are those of many objects.
   * @default - those of the part
   */
  readonly podSelector?: Record<string, string>;
  /**
   * Labels of the pods that their series carry too. Names without dots and slashes.
   * @default - none
   */
  readonly podLabels?: string[];
  /**
   * Whether the pods come and go, so that it is nothing to be told of where there is none.
   * @default false
   */
  readonly shortLived?: boolean;
  /**
   * Whether they are asked over TLS, and whom to believe.
   * @default - in plain text
   */
  readonly tls?: ScrapeTls;
  /**
   * Parameters of the address, by name.
   * @default - none
   */
  readonly parameters?: Record<string, string>;
  /**
   * Who asks.
   * @default - nobody must say who asks
   */
  readonly user?: ScrapeUser;
  /**
   * Metrics that get another name, before anything else is done with them.
   * @default - none
   */
  readonly renamedMetrics?: RenamedMetric[];
  /**
   * Metrics that alone are kept, as regular expressions of their whole names.
   * @default - all are kept
   */
  readonly keepMetrics?: string[];
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
