import { Size } from 'cdk8s';
import { Cpu } from './cpu';

/** How large one member of a cluster is. Heaps, caches and limits follow from it. */
export interface ContainerSize {
  /** The CPU that it is guaranteed. */
  readonly cpu: Cpu;
  /** Its memory, guaranteed and limit at once. */
  readonly memory: Size;
}
