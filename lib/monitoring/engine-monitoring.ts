import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { checkRules, objectLabels, objectName } from '../core/internal';
import { namespaceOf } from '../kubernetes/internal';
import { Peer } from '../security';
import { AlertProps } from './alert';
import { DashboardRow } from './dashboard';
import { dashboardJson } from './dashboard-json';
import { DashboardObject } from './dashboard-object';
import { engineDashboard } from './engine-dashboard';
import { Expression } from './expression';
import { Monitoring } from './monitoring';
import { MonitoringProfile } from './monitoring-profile';
import { addedRules, monitoringRules, retentionRules } from './monitoring-rules';
import { PodMonitor } from './pod-monitor';
import { alertGroup, metaGroups, RuleContext, RuleGroupJson, sloGroup, windowDays } from './rule-groups';
import { ScrapeTarget } from './scrape-target';
import { SloProps } from './slo';

/** Props of `EngineMonitoring`. */
export interface EngineMonitoringProps {
  /** The engine's folder and label: `clickhouse`. */
  readonly engine: string;
  /** The engine's name: `ClickHouse`. Alerts start with it. */
  readonly title: string;
  /** The cluster's name. */
  readonly cluster: string;
  /**
   * What the names of its objects begin with.
   * @default - the cluster's name
   */
  readonly name?: string;
  /**
   * The folder below which its runbooks are, from that of all engines: `services`.
   * @default - the engine's
   */
  readonly runbooks?: string;
  /** The pods that expose metrics. */
  readonly targets: ScrapeTarget[];
  /** What is promised. */
  readonly slos: SloProps[];
  /** What is known to go wrong. */
  readonly alerts: AlertProps[];
  /** The rows of the dashboard, below that of the objectives. */
  readonly rows: DashboardRow[];
  /**
   * Labels of all alerts besides the environment's, unless labels are given: those of whoever has a part of the engine.
   * @default - none
   */
  readonly alertLabels?: Record<string, string>;
  /**
   * What is changed of all that.
   * @default Monitoring.standard()
   */
  readonly monitoring?: Monitoring;
}

/** Scrape targets, rules and the dashboard of one cluster, all from one definition. */
export class EngineMonitoring extends Construct {
  private readonly context: RuleContext;
  /** The parts that are always there. */
  private readonly components: string[];
  private readonly scraped: string[];
  private readonly ownSlos: SloProps[];
  private readonly ownAlerts: AlertProps[];

  public constructor(scope: Construct, id: string, props: EngineMonitoringProps) {
    super(scope, id);
    const { engine, title, cluster, name = cluster, runbooks = engine, monitoring = Monitoring.standard() } = props;
    const { alerts = {}, objectives = {}, labels } = monitoring.options;
    const profile = MonitoringProfile.of(this);
    const namespaceName = namespaceOf(this);
    this.scraped = props.targets.map(({ partOf }) => partOf.component);
    this.components = [
      ...new Set(props.targets.filter((target) => !target.shortLived).map(({ partOf }) => partOf.component)),
    ];
    this.context = {
      owner: { engine, cluster, namespaceName, seriesLabels: profile.seriesLabels },
      name,
      title,
      labels: labels ?? { ...profile.alertLabels, ...props.alertLabels },
      runbookUrl: (alert) => `${profile.runbookBaseUrl}/${runbooks}/runbooks/${alert}.md`,
    };
    const wanted = props.slos.map((slo) => ({ ...slo, objective: objectives[slo.name] ?? slo.objective }));
    const watched = props.alerts.map((alert) => {
      const { threshold, severity, holdFor } = alerts[alert.name] ?? {};
      return {
        ...alert,
        threshold: threshold ?? alert.threshold,
        severity: severity ?? alert.severity,
        holdFor: holdFor ?? alert.holdFor,
      };
    });
    checkRules(this, monitoringRules, {
      slos: wanted,
      alerts: watched,
      overridden: Object.keys(alerts),
      objectives: Object.keys(objectives),
    });
    this.ownSlos = monitoring.enabled ? wanted : [];
    this.ownAlerts = monitoring.enabled ? watched.filter(({ name }) => alerts[name]?.enabled ?? true) : [];
    if (!monitoring.enabled) return;
    this.checkRetention();
    for (const target of props.targets) {
      const { component, set } = target.partOf;
      const part = set === undefined ? component : `${component}-${set}`;
      new PodMonitor(this, `Scrape-${part}`, {
        ...target,
        name: `${name}-${part}`,
        labels: profile.objectLabels,
      });
      target.connections?.allowFrom(Peer.monitoring(), [target.port]);
    }
    const whole = { engine, cluster, component: 'monitoring' };
    new ApiObject(this, 'Rules', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: {
        name: objectName(this, `${name}-${engine}`),
        labels: { ...profile.objectLabels, ...objectLabels(whole) },
      },
      // Objectives and alerts can be added until the tree is written.
      spec: { groups: Lazy.any({ produce: () => this.groups() }) as unknown },
    });
    new DashboardObject(this, 'Dashboard', {
      name: `${name}-${engine}-dashboard`,
      labels: objectLabels(whole),
      json: () => this.dashboard(props.rows),
    });
  }

  /** What is promised, as it is in force. */
  public get slos(): SloProps[] {
    return [...this.ownSlos];
  }

  /** What is watched, as it is in force. */
  public get alerts(): AlertProps[] {
    return [...this.ownAlerts];
  }

  /**
   * Watch something more.
   *
   * @param alert with a `runbookUrl`
   */
  public addAlert(alert: AlertProps): void {
    this.checkAdded(alert, [alert.value]);
    checkRules(this, monitoringRules, this.input({ alerts: [...this.ownAlerts, alert] }));
    this.ownAlerts.push(alert);
  }

  /**
   * Promise something more.
   *
   * @param slo with a `runbookUrl`
   */
  public addSlo(slo: SloProps): void {
    this.checkAdded(slo, [slo.bad, slo.total]);
    checkRules(this, monitoringRules, this.input({ slos: [...this.ownSlos, slo] }));
    this.ownSlos.push(slo);
    this.checkRetention();
  }

  private checkAdded({ name, runbookUrl }: AlertProps | SloProps, expressions: Expression[]): void {
    checkRules(this, addedRules, {
      name,
      runbookUrl,
      promql: expressions.map((each) => each.promql(this.context.owner)),
      metrics: expressions.flatMap(({ metrics }) => metrics),
      components: this.scraped,
    });
  }

  private checkRetention(): void {
    const { retentionDays } = MonitoringProfile.of(this);
    const days = Math.max(0, ...this.ownSlos.map(windowDays));
    checkRules(this, retentionRules, { days, retentionDays });
  }

  private input(changed: { slos?: SloProps[]; alerts?: AlertProps[] }) {
    return { slos: this.ownSlos, alerts: this.ownAlerts, overridden: [], objectives: [], ...changed };
  }

  private groups(): RuleGroupJson[] {
    return [
      ...this.ownSlos.map((slo) => sloGroup(this.context, slo)),
      ...(this.ownAlerts.length > 0 ? [alertGroup(this.context, this.ownAlerts)] : []),
      ...metaGroups(this.context, this.components, this.ownSlos),
    ];
  }

  private dashboard(rows: DashboardRow[]): string {
    return dashboardJson(engineDashboard(this.context, this.components, this.ownSlos, rows));
  }
}
