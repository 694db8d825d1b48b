import { Size } from 'cdk8s';
import { Cpu, Environment, InstanceType } from '../core';
import { bytesOf } from '../core/internal';
import { NodeDaemon, NodeGroup } from '../kubernetes';
import { PodGroup } from '../kubernetes/internal';

/** What pods can have of one machine, the daemons on it aside: millicores and bytes. */
interface Room {
  readonly cpu: number;
  readonly memory: number;
}

/** Machines of a group that a pod fits on. */
export interface Fit {
  readonly nodes: NodeGroup;
  /** The cheapest type that it fits on. */
  readonly type: InstanceType;
  readonly room: Room;
  /** How many of the pods one such machine takes. */
  readonly perNode: number;
}

/** How many machines of a type a group may have. */
export const mostOf = ({ cpuLimit }: NodeGroup, { vcpus }: InstanceType): number =>
  cpuLimit === undefined ? Infinity : Math.floor(cpuLimit.toUnits() / vcpus);

/** Groups with their types from the cheapest to the dearest, as who opens nodes takes them. */
export function cheapestFirst(groups: readonly NodeGroup[]): NodeGroup[] {
  return groups.map((nodes) => ({
    ...nodes,
    instanceTypes: [...nodes.instanceTypes].sort((a, b) => a.dollarsPerHour - b.dollarsPerHour),
  }));
}

/** What pods can have of a machine. */
export function roomOf(type: InstanceType, daemons: readonly NodeDaemon[]): Room {
  return {
    cpu: daemons.reduce((left, { cpu }) => left - cpu.toMillis(), type.allocatableCpu.toMillis()),
    memory: daemons.reduce((left, { memory }) => left - bytesOf(memory), bytesOf(type.allocatableMemory)),
  };
}

/** Why pods cannot run on the nodes of a group; nothing where they can, machines aside. */
function keptAway(pods: PodGroup, nodes: NodeGroup): string | undefined {
  const { nodeSelector = {}, taints = [] } = Environment.of(pods.owner).placementOf(pods.nodeClass);
  const missing = Object.entries(nodeSelector).find(([key, value]) => nodes.labels?.[key] !== value);
  if (missing) return `has no label ${missing.join('=')}`;
  const untolerated = (nodes.taints ?? []).find(
    (taint) => !taints.some(({ key, value }) => key === taint.key && (value === undefined || value === taint.value)),
  );
  if (untolerated) return `has the taint ${untolerated.key}=${untolerated.value}`;
  return pods.zone !== undefined && !nodes.zones.includes(pods.zone) ? `has no zone ${pods.zone}` : undefined;
}

/** Why a pod does not fit on a machine; nothing where it does. */
function tooSmall(pods: PodGroup, type: InstanceType, room: Room, { ephemeralStorage }: NodeGroup): string | undefined {
  if (pods.architectures.length > 0 && !pods.architectures.includes(type.architecture))
    return `is ${type.architecture}, the image is for ${pods.architectures.join(', ')}`;
  if (pods.claims.length >= type.maxVolumes) return `attaches ${type.maxVolumes} volumes, its root volume included`;
  if (ephemeralStorage && bytesOf(pods.ephemeralStorage) > bytesOf(ephemeralStorage))
    return `has ${gibibytes(bytesOf(ephemeralStorage))} of disk, the pod asks for ${gibibytes(bytesOf(pods.ephemeralStorage))}`;
  return pods.cpu.toMillis() > room.cpu || bytesOf(pods.memory) > room.memory
    ? `has room for ${room.cpu / 1000} CPU and ${gibibytes(room.memory)} at most`
    : undefined;
}

/**
 * Where pods can run: each group of nodes that takes them, with the cheapest of its machines. Or why none does.
 *
 * @param groups their types from the cheapest to the dearest
 */
export function fitsOf(
  pods: PodGroup,
  groups: readonly NodeGroup[],
  daemons: readonly NodeDaemon[],
): { fits: Fit[]; reasons: string[] } {
  const fits: Fit[] = [];
  const reasons: string[] = [];
  for (const nodes of groups) {
    const away = keptAway(pods, nodes);
    if (away !== undefined) {
      reasons.push(`${nodes.name} ${away}`);
      continue;
    }
    const types = nodes.instanceTypes.map((type) => {
      const room = roomOf(type, daemons);
      return { type, room, why: tooSmall(pods, type, room, nodes) };
    });
    const fitting = types.find(({ type, why }) => why === undefined && mostOf(nodes, type) > 0);
    if (fitting) {
      const { type, room } = fitting;
      fits.push({ nodes, type, room, perNode: pods.alone ? 1 : howMany(pods, room) });
    } else {
      // The largest machine says best what is missing.
      const largest = types.filter(({ why }) => why !== undefined).pop();
      reasons.push(`${nodes.name} ${largest?.why ?? 'has no machine within its limit'}`);
    }
  }
  return { fits, reasons };
}

