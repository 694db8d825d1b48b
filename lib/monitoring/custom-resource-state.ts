/** Something that kube-state-metrics says of each object of a kind. */
export interface CustomResourceMetric {
  /** Its name after the prefix of its kind: `termination_time_seconds`. */
  readonly name: string;
  /** What it says, as a phrase. */
  readonly description: string;
  /**
   * Where its value lies: `['status', 'terminationTime']`. A number, true or false, or a time. Objects that have none have no series.
   * @default - it is always 1, and its labels say something
   */
  readonly path?: string[];
  /**
   * Whether objects that have no value have zero.
   * @default false
   */
  readonly zeroByDefault?: boolean;
  /**
   * Labels besides those of its kind, and where their values lie.
   * @default - none
   */
  readonly labels?: Record<string, string[]>;
}

/**
 * What kube-state-metrics says of one kind of custom resources.
 *
 * @see https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/extend/customresourcestate-metrics.md
 */
export interface CustomResourceState {
  /** The group of the kind's API. */
  readonly group: string;
  /** The version of the API that is read. */
  readonly version: string;
  /** The kind. */
  readonly kind: string;
  /** The name of the kind's resource, in small letters: `sparkapplications`. */
  readonly plural: string;
  /** What the names of its metrics begin with, without a `_` at its end: `kube_sparkapplication`. */
  readonly prefix: string;
  /** Labels of all of its metrics, besides `namespace`, and where their values lie. */
  readonly labels: Record<string, string[]>;
  /** Its metrics. */
  readonly metrics: CustomResourceMetric[];
}
