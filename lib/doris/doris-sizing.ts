import { Size } from 'cdk8s';
import { ContainerSize } from '../core';

/** The numbers of a frontend, and why. */
export interface FrontendSizing {
  /** What its container has. */
  readonly container: ContainerSize;
  /** The heap of its JVM: 0.67 of the container. */
  readonly heap: Size;
  /** Why, by field. */
  readonly reasons: Record<string, string>;
}

/** The numbers of a backend, a compute node or a member of a compute group, and why. */
export interface BackendSizing {
  /** What its container has. */
  readonly container: ContainerSize;
  /** What the process may use, in bytes of the container: `mem_limit`. */
  readonly memoryLimit: Size;
  /** The part of it from which memory is taken back: `soft_mem_limit_frac`. */
  readonly softLimitRatio: number;
  /** What it leaves of the container: for the JVM inside, and for what nobody counts. */
  readonly rest: Size;
  /** The heap of the JVM inside, which runs catalogs' readers and users' functions. */
  readonly jvmHeap: Size;
  /** The cores that it has threads for: `num_cores`. */
  readonly cores: number;
  /** Why, by field. */
  readonly reasons: Record<string, string>;
}

/** The numbers of a member of the meta service, and why. */
export interface MetaServiceSizing {
  /** What its container has. */
  readonly container: ContainerSize;
  /** Why, by field. */
  readonly reasons: Record<string, string>;
}

/** The numbers chosen for a cluster, and why. */
export interface DorisSizing {
  /** For a frontend. */
  readonly frontend: FrontendSizing;
  /** For a backend. */
  readonly backend: BackendSizing;
  /** For a compute node, where there are any. */
  readonly computeNode?: BackendSizing;
}

/** The numbers chosen for a cluster whose data lies in an object store, and why. */
export interface DorisDisaggregatedSizing {
  /** For a frontend. */
  readonly frontend: FrontendSizing;
  /** For a member of the meta service. */
  readonly metaService: MetaServiceSizing;
  /** For a member of a compute group, by the group's name. */
  readonly computeGroups: Record<string, BackendSizing>;
}
