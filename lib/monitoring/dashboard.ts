import { Expression } from './expression';

/** One query of a panel. */
export interface PanelQuery {
  /** What is drawn. */
  readonly expression: Expression;
  /** The name of each line, with its labels: `{{pod}}`. */
  readonly legend: string;
}

/** One panel. */
export interface DashboardPanel {
  /** Its title. */
  readonly title: string;
  /** What it shows and what is normal, for who sees it for the first time at night. */
  readonly description: string;
  /** The unit of its values, as Grafana names it: `bytes`, `s`, `reqps`, `percentunit`. */
  readonly unit: string;
  /** What it draws. */
  readonly queries: PanelQuery[];
}

/** A row of panels. */
export interface DashboardRow {
  /** Its title: Traffic, Errors, Latency, Saturation, Storage, Replication. */
  readonly title: string;
  /** Its panels, from left to right. */
  readonly panels: DashboardPanel[];
}
