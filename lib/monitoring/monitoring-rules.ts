import { Checks, placed, Rule } from '../core/internal';
import { AlertProps } from './alert';
import { Metric } from './metric';
import { readableUpTo } from './promql';
import { SloProps } from './slo';

const CAMEL_CASE = /^[A-Z][A-Za-z0-9]*$/;

/** What the checks of a cluster's monitoring look at. */
export interface MonitoringInput {
  readonly slos: SloProps[];
  readonly alerts: AlertProps[];
  /** Names in `Monitoring.standard({ alerts })`. */
  readonly overridden: string[];
  /** Names in `Monitoring.standard({ objectives })`. */
  readonly objectives: string[];
}

const check = new Checks<MonitoringInput>();
const namesOf = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);

/** Checks on objectives and alerts, whether an engine or a user brings them. */
export const monitoringRules: ReadonlyArray<Rule<MonitoringInput>> = [
  {
    code: 'MON001',
    prop: 'monitoring.alerts',
    remedy: 'correct the name: an override that hits nothing leaves the alert as it was',
    ...check.known(
      ({ overridden }) => overridden,
      ({ alerts }) => namesOf(alerts),
      'name alerts that the engine brings',
    ),
  },
  {
    code: 'MON002',
    prop: 'monitoring.objectives',
    remedy: 'correct the name',
    ...check.known(
      ({ objectives }) => objectives,
      ({ slos }) => namesOf(slos),
      'name objectives that the engine brings',
    ),
  },
  {
    code: 'MON003',
    prop: 'objective',
    remedy: 'promise less than everything: an objective of 100 has no budget, and its alert would never be quiet',
    ...check.range(
      ({ slos }) => slos.map(({ name, objective }) => placed(objective, name)),
      { atLeast: 50, below: 100 },
      'percent',
    ),
  },
  {
    code: 'MON004',
    prop: 'the name of an alert or objective',
    remedy: 'choose another name: runbooks and routes find it by that',
    ...check.all(
      check.pattern(({ slos, alerts }) => namesOf([...slos, ...alerts]), CAMEL_CASE, 'be in CamelCase'),
      check.unique(({ slos }) => namesOf(slos)),
      check.unique(({ alerts }) => namesOf(alerts)),
    ),
    must: 'be in CamelCase and stand once',
  },
  {
    code: 'MON005',
    prop: 'holdFor',
    remedy: 'give at least a second; zero for at once',
    ...check.wholeDuration(({ alerts }) => alerts.map(({ name, holdFor }) => placed(holdFor, name)), 'seconds'),
  },
  {
    code: 'MON008',
    prop: 'threshold',
    remedy: 'give a number: compared with anything else the alert never fires',
    ...check.each(
      ({ alerts }) => alerts.map(({ name, threshold }) => placed(threshold, name)),
      'be a finite number',
      Number.isFinite,
    ),
  },
];

/** What the checks of an alert or objective look at that a user adds. */
export interface AddedInput {
  readonly name: string;
  readonly runbookUrl?: string;
  /** Its PromQL, for this cluster. */
  readonly promql: string[];
  /** The metrics that it reads. */
  readonly metrics: Metric[];
  /** The parts of the cluster that are scraped. */
  readonly components: string[];
}

const added = new Checks<AddedInput>();

/** Checks on what a user adds. */
export const addedRules: ReadonlyArray<Rule<AddedInput>> = [
  {
    code: 'MON006',
    prop: 'runbookUrl',
    remedy: 'say where its runbook is: who is woken by it has nothing else',
    ...added.needed('for an alert or objective of your own', ({ name, runbookUrl }) => [
      placed(runbookUrl || undefined, `'${name}'`),
    ]),
  },
  {
    code: 'MON009',
    prop: 'the expression of an alert or objective',
    must: 'be PromQL',
    remedy: 'correct it: Prometheus takes none of the rules beside one that it cannot read',
    violation: ({ name, promql }) => {
      const faulty = promql.find((each) => readableUpTo(each) !== undefined);
      return faulty === undefined ? undefined : `'${faulty}' for ${name}, not readable after '${readableUpTo(faulty)}'`;
    },
  },
  {
    code: 'MON010',
    prop: 'the component of a metric',
    remedy: 'correct it: the label `job` is made from it, and no series has that one',
    ...added.known(
      ({ metrics }) =>
        metrics
          .filter(({ ofPlatform, shared }) => !ofPlatform && !shared)
          .map(({ name, component }) => placed(component, name)),
      ({ components }) => components,
      'be a part of the cluster that is scraped',
    ),
  },
];

/** Checks on the environment. */
export const retentionRules: ReadonlyArray<Rule<{ days: number; retentionDays: number }>> = [
  {
    code: 'MON007',
    prop: "the retention of the environment's Prometheus",
    must: 'be longer than the window of every objective',
    remedy:
      'keep samples longer and say so in the MonitoringProfile: the error budget left is counted from recorded sums',
    severity: 'warning',
    violation: ({ days, retentionDays }) =>
      days >= retentionDays ? `${retentionDays} days where a window has ${days}` : undefined,
  },
];
