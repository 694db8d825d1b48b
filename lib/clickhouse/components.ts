import { PartOf } from '../core';

/** The operator's name for the cluster within an installation. It hashes names of more than 15 characters. */
export const CLUSTER = 'main';

/** The label that tells an installation's shards apart. */
export const SHARD_LABEL = 'clickhouse.altinity.com/shard';

/** What the operator sets on every server, and finds them by. */
export const OPERATED_LABELS = { 'clickhouse.altinity.com/app': 'chop' };

/** The operator, as its chart labels its pods. */
export const OPERATOR = {
  name: 'clickhouse',
  podLabels: { 'app.kubernetes.io/name': 'altinity-clickhouse-operator' },
};

/** The numeric user of the images. */
export const USER = 101;

/** The Service that clients connect to. */
export function clientServiceName(cluster: string): string {
  return `clickhouse-${cluster}`;
}

/** What a cluster has pods of. */
export const COMPONENTS = ['server', 'keeper', 'backup', 'probe'] as const;

/** One of them. */
export type Component = (typeof COMPONENTS)[number];

/** The labels of a part of a cluster. */
export function partOf(cluster: string, component: Component): PartOf {
  return { engine: 'clickhouse', cluster, component };
}
