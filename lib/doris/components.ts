import { PartOf } from '../core';

/** The operator, as its chart labels its pods. */
export const OPERATOR = {
  name: 'doris',
  podLabels: { 'control-plane': 'doris-operator', 'app.kubernetes.io/instance': 'doris-operator' },
};

/** The numeric user of the images: they run as nobody else. */
export const USER = 0;

/** The numeric user of jobs, which run programs of the images that need no rights: `nobody`. */
export const JOB_USER = 65534;

/** What the operator makes pods of, by its own names, which its pods carry in the label that is ours too. */
export const OPERATED = ['fe', 'be'] as const;

/** What a cluster has pods of. Compute nodes are ours, by the operator's name for them. */
export const COMPONENTS = [
  ...OPERATED,
  'cn',
  'sweep',
  'leave',
  'users',
  'catalogs',
  'backup',
  'restore',
  'probe',
  'rotation',
  'upgrade',
] as const;

/** The same of a cluster whose data lies in an object store: `be` are the members of its compute groups. */
export const DISAGGREGATED_COMPONENTS = [...OPERATED, 'ms', 'vault'] as const;

/** One of either. */
export type Component = (typeof COMPONENTS | typeof DISAGGREGATED_COMPONENTS)[number];

/** The labels of a part of a cluster. */
export function partOf(cluster: string, component: Component): PartOf {
  return { engine: 'doris', cluster, component };
}

/**
 * The Service that clients connect to, as the operator names it.
 *
 * @see https://github.com/apache/doris-operator/blob/26.0.0/api/doris/v1/doriscluster_util.go
 */
export function clientServiceName(cluster: string): string {
  return `${cluster}-fe-service`;
}

/** The Service that gives each backend its name, as the operator names it. */
export function backendsServiceName(cluster: string): string {
  return `${cluster}-be-internal`;
}

/** The same of a cluster whose data lies in an object store. */
export function disaggregatedServiceName(cluster: string): string {
  return `${cluster}-fe`;
}
