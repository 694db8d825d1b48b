import { PartOf } from '../../core';

/** What labels call it, and by what its operator is let out to its pods. */
export const ENGINE = 'foundationdb';

/** What the names of its alerts and runbooks begin with. */
export const TITLE = 'FoundationDb';

/** The parts of a FoundationDB: its processes, what copies them to an object store, and what looks after the copies. */
export type FoundationDbComponent = 'foundationdb' | 'foundationdb-agents' | 'foundationdb-backup';

/** Classes of processes, as FoundationDB names them. */
export const CLASSES = ['storage', 'log', 'stateless'] as const;

/** A class of processes. */
export type ProcessClass = (typeof CLASSES)[number];

/** The labels that the operator gives pods: their cluster, and their class. */
export const LABELS = {
  cluster: 'foundationdb.org/fdb-cluster-name',
  processClass: 'foundationdb.org/fdb-process-class',
};

/** The numeric user of FoundationDB's images. */
export const USER = 4059;

/** Who the operator is: `operators.FoundationDbOperator`. */
export const OPERATOR = {
  name: ENGINE,
  podLabels: {
    'app.kubernetes.io/name': 'foundationdb-operator',
    'app.kubernetes.io/instance': 'foundationdb-operator',
    'app.kubernetes.io/component': 'controller',
  },
};

/** Which part of which FoundationDB something is. */
export function partOf(name: string, component: FoundationDbComponent): PartOf {
  return { engine: ENGINE, cluster: name, component };
}

/** The ConfigMap that the operator keeps, and the key of it that clients read. */
export const clusterFileOf = (name: string) => ({ configMapName: `${name}-config`, key: 'cluster-file' });
