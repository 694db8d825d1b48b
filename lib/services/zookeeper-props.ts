import { Size } from 'cdk8s';
import { ContainerSize } from '../core';
import { ZooKeeperVersion } from './zookeeper-version';

/** Where clients find one member. */
export interface ZooKeeperMember {
  /** Its DNS name. */
  readonly host: string;
  /** The port for clients. */
  readonly port: number;
}

/** Props of `ZooKeeper`. */
export interface ZooKeeperProps {
  /**
   * The name of the cluster that it belongs to; its objects are `<name>-zookeeper`.
   * @default - the id
   */
  readonly name?: string;
  /** The engine that it belongs to, as labels name it, `hadoop`: its metrics and alerts are that engine's. */
  readonly engine: string;
  /**
   * How many members: 1, 3 or 5. A change of it is refused unless it is acknowledged.
   * @default 3
   */
  readonly members?: number;
  /**
   * The size of one member. It holds all its data in memory.
   * @default - 1 CPU and 2 GiB
   */
  readonly size?: ContainerSize;
  /**
   * The volume of one member for snapshots of the tree.
   * @default Size.gibibytes(10)
   */
  readonly storage?: Size;
  /**
   * The volume of one member for the log of transactions: every write waits for it, so it is never shared with snapshots.
   * @default - as large as the one for snapshots
   */
  readonly logStorage?: Size;
  /**
   * The release.
   * @default ZooKeeperVersion.V3_9_5
   */
  readonly version?: ZooKeeperVersion;
  /**
   * Properties of `zoo.cfg` that win over everything else: `{ maxSessionTimeout: '60000' }`.
   * @default - none
   * @see https://zookeeper.apache.org/doc/r3.9.5/zookeeperAdmin.html#sc_configuration
   */
  readonly settings?: Record<string, string>;
  /**
   * Flags of the JVM after ours: `['-Djute.maxbuffer=4194304']`.
   * @default - none
   */
  readonly javaOptions?: string[];
  /**
   * The number of members changes, by one step up or down, with all members healthy.
   * @default false
   */
  readonly acknowledgeChangedMembers?: boolean;
}
