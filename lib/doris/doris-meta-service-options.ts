import { ContainerSize } from '../core';
import { DorisVersion } from './doris-version';

/** The meta service: it keeps in FoundationDB which objects tables consist of, and deletes those that no table names any more. */
export interface DorisMetaServiceOptions {
  /**
   * How many members there are. They hold no state.
   * @default - 2; one without high availability
   */
  readonly members?: number;
  /**
   * The size of one.
   * @default - 2 CPU and 4 GiB
   */
  readonly size?: ContainerSize;
  /**
   * Their release, where they are not to change together with the rest: an upgrade begins with them.
   * @default - that of the cluster
   */
  readonly version?: DorisVersion;
}
