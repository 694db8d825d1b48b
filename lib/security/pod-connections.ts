import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Construct, IConstruct } from 'constructs';
import { IConnectable, INetworkPeer, NetworkPort, NetworkSelector, NetworkTarget } from '../core';
import { objectName } from '../core/internal';
import { namespaceOf } from '../kubernetes/internal';
import { Peer } from './peer';
import { inNamespace } from './selectors';

/** Props of `PodConnections`. */
export interface PodConnectionsProps {
  /** The NetworkPolicy's name. */
  readonly name: string;
  /** Labels of the pods. */
  readonly podLabels: Record<string, string>;
  /** What the pods listen on. */
  readonly ports: NetworkPort[];
  /**
   * Labels of the NetworkPolicy.
   * @default - none
   */
  readonly labels?: Record<string, string>;
}

/**
 * Who may talk to some pods, and whom they may talk to. Everything else is denied, in both directions, but for DNS.
 *
 * An edge between two constructs is opened on both sides at once, in one NetworkPolicy a side.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class PodConnections extends Construct implements INetworkPeer, IConnectable {
  /** What the pods listen on. */
  public readonly ports: NetworkPort[];
  private readonly podLabels: Record<string, string>;
  private readonly ingress: NetworkTarget[] = [];
  private readonly egress: NetworkTarget[] = [];

  public constructor(scope: Construct, id: string, props: PodConnectionsProps) {
    super(scope, id);
    this.ports = props.ports;
    this.podLabels = props.podLabels;
    new k8s.KubeNetworkPolicy(this, 'Resource', {
      metadata: { name: objectName(this, props.name), labels: props.labels },
      spec: {
        podSelector: { matchLabels: props.podLabels },
        policyTypes: ['Ingress', 'Egress'],
        ingress: Lazy.any({ produce: () => rules(this.ingress, 'from') }) as k8s.NetworkPolicyIngressRule[],
        egress: Lazy.any({ produce: () => rules(this.egress, 'to') }) as k8s.NetworkPolicyEgressRule[],
      },
    });
    this.allowTo(Peer.dns());
  }

  /** This end of an edge. */
  public get networkPeer(): INetworkPeer {
    return this;
  }

  /**
   * Let a peer in, and let it out on its own side where that is ours.
   *
   * @param peer who comes
   * @param ports the ports that it may reach; all that these pods listen on, where none are given; every port, where the list is empty
   */
  public allowFrom(peer: IConnectable, ports?: NetworkPort[]): void {
    this.openFrom(peer.networkPeer.selectorsFor(this), ports);
    peer.networkPeer.openTo(this.selectorsFor(this), ports ?? this.ports);
  }

  /**
   * Let these pods reach a peer, and let them in on its side where that is ours.
   *
   * @param peer whom they reach
   * @param ports the ports that they may reach; all that the peer listens on, where none are given; every port, where the list is empty
   */
  public allowTo(peer: IConnectable, ports?: NetworkPort[]): void {
    for (const target of peer.networkPeer.targetsFor(this, ports)) this.openTo(target.selectors, target.ports);
    peer.networkPeer.openFrom(this.selectorsFor(this), ports);
  }

  public selectorsFor(_viewpoint: IConstruct): NetworkSelector[] {
    return [inNamespace(namespaceOf(this), this.podLabels)];
  }

  public targetsFor(viewpoint: IConstruct, ports?: NetworkPort[]): NetworkTarget[] {
    return [{ selectors: this.selectorsFor(viewpoint), ports: ports ?? this.ports }];
  }

  public openFrom(selectors: NetworkSelector[], ports?: NetworkPort[]): void {
    this.ingress.push({ selectors, ports: ports ?? this.ports });
  }

  public openTo(selectors: NetworkSelector[], ports: NetworkPort[]): void {
    this.egress.push({ selectors, ports });
  }
}

/** Sorted and without repeats, so that the order in which edges were opened changes nothing. */
function rules(edges: NetworkTarget[], side: 'from' | 'to') {
  const unique = [...new Map(edges.map((edge) => [JSON.stringify(edge), edge]))].sort(([a], [b]) => (a < b ? -1 : 1));
  if (unique.length === 0) return undefined;
  return unique.map(([, { selectors, ports }]) => ({
    [side]: selectors.map(peerOf),
    ports:
      ports.length > 0
        ? ports.map(({ port, protocol }) => ({
            port: k8s.IntOrString.fromNumber(port),
            protocol: protocol ?? 'TCP',
          }))
        : undefined,
  }));
}

function peerOf(selector: NetworkSelector): k8s.NetworkPolicyPeer {
  return selector.cidr
    ? { ipBlock: { cidr: selector.cidr, except: selector.exceptCidrs } }
    : {
        namespaceSelector: selector.namespaceLabels && { matchLabels: selector.namespaceLabels },
        podSelector: selector.podLabels && { matchLabels: selector.podLabels },
      };
}
