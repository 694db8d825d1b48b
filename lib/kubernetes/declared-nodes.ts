import { IConstruct } from 'constructs';
import { NodeDaemon, NodeGroup, NodeProfile } from './node-group';

/** Groups of nodes, and what runs on each node. */
export interface DeclaredNodes {
  readonly groups: NodeGroup[];
  readonly daemons: NodeDaemon[];
}

const declared = new WeakMap<IConstruct, DeclaredNodes>();

/** Make nodes, or what runs on each of them, known to those who look at the trees of an environment. */
export function declareNodes(owner: IConstruct, { groups = [], daemons = [] }: Partial<DeclaredNodes>): void {
  const before = declared.get(owner);
  declared.set(owner, {
    groups: [...(before?.groups ?? []), ...groups],
    daemons: [...(before?.daemons ?? []), ...daemons],
  });
}

/** The nodes that trees bring, and those of their environments. */
export function nodesOf(trees: readonly IConstruct[]): DeclaredNodes {
  const profiles = new Set(trees.flatMap((tree) => NodeProfile.of(tree) ?? []));
  const found = [
    ...profiles,
    ...trees.flatMap((tree) => tree.node.findAll().flatMap((construct) => declared.get(construct) ?? [])),
  ];
  return { groups: found.flatMap(({ groups }) => groups), daemons: found.flatMap(({ daemons }) => daemons) };
}
