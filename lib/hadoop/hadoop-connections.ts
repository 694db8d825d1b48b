import { IConstruct } from 'constructs';
import { IConnectable, INetworkPeer, NetworkPort, NetworkSelector } from '../core';
import { PodConnections } from '../security';

/** A part that clients reach, and on which ports. */
export interface ClientSide {
  readonly connections: PodConnections;
  /** Every port, where there are none. */
  readonly ports: NetworkPort[];
}

/**
 * Who may use a cluster. A client of HDFS speaks with NameNodes and with every DataNode, one of YARN with ResourceManagers and with what runs in
 * NodeManagers, so an edge to the cluster is one to all of these.
 */
export class HadoopConnections implements IConnectable, INetworkPeer {
  /**
   * @internal
   */
  public static _of(sides: ClientSide[], workers: PodConnections[]): HadoopConnections {
    return new HadoopConnections(sides, workers);
  }

  /** What clients connect to. */
  public readonly ports: NetworkPort[];
  private readonly sides: ClientSide[];
  private readonly workers: PodConnections[];

  private constructor(sides: ClientSide[], workers: PodConnections[]) {
    this.sides = sides;
    this.workers = workers;
    this.ports = sides.flatMap(({ ports }) => ports);
  }

  /** This end of an edge. */
  public get networkPeer(): INetworkPeer {
    return this;
  }

  /**
   * Let a client in, and let it out on its own side where that is ours.
   *
   * @param peer who comes
   */
  public allowFrom(peer: IConnectable): void {
    for (const { connections, ports } of this.sides) connections.allowFrom(peer, ports);
  }

  /**
   * Let what runs in NodeManagers reach a peer, and let it in on its side where that is ours.
   *
   * @param peer whom it reaches
   * @param ports the ports that it may reach; all that the peer listens on, where none are named
   */
  public allowTo(peer: IConnectable, ports?: NetworkPort[]): void {
    for (const connections of this.workers) connections.allowTo(peer, ports);
  }

  public selectorsFor(viewpoint: IConstruct): NetworkSelector[] {
    return this.sides.flatMap(({ connections }) => connections.selectorsFor(viewpoint));
  }

  public openFrom(selectors: NetworkSelector[], _ports: NetworkPort[]): void {
    for (const { connections, ports } of this.sides) connections.openFrom(selectors, ports);
  }

  public openTo(selectors: NetworkSelector[], ports: NetworkPort[]): void {
    for (const connections of this.workers) connections.openTo(selectors, ports);
  }
}
