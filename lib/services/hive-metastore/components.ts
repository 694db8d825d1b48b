import { PartOf } from '../../core';

/** What labels call it. */
export const ENGINE = 'hive';

/** What the names of its alerts and runbooks begin with. */
export const TITLE = 'HiveMetastore';

/** The parts of a metastore. */
export type MetastoreComponent = 'metastore' | 'database' | 'probe';

/** The numeric user of Hive's image, and of Hadoop's. */
export const USER = 1000;

/** The numeric user of PostgreSQL's image. */
export const DATABASE_USER = 999;

/** Which part of which metastore something is. */
export function partOf(name: string, component: MetastoreComponent): PartOf {
  return { engine: ENGINE, cluster: name, component };
}
