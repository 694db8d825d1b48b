import { Expression } from './expression';

/** Over how many days an error budget is counted. */
export enum SloWindow {
  /** Four weeks: as many weekends in each. */
  DAYS_28 = 28,
  /** Thirty days. */
  DAYS_30 = 30,
}

/** Props of `Slo`. */
export interface SloProps {
  /** In CamelCase: `QueryAvailability`. Its alert is `<Engine><name>BudgetBurn`. */
  readonly name: string;
  /** What is promised, as a sentence. */
  readonly description: string;
  /** How much of it must be good, in percent: 99.9. At least 50, below 100. */
  readonly objective: number;
  /** How many bad events there are: a rate per second over five minutes, or a number of bad members; one value. */
  readonly bad: Expression;
  /** How many events there are, in the same unit; one value. */
  readonly total: Expression;
  /**
   * Over how many days the budget is counted.
   * @default SloWindow.DAYS_30
   */
  readonly window?: SloWindow;
  /**
   * Below how many events, in the unit of `total`, nobody is told: a few failures of a few queries at night say nothing.
   * @default 0
   */
  readonly minimumRate?: number;
  /**
   * Where the runbook of its alert is.
   * @default - the engine's own; objectives that you add must say
   */
  readonly runbookUrl?: string;
}
