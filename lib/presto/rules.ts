import { Duration, Size } from 'cdk8s';
import { CatalogKind, ICatalog } from '../core';
import { bytesOf, Checks, compareReleases, KeyTable, Placed, placed, quantityOf, Rule } from '../core/internal';
import { connectorKeys, serverKeys } from './config/known/known-keys';
import { HELD, RISKS } from './held-settings';
import { fileSystemsOf } from './parts/node';
import { PrestoClusterProps } from './presto-props';
import { PrestoSizing } from './presto-sizing';
import { ResolvedPresto } from './resolve';
import { clusterQueryMemory } from './sizing';

/** What the checks look at. */
export interface PrestoInput {
  readonly given: PrestoClusterProps;
  readonly resolved: ResolvedPresto;
  readonly sizing: PrestoSizing;
}

const check = new Checks<PrestoInput>();

/** Releases of Trino that lose queries where a worker drains. */
const LOSING = ['474', '475'];

/** The engine runs out of heap on small joins below: https://github.com/prestodb/presto/issues/16078. */
const LEAST = Size.gibibytes(2);

/** Keys that hold secrets, in properties of connectors and of the engine. */
const SECRET = /(password|secret|credential|access-key|token|private-key)s?$/i;

/** What the check of names of properties looks at. */
interface GivenKeys {
  readonly keys: Placed<string>[];
  readonly table: KeyTable;
}

const known = new Checks<GivenKeys>().knownKeys(
  ({ keys }) => keys,
  ({ table }) => table,
  () => [],
);

/** How many workers must be there before a query begins: https://prestodb.io/docs/current/admin/properties.html */
const REQUIRED = ['query-manager.required-workers', 'cluster.required-workers-active'];

/** Caches of what files a table has, that count files. A table of many keeps many more bytes than one of few, and the coordinator runs out of heap. */
const COUNTED_FILES = ['hive.file-status-cache-size', 'hive.per-transaction-file-status-cache-maximum-size'];

/** Properties that nobody reads, where it is known what is read. */
const unknown = (properties: object, place: string, table?: KeyTable) => {
  const keys = Object.keys(properties).map((key) => placed(key, place));
  return table ? [known.violation({ keys, table }) ?? []].flat() : [];
};

const catalogsOf = ({ resolved }: PrestoInput) => Object.entries(resolved.catalogs);

/** Where tables of catalogs are found, by their names. */
const tablesOf = (input: PrestoInput) =>
  catalogsOf(input).flatMap(([name, { _needs }]): [string, ICatalog][] =>
    _needs.tables ? [[name, _needs.tables]] : [],
  );

/** Raw properties, wherever they are given. */
const rawOf = ({ resolved: { overrides } }: PrestoInput) => ({
  ...overrides.config,
  ...overrides.coordinatorConfig,
  ...overrides.workerConfig,
});

