import { CatalogKind, ICatalog } from '../core';
import { Checks, compareReleases, placed, Rule } from '../core/internal';
import { connectorKeys } from './config/known/known-keys';
import { fileSystemsOf } from './parts/node';
import { known, PrestoInput, SECRET, unknown } from './rules';

const check = new Checks<PrestoInput>();

/** Caches of what files a table has, that count files. A table of many keeps many more bytes than one of few, and the coordinator runs out of heap. */
const COUNTED_FILES = ['hive.file-status-cache-size', 'hive.per-transaction-file-status-cache-maximum-size'];

const catalogsOf = ({ resolved }: PrestoInput) => Object.entries(resolved.catalogs);

/** Where tables of catalogs are found, by their names. */
const tablesOf = (input: PrestoInput) =>
  catalogsOf(input).flatMap(([name, { _needs }]): [string, ICatalog][] =>
    _needs.tables ? [[name, _needs.tables]] : [],
  );

/** Checks on catalogs. */
export const catalogRules: ReadonlyArray<Rule<PrestoInput>> = [
  {
    code: 'PR020',
    prop: 'catalogs',
    remedy: 'give one at least, PrestoCatalog.tpch() for a beginning',
    ...check.some((input) => catalogsOf(input).length),
  },
  {
    code: 'PR021',
    prop: 'catalogs',
    remedy: 'call it as queries will: lake, shop_orders',
    ...check.pattern(
      ({ resolved }) => Object.keys(resolved.catalogs),
      /^[a-z]([a-z0-9_]{0,61}[a-z0-9])?$/,
      "have names of at most 63 lower-case letters, digits and '_' that begin with a letter and do not end with '_'",
    ),
  },
  {
    code: 'PR022',
    prop: 'catalogs',
    remedy: 'call it otherwise',
    ...check.free(
      ({ resolved }) => Object.keys(resolved.catalogs),
      () => ['system', 'jmx'],
      'have names that the engine does not use itself',
    ),
  },
  {
    code: 'PR023',
    prop: 'catalogs',
    remedy: 'give it by secrets: { name: a key of a Secret }',
    ...check.noSecrets(
      (input) =>
        catalogsOf(input).flatMap(([name, { _needs }]) =>
          Object.keys(_needs.properties).map((key) => placed(key, name)),
        ),
      SECRET,
    ),
  },
  {
    code: 'PR024',
    prop: 'catalogs',
    must: 'be in one file system',
    remedy:
      "put them into one, or some of them into an object store: a node has one directory for Hadoop's client files",
    violation: ({ resolved }) => {
      const uris = [...new Set(fileSystemsOf(resolved).map(({ uri }) => uri))];
      return uris.length > 1 ? uris.join(' and ') : undefined;
    },
  },
  {
    code: 'PR025',
    prop: 'catalogs.store',
    must: 'be given with Trino alone',
    remedy:
      "leave it out, and say by properties how Presto's connector reaches the store (hive.s3.*), as its image needs it",
    violation: (input) =>
      input.resolved.version.isTrino
        ? undefined
        : catalogsOf(input).flatMap(([name, { _needs }]) => (_needs.store ? [`a store for ${name}`] : [])),
  },
  {
    code: 'PR026',
    prop: 'catalogs',
    must: 'have no credential in an Iceberg catalog with Presto',
    remedy: 'take Trino, or give the credential as properties and secrets of PrestoCatalog.custom',
    violation: (input) =>
      input.resolved.version.isTrino
        ? undefined
        : tablesOf(input).flatMap(([name, { kind, credential }]) =>
            kind === CatalogKind.ICEBERG_REST && credential ? `one for ${name}` : [],
          ),
  },
  {
    code: 'PR027',
    prop: 'catalogs',
    must: 'be of databases that the maintainers of Trino support',
    remedy:
      'take Presto, or be ready for queries that fail and tables that are not found: https://github.com/trinodb/trino/issues/16872',
    severity: 'warning',
    violation: (input) =>
      input.resolved.version.isTrino
        ? catalogsOf(input).flatMap(([name, { _needs }]) => (_needs.database ? `'${name}' of ${_needs.database}` : []))
        : undefined,
  },
  {
    code: 'PR080',
    prop: 'catalogs',
    must: "be in a metastore that Presto's client, of Hive 3, can speak with",
    remedy: 'use one of 3.1, as HiveMetastoreVersion.V3_1_3, or take Trino, which speaks with both',
    violation: (input) =>
      input.resolved.version.isTrino
        ? undefined
        : tablesOf(input).flatMap(([name, { metastoreRelease = '' }]) =>
            compareReleases(metastoreRelease, '4') >= 0
              ? `'${name}' in one of ${metastoreRelease}, which has no call get_table,`
              : [],
          ),
  },
  {
    code: 'PR081',
    prop: 'catalogs.fileSystem',
    must: 'be one whose callers show no tickets of Kerberos',
    remedy: 'take a HadoopCluster without Kerberos, or an object store: nodes do not sign in there',
    violation: ({ resolved }) =>
      fileSystemsOf(resolved).flatMap(({ uri, kerberosRealm: realm }) =>
        realm === undefined ? [] : `${uri} of the realm ${realm}`,
      ),
  },
  {
    code: 'PR066',
    prop: 'catalogs',
    must: 'bound what is kept of files by its bytes',
    remedy:
      'use hive.file-status-cache.max-retained-size, or hive.per-transaction-file-status-cache.max-retained-size of Trino',
    violation: (input) =>
      catalogsOf(input).flatMap(
        ([
          name,
          {
            _needs: { properties },
          },
        ]) => COUNTED_FILES.flatMap((key) => (key in properties ? `${key} for ${name}` : [])),
      ),
  },
  {
    code: 'PR083',
    prop: 'catalogs',
    remedy: 'correct it: a server does not start with a property that its connector does not read',
    must: known.must,
    violation: (input) =>
      catalogsOf(input).flatMap(
        ([
          name,
          {
            _needs: { connector, properties, secrets },
          },
        ]) => unknown({ ...properties, ...secrets }, name, connectorKeys(input.resolved.version, connector)),
      ),
  },
];
