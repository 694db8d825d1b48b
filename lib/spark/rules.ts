import { Duration, Size } from 'cdk8s';
import { CatalogKind, Cpu, IFileSystem } from '../core';
import { Checks, compareReleases, placed, Rule } from '../core/internal';
import { SESSION_CATALOG } from './config/catalogs';
import { isSecret } from './config/held-keys';
import { ResolvedPlatform, ResolvedTeam } from './resolve';
import { SparkLocation } from './spark-location';
import { SparkPlatformProps, SparkTeamProps } from './spark-props';
import { SparkVersion } from './spark-version';

/** What the checks on a platform look at. */
export interface PlatformInput {
  readonly given: SparkPlatformProps;
  readonly resolved: ResolvedPlatform;
}

/** What the checks on a team look at. */
export interface TeamInput {
  readonly given: SparkTeamProps;
  readonly resolved: ResolvedTeam;
  /** Who else is in its namespace. */
  readonly neighbours: string[];
}

const platform = new Checks<PlatformInput>();
const team = new Checks<TeamInput>();

/** A published image has no S3A. */
export function needsOwnImage(version: SparkVersion, locations: (SparkLocation | undefined)[]): boolean {
  return version._published && locations.some((location) => location?._store !== undefined);
}

/** The file systems that a team uses. */
function fileSystemsOf({ fileSystem, platform: { settings } }: SparkTeamProps): IFileSystem[] {
  return [fileSystem, settings.eventLog._fileSystem, settings.warehouse?._fileSystem].flatMap((known) => known ?? []);
}

/** The buckets that a team uses. */
function bucketsOf({ stores = [], platform: { settings } }: SparkTeamProps): string[] {
  const shared = [settings.eventLog, settings.warehouse].flatMap((location) => location?._store ?? []);
  return [...shared, ...stores.map(({ store }) => store)].map(({ bucketName }) => bucketName);
}

/** An address, where it is in none of some buckets and file systems. */
export function elsewhere(
  uri: string,
  { buckets, fileSystems }: { buckets: string[]; fileSystems: string[] },
): string | undefined {
  const [, scheme, authority] = /^([a-z0-9]+):\/\/([^/]*)/.exec(uri) ?? [];
  const known: Record<string, boolean> = {
    s3: buckets.includes(authority),
    s3a: buckets.includes(authority),
    hdfs: authority === '' || fileSystems.includes(`hdfs://${authority}`),
  };
  return known[scheme] === false ? uri : undefined;
}

/** The realms of file systems that let nobody in who has no ticket. */
function realmsOf(fileSystems: (IFileSystem | undefined)[]): string[] {
  return fileSystems.flatMap((known) =>
    known?.kerberosRealm === undefined ? [] : `${known.uri} of the realm ${known.kerberosRealm}`,
  );
}

const SIGNS_IN = {
  must: 'be where callers show no tickets of Kerberos',
  remedy:
    'take an object store, or a HadoopCluster without Kerberos: applications and the History Server do not sign in',
};

/** What names another client of Hive's. */
const CLIENT = ['spark.sql.hive.metastore.version', 'spark.sql.hive.metastore.jars'];

const prefixes = (locations: (SparkLocation | undefined)[]) => locations.map((location) => location?._prefix);
const paths = (locations: (SparkLocation | undefined)[]) => locations.map((location) => location?._path);

/** Checks on a platform. */
export const platformRules: ReadonlyArray<Rule<PlatformInput>> = [
  {
    code: 'SP001',
    prop: 'version',
    remedy: 'name a release of a line that is supported, such as 4.1.2',
    ...platform.releaseAtLeast(({ resolved }) => resolved.version._release, 3, 5),
  },
  {
    code: 'SP002',
    prop: 'version.images',
    remedy: "write them as { spark: { image: 'registry.example.com/spark:4.1.2-ours' } }",
    ...platform.ownImages(({ resolved }) => resolved.version._release),
  },
  {
    code: 'SP003',
    prop: 'version',
    must: 'have an image of your own where the event log or the warehouse is in an object store',
    remedy:
      'build one with hadoop-aws and spark-hadoop-cloud of the same releases, and give it by SparkVersion.of(release, { images: { spark: ... } }): the published one cannot speak to S3',
    violation: ({ resolved: { version, eventLog, warehouse } }) =>
      needsOwnImage(version, [eventLog, warehouse]) ? `the published image of ${version.release}` : undefined,
  },
  {
    code: 'SP004',
    prop: 'eventLog and warehouse',
    remedy: 'name a folder, such as spark/events',
    ...platform.storePrefix(({ resolved: { eventLog, warehouse } }) => prefixes([eventLog, warehouse])),
  },
  {
    code: 'SP005',
    prop: 'eventLog and warehouse',
    remedy: 'name a folder, such as /spark/events',
    ...platform.pattern(
      ({ resolved: { eventLog, warehouse } }) => paths([eventLog, warehouse]),
      /^(\/[\w.=-]+)+$/,
      "be absolute paths of letters, digits, '.', '_', '=' and '-'",
    ),
  },
  {
    code: 'SP006',
    prop: 'historyServer.retention',
    remedy: 'say for how long applications of the past are looked at',
    ...platform.each(
      ({ resolved }) => resolved.historyServer.retention,
      'be whole days, at least one',
      (value) => value.toMilliseconds() > 0 && value.toMilliseconds() % Duration.days(1).toMilliseconds() === 0,
    ),
  },
  {
    code: 'SP007',
    prop: 'historyServer.storage',
    remedy: 'give it room for what it keeps of all logs',
    ...platform.atLeast(({ resolved }) => resolved.historyServer.storage, Size.gibibytes(1)),
  },
  {
    code: 'SP008',
    prop: 'the components of overrides.pods',
    remedy: 'give it to the application or the Connect server whose pods are meant',
    ...platform.oneOf<string>(({ resolved }) => Object.keys(resolved.overrides.pods), ['history-server']),
  },
  {
    code: 'SP009',
    prop: 'eventLog and warehouse',
    ...SIGNS_IN,
    violation: ({ resolved: { eventLog, warehouse } }) => realmsOf([eventLog._fileSystem, warehouse?._fileSystem]),
  },
];

