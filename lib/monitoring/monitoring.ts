import { AlertOverride } from './alert';

/** What is changed of the monitoring that an engine brings. */
export interface MonitoringOptions {
  /**
   * Changes of single alerts, by name. Objectives keep theirs: change the objective instead.
   * @default - every alert as the engine brings it
   */
  readonly alerts?: Record<string, AlertOverride>;
  /**
   * Objectives by name, in percent: `{ QueryAvailability: 99.5 }`.
   * @default - the engine's own
   */
  readonly objectives?: Record<string, number>;
  /**
   * Whether something uses the cluster every few minutes as a client would, writing and reading, where the engine allows it.
   * @default true
   */
  readonly probe?: boolean;
  /**
   * Labels of all alerts, which they are routed by: `{ team: 'data' }`.
   * @default - those of the environment's MonitoringProfile
   */
  readonly labels?: Record<string, string>;
}

/** Whether and how a cluster is monitored. */
export class Monitoring {
  /** Scrape targets, objectives, alerts and a dashboard, as the engine brings them. */
  public static standard(options: MonitoringOptions = {}): Monitoring {
    return new Monitoring(true, options);
  }

  /** None of it: something else watches the cluster. */
  public static none(): Monitoring {
    return new Monitoring(false, {});
  }

  private constructor(
    /** Whether there is any. */
    public readonly enabled: boolean,
    /** What is changed. */
    public readonly options: MonitoringOptions,
  ) {}
}
