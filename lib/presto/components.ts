import { PartOf } from '../core';

/** What a cluster has pods of. */
export const COMPONENTS = ['coordinator', 'resource-manager', 'worker', 'probe'] as const;

/** The parts of a cluster. */
export type PrestoComponent = (typeof COMPONENTS)[number];

/** The engine, in labels and names of metrics, whichever distribution runs. */
export const ENGINE = 'presto';

/** The engine, as people read it. */
export const TITLE = 'Presto';

/** The numeric user: the one of Trino's image. Presto's image names none, and would run as root. */
export const USER = 1000;

/** Names the numeric user, who is `presto` to file systems: Hadoop's clients do not start as somebody without a name. */
export function passwd(): string {
  return `root:x:0:0:root:/root:/bin/sh\n${ENGINE}:x:${USER}:${USER}::/tmp:/bin/sh\n`;
}

/** Who drains workers and who reads metrics, to an engine that asks for a name. */
export const DRAIN_USER = 'drain';
export const METRICS_USER = 'metrics';

/** Who asks the queries of the probe. */
export const PROBE_USER = 'probe';

/** Who is of the cluster itself. */
export const OWN_USERS: OwnUser[] = [DRAIN_USER, METRICS_USER, PROBE_USER];

/** One of them. */
export type OwnUser = typeof DRAIN_USER | typeof METRICS_USER | typeof PROBE_USER;

/** The labels of a part of a cluster. */
export function partOf(cluster: string, component: PrestoComponent): PartOf {
  return { engine: ENGINE, cluster, component };
}
