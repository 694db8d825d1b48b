import { CatalogKind, ICatalog } from '../../core';
import { EnvValue } from '../../kubernetes';

/** The name of the catalog that statements mean which name none. Hive's tables can be in no other. */
export const SESSION_CATALOG = 'spark_catalog';

/** What lets Spark's SQL say what Iceberg's tables can. */
export const ICEBERG_EXTENSIONS = 'org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions';

type Catalogs = Record<string, ICatalog>;

/** Whether there are tables of Iceberg's, whose classes Spark does not bring. */
export function hasIceberg(catalogs: Catalogs): boolean {
  return Object.values(catalogs).some(({ kind }) => kind !== CatalogKind.HIVE);
}

/**
 * How Spark finds catalogs, by the names that statements have for them.
 *
 * @see https://iceberg.apache.org/docs/latest/spark-configuration/#catalogs
 */
export function catalogConf(catalogs: Catalogs): Record<string, string> {
  return {
    ...(hasIceberg(catalogs) && { 'spark.sql.extensions': ICEBERG_EXTENSIONS }),
    ...Object.fromEntries(Object.entries(catalogs).flatMap(([name, catalog]) => oneConf(name, catalog))),
  };
}

function oneConf(name: string, catalog: ICatalog): [string, string][] {
  const { kind, uris, warehouse, region, credential, properties } = catalog;
  if (kind === CatalogKind.HIVE) {
    return [
      ['spark.sql.catalogImplementation', 'hive'],
      ['spark.hadoop.hive.metastore.uris', uris.join(',')],
    ];
  }
  const how: Record<string, string> = {
    [CatalogKind.ICEBERG_REST]: 'org.apache.iceberg.rest.RESTCatalog',
    [CatalogKind.ICEBERG_HIVE]: 'org.apache.iceberg.hive.HiveCatalog',
    [CatalogKind.ICEBERG_GLUE]: 'org.apache.iceberg.aws.glue.GlueCatalog',
  };
  const key = `spark.sql.catalog.${name}`;
  const given: Record<string, string | undefined> = {
    'catalog-impl': how[kind],
    uri: uris.length > 0 ? uris.join(',') : undefined,
    warehouse,
    'client.region': region,
    // Iceberg's client reads it from there: what is in sparkConf is read by many.
    credential: credential && `env:${credentialVariable(name)}`,
    ...properties,
  };
  return [
    [key, 'org.apache.iceberg.spark.SparkCatalog'],
    ...Object.entries(given).flatMap(([property, value]): [string, string][] =>
      value === undefined ? [] : [[`${key}.${property}`, value]],
    ),
  ];
}

/** The credentials of catalogs, in the environment of drivers and executors. */
export function catalogEnv(catalogs: Catalogs): Record<string, EnvValue> {
  return Object.fromEntries(
    Object.entries(catalogs).flatMap(([name, { credential }]): [string, EnvValue][] =>
      credential ? [[credentialVariable(name), EnvValue.secret(credential)]] : [],
    ),
  );
}

function credentialVariable(name: string): string {
  return `CATALOG_${name.toUpperCase()}_CREDENTIAL`;
}
