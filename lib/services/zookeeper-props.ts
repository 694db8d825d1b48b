import { ZooKeeperOptions } from './zookeeper-options';

/** Where clients find one member. */
export interface ZooKeeperMember {
  /** Its DNS name. */
  readonly host: string;
  /** The port for clients. */
  readonly port: number;
}

/** Props of `ZooKeeper`. */
export interface ZooKeeperProps extends ZooKeeperOptions {
  /**
   * The name of the cluster that it belongs to; its objects are `<name>-zookeeper`.
   * @default - the id
   */
  readonly name?: string;
  /** The engine that it belongs to, as labels name it, `hadoop`: its metrics and alerts are that engine's. */
  readonly engine: string;
  /**
   * How many members it may change to: one step up or down, with all members healthy.
   * @default - none: it keeps the number that it has
   */
  readonly acknowledgeMembers?: number;
  /**
   * The release line that it may change to, the first two numbers: `3.10`.
   * @default - none: it keeps the line that it has
   */
  readonly acknowledgeRelease?: string;
  /**
   * Settings that may lose data, by name, which are meant nevertheless.
   * @default - none
   */
  readonly acknowledgeRiskySettings?: string[];
}
