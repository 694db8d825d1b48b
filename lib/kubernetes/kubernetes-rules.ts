import { Rule } from '../core/internal';

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

/** Checks on workloads. */
export const workloadRules: ReadonlyArray<Rule<WorkloadInput>> = [
  {
    code: 'K8S010',
    prop: 'replicas',
    must: 'be zero or a positive whole number',
    remedy: 'state how many pods should run',
    violation: ({ replicas }) => (Number.isInteger(replicas) && replicas >= 0 ? undefined : String(replicas)),
  },
  {
    code: 'K8S011',
    prop: 'the port of a probe',
    must: "be one of the container's named ports",
    remedy: 'add the port to ports, or correct its name: a probe on a missing port never succeeds',
    violation: ({ ports, probePorts }) =>
      probePorts
        .filter((port) => !ports.includes(port))
        .map((port) => `'${port}' where there is ${ports.join(', ') || 'none'}`),
  },
];

/** Checks on a DisruptionBudget. */
export const disruptionRules: ReadonlyArray<Rule<{ members: number; maxUnavailable: number; quorum: number }>> = [
  {
    code: 'K8S020',
    prop: 'maxUnavailable',
    must: 'be a whole number of at least 1',
    remedy: 'allow one at least: a budget of zero blocks every node drain for ever',
    violation: ({ maxUnavailable }) =>
      Number.isInteger(maxUnavailable) && maxUnavailable >= 1 ? undefined : String(maxUnavailable),
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
