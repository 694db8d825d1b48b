import { IConstruct } from 'constructs';
import { podGroups, PodGroup } from '../kubernetes/internal';
import { NetworkRules, PeerRule } from './network-rules';
import { IPolicy, PolicyFinding } from './policy';
import { distinct, matches, objectsOf } from './tree';

interface ServiceManifest {
  readonly spec: {
    readonly selector?: Record<string, string>;
    readonly ports?: { readonly name?: string; readonly port: number; readonly targetPort?: string | number }[];
  };
}

interface MonitorManifest {
  readonly spec: {
    readonly selector: { readonly matchLabels?: Record<string, string> };
    readonly podMetricsEndpoints: { readonly port?: string }[];
  };
}

/** What ports are called that are there for Prometheus alone: where it does not come, they are closed. */
const METRICS = 'metrics';

/**
 * What is served can be reached: every Service leads to a port of pods in the tree, every port of a pod is open to somebody,
 * and an edge between two kinds of pods is open on both sides.
 */
export class NetworkEdgesPolicy implements IPolicy {
  public readonly code = 'POL002';
  public readonly requirement = 'every Service, port and network edge is open on both of its sides';
  public readonly remedy = 'open the edge with connections.allowFrom or allowTo, or remove what nobody can reach';

  public findings(root: IConstruct): PolicyFinding[] {
    const pods = podGroups(root);
    const network = new NetworkRules(root);
    return distinct([
      ...services(root, pods),
      ...pods.flatMap((group) => closedPorts(group, network, scrapedPorts(root, group))),
      ...pods.flatMap((group) => oneSided(group, pods, network)),
    ]);
  }
}

function services(root: IConstruct, pods: PodGroup[]): PolicyFinding[] {
  return objectsOf(root, 'Service').flatMap((object) => {
    const { selector, ports = [] } = (object.toJson() as ServiceManifest).spec;
    if (!selector) return [];
    const backends = pods.filter(
      (group) => group.namespaceName === object.metadata.namespace && matches(selector, group.labels),
    );
    if (backends.length === 0) return [finding(object, `Service ${object.name} selects no pod of the tree`)];
    return ports
      .filter(({ port, targetPort = port }) => !backends.some((group) => serves(group, targetPort)))
      .map(({ targetPort, port }) =>
        finding(object, `Service ${object.name} leads to port ${targetPort ?? port}, which its pods do not have`),
      );
  });
}

/** The names of a group's ports that Prometheus reads. */
function scrapedPorts(root: IConstruct, group: PodGroup): string[] {
  return objectsOf(root, 'PodMonitor')
    .filter(({ metadata }) => metadata.namespace === group.namespaceName)
    .map((object) => (object.toJson() as MonitorManifest).spec)
    .filter(({ selector }) => matches(selector.matchLabels, group.labels))
    .flatMap(({ podMetricsEndpoints }) => podMetricsEndpoints.flatMap(({ port }) => port ?? []));
}

/** A pod that no policy selects is open to everybody; one that a policy selects is open only where a rule says so. */
function closedPorts(group: PodGroup, network: NetworkRules, scraped: string[]): PolicyFinding[] {
  if (!network.restricts(group)) return [];
  // Kubelets come to what they probe whatever the rules say.
  const needed = (name: string) => scraped.includes(name) || !(group.probedPorts.includes(name) || name === METRICS);
  return group.ports
    .filter(({ name, port }) => needed(name) && !network.ingressOf(group).some((rule) => rule.opens(port)))
    .map(({ name, port }) => finding(group.owner, `port ${name} (${port}) is open to nobody`));
}

function oneSided(group: PodGroup, pods: PodGroup[], network: NetworkRules): PolicyFinding[] {
  const missing = (rule: PeerRule, other: PodGroup, rules: PeerRule[]) =>
    network.restricts(other) && !rules.some((back) => back.covers(rule, group));
  const incoming = network
    .ingressOf(group)
    .flatMap((rule) =>
      pods
        .filter((other) => rule.leadsTo(other) && missing(rule, other, network.egressOf(other)))
        .map((other) =>
          finding(
            group.owner,
            `${other.owner.node.path} is let in on ${rule.portText}, but is not let out on its side`,
          ),
        ),
    );
  const outgoing = network
    .egressOf(group)
    .filter((rule) => !rule.isEverywhere)
    .flatMap((rule) =>
      pods
        .filter((other) => rule.leadsTo(other) && missing(rule, other, network.ingressOf(other)))
        .map((other) =>
          finding(group.owner, `may reach ${other.owner.node.path} on ${rule.portText}, but is not let in there`),
        ),
    );
  return [...incoming, ...outgoing];
}

function serves(group: PodGroup, target: string | number): boolean {
  return group.ports.some(({ name, port }) => name === target || port === target);
}

function finding(construct: IConstruct, text: string): PolicyFinding {
  return { path: construct.node.path, text };
}
