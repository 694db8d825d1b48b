import { Duration } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Environment, IEnvironmentExtension } from '../core';

const EXTENSION_ID = 'monitoring-profile';

/** How dashboards reach Grafana. */
export enum DashboardDelivery {
  /** ConfigMaps with the label `grafana_dashboard`, which the sidecar of Grafana's chart loads. */
  SIDECAR = 'sidecar',
  /** GrafanaDashboard objects of the Grafana operator. */
  OPERATOR = 'operator',
}

/** Props of `MonitoringProfile`. */
export interface MonitoringProfileProps {
  /**
   * How long Prometheus keeps samples, whole days. Error budgets are counted from recorded sums, so they need their whole window.
   * @default - unknown: synthesis warns of objectives that need more than Prometheus' own default of 15 days
   */
  readonly retention?: Duration;
  /**
   * Under which address runbooks are published, without '/' at its end. A page is `<url>/<engine>/runbooks/<alert>.md`.
   * @default - the library's own repository
   */
  readonly runbookBaseUrl?: string;
  /**
   * Where Prometheus answers queries, without '/' at its end: autoscaling asks it.
   * @default - the Service of the Prometheus that `operators.PrometheusStack` installs in the namespace `monitoring`
   */
  readonly prometheusUrl?: string;
  /**
   * How dashboards reach Grafana.
   * @default DashboardDelivery.SIDECAR
   */
  readonly dashboards?: DashboardDelivery;
  /**
   * Labels of every rule and monitor, where Prometheus selects by any: `{ release: 'prometheus' }`.
   * @default - none
   */
  readonly objectLabels?: Record<string, string>;
  /**
   * Labels of all alerts, which they are routed by.
   * @default - none
   */
  readonly alertLabels?: Record<string, string>;
  /**
   * How many samples a pod may show. Of one that shows more Prometheus takes none: it counts as down, instead of taking the memory that all others need.
   * @default 50000, more than ten times what a part of an engine shows
   * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config
   */
  readonly sampleLimit?: number;
  /**
   * What tells this Kubernetes cluster's series from those of others, where one Prometheus holds both: `{ cluster: 'prod-eu' }`. Rules, dashboards and
   * autoscaling read none but those, and what is recorded or fires has these labels too.
   * @default - all series of the Prometheus are this cluster's
   */
  readonly seriesLabels?: Record<string, string>;
}

/** How an environment is monitored: pass it to `Environment.attach` as an extension. */
export class MonitoringProfile implements IEnvironmentExtension {
  /** The profile of a construct's environment, or the defaults. */
  public static of(construct: IConstruct): MonitoringProfile {
    const found = Environment.of(construct).extension(EXTENSION_ID);
    return found instanceof MonitoringProfile ? found : new MonitoringProfile();
  }

  public readonly extensionId = EXTENSION_ID;
  /** How long Prometheus keeps samples, in days; Prometheus' own default where nobody said. */
  public readonly retentionDays: number;
  /** Under which address runbooks are published. */
  public readonly runbookBaseUrl: string;
  /** Where Prometheus answers queries. */
  public readonly prometheusUrl: string;
  /** How dashboards reach Grafana. */
  public readonly dashboards: DashboardDelivery;
  /** Labels of every rule and monitor. */
  public readonly objectLabels: Record<string, string>;
  /** Labels of all alerts. */
  public readonly alertLabels: Record<string, string>;
  /** How many samples a pod may show. */
  public readonly sampleLimit: number;
  /** What tells this Kubernetes cluster's series from those of others. */
  public readonly seriesLabels: Record<string, string>;

  public constructor(props: MonitoringProfileProps = {}) {
    // https://prometheus.io/docs/prometheus/latest/storage/#operational-aspects
    this.retentionDays = props.retention?.toDays() ?? 15;
    this.runbookBaseUrl =
      props.runbookBaseUrl ?? 'https://github.com/bigdata-constructs/bigdata-constructs/blob/main/lib';
    // Without the cluster's domain: who asks is a pod, and finds it by its search path.
    this.prometheusUrl = props.prometheusUrl ?? 'http://monitoring-kube-prometheus-prometheus.monitoring.svc:9090';
    this.dashboards = props.dashboards ?? DashboardDelivery.SIDECAR;
    this.objectLabels = props.objectLabels ?? {};
    this.alertLabels = props.alertLabels ?? {};
    this.sampleLimit = props.sampleLimit ?? 50_000;
    this.seriesLabels = props.seriesLabels ?? {};
  }
}
