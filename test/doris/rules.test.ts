import { Cpu, doris, IFileSystem, kubernetes, scaling, security, services } from 'bigdata-constructs';
import { Duration, Size } from 'cdk8s';
import { backupRules } from '../../lib/doris/backup-rules';
import { catalogRules } from '../../lib/doris/config/catalog-rules';
import { memberRules } from '../../lib/doris/member-rules';
import { dorisRules } from '../../lib/doris/rules';
import { userRules } from '../../lib/doris/user-rules';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
import { cluster, store } from './clusters';

/** Props that differ from those that are enough, and zones that differ from three. */
type Changes = Partial<doris.DorisClusterProps> & { readonly zones?: string[] };

const { DorisVersion } = doris;
const size = (memory: Size) => ({ cpu: Cpu.units(8), memory });
const image = (component: string) => ({
  version: DorisVersion.of('4.0.7', { images: { [component]: { image: 'mine/doris' } } }),
});
const pods = (overrides: kubernetes.PodOverrides) => ({ overrides: { pods: { be: overrides } } });
const mount = (volume: kubernetes.Volume, subPath?: string) =>
  pods({ mounts: [{ volume, path: '/etc/extra', subPath, readOnly: true }] });
const user = (given: Partial<doris.DorisUser>) => ({ users: [{ name: 'etl', ...given }] });
const granted = (privilege: doris.DorisPrivilege, on: string) => user({ grants: [{ privileges: [privilege], on }] });
const { ADMIN, LOAD, SELECT, USAGE } = doris.DorisPrivilege;
const compute = (options: Partial<doris.DorisComputeOptions>) => ({
  compute: { scaling: scaling.Scaling.between(1, 10), ...options },
});
const { Secret } = security;
const vault = { store: 'vault', key: 'doris' };
const from = { store, prefix: 'doris/olap/backups' };
const restored = (changes: Partial<doris.DorisDatabaseBackup>) => ({
  restore: { from, databases: [{ database: 'a', snapshot: 'a_1', timestamp: '2026-01-31-04-30-00', ...changes }] },
});
const hive = services.Catalog.hive({
  thriftUris: ['thrift://metastore.data:9083'],
  networkPeer: security.Peer.pods('data').networkPeer,
});
const files = (kerberosRealm?: string): IFileSystem => ({
  uri: 'hdfs://lake',
  kerberosRealm,
  networkPeer: security.Peer.pods('data').networkPeer,
  clientFilesIn: () => 'lake-client',
});
const catalog = (options: doris.DorisLakehouseOptions, name = 'lake') => ({
  catalogs: { [name]: doris.DorisCatalog.lakehouse(hive, options) },
});
const jdbc = (changes: Partial<doris.DorisJdbcOptions>) => ({
  catalogs: {
    shop: doris.DorisCatalog.jdbc({
      url: 'jdbc:mysql://shop.example.com:3306/shop',
      port: 3306,
      user: 'doris',
      password: { secretName: 'shop', key: 'password' },
      driver: 'mysql-connector-j-9.4.0.jar',
      driverClass: 'com.mysql.cj.jdbc.Driver',
      peer: security.Peer.cidr('10.20.0.0/16'),
      ...changes,
    }),
  },
});
const key = { secretName: 'minio', key: 'key' };
const sidecar = {
  name: 'shipper',
  image: 'shipper:1',
  resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(64) },
};

