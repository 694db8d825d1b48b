import { Size } from 'cdk8s';
import { ContainerSize } from '../core';
import { ClickHouseVersion } from './clickhouse-version';

/** ClickHouse Keeper, which coordinates replicas. */
export interface ClickHouseKeeperOptions {
  /**
   * How many members: 1, 3 or 5. It can never change: the operator loses the quorum, or the data, when it does.
   * @default 3, or 1 without high availability
   */
  readonly members?: number;
  /**
   * The release of Keeper. It need not be that of the servers, and staying lets them change without it: the operator restarts all members at
   * once. Upgrade the servers first.
   * @see https://clickhouse.com/docs/operations/update
   * @default - the version of the servers
   */
  readonly version?: ClickHouseVersion;
  /**
   * The size of one member. Keeper holds all its data in memory.
   * @default - 1 CPU and 2 GiB
   */
  readonly size?: ContainerSize;
  /**
   * The volume of one member, for its log and snapshots. Small, but every write waits for it.
   * @default Size.gibibytes(10)
   */
  readonly storage?: Size;
}
