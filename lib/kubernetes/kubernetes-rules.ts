import { isIP } from 'node:net';
import { Checks, Rule } from '../core/internal';

/** Checks on where an object stands. */
export const namespaceRules: ReadonlyArray<Rule<{ namespaceName?: string }>> = [
  {
    code: 'K8S001',
    prop: 'the chart',
    must: 'have a namespace',
    remedy: 'put the construct into a NamespaceChart, or set the namespace of your own Chart',
    violation: ({ namespaceName }) => (namespaceName ? undefined : 'a chart without one'),
  },
];

/** Checks on a NamespaceChart. */
export const namespaceChartRules: ReadonlyArray<Rule<{ name: string }>> = [
  {
    code: 'K8S002',
    prop: 'name',
    must: 'be a namespace of your own',
    remedy: 'choose another name: the platform owns that one, and its default deny would cut the platform off',
    violation: ({ name }) => (name === 'default' || name.startsWith('kube-') ? `'${name}'` : undefined),
  },
];

/** Checks on pods that not every namespace lets in. */
export const podSecurityRules: ReadonlyArray<Rule<{ level: string; needed: string; enough: boolean }>> = [
  {
    code: 'K8S003',
    prop: 'podSecurity of the NamespaceChart',
    must: 'let in the pods of its constructs',
    remedy: 'give it the level that they need, and keep what needs less in another namespace',
    violation: ({ level, needed, enough }) => (enough ? undefined : `'${level}' where pods need '${needed}'`),
  },
];

/** What a workload's checks look at. */
export interface WorkloadInput {
  readonly replicas: number;
  readonly ports: string[];
  readonly probePorts: string[];
}

const workload = new Checks<WorkloadInput>();

/** Checks on workloads. */
export const workloadRules: ReadonlyArray<Rule<WorkloadInput>> = [
  {
    code: 'K8S010',
    prop: 'replicas',
    remedy: 'state how many pods should run',
    ...workload.wholeNumber(({ replicas }) => replicas, { atLeast: 0 }),
  },
  {
    code: 'K8S011',
    prop: 'the port of a probe',
    remedy: 'add the port to ports, or correct its name: a probe on a missing port never succeeds',
    ...workload.known(
      ({ probePorts }) => probePorts,
      ({ ports }) => ports,
      "be one of the container's named ports",
    ),
  },
];

/** What the checks of a DisruptionBudget look at. */
export interface DisruptionInput {
  readonly members: number;
  readonly maxUnavailable: number;
  readonly quorum: number;
}

const disruption = new Checks<DisruptionInput>();

/** Checks on a DisruptionBudget. */
export const disruptionRules: ReadonlyArray<Rule<DisruptionInput>> = [
  {
    code: 'K8S020',
    prop: 'maxUnavailable',
    remedy: 'allow one at least: a budget of zero blocks every node drain for ever',
    ...disruption.wholeNumber(({ maxUnavailable }) => maxUnavailable, { atLeast: 1 }),
  },
  {
    code: 'K8S021',
    prop: 'maxUnavailable',
    must: 'leave the quorum running',
    remedy: 'lower it, or add members',
    violation: ({ members, maxUnavailable, quorum }) =>
      members > 1 && members - maxUnavailable < quorum
        ? `${maxUnavailable} of ${members} where ${quorum} must run`
        : undefined,
  },
];

const isRange = (range: string) => {
  const [address, bits, ...rest] = range.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && /^\d+$/.test(bits ?? '') && Number(bits) <= most;
};

/** Checks on what is exposed. */
export const exposeRules: ReadonlyArray<Rule<{ sourceRanges: string[]; annotated: boolean }>> = [
  {
    code: 'K8S040',
    prop: 'sourceRanges',
    must: 'be at least one range of addresses',
    remedy: 'write who may connect as in 10.0.0.0/8: a load balancer without a range lets everybody in',
    violation: ({ sourceRanges }) =>
      sourceRanges.length > 0 ? sourceRanges.filter((range) => !isRange(range)).map((range) => `'${range}'`) : 'none',
  },
  {
    code: 'K8S041',
    prop: 'expose',
    must: 'know how a load balancer becomes internal',
    remedy:
      "give the environment its cloud's profile, as aws.AwsProfile, or state annotations; else the load balancer may have a public address",
    severity: 'warning',
    violation: ({ annotated }) => (annotated ? undefined : 'neither the profile of a cloud nor annotations'),
  },
];

/** Checks on a Service. */
export const serviceRules: ReadonlyArray<Rule<{ headless: boolean; exposed: boolean }>> = [
  {
    code: 'K8S042',
    prop: 'expose',
    must: 'be left out of a headless Service',
    remedy:
      'expose another Service for the same pods: one without an address has nothing that a load balancer leads to',
    violation: ({ headless, exposed }) => (headless && exposed ? 'both' : undefined),
  },
];
