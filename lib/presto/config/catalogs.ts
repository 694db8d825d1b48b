import { CatalogKind, ICatalog } from '../../core';
import { isInAws } from '../../core/internal';
import { Properties, propertiesFile } from '../../kubernetes/internal';
import { PrestoCatalog } from '../catalog';
import { CatalogNeeds } from '../catalog-needs';
import { Distribution, TRINO } from '../distribution';
import { HADOOP_CONFIG } from '../paths';

/** The variable that holds a secret of a catalog: `CATALOG_SHOP_CONNECTION_PASSWORD`. */
export function secretVariable(catalog: string, property: string): string {
  return `CATALOG_${catalog}_${property}`.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}

/** What secrets of a catalog are called where the engine reads them: properties of its own, and the credential of where its tables are found. */
export function secretsOf(needs: CatalogNeeds, distribution: Distribution) {
  const { secrets, tables, connection } = needs;
  const credential = tables?.credential;
  const name =
    distribution === TRINO ? 'iceberg.rest-catalog.oauth2.credential' : 'iceberg.rest.auth.oauth2.credential';
  return {
    ...(connection && { [`${connectionPrefix(needs, distribution)}password`]: connection.password }),
    ...(credential && { [name]: credential }),
    ...secrets,
  };
}

/**
 * The files that tell of catalogs. Secrets are in the environment.
 *
 * @see https://prestodb.io/docs/current/connector/hive.html
 * @see https://trino.io/docs/current/object-storage/metastores.html
 */
export function catalogFiles(
  catalogs: Record<string, PrestoCatalog>,
  distribution: Distribution,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(catalogs).map(([name, { _needs: needs }]) => {
      const secrets = Object.keys(secretsOf(needs, distribution)).map((property) => [
        property,
        `\${ENV:${secretVariable(name, property)}}`,
      ]);
      const properties: Properties = {
        'connector.name': distribution.connectors[needs.connector] ?? needs.connector,
        ...(needs.tables && tablesOf(needs.tables, distribution)),
        ...storageOf(needs, distribution),
        ...connectionOf(needs, distribution),
        ...needs.properties,
        ...(Object.fromEntries(secrets) as Properties),
      };
      return [`${name}.properties`, propertiesFile(properties)];
    }),
  );
}

/** Both have Hive's metastore, and Glue in its place, in the same way, and name the rest on their own. */
function tablesOf(
  { kind, uris, warehouse, region, credential, properties }: ICatalog,
  distribution: Distribution,
): Record<string, string> {
  const trino = distribution === TRINO;
  const metastore = { 'hive.metastore.uri': uris.join(',') };
  const glue = {
    ...(region && { 'hive.metastore.glue.region': region }),
    ...(warehouse && { 'hive.metastore.glue.default-warehouse-dir': warehouse }),
  };
  const type = 'iceberg.catalog.type';
  switch (kind) {
    case CatalogKind.HIVE:
      return { ...(uris.length > 0 ? metastore : { 'hive.metastore': 'glue', ...glue }), ...properties };
    case CatalogKind.ICEBERG_HIVE:
      return { [type]: trino ? 'HIVE_METASTORE' : 'HIVE', ...metastore, ...properties };
    case CatalogKind.ICEBERG_GLUE:
      return {
        [type]: trino ? 'GLUE' : 'HIVE',
        ...(trino ? {} : { 'hive.metastore': 'glue' }),
        ...glue,
        ...properties,
      };
    default: {
      const prefix = trino ? 'iceberg.rest-catalog' : 'iceberg.rest';
      const place = trino ? `${prefix}.warehouse` : 'iceberg.catalog.warehouse';
      return {
        [type]: 'REST',
        [`${prefix}.uri`]: uris[0],
        ...(warehouse && { [place]: warehouse }),
        // Without it, the credential is a property that nobody reads, with which no server starts.
        ...(trino && credential && { [`${prefix}.security`]: 'OAUTH2' }),
        ...properties,
      };
    }
  }
}

function connectionPrefix({ connector }: CatalogNeeds, { prefixes }: Distribution): string {
  return `${connector in prefixes ? prefixes[connector] : ''}connection-`;
}

function connectionOf(needs: CatalogNeeds, distribution: Distribution): Record<string, string> {
  const { connection } = needs;
  const prefix = connectionPrefix(needs, distribution);
  return connection ? { [`${prefix}url`]: connection.url, [`${prefix}user`]: connection.user } : {};
}

function storageOf({ fileSystem, store }: CatalogNeeds, distribution: Distribution): Record<string, string> {
  const trino = distribution === TRINO;
  return {
    ...(fileSystem && {
      ...(trino && { 'fs.hadoop.enabled': 'true' }),
      'hive.config.resources': ['core-site.xml', 'hdfs-site.xml'].map((file) => `${HADOOP_CONFIG}/${file}`).join(','),
    }),
    ...(store && {
      'fs.native-s3.enabled': 'true',
      's3.region': store.region,
      's3.endpoint': store.endpoint,
      ...(!isInAws(store) && { 's3.path-style-access': 'true' }),
    }),
  };
}
