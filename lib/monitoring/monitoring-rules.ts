import { Rule } from '../core/internal';
import { AlertProps } from './alert';
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

const repeated = (names: string[]) =>
  names.filter((name, index) => names.indexOf(name) !== index).map((name) => `'${name}' again`);

/** Checks on objectives and alerts, whether an engine or a user brings them. */
export const monitoringRules: ReadonlyArray<Rule<MonitoringInput>> = [
  {
    code: 'MON001',
    prop: 'monitoring.alerts',
    must: 'name alerts that the engine brings',
    remedy: 'correct the name: an override that hits nothing leaves the alert as it was',
    violation: ({ alerts, overridden }) =>
      overridden
        .filter((name) => !alerts.some((alert) => alert.name === name))
        .map((name) => `'${name}' where there are ${alerts.map((alert) => alert.name).join(', ')}`),
  },
  {
    code: 'MON002',
    prop: 'monitoring.objectives',
    must: 'name objectives that the engine brings',
    remedy: 'correct the name',
    violation: ({ slos, objectives }) =>
      objectives
        .filter((name) => !slos.some((slo) => slo.name === name))
        .map((name) => `'${name}' where there are ${slos.map((slo) => slo.name).join(', ')}`),
  },
  {
    code: 'MON003',
    prop: 'objective',
    must: 'be at least 50 and below 100 percent',
    remedy: 'promise less than everything: an objective of 100 has no budget, and its alert would never be quiet',
    violation: ({ slos }) =>
      slos
        .filter(({ objective }) => !(objective >= 50 && objective < 100))
        .map(({ name, objective }) => `${objective} for ${name}`),
  },
  {
    code: 'MON004',
    prop: 'the name of an alert or objective',
    must: 'be in CamelCase and stand once',
    remedy: 'choose another name: runbooks and routes find it by that',
    violation: ({ slos, alerts }) => {
      const [sloNames, alertNames] = [slos, alerts].map((list) => list.map(({ name }) => name));
      const malformed = [...sloNames, ...alertNames].filter((name) => !CAMEL_CASE.test(name));
      return [...malformed.map((name) => `'${name}'`), ...repeated(sloNames), ...repeated(alertNames)];
    },
  },
  {
    code: 'MON005',
    prop: 'holdFor',
    must: 'be whole seconds',
    remedy: 'give at least a second; zero for at once',
    violation: ({ alerts }) =>
      alerts
        .filter(({ holdFor }) => holdFor !== undefined && holdFor.toMilliseconds() % 1000 !== 0)
        .map(({ name }) => `a fraction for ${name}`),
  },
];

/** Checks on what a user adds. */
export const addedRules: ReadonlyArray<Rule<{ name: string; runbookUrl?: string }>> = [
  {
    code: 'MON006',
    prop: 'runbookUrl',
    must: 'be given for an alert or objective of your own',
    remedy: 'say where its runbook is: who is woken by it has nothing else',
    violation: ({ name, runbookUrl }) => (runbookUrl ? undefined : `none for '${name}'`),
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
