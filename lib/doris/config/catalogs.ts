import { CatalogKind, ICatalog, ISecret } from '../../core';
import { isInAws } from '../../core/internal';
import { CatalogNeeds } from './catalog-needs';

/** Who Doris is before a file system that believes its callers. */
const HDFS_USER = 'doris';

/** What Doris calls properties of Iceberg's client by REST. */
const REST: Record<string, string> = {
  scope: 'iceberg.rest.oauth2.scope',
  'oauth2-server-uri': 'iceberg.rest.oauth2.server-uri',
};

/**
 * The properties of a catalog that are no secret, with its type first, which never changes.
 *
 * @see https://doris.apache.org/docs/4.x/lakehouse/catalogs/hive-catalog
 * @see https://doris.apache.org/docs/4.x/lakehouse/catalogs/iceberg-catalog
 * @see https://doris.apache.org/docs/4.x/lakehouse/catalogs/jdbc-catalog-overview
 */
export function catalogProperties(needs: CatalogNeeds): Record<string, string> {
  const { tables, database, fileSystem, properties } = needs;
  return {
    ...(tables && tablesOf(tables)),
    ...(database && {
      type: 'jdbc',
      jdbc_url: database.url,
      user: database.user,
      driver_url: database.driver,
      driver_class: database.driverClass,
    }),
    ...(fileSystem && { 'hadoop.username': HDFS_USER }),
    ...storageOf(needs),
    ...properties,
  };
}

/** What secrets of a catalog are called: its own, and the credential of where its tables are found. */
export function catalogSecrets({ secrets, tables }: CatalogNeeds): Record<string, ISecret> {
  const { credential } = tables ?? {};
  return { ...(credential && { 'iceberg.rest.oauth2.credential': credential }), ...secrets };
}

/** The variable that holds a secret of a catalog: `CATALOG_SHOP_PASSWORD`. */
export function secretVariable(catalog: string, property: string): string {
  return `CATALOG_${catalog}_${property}`.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}

function tablesOf({ kind, uris, warehouse, region, credential, properties }: ICatalog): Record<string, string> {
  const hive = { type: 'hms' };
  const iceberg = (type: string) => ({
    type: 'iceberg',
    'iceberg.catalog.type': type,
    ...(warehouse && { warehouse }),
  });
  const thrift = { 'hive.metastore.uris': uris.join(',') };
  switch (kind) {
    case CatalogKind.HIVE:
      return region === undefined
        ? { ...hive, ...thrift, ...properties }
        : { ...hive, 'hive.metastore.type': 'glue', ...glue(region), ...properties };
    case CatalogKind.ICEBERG_HIVE:
      return { ...iceberg('hms'), ...thrift, ...properties };
    case CatalogKind.ICEBERG_GLUE:
      return { ...iceberg('glue'), ...(region && glue(region)), ...properties };
    default:
      return {
        ...iceberg('rest'),
        'iceberg.rest.uri': uris[0],
        'iceberg.rest.security.type': credential ? 'oauth2' : 'none',
        ...Object.fromEntries(Object.entries(properties).map(([key, value]) => [key in REST ? REST[key] : key, value])),
      };
  }
}

/** Members sign in as their pods, by the chain of AWS' own programs, in which their identity comes before the machine's. */
function glue(region: string): Record<string, string> {
  return {
    'glue.region': region,
    'glue.endpoint': `https://glue.${region}.amazonaws.com`,
    'glue.credentials_provider_type': 'DEFAULT',
  };
}

function storageOf({ store, ownIdentity }: CatalogNeeds): Record<string, string> {
  if (!store) return {};
  return {
    's3.endpoint': store.endpoint,
    's3.region': store.region,
    ...(!isInAws(store) && { use_path_style: 'true' }),
    ...(ownIdentity && { 's3.credentials_provider_type': 'DEFAULT' }),
  };
}
