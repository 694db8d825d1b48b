import { Size } from 'cdk8s';
import { ContainerSize } from '../core';
import { PodOverrides } from '../kubernetes';
import { ZooKeeperVersion } from './zookeeper-version';

/** What may be set of a ZooKeeper, whichever engine's it is. */
export interface ZooKeeperOptions {
  /**
   * How many members: 1, 3 or 5. A change of it is refused unless it is acknowledged.
   * @default - 3; 1 for an engine without high availability
   */
  readonly members?: number;
  /**
   * The size of one member. It holds all its data in memory.
   * @default - what the engine needs of it; 1 CPU and 2 GiB, where it says nothing
   */
  readonly size?: ContainerSize;
  /**
   * The volume of one member for snapshots of the tree.
   * @default - Size.gibibytes(10); less for an engine without high availability
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
   * What its pods have besides.
   * @default - nothing
   */
  readonly pods?: PodOverrides;
}
