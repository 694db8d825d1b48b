/** Whether a metric only grows. */
export enum MetricType {
  /** Only grows, and starts again at zero with its process: take its rate. */
  COUNTER = 'counter',
  /** Goes up and down. */
  GAUGE = 'gauge',
}

/** Props of `Metric`. */
export interface MetricProps {
  /** The name, exactly as it is exposed. */
  readonly name: string;
  /** The part of the cluster that exposes it: `server`. */
  readonly component: string;
  /** What it counts, as a phrase. */
  readonly description: string;
  /**
   * Its unit, as Grafana names it: `bytes`, `s`, `short`.
   * @see https://grafana.com/docs/grafana/latest/panels-visualizations/configure-standard-options/
   * @default "short"
   */
  readonly unit?: string;
  /**
   * Whether it is about the Kubernetes objects of the cluster's namespace, and scraped by the platform.
   * @default false
   */
  readonly ofPlatform?: boolean;
  /**
   * The label that holds that namespace: what an operator says of objects of other namespaces than its own has it as `exported_namespace`.
   * @default "namespace"
   */
  readonly namespaceLabel?: string;
  /**
   * Whether it is about something that all clusters share, such as their operator, and is read from every namespace.
   * @default false
   */
  readonly shared?: boolean;
  /**
   * Whether it is there only once something has happened, so that it is nothing to be told of where it is missing.
   * @default false
   */
  readonly sporadic?: boolean;
}

/** A metric that alerts, objectives and dashboards may rely on: an entry of an engine's catalogue. */
export class Metric {
  /** A metric that only grows. */
  public static counter(props: MetricProps): Metric {
    return new Metric(MetricType.COUNTER, props);
  }

  /** A metric that goes up and down. */
  public static gauge(props: MetricProps): Metric {
    return new Metric(MetricType.GAUGE, props);
  }

  /** The name, exactly as it is exposed. */
  public readonly name: string;
  /** The part of the cluster that exposes it. */
  public readonly component: string;
  /** What it counts. */
  public readonly description: string;
  /** Its unit, as Grafana names it. */
  public readonly unit: string;
  /** Whether the platform scrapes it. */
  public readonly ofPlatform: boolean;
  /** The label that holds the namespace that it is about. */
  public readonly namespaceLabel: string;
  /** Whether it is read from every namespace. */
  public readonly shared: boolean;
  /** Whether it may be missing. */
  public readonly sporadic: boolean;

  private constructor(
    /** Whether it only grows. */
    public readonly metricType: MetricType,
    props: MetricProps,
  ) {
    this.name = props.name;
    this.component = props.component;
    this.description = props.description;
    this.unit = props.unit ?? 'short';
    this.ofPlatform = props.ofPlatform ?? false;
    this.namespaceLabel = props.namespaceLabel ?? 'namespace';
    this.shared = props.shared ?? false;
    this.sporadic = props.sporadic ?? false;
  }
}
