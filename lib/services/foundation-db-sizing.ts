import { Size } from 'cdk8s';

/** The numbers that follow from the redundancy of a FoundationDB, and from the size of its containers. */
export interface FoundationDbSizing {
  /** Processes that hold data. */
  readonly storageProcesses: number;
  /** Processes that hold transactions until they are in storage. */
  readonly logProcesses: number;
  /** Processes that hold nothing: proxies, resolvers and those that direct the others. */
  readonly statelessProcesses: number;
  /** How many of the storage and log processes are coordinators besides: the operator chooses them. */
  readonly coordinators: number;
  /** Memory at which a storage process ends itself, before the kernel ends it. */
  readonly storageMemory: Size;
  /** Memory of a storage process that holds pages of its volume. */
  readonly storageCache: Size;
  /** Why, by field. */
  readonly reasons: Record<string, string>;
}