rulesSuite<Changes>('the rules of a Doris cluster', {
  rules: [...dorisRules, ...userRules, ...backupRules, ...catalogRules, ...memberRules],
  reported: reportedByConstruct(({ zones = ['a', 'b', 'c'], ...props }) => cluster(props, { name: 'test', zones }).app),
  cases: {
    DO001: { refused: { backends: 3.5 }, given: '3.5', passes: { backends: 5 } },
    DO002: {
      refused: { replication: 0, highAvailability: false },
      given: '0',
      passes: { replication: 1, highAvailability: false },
    },
    DO003: [
      { refused: { backends: 2 }, given: '3 of 2 backends, where highAvailability', passes: { backends: 3 } },
      { refused: { replication: 2 }, given: '2', passes: { replication: 2, highAvailability: false } },
    ],
    DO004: { refused: { frontends: { followers: 4 } }, given: '4', passes: { frontends: { followers: 5 } } },
    DO005: {
      refused: { frontends: { followers: 1 } },
      given: '1',
      passes: { frontends: { followers: 1 }, highAvailability: false },
    },
    DO006: { refused: { frontends: { observers: -1 } }, given: '-1', passes: { frontends: { observers: 2 } } },
    DO007: { refused: { backends: 3 }, given: '3 with as many replicas', passes: { backends: 4 } },
    DO008: { refused: { size: size(Size.gibibytes(4)) }, given: '4Gi', passes: { size: size(Size.gibibytes(16)) } },
    DO009: {
      refused: { frontends: { size: size(Size.gibibytes(8)) } },
      given: '8Gi, of which the heap is 5376Mi',
      passes: { frontends: { size: size(Size.gibibytes(12)) } },
    },
    DO010: {
      refused: { frontends: { storage: Size.gibibytes(5) } },
      given: '5Gi',
      passes: { frontends: { storage: Size.gibibytes(10) } },
    },
    DO011: [
      {
        refused: { grownTo: Size.gibibytes(400) },
        given: '400Gi where storage began with 500Gi',
        passes: { grownTo: Size.gibibytes(600) },
      },
      {
        refused: { frontends: { grownTo: Size.gibibytes(50) } },
        given: '50Gi where frontends began with 50Gi',
        passes: { frontends: { grownTo: Size.gibibytes(60) } },
      },
    ],
    DO012: {
      refused: { volumes: [{ size: Size.gibibytes(1) }] },
      given: '1Gi for storage1',
      passes: { volumes: [{ size: Size.gibibytes(20) }] },
    },
    DO013: {
      refused: { version: DorisVersion.of('latest') },
      given: "'latest'",
      passes: { version: DorisVersion.V4_1 },
    },
    DO014: {
      refused: { frontends: { version: DorisVersion.V4_1 } },
      given: '4.1.3 with backends of 4.0.7',
      passes: { version: DorisVersion.V4_1, frontends: { version: DorisVersion.V4_0 } },
    },
    DO015: { refused: image('broker'), given: "one for 'broker' where there are fe, be, ms", passes: image('be') },
    DO016: { refused: { zones: ['a', 'b'] }, given: '2', passes: {} },
    DO017: {
      refused: { overrides: { pods: { backend: {} } } },
      given: "'backend'",
      passes: pods({ labels: { team: 'olap' } }),
    },
    DO018: {
      refused: { overrides: { jvm: { frontend: [] } } },
      given: "'frontend'",
      passes: { overrides: { jvm: { fe: ['-Xss1m'] } } },
    },
    DO019: [
      { refused: pods({ sidecars: [sidecar] }), given: "the sidecar 'shipper' for be", passes: pods({}) },
      { refused: pods({ priorityClass: 'high' }), given: "'high' for be", passes: pods({}) },
    ],
    DO020: [
      {
        refused: mount(kubernetes.Volume.emptyDir('scratch')),
        given: "'/etc/extra' for be",
        passes: mount(kubernetes.Volume.secret('ca', 'company-ca')),
      },
      {
        refused: mount(kubernetes.Volume.configMap('extra', 'extra'), 'one.xml'),
        given: "'/etc/extra' for be",
        passes: mount(kubernetes.Volume.configMap('extra', 'extra')),
      },
      {
        refused: mount(kubernetes.Volume.emptyDir('scratch')),
        given: "'/etc/extra' for be",
        passes: {
          overrides: {
            pods: { probe: { mounts: [{ volume: kubernetes.Volume.emptyDir('scratch'), path: '/etc/extra' }] } },
          },
        },
      },
    ],
    DO021: {
      refused: compute({ size: size(Size.gibibytes(4)) }),
      given: '4Gi',
      passes: compute({ size: size(Size.gibibytes(8)) }),
    },
    DO022: {
      refused: compute({ cache: Size.gibibytes(1) }),
      given: '1Gi',
      passes: compute({ cache: Size.gibibytes(10) }),
    },
    DO023: {
      refused: compute({ maxQueryTime: Duration.millis(500) }),
      given: '500 milliseconds for compute',
      passes: compute({ maxQueryTime: Duration.seconds(1) }),
    },
    DO024: { refused: { leaving: -1 }, given: '-1', passes: { leaving: 0 } },
    DO025: [
      {
        refused: { backends: 5, leaving: 3 },
        given: '3 of 5 where replication is 3',
        passes: { backends: 5, leaving: 2 },
      },
      {
        refused: { backends: 1, leaving: 1, highAvailability: false },
        given: '1 of 1 where replication is 1',
        passes: { backends: 2, leaving: 1, highAvailability: false },
      },
    ],
    DO030: { refused: user({ name: "o'neill" }), given: `'o'neill'`, passes: user({ name: 'o_neill' }) },
    DO031: [
      { refused: user({ name: 'Metrics' }), given: "'Metrics'", passes: user({ name: 'metrics2' }) },
      { refused: { removedUsers: ['root'] }, given: "'root'", passes: { removedUsers: ['roots'] } },
    ],
    DO032: {
      refused: { users: [{ name: 'etl' }, { name: 'ETL' }] },
      given: "'ETL' again",
      passes: { users: [{ name: 'etl' }, { name: 'etl2' }] },
    },
    DO033: [
      { refused: granted(SELECT, 'sales'), given: "'sales' for etl", passes: granted(SELECT, 'internal.sales.*') },
      { refused: granted(SELECT, '*.sales.*'), given: "'*.sales.*'", passes: granted(SELECT, 'internal.*.*') },
      { refused: granted(USAGE, 'GROUP a'), given: "'GROUP a'", passes: granted(USAGE, 'STORAGE VAULT a-b') },
    ],
    DO034: [
      {
        refused: granted(ADMIN, 'internal.sales.*'),
        given: "ADMIN_PRIV on 'internal.sales.*' for etl",
        passes: granted(ADMIN, '*.*.*'),
      },
      {
        refused: granted(USAGE, 'internal.sales.orders'),
        given: 'USAGE_PRIV on',
        passes: granted(LOAD, 'internal.sales.orders'),
      },
      { refused: granted(LOAD, 'RESOURCE lake'), given: 'LOAD_PRIV on', passes: granted(USAGE, 'RESOURCE lake') },
    ],
    DO035: {
      refused: user({ properties: { max_user_connection: '5' } }),
      given: "'max_user_connection' for etl",
      passes: user({ properties: { max_user_connections: '5' } }),
    },
    DO037: {
      refused: { backup: { store, schedule: 'daily' } },
      given: "'daily'",
      passes: { backup: { store, schedule: '0 4 * * *' } },
    },
    DO038: {
      refused: { backup: { store, prefix: '/olap' } },
      given: "'/olap'",
      passes: { backup: { store, prefix: 'olap' } },
    },
    DO039: { refused: {}, given: 'none, where highAvailability', passes: { backup: { store } } },
    DO040: {
      refused: { restore: { databases: [] } },
      given: 'none',
      passes: { restore: { databases: [], source: from } },
    },
    DO041: [
      { refused: restored({ database: 'a`b' }), given: "'a`b'", passes: restored({ database: 'a_b' }) },
      { refused: restored({ snapshot: "a'" }), given: `'a''`, passes: restored({ snapshot: 'a-1' }) },
    ],
    DO042: {
      refused: restored({ timestamp: '2026-01-31 04:30:00' }),
      given: "'2026-01-31 04:30:00'",
      passes: restored({ timestamp: '2026-01-31-04-30-00' }),
    },
    DO043: [
      {
        refused: { previousRootPassword: Secret.generated() },
        given: 'sales-root',
        passes: { previousRootPassword: Secret.generated(), rootPassword: Secret.generated({ rotation: 2 }) },
      },
      {
        refused: { previousRootPassword: Secret.generated(), rootPassword: Secret.fromStore(vault) },
        given: 'sales-root',
        passes: { previousRootPassword: Secret.fromStore(vault), rootPassword: Secret.fromStore(vault) },
      },
    ],
    DO044: {
      refused: { restore: { databases: [], source: { store, prefix: 'olap/' } } },
      given: "'olap/'",
      passes: { restore: { databases: [], source: from } },
    },
    DO045: [
      { refused: catalog({}, 'Lake'), given: "'Lake'", passes: catalog({}) },
      { refused: { removedCatalogs: ['my-lake'] }, given: "'my-lake'", passes: { removedCatalogs: ['my_lake'] } },
    ],
    DO046: [
      { refused: catalog({}, 'internal'), given: "'internal'", passes: catalog({}, 'internals') },
      { refused: { removedCatalogs: ['internal'] }, given: "'internal'", passes: { removedCatalogs: ['lake'] } },
    ],
    DO047: {
      refused: { ...catalog({}), removedCatalogs: ['lake'] },
      given: "'lake'",
      passes: { ...catalog({}), removedCatalogs: ['former'] },
    },
    DO048: {
      refused: catalog({ properties: { 's3.secret_key': 'mine' } }),
      given: 'text for s3.secret_key',
      passes: catalog({ properties: { 's3.connection.maximum': '100' } }),
    },
    DO049: [
      {
        refused: catalog({ properties: { 'hive.metastore.uris': 'thrift://other:9083' } }),
        given: "'hive.metastore.uris' of lake",
        passes: catalog({ properties: { 'hive.version': '3.1.3' } }),
      },
      {
        refused: catalog({ fileSystem: files(), properties: { 'dfs.ha.namenodes.lake': 'a,b' } }),
        given: "'dfs.ha.namenodes.lake' of lake",
        passes: catalog({ properties: { 'dfs.ha.namenodes.lake': 'a,b' } }),
      },
    ],
    DO050: [
      {
        refused: catalog({ store, accessKeyId: key }),
        given: 's3.access_key of lake',
        passes: catalog({ store, accessKeyId: key, secretAccessKey: key }),
      },
      {
        refused: catalog({ accessKeyId: key, secretAccessKey: key }),
        given: 's3.access_key and s3.secret_key of lake',
        passes: catalog({ store }),
      },
    ],
    DO051: {
      refused: catalog({ fileSystem: files('EXAMPLE.COM') }),
      given: 'hdfs://lake of the realm EXAMPLE.COM',
      passes: catalog({ fileSystem: files() }),
    },
    DO052: [
      {
        refused: jdbc({ url: 'jdbc:sqlite:shop.db' }),
        given: "'jdbc:sqlite:shop.db'",
        passes: jdbc({ url: 'jdbc:oracle:thin:@//shop.example.com:1521/shop' }),
      },
      {
        refused: jdbc({ url: 'jdbc:mysql://shop.example.com/shop?password=mine' }),
        given: "'jdbc:mysql://shop.example.com/shop?password=mine'",
        passes: jdbc({}),
      },
    ],
    DO053: {
      refused: jdbc({ driver: 'https://repository.example.com/driver.jar' }),
      given: "'https://repository.example.com/driver.jar'",
      passes: jdbc({ driver: 'file:///opt/drivers/driver.jar' }),
    },
    DO036: {
      refused: { ...user({}), removedUsers: ['etl'] },
      given: "'etl'",
      passes: { ...user({}), removedUsers: ['elt'] },
    },
  },
});

test('a namespace that keeps root out is refused before its pods are', () => {
  expect(() => cluster({}, undefined, 'warehouse', kubernetes.PodSecurity.RESTRICTED)).toThrow(
    "K8S003: podSecurity of the NamespaceChart must let in the pods of its constructs, given 'restricted' where pods need 'baseline'",
  );
});