/** Checks on a team. */
export const teamRules: ReadonlyArray<Rule<TeamInput>> = [
  {
    code: 'SP020',
    prop: 'share, members and groups',
    remedy:
      'give a capacity instead of a share: Kubernetes counts CPU and memory; who belongs to the team is whom Kubernetes lets create applications in its namespace',
    ...team.leftOut('by a team of Spark', ({ given }) =>
      (['share', 'members', 'groups'] as const).filter((prop) => given[prop] !== undefined),
    ),
  },
  {
    code: 'SP021',
    prop: 'stores.prefix',
    remedy: 'name a folder, such as etl/tables',
    ...team.storePrefix(({ resolved }) => resolved.stores.map(({ prefix, store }) => placed(prefix, store.bucketName))),
  },
  {
    code: 'SP022',
    prop: 'fileSystem, and where the event log and the warehouse are,',
    must: 'be one file system',
    remedy: "put them into one, or one of them into an object store: a pod has one directory for Hadoop's client files",
    violation: ({ given }) => {
      const all = [...new Set(fileSystemsOf(given).map(({ uri }) => uri))];
      return all.length > 1 ? all.join(' and ') : undefined;
    },
  },
  {
    code: 'SP024',
    prop: 'the names of catalogs',
    remedy: 'choose a name such as lake: it stands in statements',
    ...team.pattern(
      ({ resolved }) => Object.keys(resolved.catalogs),
      /^[a-z][a-z0-9_]{0,30}$/,
      "be lower-case letters, digits and '_', starting with a letter",
    ),
  },
  {
    code: 'SP025',
    prop: 'catalogs',
    must: `have Hive's tables as ${SESSION_CATALOG}, and no others there`,
    remedy: `name it ${SESSION_CATALOG}: Spark knows one metastore of Hive's, which statements need not name; give catalogs of Iceberg another name`,
    violation: ({ resolved }) =>
      Object.entries(resolved.catalogs).flatMap(([name, { kind }]) =>
        (kind === CatalogKind.HIVE) === (name === SESSION_CATALOG) ? [] : `${kind} as '${name}'`,
      ),
  },
  {
    code: 'SP026',
    prop: 'properties of catalogs',
    must: 'hold no secret',
    remedy: 'give it as credential: the operator logs all properties',
    violation: ({ resolved }) =>
      Object.entries(resolved.catalogs).flatMap(([name, { properties }]) =>
        Object.entries(properties).flatMap(([key, value]) =>
          isSecret(key, value) ? `text for ${key} of '${name}'` : [],
        ),
      ),
  },
  {
    code: 'SP027',
    prop: 'fileSystem, and where the event log and the warehouse are,',
    ...SIGNS_IN,
    violation: ({ given }) => [...new Set(realmsOf(fileSystemsOf(given)))],
  },
  {
    code: 'SP029',
    prop: 'warehouse of catalogs',
    must: "be in a store or a file system that is the team's",
    remedy: 'give the team the store (stores) or the file system (fileSystem): it has no right and no way there',
    violation: ({ given, resolved }) => {
      const own = { buckets: bucketsOf(given), fileSystems: fileSystemsOf(given).map(({ uri }) => uri) };
      return Object.entries(resolved.catalogs).flatMap(([name, { warehouse = '' }]) => {
        const strange = elsewhere(warehouse, own);
        return strange === undefined ? [] : `${strange} of '${name}'`;
      });
    },
  },
  {
    code: 'SP028',
    prop: 'the namespace',
    must: "be the team's alone",
    remedy:
      'give it a NamespaceChart of its own: who makes pods in a namespace may mount its Secrets and be any of its accounts, and a quota counts all of its pods',
    violation: ({ neighbours }) => neighbours,
  },
  {
    code: 'SP018',
    prop: 'catalogs',
    must: "be in a metastore that Spark's own client, of Hive 2.3, can speak with",
    remedy: `use one of 3.1, as HiveMetastoreVersion.V3_1_3; or, for Hive's tables, name a client of its release: ${CLIENT.join(' and ')} in overrides.sparkConf of the platform`,
    violation: ({ given, resolved }) => {
      const named = CLIENT.every((key) => key in given.platform.settings.sparkConf);
      return Object.entries(resolved.catalogs).flatMap(([name, { kind, metastoreRelease = '' }]) =>
        compareReleases(metastoreRelease, '4') >= 0 && !(named && kind === CatalogKind.HIVE)
          ? `'${name}' in one of ${metastoreRelease}, which has no call get_table,`
          : [],
      );
    },
  },
  {
    code: 'SP019',
    prop: 'catalogs',
    must: "have Hive's tables in a metastore that speaks Thrift",
    remedy: "use Catalog.icebergGlue for tables in Glue: Spark's own client does not speak to it",
    violation: ({ resolved }) =>
      Object.entries(resolved.catalogs).flatMap(([name, { kind, uris }]) =>
        kind === CatalogKind.HIVE && uris.length === 0 ? `'${name}' in Glue` : [],
      ),
  },
  {
    code: 'SP023',
    prop: 'capacity',
    remedy: 'give room for a driver and its executors',
    ...team.all(
      team.atLeast(({ given }) => given.capacity?.cpu, Cpu.units(1)),
      team.atLeast(({ given }) => given.capacity?.memory, Size.gibibytes(2)),
    ),
  },
];
