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
