import { Checks, compareReleases, Rule } from '../core/internal';
import { OperatorChart } from './charts';
import { MOST_APPLICATIONS } from './spark-operator-sizing';

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

/** What an operator for Spark is called, and which namespaces it looks at. */
export interface OperatorNamespaces {
  readonly name: string;
  /** All, where it is not given. */
  readonly jobNamespaces?: string[];
}

/** What the checks of the Spark operator look at. */
export interface SparkOperatorInput extends OperatorNamespaces {
  readonly applicationsPerMinute: number;
  /** The others of the same cluster. */
  readonly others: OperatorNamespaces[];
}

const spark = new Checks<SparkOperatorInput>();

/** Checks on the Spark operator. */
export const sparkOperatorRules: ReadonlyArray<Rule<SparkOperatorInput>> = [
  {
    code: 'OP005',
    prop: 'applicationsPerMinute',
    remedy: 'run several operators, each with a name and jobNamespaces of its own',
    ...spark.wholeNumber(({ applicationsPerMinute }) => applicationsPerMinute, {
      atLeast: 1,
      atMost: MOST_APPLICATIONS,
    }),
  },
  {
    code: 'OP006',
    prop: 'jobNamespaces',
    must: 'name one namespace at least',
    remedy: 'leave it out where all are meant, which is what the chart takes an empty list for',
    violation: ({ jobNamespaces }) => (jobNamespaces?.length === 0 ? 'none' : undefined),
  },
  {
    code: 'OP007',
    prop: 'jobNamespaces',
    remedy: 'write the names of namespaces that exist before the operator',
    ...spark.kubernetesName(({ jobNamespaces }) => jobNamespaces),
  },
  {
    code: 'OP008',
    prop: 'jobNamespaces',
    must: 'be namespaces that no other operator of the cluster looks at',
    remedy: 'say jobNamespaces of each, and no namespace twice: two operators would run every application twice',
    violation: ({ jobNamespaces, others }) =>
      others
        .filter(
          (other) => !jobNamespaces || !other.jobNamespaces || sharedOf(jobNamespaces, other.jobNamespaces).length,
        )
        .map((other) => `${listed(jobNamespaces)}, and ${other.name} looks at ${listed(other.jobNamespaces)}`),
  },
  {
    code: 'OP009',
    prop: 'name',
    must: 'be that of no other operator of the cluster',
    remedy: 'give each a name: their webhooks are called by it, and would replace each other',
    violation: ({ name, others }) => (others.some((other) => other.name === name) ? `'${name}'` : undefined),
  },
];

function sharedOf(these: string[], those: string[]): string[] {
  return these.filter((namespace) => those.includes(namespace));
}

function listed(namespaces: string[] | undefined): string {
  return namespaces?.join(', ') ?? 'all';
}

/** What the checks of the operator for Doris look at. */
export interface DorisOperatorInput {
  readonly drainedNamespaces: string[];
}

const doris = new Checks<DorisOperatorInput>();

/** Checks on the operator for Doris. */
export const dorisOperatorRules: ReadonlyArray<Rule<DorisOperatorInput>> = [
  {
    code: 'OP011',
    prop: 'drainedNamespaces',
    remedy: 'write the names of namespaces that exist before the operator',
    ...doris.kubernetesName(({ drainedNamespaces }) => drainedNamespaces),
  },
];

/** What the checks of Kueue look at. */
export interface KueueInput {
  readonly configuration: Record<string, unknown>;
}

/** What of the manager's configuration its chart and its network edges hang on. */
const FIXED = [
  'apiVersion',
  'kind',
  'namespace',
  'featureGates',
  'health',
  'webhook',
  'internalCertManagement',
  'metrics.bindAddress',
];

/** Checks on Kueue. */
export const kueueRules: ReadonlyArray<Rule<KueueInput>> = [
  {
    code: 'OP010',
    prop: 'configuration',
    must: 'leave alone what the chart and the network edges rely on',
    remedy:
      'leave it out; feature gates are values.controllerManager.featureGates, since the manager refuses them in both places',
    violation: ({ configuration }) => FIXED.filter((path) => has(configuration, path.split('.'))),
  },
];

function has(values: unknown, [key, ...rest]: string[]): boolean {
  if (key === undefined) return true;
  return typeof values === 'object' && values !== null && key in values && has((values as never)[key], rest);
}
