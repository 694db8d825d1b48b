import { Duration } from 'cdk8s';
import { Expression } from './expression';

/** How soon somebody must look. */
export enum Severity {
  /** Now, at any hour: users notice, or will within the hour. */
  PAGE = 'page',
  /** Within days, in working hours. */
  TICKET = 'ticket',
}

/** On which side of its threshold a value is wrong. */
export enum Comparison {
  /** Wrong above it. */
  ABOVE = '>',
  /** Wrong below it. */
  BELOW = '<',
  /** Wrong unless it is exactly that. */
  NOT = '!=',
}

/** Props of `Alert`. */
export interface AlertProps {
  /** In CamelCase, starting with the engine: `ClickHouseTooManyParts`. Its runbook has the same name. */
  readonly name: string;
  /** How soon somebody must look. */
  readonly severity: Severity;
  /** What is watched. Labels that it keeps tell several alerts apart: `pod`. */
  readonly value: Expression;
  /** On which side of the threshold it is wrong. */
  readonly comparison: Comparison;
  /** The threshold, in the unit of the value. */
  readonly threshold: number;
  /**
   * How long it must be wrong before anybody is told, whole seconds.
   * @default Duration.minutes(5)
   */
  readonly holdFor?: Duration;
  /** One line, with `{{ $labels.pod }}` for what it is about. */
  readonly summary: string;
  /** What it means, with `{{ $value }}`: what users notice, and what comes next. */
  readonly description: string;
  /**
   * Where its runbook is.
   * @default - the engine's own runbook of the same name; alerts that you add must say
   */
  readonly runbookUrl?: string;
}

/** What is changed of an alert that an engine brings. */
export interface AlertOverride {
  /**
   * Another threshold.
   * @default - the alert's own
   */
  readonly threshold?: number;
  /**
   * Another severity.
   * @default - the alert's own
   */
  readonly severity?: Severity;
  /**
   * How long it must be wrong before anybody is told, whole seconds.
   * @default - the alert's own
   */
  readonly holdFor?: Duration;
  /**
   * Whether it exists at all.
   * @default true
   */
  readonly enabled?: boolean;
}
