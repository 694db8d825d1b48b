import { IConstruct } from 'constructs';
import { NodeAddresses, NodeDaemon, NodeGroup, NodeProfile } from './node-group';

/** Groups of nodes, what runs on each node, and the addresses that there are for them. */
export interface DeclaredNodes {
  readonly groups: NodeGroup[];
  readonly daemons: NodeDaemon[];
  readonly addresses?: NodeAddresses;
}

/** What is known of the nodes of some trees. */
export interface KnownNodes extends DeclaredNodes {
  /** Who brings each group. */
  readonly owners: ReadonlyMap<NodeGroup, IConstruct>;
}

const declared = new WeakMap<IConstruct, DeclaredNodes>();

/** Make nodes, what runs on each of them, or addresses for them known to those who look at the trees of an environment. */
export function declareNodes(owner: IConstruct, given: Partial<DeclaredNodes>): void {
  const { groups = [], daemons = [], addresses } = given;
  const before = declared.get(owner);
  declared.set(owner, {
    groups: [...(before?.groups ?? []), ...groups],
    daemons: [...(before?.daemons ?? []), ...daemons],
    addresses: addresses ?? before?.addresses,
  });
}

/** The nodes that trees bring, and those of their environments. */
export function nodesOf(trees: readonly IConstruct[]): KnownNodes {
  const found = new Map<DeclaredNodes, IConstruct>();
  for (const tree of trees) {
    const profile = NodeProfile.of(tree);
    if (profile && !found.has(profile)) found.set(profile, tree);
  }
  for (const construct of trees.flatMap((tree) => tree.node.findAll())) {
    const own = declared.get(construct);
    if (own) found.set(own, construct);
  }
  const all = [...found.keys()];
  return {
    groups: all.flatMap(({ groups }) => groups),
    daemons: all.flatMap(({ daemons }) => daemons),
    addresses: all.find(({ addresses }) => addresses !== undefined)?.addresses,
    owners: new Map([...found].flatMap(([{ groups }, owner]) => groups.map((group) => [group, owner]))),
  };
}
