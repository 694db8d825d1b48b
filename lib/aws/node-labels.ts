/** The label and the taint of nodes that serve one node class. */
export const NODE_CLASS_LABEL = 'bigdata-constructs.io/node-class';
/** The taint of system nodes, by the name that charts and add-ons tolerate. */
export const SYSTEM_TAINT = 'CriticalAddonsOnly';
