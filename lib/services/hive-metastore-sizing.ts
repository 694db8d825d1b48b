import { Size } from 'cdk8s';

/** The numbers that follow from the size of a metastore's container and from its database. */
export interface HiveMetastoreSizing {
  /** The heap of the JVM, all of it from the start. */
  readonly heap: Size;
  /** How many calls one replica answers at once: clients beyond them wait. */
  readonly threads: number;
  /** How many connections one pool of a replica has. */
  readonly poolSize: number;
  /** How many connections all replicas may have to the database. */
  readonly databaseConnections: number;
  /** Why, by field. */
  readonly reasons: Record<string, string>;
}
