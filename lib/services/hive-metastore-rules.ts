import { Size } from 'cdk8s';
import { Cpu } from '../core';
import { Checks, isOff, isOn, KeyTable, placed, Risk, Rule } from '../core/internal';
import { knownKeys } from './hive-metastore/config/known-keys';
import { ResolvedMetastore } from './hive-metastore/resolve';
import { metastoreSizing, POOLS, SCHEMA_CONNECTIONS } from './hive-metastore/sizing';

/** Settings that other props say, by either of their names. */
const OURS =
  /^(javax\.jdo\.option\.Connection(URL|DriverName|UserName|Password)|(hive\.)?metastore\.(thrift\.(uris|port)|warehouse\.dir|metrics\.enabled|server\.max\.threads)|datanucleus\.connectionPool\.maxPoolSize|hive\.metastore\.port)$/;

const COMPACTOR = /^(hive\.|metastore\.)?compactor\.(initiator\.on|worker\.threads)$/;

const RISKS: Risk[] = [
  ...['metastore.schema.verification', 'hive.metastore.schema.verification'].map((setting) => ({
    setting,
    risky: isOff,
    why: 'a schema of another release is written to',
  })),
  ...['datanucleus.schema.autoCreateAll', 'datanucleus.schema.autoCreateTables'].map((setting) => ({
    setting,
    risky: isOn,
    why: 'tables of the schema are made one by one, as they are asked for, and no upgrade knows them',
  })),
];

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** What the names of drivers' jars begin with. */
const DRIVER_FILES = { postgres: 'postgresql', mysql: 'mysql-connector-j' };

const check = new Checks<ResolvedMetastore>();
const keys = ({ settings }: ResolvedMetastore) => Object.keys(settings);
const NO_KEYS = new KeyTable({ keys: [] });
const lineOf = ({ version }: ResolvedMetastore) => version.release.split('.').slice(0, 2).join('.');

