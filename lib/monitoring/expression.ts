import { Metric } from './metric';

/** Whose series an expression reads. */
export interface SeriesOwner {
  /** The engine: `clickhouse`. */
  readonly engine: string;
  /** The cluster's name, or a variable of a dashboard. */
  readonly cluster: string;
  /** Its namespace, or a variable of a dashboard. */
  readonly namespaceName: string;
  /**
   * Labels of all series of its Kubernetes cluster, where Prometheus has those of several.
   * @default - none
   */
  readonly seriesLabels?: Record<string, string>;
}

const PLACEHOLDER = /\$(\d+)(?:\{([^}]*)\})?/g;

/**
 * PromQL over metrics of a catalogue. Every metric is read from one cluster alone, whichever that is, but for what clusters share.
 *
 * @see https://prometheus.io/docs/prometheus/latest/querying/basics/
 */
export class Expression {
  /**
   * PromQL with `$1`, `$2` ... for the metrics, in their order; further matchers follow in braces.
   *
   * `Expression.of('sum by (pod) (rate($1{disk="data"}[5m]))', bytesRead)`
   *
   * @param template the PromQL
   * @param metrics what its placeholders stand for
   */
  public static of(template: string, ...metrics: Metric[]): Expression {
    const used = new Set([...template.matchAll(PLACEHOLDER)].map(([, index]) => Number(index)));
    const missing = [...used].filter((index) => index < 1 || index > metrics.length).map((index) => `$${index}`);
    const idle = metrics.filter((_, index) => !used.has(index + 1)).map(({ name }) => name);
    if (missing.length > 0 || idle.length > 0) {
      throw new Error(
        `an expression's placeholders must name its metrics, given '${template}' with ${metrics.length} metrics; ` +
          `no metric for ${missing.join(', ') || 'none'}, no placeholder for ${idle.join(', ') || 'none'}`,
      );
    }
    return new Expression(template, metrics);
  }

  private constructor(
    private readonly template: string,
    /** The metrics that it reads. */
    public readonly metrics: Metric[],
  ) {}

  /**
   * The PromQL for one cluster.
   *
   * @param owner the cluster
   */
  public promql(owner: SeriesOwner): string {
    return this.template.replace(PLACEHOLDER, (_, index: string, matchers?: string) => {
      const metric = this.metrics[Number(index) - 1];
      return `${metric.name}{${[...selectors(metric, owner), ...(matchers ? [matchers] : [])].join(',')}}`;
    });
  }
}

function selectors(metric: Metric, { engine, cluster, namespaceName, seriesLabels = {} }: SeriesOwner): string[] {
  const own = { engine_cluster: cluster, job: jobOf(engine, metric.component) };
  return matchers({
    ...seriesLabels,
    ...(!metric.shared && { [metric.namespaceLabel]: namespaceName, ...(!metric.ofPlatform && own) }),
  });
}

/** Labels as matchers of PromQL. */
export function matchers(labels: Record<string, string>): string[] {
  return Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
}

/** The label `job` of what a part of an engine exposes. */
export function jobOf(engine: string, component: string): string {
  return `${engine}-${component}`;
}
