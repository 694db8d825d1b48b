import { IConstruct } from 'constructs';

/** A TCP or UDP port in a network edge. */
export interface NetworkPort {
  /** What it serves: `http`, `interserver`. */
  readonly name: string;
  /** The port that the pod listens on. */
  readonly port: number;
  /**
   * `TCP` or `UDP`.
   * @default "TCP"
   */
  readonly protocol?: string;
}

/** Some pods or addresses, as one item of a NetworkPolicy's `from` or `to`. */
export interface NetworkSelector {
  /**
   * Labels of the pods.
   * @default - all pods of the namespace, or addresses, where `cidr` is set
   */
  readonly podLabels?: Record<string, string>;
  /**
   * Labels of the pods' namespace.
   * @default - the namespace of the policy
   */
  readonly namespaceLabels?: Record<string, string>;
  /**
   * Addresses outside the cluster, or node addresses.
   * @default - pods
   */
  readonly cidr?: string;
  /**
   * Addresses within `cidr` that are left out.
   * @default - none
   */
  readonly exceptCidrs?: string[];
}

/** What an edge leads to. */
export interface NetworkTarget {
  /** Who is reached. */
  readonly selectors: NetworkSelector[];
  /** On which ports; every port, where there are none. */
  readonly ports: NetworkPort[];
}

/** One end of a network edge: who it is, what it listens on, and how its own side is opened. */
export interface INetworkPeer {
  /**
   * Who this end is where it calls, seen from another place.
   *
   * @param viewpoint where the policy stands; its environment says where the platform's own services are
   */
  selectorsFor(viewpoint: IConstruct): NetworkSelector[];
  /**
   * Whom an edge to this end leads to, seen from another place: several, where parts of it listen on ports of their own.
   *
   * @param viewpoint where the policy stands
   * @param ports the ports that may be reached; all that it listens on, where none are given; every port, where the list is empty
   */
  targetsFor(viewpoint: IConstruct, ports?: NetworkPort[]): NetworkTarget[];
  /**
   * Open the way in, on this side alone.
   * Does nothing where this end is not ours to open.
   *
   * @param ports as in `targetsFor`
   */
  openFrom(selectors: NetworkSelector[], ports?: NetworkPort[]): void;
  /**
   * Open the way out, on this side alone.
   * Does nothing where this end is not ours to open.
   */
  openTo(selectors: NetworkSelector[], ports: NetworkPort[]): void;
}

/** Anything that a network edge can lead to or come from. */
export interface IConnectable {
  /** Its end of the edge. */
  readonly networkPeer: INetworkPeer;
}
