import { IConstruct } from 'constructs';
import { IConnectable, INetworkPeer, NetworkPort, NetworkSelector, NetworkTarget } from '../core';
import { PodConnections } from './pod-connections';

/** A part that clients reach, and on which ports. */
export interface ClientSide {
  readonly connections: PodConnections;
  /** Every port, where there are none. */
  readonly ports: NetworkPort[];
}

/**
 * Who may use a cluster of which clients reach several parts: one of HDFS speaks with NameNodes and with every DataNode, one that loads into Doris with
 * frontends and with the backend that they name. An edge to the cluster is one to each of these, on the ports that it listens on for clients.
 */
export class ClientConnections implements IConnectable, INetworkPeer {
  /**
   * @internal
   */
  public static _of(sides: ClientSide[], workers: PodConnections[]): ClientConnections {
    return new ClientConnections(sides, workers);
  }

  private constructor(
    private readonly sides: ClientSide[],
    private readonly workers: PodConnections[],
  ) {}

  /** This end of an edge. */
  public get networkPeer(): INetworkPeer {
    return this;
  }

  /**
   * Let a client in, and let it out on its own side where that is ours.
   *
   * @param peer who comes
   * @param ports the ports that it may reach, each on the parts that listen on it, and on all of them where none is known to; where no ports are
   * given, all that clients use; every port, where the list is empty
   */
  public allowFrom(peer: IConnectable, ports?: NetworkPort[]): void {
    for (const side of this.reached(ports)) side.connections.allowFrom(peer, side.ports);
  }

  /**
   * Let what works for clients reach a peer, and let it in on its side where that is ours: NodeManagers, which run applications, or DataNodes without YARN.
   *
   * @param peer whom they reach
   * @param ports the ports that they may reach; all that the peer listens on, where none are given; every port, where the list is empty
   */
  public allowTo(peer: IConnectable, ports?: NetworkPort[]): void {
    for (const each of this.workers) each.allowTo(peer, ports);
  }

  public selectorsFor(viewpoint: IConstruct): NetworkSelector[] {
    return this.workers.flatMap((each) => each.selectorsFor(viewpoint));
  }

  public targetsFor(viewpoint: IConstruct, ports?: NetworkPort[]): NetworkTarget[] {
    return this.reached(ports).flatMap((side) => side.connections.targetsFor(viewpoint, side.ports));
  }

  public openFrom(selectors: NetworkSelector[], ports?: NetworkPort[]): void {
    for (const side of this.reached(ports)) side.connections.openFrom(selectors, side.ports);
  }

  public openTo(selectors: NetworkSelector[], ports: NetworkPort[]): void {
    for (const each of this.workers) each.openTo(selectors, ports);
  }

  /** Which parts an edge leads to, and on which ports. */
  private reached(ports?: NetworkPort[]): ClientSide[] {
    const { sides } = this;
    if (!ports) return sides;
    if (ports.length === 0) return sides.map(({ connections }) => ({ connections, ports }));
    const listens = ({ connections }: ClientSide, { port }: NetworkPort) =>
      connections.ports.some((own) => own.port === port);
    return sides.flatMap((side) => {
      const opened = ports.filter((port) => listens(side, port) || !sides.some((other) => listens(other, port)));
      return opened.length > 0 ? [{ connections: side.connections, ports: opened }] : [];
    });
  }
}