/** Checks on the props of a metastore. */
export const hiveMetastoreRules: ReadonlyArray<Rule<ResolvedMetastore>> = [
  {
    code: 'SVC020',
    prop: 'replicas',
    remedy: 'choose 2: each is able to serve alone, and all wait for the same database',
    ...check.wholeNumber(({ replicas }) => replicas, { atLeast: 1, atMost: 10 }),
  },
  {
    code: 'SVC021',
    prop: 'replicas, with a database in the cluster,',
    must: 'be 1',
    remedy: 'leave it out, or give a database with copies: HiveMetastoreDatabase.postgresql(...)',
    violation: ({ database, replicas }) => (database.inCluster && replicas !== 1 ? String(replicas) : undefined),
  },
  {
    code: 'SVC022',
    prop: 'size.memory',
    remedy: 'give more: the JVM takes 150Mi and more besides its heap, and at times there is a second, small one',
    ...check.atLeast(({ size }) => size.memory, Size.gibibytes(1)),
  },
  {
    code: 'SVC023',
    prop: 'size.cpu',
    remedy: 'give more: it starts no sooner than its probes are patient',
    ...check.atLeast(({ size }) => size.cpu, Cpu.millis(100)),
  },
  {
    code: 'SVC024',
    prop: 'poolSize',
    remedy: 'choose 5, or more where calls wait although the database is idle',
    ...check.wholeNumber(({ poolSize }) => poolSize, { atLeast: 2, atMost: 100 }),
  },
  {
    code: 'SVC025',
    prop: 'replicas and poolSize',
    must: 'fit into database.maxConnections',
    remedy:
      'lower poolSize or replicas, or let the database take more: else the last replica to start, or a call under load, gets no connection',
    violation: (resolved) => {
      const { replicas, poolSize, database } = resolved;
      const { databaseConnections } = metastoreSizing(resolved);
      return databaseConnections > database.maxConnections
        ? `${replicas} x ${POOLS} pools x ${poolSize} + ${SCHEMA_CONNECTIONS} = ${databaseConnections} where it is ${database.maxConnections}`
        : undefined;
    },
  },
  {
    code: 'SVC026',
    prop: 'settings',
    remedy:
      'use database, warehouse, size and poolSize: volumes, ports, probes and sums of connections follow from them',
    ...check.each(keys, 'leave alone what other props say', (key) => !OURS.test(key)),
  },
  {
    code: 'SVC027',
    prop: 'settings',
    remedy: 'leave it out: stores know the identity of the pods, and databases have props of their own',
    ...check.noSecrets(keys, /(password|secret([._-]?key)?|access[._-]?key|token)$/i),
  },
  {
    code: 'SVC028',
    prop: 'settings',
    must: 'not let it compact',
    remedy:
      'leave it out: compaction takes the connections of those who ask for tables, and runs on MapReduce, which is not here. A Hive of your own compacts, with pools of its own, on the same database',
    violation: ({ settings }) =>
      Object.entries(settings).flatMap(([key, value]) =>
        COMPACTOR.test(key.replace(/^hive\.metastore\./, 'metastore.')) && !isOff(value) ? `${key} of '${value}'` : [],
      ),
  },
  {
    code: 'SVC029',
    prop: 'settings',
    remedy: 'remove it, or name it in acknowledgeRiskySettings',
    ...check.losesNoData(
      ({ settings }) => settings,
      RISKS,
      ({ acknowledgeRiskySettings }) => acknowledgeRiskySettings,
    ),
  },
  {
    code: 'SVC030',
    prop: 'settings',
    remedy: 'correct it: the metastore ignores others without a word',
    ...check.knownKeys(
      (resolved) => (knownKeys(lineOf(resolved)) ? keys(resolved) : []),
      (resolved) => knownKeys(lineOf(resolved)) ?? NO_KEYS,
      () => [],
    ),
  },
  {
    code: 'SVC031',
    prop: 'version',
    remedy: 'use HiveMetastoreVersion.V3_1_3, or a full release such as 4.0.1',
    ...check.releaseAtLeast(({ version }) => version._release, 3, 1),
  },
  {
    code: 'SVC032',
    prop: 'version',
    remedy:
      "write HiveMetastoreVersion.of('3.1.3', { images: { metastore: { image: 'registry.example.com/hive-metastore' } } })",
    ...check.ownImages(({ version }) => version._release),
  },
  {
    code: 'SVC033',
    prop: 'libraries',
    remedy:
      'give an image that holds them, or give version an image of your own that has them: the README says how both are built',
    ...check.needed(
      'where the image is the published one, which has no driver of a database and no exporter',
      ({ libraries }) => libraries,
      ({ version }) => version._published,
    ),
  },
  {
    code: 'SVC034',
    prop: 'libraries.image',
    must: 'have a tag or a digest of sha256:<64 hexadecimal digits>, and none that moves',
    remedy: "name one: { image: 'registry.example.com/hive-libraries:1' }",
    violation: ({ libraries }) => {
      if (!libraries) return undefined;
      const { image, digest } = libraries.image;
      const pinned = digest === undefined ? /^[^\s@]+:(?!latest$)[\w.-]+$/.test(image) : DIGEST.test(digest);
      return pinned && !/[\s@]/.test(image) ? undefined : `'${image}'${digest === undefined ? '' : ` and '${digest}'`}`;
    },
  },
  {
    code: 'SVC035',
    prop: 'libraries.files',
    must: 'be names of jars, each with its SHA-256 of 64 hexadecimal digits',
    remedy: "write { 'postgresql-42.7.7.jar': '1579...' }, as sha256sum prints it",
    violation: ({ libraries }) =>
      Object.entries(libraries?.files ?? {}).flatMap(([name, sum]) =>
        /^[\w.-]+\.jar$/.test(name) && /^[0-9a-f]{64}$/.test(sum) ? [] : `'${sum}' for ${name}`,
      ),
  },
  {
    code: 'SVC036',
    prop: 'libraries.files',
    must: 'have what speaks to the database, and to Prometheus and the warehouse where they are asked for',
    remedy: 'add them: a metastore without its driver does not start',
    violation: ({ libraries, database, monitoring, warehouse, version }) => {
      if (!libraries || !version._published) return undefined;
      const missing = [
        DRIVER_FILES[database.type],
        ...(monitoring.enabled ? ['jmx_prometheus_javaagent'] : []),
        ...(warehouse._store ? ['hadoop-aws'] : []),
      ].filter((name) => !Object.keys(libraries.files).some((file) => file.startsWith(name)));
      return missing.map((name) => `none of ${name}`);
    },
  },
  {
    code: 'SVC037',
    prop: 'database',
    remedy: 'choose names such as metastore: they stand in statements and in an address',
    ...check.pattern(
      ({ database: { database, user, external } }) => [
        placed(database, 'database'),
        placed(user, 'user'),
        placed(external?.administrator?.user, 'administrator.user'),
      ],
      /^[a-z][a-z0-9_]{0,30}$/,
      "be named by lower-case letters, digits and '_', starting with a letter",
    ),
  },
  {
    code: 'SVC038',
    prop: 'database.host',
    remedy: 'give a name that is known here and that DNS has: what Terraform alone knows can stand in no manifest',
    ...check.kubernetesName(({ database }) => database.external?.host, { dots: true }),
  },
  {
    code: 'SVC039',
    prop: 'database.port and database.maxConnections',
    remedy: 'give the port that it listens on, and how many connections the metastore may have',
    ...check.wholeNumber(
      ({ database }) => [placed(database.port, 'port'), placed(database.maxConnections, 'maxConnections')],
      { atLeast: 1, atMost: 65535 },
    ),
  },
  {
    code: 'SVC040',
    prop: 'database.authority',
    remedy: "give the certificates of whoever signed the database's, as text",
    ...check.each(
      ({ database }) => database.external?.authority._pem,
      'hold certificates',
      (pem) => pem.includes('-----BEGIN CERTIFICATE-----') && !pem.includes('PRIVATE KEY'),
      (pem) => (pem.includes('PRIVATE KEY') ? 'a private key' : 'other text'),
    ),
  },
  {
    code: 'SVC041',
    prop: 'acknowledgeUpgradeFrom',
    remedy: "write what the refused replica says: '3.0.0'",
    ...check.pattern(
      ({ acknowledgeUpgradeFrom }) => acknowledgeUpgradeFrom,
      /^\d+\.\d+\.\d+(-[a-z0-9-]+)?$/,
      'be a release of the schema in full',
    ),
  },
  {
    code: 'SVC042',
    prop: 'warehouse',
    remedy: "name a folder: HiveWarehouse.inStore(store, 'warehouse'), HiveWarehouse.inFileSystem(hdfs, '/warehouse')",
    ...check.all(
      check.storePrefix(({ warehouse }) => warehouse._prefix),
      check.pattern(({ warehouse }) => warehouse._path, /^(\/[\w.=-]+)+$/, 'be an absolute path'),
    ),
  },
  {
    code: 'SVC043',
    prop: 'warehouse',
    must: 'be where callers show no tickets of Kerberos',
    remedy: 'take an object store, or a HadoopCluster without Kerberos: the metastore does not sign in',
    violation: ({ warehouse: { _fileSystem: fileSystem } }) =>
      fileSystem?.kerberosRealm === undefined
        ? undefined
        : `${fileSystem.uri} of the realm ${fileSystem.kerberosRealm}`,
  },
];
