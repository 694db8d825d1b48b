import { Size } from 'cdk8s';
import { ContainerSize, NodeClass } from '../core';

/** A compute group: backends that hold no data of their own, for one kind of work. Groups share all tables, and disturb one another in nothing. */
export interface DorisComputeGroupOptions {
  /**
   * Its name in Doris, `etl` or `ad_hoc`: lower-case letters and digits, and `_` between them. It is chosen once: nobody renames a group, and one that comes
   * again under its name finds its volumes again.
   */
  readonly name: string;
  /**
   * How many members it has. Members that leave are decommissioned first, by the operator, and the next number waits until they are gone.
   */
  readonly members: number;
  /** The size of one member. Its memory limits follow from it. */
  readonly size: ContainerSize;
  /**
   * The volume of each member, of which four fifths are a cache of what it read and wrote in the object store. It is chosen once: for another size make another
   * group, and remove this one.
   */
  readonly cache: Size;
  /**
   * The nodes that it runs on.
   * @default NodeClass.STATEFUL
   */
  readonly nodeClass?: NodeClass;
}
