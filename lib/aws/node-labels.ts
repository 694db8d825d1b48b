import { NodeClass } from '../core';

/** The label and the taint of nodes that serve one node class. */
export const NODE_CLASS_LABEL = 'bigdata-constructs.io/node-class';
/** The taint of system nodes, by the name that charts and add-ons tolerate. */
export const SYSTEM_TAINT = 'CriticalAddonsOnly';
/** The tag of machines, volumes and snapshots that says of which cluster they are: its driver of volumes may touch no others. */
export const CLUSTER_TAG = 'bigdata-constructs.io/cluster';

/** What keeps other pods off the nodes of a class. */
export function taintOf({ id }: NodeClass) {
  return id === NodeClass.SYSTEM.id
    ? { key: SYSTEM_TAINT, value: 'true', effect: 'NoSchedule' }
    : { key: NODE_CLASS_LABEL, value: id, effect: 'NoSchedule' };
}
