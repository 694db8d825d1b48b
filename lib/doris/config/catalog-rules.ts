import { Checks, placed, Rule } from '../../core/internal';
import { ResolvedDoris } from '../resolve';
import { CatalogNeeds } from './catalog-needs';

/** What the checks on catalogs look at. */
export interface CatalogsRuleInput {
  readonly resolved: Pick<ResolvedDoris, 'catalogs' | 'removedCatalogs'>;
}

const check = new Checks<CatalogsRuleInput>();

/** The catalog of Doris' own tables. */
const INTERNAL = 'internal';

/** Keys that hold secrets. */
const SECRET = /(password|secret|credential|access[._-]?key|secret[._-]?key|token|private-key)s?$/i;

/** What the construct says itself, of each kind of catalog, and of file systems. */
const HELD =
  /^(type|hive\.metastore\.(type|uris)|uri|iceberg\.catalog\.type|iceberg\.rest\.(uri|security\.type)|jdbc_url|user|driver_url|driver_class)$/;
const HELD_OF_FILES =
  /^(fs\.defaultFS|dfs\.(nameservices|ha\.namenodes\..*|namenode\.rpc-address\..*|client\.failover\.proxy\.provider\..*))$/;

/** @see https://github.com/apache/doris/blob/4.0.1-rc02/fe/fe-core/src/main/java/org/apache/doris/catalog/JdbcResource.java */
const URLS = /^jdbc:(mysql|mariadb|postgresql|oracle|sqlserver|clickhouse|sap|trino|presto|oceanbase|db2|gbase)[:/]/;

const needsOf = ({ resolved }: CatalogsRuleInput) =>
  Object.entries(resolved.catalogs).map(([name, { _needs }]): [string, CatalogNeeds] => [name, _needs]);

/** Checks on catalogs. */
export const catalogRules: ReadonlyArray<Rule<CatalogsRuleInput>> = [
  {
    code: 'DO045',
    prop: 'the names of catalogs, and removedCatalogs',
    remedy: 'call it as statements will: lake, shop_orders',
    ...check.pattern(
      ({ resolved }) => [...Object.keys(resolved.catalogs), ...resolved.removedCatalogs],
      /^[a-z]([a-z0-9_]{0,48}[a-z0-9])?$/,
      "have at most 50 lower-case letters, digits and '_', begin with a letter and not end with '_'",
    ),
  },
  {
    code: 'DO046',
    prop: 'the names of catalogs, and removedCatalogs',
    remedy: 'choose another name',
    ...check.free(
      ({ resolved }) => [...Object.keys(resolved.catalogs), ...resolved.removedCatalogs],
      () => [INTERNAL],
      "not be that of Doris' own tables",
    ),
  },
  {
    code: 'DO047',
    prop: 'removedCatalogs',
    remedy: 'remove it from one of the two',
    ...check.free(
      ({ resolved }) => resolved.removedCatalogs,
      ({ resolved }) => Object.keys(resolved.catalogs),
      'be no catalog that is to be there',
    ),
  },
  {
    code: 'DO048',
    prop: 'properties of catalogs',
    remedy: 'give it by the option that is for it: a key of a Secret',
    ...check.noSecrets(
      (input) =>
        needsOf(input).flatMap(([name, { properties }]) => Object.keys(properties).map((key) => placed(key, name))),
      SECRET,
    ),
  },
  {
    code: 'DO049',
    prop: 'properties of catalogs',
    must: 'leave to the construct what it says itself',
    remedy: 'use the option that is for it; of a file system its own client files say it',
    violation: (input) =>
      needsOf(input).flatMap(([name, { properties, fileSystem }]) =>
        Object.keys(properties)
          .filter((key) => HELD.test(key) || (fileSystem && HELD_OF_FILES.test(key)))
          .map((key) => `'${key}' of ${name}`),
      ),
  },
  {
    code: 'DO050',
    prop: 'accessKeyId and secretAccessKey of catalogs',
    must: 'be given together, with a store',
    remedy: 'give both parts of the key, or neither',
    violation: (input) =>
      needsOf(input).flatMap(([name, { secrets, store }]) => {
        const parts = ['s3.access_key', 's3.secret_key'].filter((key) => key in secrets);
        return parts.length === 1 || (parts.length > 0 && !store) ? [`${parts.join(' and ')} of ${name}`] : [];
      }),
  },
  {
    code: 'DO051',
    prop: 'fileSystem of catalogs',
    must: 'be one whose callers show no tickets of Kerberos',
    remedy: 'take a HadoopCluster without Kerberos, or an object store: members do not sign in there',
    violation: (input) =>
      needsOf(input).flatMap(([, { fileSystem }]) =>
        fileSystem?.kerberosRealm === undefined ? [] : [`${fileSystem.uri} of the realm ${fileSystem.kerberosRealm}`],
      ),
  },
  {
    code: 'DO052',
    prop: 'url of catalogs',
    remedy: "write it as the database's driver reads it: jdbc:postgresql://shop.example.com:5432/shop",
    ...check.each(
      (input) => needsOf(input).flatMap(([name, { database }]) => (database ? [placed(database.url, name)] : [])),
      'be of a database that Doris speaks to, and hold no password',
      (url) => URLS.test(url) && !/password=/i.test(url),
    ),
  },
  {
    code: 'DO053',
    prop: 'driver of catalogs',
    remedy: 'put it into the images of DorisVersion.of, and name it by its file: members that start download nothing',
    ...check.each(
      (input) => needsOf(input).flatMap(([name, { database }]) => (database ? [placed(database.driver, name)] : [])),
      'be a file of the images',
      (driver) => /^([\w.-]+|file:\/\/\/[\w./-]+)\.jar$/.test(driver),
    ),
  },
];