/** Checks on a cluster. */
export const prestoRules: ReadonlyArray<Rule<PrestoInput>> = [
  {
    code: 'PR001',
    prop: 'version',
    remedy: "name a release in full: PrestoVersion.of('0.296'), PrestoVersion.trino('476')",
    ...check.each(
      ({ resolved }) => resolved.version.release,
      'be 0.296 or newer of Presto, or 476 or newer of Trino',
      (release, { resolved: { version } }) =>
        version.isTrino
          ? /^\d{3}$/.test(release) && (Number(release) >= 476 || LOSING.includes(release))
          : /^0\.\d{3}(\.\d+)?$/.test(release) && Number(release.split('.')[1]) >= 296,
    ),
  },
  {
    code: 'PR002',
    prop: 'version.images',
    remedy: "write them as { server: { image: 'registry.example.com/presto:0.296-ours' } }",
    ...check.ownImages(({ resolved }) => resolved.version._release),
  },
  {
    code: 'PR003',
    prop: 'version',
    must: 'be a release whose workers drain without losing queries',
    remedy: 'take 476 or newer: https://trino.io/docs/current/release/release-476.html',
    violation: ({ resolved: { version } }) =>
      version.isTrino && LOSING.includes(version.release) ? `Trino ${version.release}` : undefined,
  },
  {
    code: 'PR004',
    prop: 'version',
    must: 'be one that a real server has confirmed',
    remedy: 'try it where nothing depends on it: what is rendered was confirmed by Presto 0.296 and Trino 476',
    severity: 'warning',
    violation: ({ resolved: { version } }) => (version._confirmed ? undefined : version.release),
  },
  {
    code: 'PR010',
    prop: 'workers.size.memory and coordinator.size.memory',
    remedy: 'give each at least 2 GiB, and workers of production 16 GiB and more',
    ...check.atLeast(({ resolved: { workers, coordinator } }) => [workers.size.memory, coordinator.size.memory], LEAST),
  },
  {
    code: 'PR011',
    prop: 'workers.scaling',
    must: 'have one worker at least',
    remedy: 'take Scaling.between(1, ...): without a worker every query waits until it fails',
    violation: ({ resolved: { workers } }) => (workers.scaling.min < 1 ? String(workers.scaling.min) : undefined),
  },
  {
    code: 'PR012',
    prop: 'queryMemory',
    must: 'be no more than all workers have for one query at their greatest number',
    remedy: 'lower it, or give workers more memory, or more of them',
    violation: ({ given: { queryMemory }, resolved: { workers }, sizing: { worker } }) => {
      if (!queryMemory) return undefined;
      const most = Size.mebibytes(worker.queryMemory.toMebibytes() * workers.scaling.max);
      return bytesOf(queryMemory) > bytesOf(most)
        ? `${quantityOf(queryMemory)} where ${workers.scaling.max} workers have ${quantityOf(most)}`
        : undefined;
    },
  },
  {
    code: 'PR013',
    prop: 'queryMemory',
    must: 'be what the least number of workers has',
    remedy:
      'a query of that size waits until workers are added: raise the least number, or set queryMemory to what is always there',
    severity: 'warning',
    violation: ({ resolved: { workers }, sizing: { worker, clusterQueryMemory: wanted } }) => {
      const least = clusterQueryMemory(worker, workers.scaling.min);
      return workers.scaling.max > 4 * workers.scaling.min && bytesOf(wanted) > bytesOf(least)
        ? `${quantityOf(wanted)} where ${workers.scaling.min} workers have ${quantityOf(least)}`
        : undefined;
    },
  },
  {
    code: 'PR014',
    prop: 'maxQueryTime, shutdownGrace and workerLossTimeout',
    remedy: 'say them in whole seconds',
    ...check.wholeDuration(
      ({ resolved: { maxQueryTime, shutdownGrace, workerLossTimeout } }) => [
        placed(maxQueryTime, 'maxQueryTime'),
        placed(shutdownGrace, 'shutdownGrace'),
        placed(workerLossTimeout, 'workerLossTimeout'),
      ],
      'seconds',
      { atLeast: Duration.seconds(5) },
    ),
  },
  {
    code: 'PR015',
    prop: 'workers.spill',
    remedy: 'give it 1 GiB at least, or leave it out',
    ...check.atLeast(({ resolved }) => resolved.workers.spill, Size.gibibytes(1)),
  },
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
    code: 'PR030',
    prop: 'queues',
    remedy: 'give whole numbers from 1 on',
    ...check.wholeNumber(({ resolved: { queues } }) => [queues.concurrency, queues.perUser, queues.maxQueued], {
      atLeast: 1,
    }),
  },
  {
    code: 'PR031',
    prop: 'teams.name',
    remedy: 'give each a name of its own',
    ...check.unique(({ resolved: { teams } }) => teams.map(({ name }) => name)),
  },
  {
    code: 'PR032',
    prop: 'teams.name',
    remedy: "take letters, digits, '_' and '-', and not 'others', which is everybody else's",
    ...check.each(
      ({ resolved: { teams } }) => teams.map(({ name }) => name),
      "be letters, digits, '_' and '-', and another one than 'others'",
      (name) => /^[\w-]+$/.test(name) && name !== 'others',
    ),
  },
  {
    code: 'PR033',
    prop: 'teams',
    must: 'have shares above 0 that are 100 together at most',
    remedy: 'lower some, or leave them out: those without have what the others leave',
    violation: ({ resolved: { teams } }) => {
      const given = teams.flatMap(({ share }) => (share === undefined ? [] : [share]));
      const sum = given.reduce((total, share) => total + share, 0);
      const rest = teams.length > given.length && sum >= 100;
      return given.some((share) => !(share > 0)) || sum > 100 || rest ? `${given.join(' + ')} of 100` : undefined;
    },
  },
  {
    code: 'PR034',
    prop: 'teams',
    remedy: 'name its members or its groups',
    ...check.each(
      ({ resolved: { teams } }) =>
        teams.map(({ name, members = [], groups = [] }) => placed(members.length + groups.length, name)),
      'have members or groups, since nobody else stands in its queue',
      (count) => count > 0,
      () => 'none',
    ),
  },
  {
    code: 'PR040',
    prop: 'overrides',
    remedy: 'use the prop that is for it',
    ...check.free(
      (input) => Object.keys(rawOf(input)),
      () => HELD,
      'leave to the construct what it says itself',
    ),
  },
  {
    code: 'PR041',
    prop: 'overrides',
    remedy: 'leave it out, or name it in acknowledge.riskySettings',
    ...check.losesNoData(rawOf, RISKS, ({ resolved }) => resolved.acknowledge.riskySettings),
    must: 'lose no queries',
  },
  {
    code: 'PR042',
    prop: 'overrides',
    remedy: 'give it by the environment: ${ENV:NAME}, with the variable in overrides.pods',
    ...check.noSecrets(
      (input) => Object.entries(rawOf(input)).flatMap(([key, value]) => (value.startsWith('${ENV:') ? [] : [key])),
      SECRET,
    ),
  },
  {
    code: 'PR064',
    prop: 'overrides',
    must: 'require no more workers than there are at least',
    remedy:
      'lower it, or raise the least number of workers.scaling: until that many are there, queries wait, and fail after minutes',
    violation: (input) => {
      const { min } = input.resolved.workers.scaling;
      const raw: Record<string, string> = rawOf(input);
      return REQUIRED.flatMap((key) => (Number(raw[key]) > min ? `${raw[key]} for ${key} where there are ${min}` : []));
    },
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
    code: 'PR082',
    prop: 'overrides',
    remedy: 'correct it: a server does not start with a property that it does not read',
    must: known.must,
    violation: ({ resolved: { version, overrides } }) =>
      (['config', 'coordinatorConfig', 'workerConfig'] as const).flatMap((place) =>
        unknown(overrides[place], place, serverKeys(version)),
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