/** How many of the pods there is room for. */
const howMany = ({ cpu, memory }: PodGroup, room: Room) =>
  Math.floor(Math.min(room.cpu / Math.max(cpu.toMillis(), 1), room.memory / Math.max(bytesOf(memory), 1)));

/** How many of the pods can run at once, within the limits of the groups that take them, if nothing else runs there. */
export function reachable(pods: PodGroup, fits: readonly Fit[]): number {
  const most = ({ nodes, type, perNode }: Fit) => mostOf(nodes, type) * perNode;
  const all = fits.reduce((sum, fit) => sum + most(fit), 0);
  const { zoneCount } = Environment.of(pods.owner);
  if (!pods.alone || pods.zone !== undefined || zoneCount <= 1) return all;
  const zones = [...new Set(fits.flatMap(({ nodes }) => nodes.zones))];
  // A zone that is missing has none, and no other may have two more than that.
  if (zones.length < Math.min(pods.max, zoneCount)) return Math.min(all, zones.length);
  if (fits.some(({ nodes }) => nodes.zones.length > 1)) return all;
  const inZone = zones.map((zone) =>
    fits.filter(({ nodes }) => nodes.zones.includes(zone)).reduce((sum, fit) => sum + most(fit), 0),
  );
  const least = Math.min(...inZone);
  return inZone.reduce((sum, count) => sum + Math.min(count, least + 1), 0);
}

/** One pod to be placed, and on what. */
export interface Placed {
  readonly pods: PodGroup;
  readonly fit: Fit;
}

interface Node {
  readonly type: InstanceType;
  cpu: number;
  memory: number;
  readonly holds: PodGroup[];
}

const bySize = (a: PodGroup, b: PodGroup) =>
  bytesOf(b.memory) - bytesOf(a.memory) || b.cpu.toMillis() - a.cpu.toMillis();

/** Puts a pod on a machine where there is room. */
function put(node: Node, pods: PodGroup): boolean {
  const [cpu, memory] = [pods.cpu.toMillis(), bytesOf(pods.memory)];
  if (node.cpu < cpu || node.memory < memory || (pods.alone && node.holds.includes(pods))) return false;
  node.cpu -= cpu;
  node.memory -= memory;
  node.holds.push(pods);
  return true;
}

const opened = ({ type, room }: Fit): Node => ({ type, ...room, holds: [] });

/** The CPU of the machines that a group of nodes needs for so many pods of each kind, the largest placed first: as sold. */
export function vcpusFor(wanted: ReadonlyArray<Placed & { count: number }>): number {
  const nodes: Node[] = [];
  for (const { pods, fit, count } of [...wanted].sort((a, b) => bySize(a.pods, b.pods))) {
    for (let n = 0; n < count; n++) {
      if (nodes.some((node) => fit.nodes.instanceTypes.includes(node.type) && put(node, pods))) continue;
      const node = opened(fit);
      put(node, pods);
      nodes.push(node);
    }
  }
  return nodes.reduce((sum, { type }) => sum + type.vcpus, 0);
}

/** What stays unused of a machine that pods are on, however others fill it: the larger share of CPU and memory, 0 to 1. */
export function wasteOf({ pods, fit }: Placed, others: readonly PodGroup[]): number {
  const node = opened(fit);
  const whole = { ...fit.room };
  for (const each of [pods, ...[...others].sort(bySize)]) {
    for (let count = 0; count < Math.max(each.max, 1) && put(node, each); count++);
  }
  return Math.max(node.cpu / whole.cpu, node.memory / whole.memory);
}

/** CPU and memory, as a message says them. */
export const sizeText = (cpu: number, memory: number): string =>
  `${Cpu.millis(cpu).toUnits()} CPU and ${gibibytes(memory)}`;

const gibibytes = (bytes: number) => `${Math.floor((10 * bytes) / bytesOf(Size.gibibytes(1))) / 10} GiB`;
