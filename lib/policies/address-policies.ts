import { IConstruct } from 'constructs';
import { InstanceType } from '../core';
import { NodeAddresses, NodeGroup } from '../kubernetes';
import { KnownNodes, nodesOf, PodGroup } from '../kubernetes/internal';
import { IJointPolicy, JointFinding } from './joint-policy';
import { Fit, mostOf } from './placement';
import { finding, seen, Seen } from './seen';

const REMEDY =
  'give the network more addresses before it is made, since they can never be changed (podCidr of aws.DataNetwork), or lower the limit of the nodes (cpuLimits of aws.NodeArchetypes) or the maximum of the pods';

/** Machines of a group at its limit, and the blocks of addresses that each takes. */
interface Most {
  readonly type: InstanceType;
  readonly nodes: number;
  readonly blocks: number;
}

/** The addresses that there are, and what nodes take of them. */
class AddressBook {
  public constructor(
    private readonly addresses: NodeAddresses,
    private readonly known: KnownNodes,
    private readonly pods: readonly Seen[],
  ) {}

  /** How many blocks there are in some zones; one that nobody knows of has enough. */
  public in(zones: readonly string[]): number {
    return zones.reduce((sum, zone) => sum + (this.addresses.blocks[zone] ?? Infinity), 0);
  }

  /** How many a node takes that so many pods are on, daemons besides. */
  public taken(pods: number): number {
    const { blockSize, spareBlocks } = this.addresses;
    return Math.ceil((pods + this.known.daemons.length) / blockSize) + spareBlocks;
  }

  /** The most that a group of nodes takes: as many small machines as it may have, or those that hold most pods. Nothing where it has no limit. */
  public most(nodes: NodeGroup): Most | undefined {
    const [smallest] = [...nodes.instanceTypes].sort((a, b) => a.vcpus - b.vcpus);
    const fits = this.pods.flatMap((each) => each.fits.filter((fit) => fit.nodes === nodes));
    const candidates = [{ type: smallest, perNode: 1 }, ...fits];
    return candidates
      .filter(({ type }) => type && Number.isFinite(mostOf(nodes, type)))
      .map(({ type, perNode }) => ({
        type,
        nodes: mostOf(nodes, type),
        blocks: this.taken(Math.min(perNode, type.maxPods)),
      }))
      .sort((a, b) => b.nodes * b.blocks - a.nodes * a.blocks)[0];
  }

  /** How many pods get an address, if nothing else runs. */
  public reachable({ zone }: PodGroup, fits: readonly Fit[]): number {
    const zones = [...new Set(fits.flatMap(({ nodes }) => nodes.zones))].filter((each) => (zone ?? each) === each);
    const perZone = zones.map((each) => {
      const best = fits.filter(({ nodes }) => nodes.zones.includes(each)).map(({ perNode }) => perNode);
      return Math.max(...best.map((pods) => Math.floor(this.in([each]) / this.taken(pods)) * pods));
    });
    return perZone.reduce((sum, pods) => sum + pods, 0);
  }

  public blocksText(count: number): string {
    const { blockSize } = this.addresses;
    return blockSize === 1 ? `${count} addresses` : `${count} blocks of ${blockSize} addresses`;
  }
}

interface Looked {
  readonly book: AddressBook;
  readonly known: KnownNodes;
  readonly pods: Seen[];
}

/** Nothing where nobody says what addresses there are. */
function look(trees: IConstruct[]): Looked | undefined {
  const known = nodesOf(trees);
  if (!known.addresses) return undefined;
  const pods = seen(trees);
  return { book: new AddressBook(known.addresses, known, pods), known, pods };
}

function ofNodes({ owners }: KnownNodes, nodes: NodeGroup, text: string): JointFinding[] {
  const construct = owners.get(nodes);
  return construct ? [{ construct, path: construct.node.path, text }] : [];
}

const machines = (nodes: NodeGroup, most: Most) => `'${nodes.name}' may have ${most.nodes} nodes of ${most.type.name}`;

/** There are addresses for each group of nodes at its limit, and for each group of pods at its maximum. */
export class AddressesPolicy implements IJointPolicy {
  public readonly code = 'POL010';
  public readonly requirement =
    'the network has addresses for all nodes that a group may have, and for all pods of a group';
  public readonly remedy = REMEDY;
  public readonly isWarning = false;

  public findings(trees: IConstruct[]): JointFinding[] {
    const looked = look(trees);
    if (!looked) return [];
    const { book, known, pods } = looked;
    const tooManyNodes = known.groups.flatMap((nodes) => {
      const most = book.most(nodes);
      const there = book.in(nodes.zones);
      if (!most || most.nodes * most.blocks <= there) return [];
      const text = `${machines(nodes, most)}, each with ${book.blocksText(most.blocks)}, and there are ${there} in ${nodes.zones.join(', ')}`;
      return ofNodes(known, nodes, text);
    });
    const tooManyPods = pods.flatMap(({ pods: group, fits }) => {
      const most = book.reachable(group, fits);
      if (fits.length === 0 || most >= group.max) return [];
      return [
        finding(group, `'${group.name}' may have ${group.max} pods, and there are addresses for ${most} of them`),
      ];
    });
    return [...tooManyNodes, ...tooManyPods];
  }
}

/** There are addresses for all groups of nodes at their limits together. */
export class AllAddressesPolicy implements IJointPolicy {
  public readonly code = 'POL011';
  public readonly requirement = 'the network has addresses for all groups of nodes at their limits together';
  public readonly remedy = `${REMEDY}, or acknowledge that not all of them grow at the same time`;
  public readonly isWarning = true;

  public findings(trees: IConstruct[]): JointFinding[] {
    const looked = look(trees);
    if (!looked) return [];
    const { book, known } = looked;
    const zones = [...new Set(known.groups.flatMap((nodes) => nodes.zones))];
    const short = zones.flatMap((zone) => {
      const takers = known.groups
        .filter((nodes) => nodes.zones.includes(zone))
        .flatMap((nodes) => {
          const most = book.most(nodes);
          // Machines of several zones are spread evenly over them.
          return most ? [{ nodes, most, blocks: Math.ceil(most.nodes / nodes.zones.length) * most.blocks }] : [];
        })
        .sort((a, b) => b.blocks - a.blocks);
      const needed = takers.reduce((sum, { blocks }) => sum + blocks, 0);
      if (needed <= book.in([zone])) return [];
      return [{ largest: takers[0], text: `${zone} needs ${book.blocksText(needed)} and has ${book.in([zone])}` }];
    });
    if (short.length === 0) return [];
    const [{ largest }] = short;
    const text = `${machines(largest.nodes, largest.most)}; with all other groups at their limits, ${short.map((each) => each.text).join(', ')}`;
    return ofNodes(known, largest.nodes, text);
  }
}
