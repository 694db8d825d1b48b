import { Checks, compareReleases, Rule } from '../core/internal';
import { OperatorChart } from './charts';

/** What the checks of an operator look at. */
export interface OperatorInput {
  readonly chart: OperatorChart;
  readonly kubernetesVersion?: string;
}

const check = new Checks<OperatorInput>();

/** Checks on every operator. */
export const operatorRules: ReadonlyArray<Rule<OperatorInput>> = [
  {
    code: 'OP001',
    prop: 'kubernetesVersion',
    must: 'be one that the chart still supports',
    remedy: 'upgrade the cluster first, or keep the release of this library that it worked with',
    violation: ({ chart, kubernetesVersion: version }) =>
      version !== undefined && compareReleases(version, chart.oldestKubernetes) < 0
        ? `'${version}', and ${chart.name} ${chart.version} needs ${chart.oldestKubernetes} or newer`
        : undefined,
  },
  {
    code: 'OP002',
    prop: 'kubernetesVersion',
    must: 'be one that the chart was tested with',
    remedy: 'look for a newer release of this library, or try it in an environment that nobody needs and acknowledge',
    severity: 'warning',
    violation: ({ chart, kubernetesVersion: version }) =>
      version !== undefined && compareReleases(version, chart.newestKubernetes) > 0
        ? `'${version}', and ${chart.name} ${chart.version} was tested up to ${chart.newestKubernetes}`
        : undefined,
  },
  {
    code: 'OP003',
    prop: 'kubernetesVersion',
    remedy: 'write it as 1.35',
    ...check.pattern(({ kubernetesVersion }) => kubernetesVersion, /^1\.\d+$/, 'be a minor version'),
  },
];

/** What the checks of the Prometheus stack look at. */
export interface PrometheusInput {
  readonly retentionDays: number;
  readonly neededDays: number;
}

/** Checks on the Prometheus stack. */
export const prometheusRules: ReadonlyArray<Rule<PrometheusInput>> = [
  {
    code: 'OP004',
    prop: 'retention',
    must: "be at least what the environment's MonitoringProfile says",
    remedy: 'leave it out: the profile decides, and error budgets are counted over it',
    violation: ({ retentionDays, neededDays }) =>
      retentionDays < neededDays ? `${retentionDays} days, and the profile says ${neededDays}` : undefined,
  },
];
