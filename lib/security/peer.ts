import { IConstruct } from 'constructs';
import { IConnectable, INetworkPeer, IObjectStore, NetworkPort, NetworkSelector, NetworkTarget } from '../core';
import { NetworkProfile } from './network-profile';
import { inNamespace } from './selectors';

/** Who an operator's pods are. */
export interface OperatorPeer {
  /** The operator's name, under which a NetworkProfile says where it runs: `clickhouse`. */
  readonly name: string;
  /** The labels that its chart gives its pods. */
  readonly podLabels: Record<string, string>;
}

/** One end of an edge that is not a construct of this tree: its own side is not ours to open. */
export class Peer implements IConnectable, INetworkPeer {
  /** The cluster's DNS server: nothing finds anything without it. */
  public static dns(): Peer {
    return new Peer(
      [
        { name: 'dns', port: 53, protocol: 'UDP' },
        { name: 'dns-tcp', port: 53 },
      ],
      (profile) => profile.dns,
    );
  }

  /** The Kubernetes API server: 443 on EKS, 6443 elsewhere. Policies see the port behind its Service. */
  public static apiServer(): Peer {
    return new Peer(
      [
        { name: 'https', port: 443 },
        { name: 'https-alt', port: 6443 },
      ],
      (profile) => profile.apiServer,
    );
  }

  /**
   * The agent on each node that hands out cloud credentials.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
   */
  public static cloudIdentity(): Peer {
    return new Peer([{ name: 'http', port: 80 }], () => [{ cidr: '169.254.170.23/32' }, { cidr: 'fd00:ec2::23/128' }]);
  }

  /** An object store, on its endpoint's port. */
  public static objectStore(store: IObjectStore): Peer {
    const { port, protocol } = new URL(store.endpoint);
    return new Peer(
      [{ name: 'object-store', port: port ? Number(port) : protocol === 'http:' ? 80 : 443 }],
      (profile) => profile.objectStore,
    );
  }

  /** An operator. */
  public static operatorPods(peer: OperatorPeer): Peer {
    return new Peer([], (profile) => [profile.operatorPods(peer.name, peer.podLabels)]);
  }

  /** Prometheus. */
  public static monitoring(): Peer {
    return new Peer([], (profile) => profile.monitoring);
  }

  /**
   * Pods that this tree does not hold.
   *
   * @param namespaceName their namespace
   * @param podLabels their labels; all pods of the namespace where there are none
   */
  public static pods(namespaceName: string, podLabels?: Record<string, string>): Peer {
    return new Peer([], () => [inNamespace(namespaceName, podLabels)]);
  }

  /**
   * Pods of any namespace.
   *
   * @param podLabels their labels; all pods where there are none
   */
  public static podsAnywhere(podLabels: Record<string, string>): Peer {
    const some = Object.keys(podLabels).length > 0;
    return new Peer([], () => [{ namespaceLabels: {}, podLabels: some ? podLabels : undefined }]);
  }

  /** Addresses outside the cluster: `10.20.0.0/16`. */
  public static cidr(cidr: string): Peer {
    return new Peer([], () => [{ cidr }]);
  }

  private constructor(
    private readonly ports: NetworkPort[],
    private readonly locate: (profile: NetworkProfile) => NetworkSelector[],
  ) {}

  /** This end of an edge. */
  public get networkPeer(): INetworkPeer {
    return this;
  }

  public selectorsFor(viewpoint: IConstruct): NetworkSelector[] {
    return this.locate(NetworkProfile.of(viewpoint));
  }

  public targetsFor(viewpoint: IConstruct, ports?: NetworkPort[]): NetworkTarget[] {
    return [{ selectors: this.selectorsFor(viewpoint), ports: ports ?? this.ports }];
  }

  public openFrom(_selectors: NetworkSelector[], _ports?: NetworkPort[]): void {
    // Not ours to open.
  }

  public openTo(_selectors: NetworkSelector[], _ports: NetworkPort[]): void {
    // Not ours to open.
  }
}
