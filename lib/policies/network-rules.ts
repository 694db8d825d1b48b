import { IConstruct } from 'constructs';
import { PodGroup } from '../kubernetes/internal';
import { matches, objectsOf } from './tree';

interface LabelSelector {
  readonly matchLabels?: Record<string, string>;
}

interface RuleManifest {
  readonly from?: PeerManifest[];
  readonly to?: PeerManifest[];
  readonly ports?: { readonly port?: number }[];
}

interface PeerManifest {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: object;
}

interface PolicyManifest {
  readonly metadata: { readonly namespace: string };
  readonly spec: {
    readonly podSelector: LabelSelector;
    readonly ingress?: RuleManifest[];
    readonly egress?: RuleManifest[];
  };
}

/** One peer of a rule of a NetworkPolicy. */
export class PeerRule {
  public constructor(
    private readonly namespaceName: string,
    private readonly peer: PeerManifest,
    private readonly ports: number[] | undefined,
  ) {}

  /** The ports, for a message. */
  public get portText(): string {
    return this.ports?.join(', ') ?? 'any port';
  }

  /** Whether all pods are meant: what scrapes everything need not be let in everywhere. */
  public get isEverywhere(): boolean {
    const { podSelector, namespaceSelector, ipBlock } = this.peer;
    const empty = (selector?: LabelSelector) => Object.keys(selector?.matchLabels ?? {}).length === 0;
    return ipBlock === undefined && namespaceSelector !== undefined && empty(namespaceSelector) && empty(podSelector);
  }

  /** Whether the rule opens a port. */
  public opens(port: number): boolean {
    return this.ports?.includes(port) ?? true;
  }

  /** Whether pods are meant by the peer. */
  public leadsTo(pods: PodGroup): boolean {
    const { podSelector, namespaceSelector, ipBlock } = this.peer;
    if (ipBlock) return false;
    const namespaceMatches = namespaceSelector
      ? matches(namespaceSelector.matchLabels, { 'kubernetes.io/metadata.name': pods.namespaceName })
      : pods.namespaceName === this.namespaceName;
    return namespaceMatches && matches(podSelector?.matchLabels, pods.labels);
  }

  /** Whether this rule, on the other side, answers `rule`, which stands at `origin`. */
  public covers(rule: PeerRule, origin: PodGroup): boolean {
    const ports = rule.ports ?? [];
    return this.leadsTo(origin) && ports.every((port) => this.opens(port));
  }
}

/** All NetworkPolicies of a tree. */
export class NetworkRules {
  private readonly policies: PolicyManifest[];

  public constructor(root: IConstruct) {
    this.policies = objectsOf(root, 'NetworkPolicy').map((object) => object.toJson() as PolicyManifest);
  }

  /** Whether any policy selects the pods. */
  public restricts(pods: PodGroup): boolean {
    return this.selecting(pods).length > 0;
  }

  /** Who may come in. */
  public ingressOf(pods: PodGroup): PeerRule[] {
    return this.selecting(pods).flatMap(({ metadata, spec }) => peerRules(metadata.namespace, spec.ingress, 'from'));
  }

  /** Where the pods may go. */
  public egressOf(pods: PodGroup): PeerRule[] {
    return this.selecting(pods).flatMap(({ metadata, spec }) => peerRules(metadata.namespace, spec.egress, 'to'));
  }

  private selecting(pods: PodGroup): PolicyManifest[] {
    return this.policies.filter(
      ({ metadata, spec }) =>
        metadata.namespace === pods.namespaceName && matches(spec.podSelector.matchLabels, pods.labels),
    );
  }
}

function peerRules(namespaceName: string, rules: RuleManifest[] = [], side: 'from' | 'to'): PeerRule[] {
  return rules.flatMap((rule) => {
    const numbers = rule.ports?.flatMap(({ port }) => port ?? []) ?? [];
    // None named means all.
    const ports = numbers.length > 0 ? numbers : undefined;
    // No peer at all means everybody.
    return (rule[side] ?? [{ namespaceSelector: {} }]).map((peer) => new PeerRule(namespaceName, peer, ports));
  });
}
