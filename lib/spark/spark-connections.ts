import { IConstruct } from 'constructs';
import { IConnectable, INetworkPeer, NetworkPort, NetworkSelector, NetworkTarget } from '../core';
import { PodConnections } from '../security';

/** Who may talk to an application, and whom its driver and executors may talk to. Whoever comes, comes to the driver. */
export class SparkConnections implements IConnectable, INetworkPeer {
  /**
   * @param clientPorts all that is open to clients by default: everything that the driver listens on, where none are given
   * @internal
   */
  public static _of(driver: PodConnections, executors: PodConnections, clientPorts = driver.ports): SparkConnections {
    return new SparkConnections(driver, executors, clientPorts);
  }

  private constructor(
    private readonly driver: PodConnections,
    private readonly executors: PodConnections,
    private readonly clientPorts: NetworkPort[],
  ) {}

  private get sides(): PodConnections[] {
    return [this.driver, this.executors];
  }

  /** This end of an edge. */
  public get networkPeer(): INetworkPeer {
    return this;
  }

  /**
   * Let a peer in to the driver, and let it out on its own side where that is ours.
   *
   * @param peer who comes
   * @param ports the ports that it may reach; all that a driver listens on, or that of a Connect server's clients, where none are given; every port, where
   * the list is empty
   */
  public allowFrom(peer: IConnectable, ports = this.clientPorts): void {
    this.driver.allowFrom(peer, ports);
  }

  /**
   * Let the driver and its executors reach a peer, and let them in on its side where that is ours.
   *
   * @param peer whom they reach
   * @param ports the ports that they may reach; all that the peer listens on, where none are given; every port, where the list is empty
   */
  public allowTo(peer: IConnectable, ports?: NetworkPort[]): void {
    for (const side of this.sides) side.allowTo(peer, ports);
  }

  public selectorsFor(viewpoint: IConstruct): NetworkSelector[] {
    return this.sides.flatMap((side) => side.selectorsFor(viewpoint));
  }

  public targetsFor(viewpoint: IConstruct, ports = this.clientPorts): NetworkTarget[] {
    return this.driver.targetsFor(viewpoint, ports);
  }

  public openFrom(selectors: NetworkSelector[], ports = this.clientPorts): void {
    this.driver.openFrom(selectors, ports);
  }

  public openTo(selectors: NetworkSelector[], ports: NetworkPort[]): void {
    for (const side of this.sides) side.openTo(selectors, ports);
  }
}
