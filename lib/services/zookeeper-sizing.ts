import { Size } from 'cdk8s';

/** The numbers that follow from the size of a ZooKeeper's container. */
export interface ZooKeeperSizing {
  /** The heap of the JVM, all of it from the start. */
  readonly heap: Size;
  /** How large the tree may be, as ZooKeeper itself counts it, before an alert says that the member is too small. */
  readonly treeLimit: Size;
  /** Why, by field. */
  readonly reasons: Record<string, string>;
}
