import { hadoopXml, Properties } from '../../../kubernetes/internal';
import { HiveMetastoreSizing } from '../../hive-metastore-sizing';
import { PORTS } from '../ports';
import { ResolvedMetastore } from '../resolve';
import { DRIVERS } from './database-url';

/** What metastore-site.xml is made from. */
export interface MetastoreSiteInput {
  readonly resolved: ResolvedMetastore;
  readonly sizing: HiveMetastoreSizing;
  /** The address of the database. */
  readonly url: string;
}

const PACKAGE = 'org.apache.hadoop.hive.metastore';

/**
 * metastore-site.xml. The password is not in it: each process has it in its environment.
 *
 * @see https://hive.apache.org/docs/latest/admin/adminmanual-metastore-3-0-administration/
 */
export function metastoreSite({ resolved, sizing, url }: MetastoreSiteInput): string {
  const { version, database, warehouse, settings } = resolved;
  const defaults: Properties = {
    // A schema of another release is not written to.
    'metastore.schema.verification': true,
    'metastore.metrics.enabled': true,
    // The classes that the default names are Hive's own: a metastore that stands alone has not got them.
    'metastore.expression.proxy': `${PACKAGE}.DefaultPartitionExpressionProxy`,
    'metastore.task.threads.always': [
      `${PACKAGE}.events.EventCleanerTask`,
      `${PACKAGE}.RuntimeStatsCleanerTask`,
      // Locks of clients that are gone end, for which Iceberg's commits wait: 3 sees to it only where it compacts as well.
      ...(version._release.isAtLeast(4) ? [] : [`${PACKAGE}.txn.AcidHouseKeeperService`]),
    ].join(','),
  };
  const derived: Properties = {
    'metastore.thrift.port': PORTS.thrift.port,
    'metastore.warehouse.dir': warehouse.uri,
    'metastore.server.max.threads': sizing.threads,
    'datanucleus.connectionPool.maxPoolSize': sizing.poolSize,
    'javax.jdo.option.ConnectionURL': url,
    'javax.jdo.option.ConnectionDriverName': DRIVERS[database.type],
    'javax.jdo.option.ConnectionUserName': database.user,
    'javax.jdo.option.ConnectionPassword': '${env.DATABASE_PASSWORD}',
  };
  return hadoopXml({ ...defaults, ...derived, ...settings });
}
