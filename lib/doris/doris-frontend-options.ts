import { Size } from 'cdk8s';
import { ContainerSize } from '../core';
import { DorisVersion } from './doris-version';

/** Frontends: they plan queries, and keep all metadata. */
export interface DorisFrontendOptions {
  /**
   * How many vote on the metadata: an odd number. It is chosen once: a follower that goes stays in the quorum.
   * @see https://doris.apache.org/docs/4.x/admin-manual/cluster-management/elastic-expansion
   * @default - 3; one without high availability
   */
  readonly followers?: number;
  /**
   * How many only read the metadata, and answer queries besides.
   * @default 0
   */
  readonly observers?: number;
  /**
   * The size of one. Two thirds of its memory are the heap.
   * @default - 4 CPU and 16 GiB
   */
  readonly size?: ContainerSize;
  /**
   * The volume with the metadata, when the frontends were first made. Kubernetes lets nobody change it: see `grownTo`.
   * @default Size.gibibytes(50)
   */
  readonly storage?: Size;
  /**
   * The size that the volumes are to have now, where that is more than `storage`.
   * @default - they stay as they are
   */
  readonly grownTo?: Size;
  /**
   * Their release, where they are not to change together with the backends: an upgrade begins with the backends.
   * @default - that of the cluster
   */
  readonly version?: DorisVersion;
}
