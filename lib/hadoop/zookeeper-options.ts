import { Size } from 'cdk8s';
import { ContainerSize } from '../core';

/** ZooKeeper, which elects the active NameNode and keeps what ResourceManagers know. */
export interface ZooKeeperOptions {
  /**
   * How many members: 1, 3 or 5.
   * @default 3; 1 without high availability
   */
  readonly members?: number;
  /**
   * The size of one.
   * @default - 500m CPU, 2 GiB; 1 GiB without high availability
   */
  readonly size?: ContainerSize;
  /**
   * The volume for snapshots.
   * @default Size.gibibytes(10)
   */
  readonly storage?: Size;
  /**
   * Properties of `zoo.cfg` that win over everything else.
   * @default - none
   */
  readonly settings?: Record<string, string>;
}
