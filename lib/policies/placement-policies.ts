import { IConstruct } from 'constructs';
import { bytesOf } from '../core/internal';
import { nodesOf, PodGroup } from '../kubernetes/internal';
import { IJointPolicy, JointFinding } from './joint-policy';
import { mostOf, Placed, reachable, roomOf, sizeText, vcpusFor, wasteOf } from './placement';
import { finding, seen, sizeOf } from './seen';

/** The largest share of a node that may stay unused. */
const MOST_WASTE = 0.4;

/** Each pod has a group of nodes that takes it. */
export class PodFitsPolicy implements IJointPolicy {
  public readonly code = 'POL004';
  public readonly requirement =
    'a group of nodes takes each pod: by labels, taints, zone, architecture, size, disk and volumes';
  public readonly remedy =
    'make the pod smaller, or give its node class a group of nodes that takes it: aws.NodeArchetypes, or kubernetes.NodeProfile for nodes of your own';
  public readonly isWarning = false;

  public findings(trees: IConstruct[]): JointFinding[] {
    return seen(trees)
      .filter(({ fits }) => fits.length === 0)
      .map(({ pods, reasons }) =>
        finding(
          pods,
          `no node takes the pod '${pods.name}' (${sizeOf(pods)}, node class ${pods.nodeClass.id}): ${closest(reasons).join('; ')}`,
        ),
      );
  }
}

/** Of all reasons, those of the groups that are meant: where only the machine is wrong. */
function closest(reasons: string[]): string[] {
  const machines = reasons.filter((reason) => !/ has no label | has the taint /.test(reason));
  return machines.length > 0 ? machines : reasons;
}

/** The limit of the nodes lets each group of pods reach its maximum. */
export class PodsReachMaximumPolicy implements IJointPolicy {
  public readonly code = 'POL005';
  public readonly requirement = 'as many pods as a group may have fit within the limit of the nodes that take them';
  public readonly remedy = 'raise the limit of those nodes (cpuLimits of aws.NodeArchetypes), or lower the maximum';
  public readonly isWarning = false;

  public findings(trees: IConstruct[]): JointFinding[] {
    return seen(trees).flatMap(({ pods, fits }) => {
      const most = reachable(pods, fits);
      if (fits.length === 0 || most >= pods.max) return [];
      const nodes = fits.map((fit) => `${mostOf(fit.nodes, fit.type)} ${fit.type.name} in ${fit.nodes.name}`);
      return [
        finding(
          pods,
          `'${pods.name}' may have ${pods.max} pods of ${sizeOf(pods)}, and ${most} fit within the limits: ${nodes.join(', ')}`,
        ),
      ];
    });
  }
}

/**
 * All pods together fit within the limit of the nodes, with one machine in reserve: nodes are replaced before they go, and at its limit a pool of
 * Karpenter's replaces none (https://github.com/kubernetes-sigs/karpenter/pull/2525). A scheduler that fills nodes worse than is reckoned here needs it as well.
 */
export class NodeLimitsPolicy implements IJointPolicy {
  public readonly code = 'POL006';
  public readonly requirement =
    'all groups of pods at their maximum fit within the limit of the nodes that take them, and one machine more, since nodes are replaced before they go';
  public readonly remedy = 'raise the limit of those nodes, or acknowledge that not all of them grow at the same time';
  public readonly isWarning = true;

  public findings(trees: IConstruct[]): JointFinding[] {
    const all = seen(trees);
    return [...new Set(all.flatMap(({ fits }) => fits.map(({ nodes }) => nodes)))].flatMap((nodes) => {
      if (nodes.cpuLimit === undefined) return [];
      const wanted = all.flatMap(({ pods, fits }): (Placed & { count: number })[] => {
        const fit = fits.find((each) => each.nodes === nodes);
        // What several groups of nodes take is spread evenly over them.
        return fit ? [{ pods, fit, count: Math.ceil(pods.max / fits.length) }] : [];
      });
      const reserve = Math.max(0, ...wanted.map(({ fit }) => fit.type.vcpus));
      const needed = vcpusFor(wanted) + reserve;
      if (needed <= nodes.cpuLimit.toUnits()) return [];
      const [largest] = [...wanted].sort((a, b) => vcpusFor([b]) - vcpusFor([a]));
      const others = wanted.length > 1 ? ` and ${wanted.length - 1} other groups of pods` : '';
      return [
        finding(
          largest.pods,
          `'${largest.pods.name}'${others}, all at their maximum, need ${needed} CPU of nodes in ${nodes.name}, ${reserve} of them in reserve, whose limit is ${nodes.cpuLimit.toUnits()}`,
        ),
      ];
    });
  }
}

/** Pods fill the nodes that they need. */
export class NodeWastePolicy implements IJointPolicy {
  public readonly code = 'POL007';
  public readonly requirement = `pods leave at most ${MOST_WASTE * 100} % of the CPU and of the memory of a node unused`;
  public readonly remedy = 'take one of the sizes that are named, or acknowledge it';
  public readonly isWarning = true;

  public findings(trees: IConstruct[]): JointFinding[] {
    const { daemons } = nodesOf(trees);
    const all = seen(trees);
    return all.flatMap(({ pods, fits }) => {
      const [fit] = fits;
      if (!fit || (pods.cpu.toUnits() < 2 && pods.memory.toGibibytes({ rounding: 1 }) < 8)) return [];
      const others = all.flatMap((other) =>
        other.pods !== pods && other.fits.some(({ nodes }) => nodes === fit.nodes) ? [other.pods] : [],
      );
      const waste = wasteOf({ pods, fit }, others);
      if (waste <= MOST_WASTE) return [];
      const smaller = fit.nodes.instanceTypes
        .filter(({ architecture }) => pods.architectures.length === 0 || pods.architectures.includes(architecture))
        .filter(({ dollarsPerHour }) => dollarsPerHour < fit.type.dollarsPerHour)
        .map((type) => ({ type, room: roomOf(type, daemons) }))
        // The one that takes most of what the pod asks for.
        .sort((a, b) => share(pods, b.room) - share(pods, a.room) || a.type.dollarsPerHour - b.type.dollarsPerHour)[0];
      const better = smaller
        ? `${sizeText(Math.min(smaller.room.cpu, pods.cpu.toMillis()), Math.min(smaller.room.memory, bytesOf(pods.memory)))} fits ${smaller.type.name}, `
        : '';
      return [
        finding(
          pods,
          `a pod of '${pods.name}' (${sizeOf(pods)}) leaves ${Math.round(waste * 100)} % of ${fit.type.name} unused: ${better}${sizeText(fit.room.cpu / fit.perNode, fit.room.memory / fit.perNode)} fills it`,
        ),
      ];
    });
  }
}

/** How much of what a pod asks for there is room for, 0 to 1. */
const share = ({ cpu, memory }: PodGroup, room: { cpu: number; memory: number }) =>
  Math.min(1, room.cpu / cpu.toMillis(), room.memory / bytesOf(memory));
