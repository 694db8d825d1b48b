import { Cpu, kubernetes, presto, scaling, security, services } from 'bigdata-constructs';
import { Duration, Size } from 'cdk8s';
import { catalogRules } from '../../lib/presto/catalog-rules';
import { prestoRules } from '../../lib/presto/rules';
import { securityRules } from '../../lib/presto/security-rules';
import { upgradeRules } from '../../lib/presto/upgrade-rules';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
import { cluster, fileSystem, metastore, minimal, store } from './clusters';

type Changes = Partial<presto.PrestoClusterProps>;

const { PrestoCatalog, PrestoVersion } = presto;
const workers = (min: number, max: number, memory = 56): Changes => ({
  workers: {
    size: { cpu: Cpu.units(7), memory: Size.gibibytes(memory) },
    scaling: scaling.Scaling.between(min, max),
  },
});
const catalogs = (given: Record<string, presto.PrestoCatalog>): Changes => ({ catalogs: given });
const hive = services.Catalog.hive(metastore);
const lakehouse = (options: presto.PrestoLakehouseOptions) => PrestoCatalog.lakehouse(hive, options);
const inRelease = (release: string) =>
  catalogs({ lake: PrestoCatalog.lakehouse(services.Catalog.hive({ ...metastore, release })) });
const onTrino: Changes = { version: PrestoVersion.TRINO_476 };
const config = (given: Record<string, string>): Changes => ({ overrides: { config: given } });
const team = (name: string, share?: number) => ({ name, members: ['someone'], share });
const custom = (properties: Record<string, string>) =>
  catalogs({ cache: PrestoCatalog.custom({ connector: 'redis', properties }) });
const rest = (credential: boolean) =>
  catalogs({
    lake: PrestoCatalog.lakehouse(
      services.Catalog.icebergRest({
        uri: 'https://catalog.data:8181/api/catalog',
        peer: security.Peer.pods('data', { app: 'catalog' }),
        credential: credential ? { secretName: 'catalog', key: 'credential' } : undefined,
      }),
    ),
  });
const doris = catalogs({
  sales: PrestoCatalog.doris({
    host: 'sales-fe-service.olap.svc.cluster.local',
    user: 'presto',
    password: { secretName: 'catalogs', key: 'sales' },
    peer: security.Peer.pods('olap', { app: 'doris' }),
  }),
});

const signIn = (users: { secretName: string; key: string }) => presto.PrestoSignIn.passwordFile({ users });
const signedIn = (options: Partial<presto.PrestoTlsOptions> = {}): Changes => ({
  security: presto.PrestoSecurity.tls({
    tls: security.Tls.certManager({ issuer: 'sql' }),
    signIn: signIn({ secretName: 'users', key: 'users' }),
    ...options,
  }),
});
const byToken = signedIn({ signIn: presto.PrestoSignIn.token({ key: { secretName: 'tokens', key: 'key.pem' } }) });
const allowed = (rule: Partial<presto.PrestoAccessRule>) =>
  signedIn({ access: [{ access: presto.PrestoAccess.READ, ...rule }] });
const expose = kubernetes.Expose.internalLoadBalancer({
  sourceRanges: ['10.0.0.0/8'],
  annotations: { 'example.com/internal': 'true' },
});
const behind = (protocol: string): Changes => ({
  ...signedIn(),
  expose: kubernetes.Expose.internalLoadBalancer({
    sourceRanges: ['10.0.0.0/8'],
    annotations: { 'example.com/load-balancer-backend-protocol': protocol },
  }),
});
const directory = (options: Partial<presto.PrestoLdapOptions>): Changes =>
  signedIn({
    signIn: presto.PrestoSignIn.ldap({
      url: 'ldaps://ldap.example.com',
      peer: security.Peer.cidr('10.60.0.0/16'),
      userPattern: 'uid=${USER},ou=people,dc=example,dc=com',
      ...options,
    }),
  });
const retried = (prefix?: string) => presto.PrestoFaultTolerance.task({ exchange: store, prefix });
const coloured = (options: Partial<presto.PrestoBlueGreenOptions>): Changes => ({
  upgrade: presto.PrestoUpgrade.blueGreen({ active: presto.PrestoColour.BLUE, ...options }),
});
const spot: Changes = { workers: { ...minimal.workers, spot: true } };

rulesSuite<Changes>('the rules of a Presto cluster', {
  rules: [...prestoRules, ...catalogRules, ...securityRules, ...upgradeRules],
  reported: reportedByConstruct((changes) => cluster({ ...minimal, ...changes }).app),
  cases: {
    PR001: [
      { refused: { version: PrestoVersion.of('0.287') }, given: "'0.287'", passes: { version: PrestoVersion.V0_296 } },
      { refused: { version: PrestoVersion.of('latest') }, given: "'latest'", passes: {} },
      {
        refused: { version: PrestoVersion.trino('470') },
        given: "'470'",
        passes: { version: PrestoVersion.trino('480') },
      },
    ],
    PR002: {
      refused: { version: PrestoVersion.of('0.296', { images: { worker: { image: 'mine/presto' } } }) },
      given: "one for 'worker' where there are server, gateway",
      passes: { version: PrestoVersion.of('0.296', { images: { server: { image: 'mine/presto' } } }) },
    },
    PR003: {
      refused: { version: PrestoVersion.trino('475') },
      given: 'Trino 475',
      passes: { version: PrestoVersion.TRINO_476 },
    },
    PR004: { refused: { version: PrestoVersion.of('0.297') }, given: '0.297', passes: {} },
    PR010: { refused: workers(3, 6, 1), given: '1Gi', passes: workers(3, 6, 2) },
    PR011: { refused: workers(0, 6), given: '0', passes: workers(1, 6) },
    PR012: {
      refused: { ...workers(3, 6), queryMemory: Size.gibibytes(100) },
      given: '100Gi where 6 workers have 82572Mi',
      passes: { ...workers(3, 6), queryMemory: Size.gibibytes(80) },
    },
    PR013: {
      refused: workers(1, 12),
      given: '132115Mi where 1 workers have 11009Mi',
      passes: { ...workers(1, 12), queryMemory: Size.gibibytes(10) },
    },
    PR014: [
      {
        refused: { maxQueryTime: Duration.millis(5500) },
        given: '5500 milliseconds for maxQueryTime',
        passes: { maxQueryTime: Duration.seconds(6) },
      },
      {
        refused: { workerLossTimeout: Duration.seconds(2) },
        given: '2 seconds for workerLossTimeout',
        passes: { workerLossTimeout: Duration.seconds(5) },
      },
    ],
    PR015: {
      refused: { workers: { ...minimal.workers, spill: Size.mebibytes(100) } },
      given: '100Mi',
      passes: { workers: { ...minimal.workers, spill: Size.gibibytes(1) } },
    },
    PR020: { refused: catalogs({}), given: 'none', passes: {} },
    PR021: {
      refused: catalogs({ 'my-lake': PrestoCatalog.tpch() }),
      given: "'my-lake'",
      passes: catalogs({ my_lake: PrestoCatalog.tpch() }),
    },
    PR022: {
      refused: catalogs({ system: PrestoCatalog.tpch() }),
      given: "'system'",
      passes: catalogs({ systems: PrestoCatalog.tpch() }),
    },
    PR023: {
      refused: custom({ 'redis.password': 'geheim' }),
      given: 'text for redis.password for cache',
      passes: custom({ 'redis.nodes': 'cache:6379' }),
    },
    PR024: {
      refused: catalogs({
        one: lakehouse({ fileSystem }),
        other: lakehouse({ fileSystem: { ...fileSystem, uri: 'hdfs://other' } }),
      }),
      given: 'hdfs://lake and hdfs://other',
      passes: catalogs({ one: lakehouse({ fileSystem }), other: lakehouse({ fileSystem }) }),
    },
    PR025: {
      refused: catalogs({ lake: lakehouse({ store }) }),
      given: 'a store for lake',
      passes: { ...catalogs({ lake: lakehouse({ store }) }), version: PrestoVersion.TRINO_476 },
    },
    PR026: { refused: rest(true), given: 'one for lake', passes: rest(false) },
    PR027: {
      refused: { ...doris, ...onTrino },
      given: "'sales' of Doris",
      passes: doris,
    },
    PR080: [
      {
        refused: inRelease('4.0.1'),
        given: "'lake' in one of 4.0.1, which has no call get_table,",
        passes: inRelease('3.1.3'),
      },
      {
        refused: inRelease('4.1.0'),
        given: "'lake' in one of 4.1.0",
        passes: { ...inRelease('4.1.0'), version: PrestoVersion.TRINO_476 },
      },
    ],
    PR081: {
      refused: catalogs({ lake: lakehouse({ fileSystem: { ...fileSystem, kerberosRealm: 'EXAMPLE.COM' } }) }),
      given: 'hdfs://lake of the realm EXAMPLE.COM',
      passes: catalogs({ lake: lakehouse({ fileSystem }) }),
    },
    PR030: { refused: { queues: { perUser: 0 } }, given: '0', passes: { queues: { perUser: 1 } } },
    PR031: {
      refused: { teams: [team('etl'), team('etl')] },
      given: "'etl' again",
      passes: { teams: [team('etl'), team('bi')] },
    },
    PR032: { refused: { teams: [team('others')] }, given: "'others'", passes: { teams: [team('other')] } },
    PR033: [
      {
        refused: { teams: [team('etl', 60), team('bi', 50)] },
        given: '60 + 50 of 100',
        passes: { teams: [team('etl', 60), team('bi', 40)] },
      },
      {
        refused: { teams: [team('etl', 100), team('bi')] },
        given: '100 of 100',
        passes: { teams: [team('etl', 99), team('bi')] },
      },
    ],
    PR034: { refused: { teams: [{ name: 'etl' }] }, given: 'none for etl', passes: { teams: [team('etl')] } },
    PR050: {
      refused: { expose },
      given: "'10.0.0.0/8'",
      passes: { expose, ...signedIn() },
    },
    PR051: {
      refused: signedIn({ signIn: signIn({ secretName: 'Users', key: 'users' }) }),
      given: "'Users'",
      passes: signedIn({ signIn: signIn({ secretName: 'users', key: 'users' }) }),
    },
    PR052: {
      refused: signedIn({ signIn: signIn({ secretName: 'users', key: 'of/all' }) }),
      given: "'of/all'",
      passes: signedIn({ signIn: signIn({ secretName: 'users', key: 'of.all' }) }),
    },
    PR053: {
      refused: allowed({ users: ['anna', 'drain'] }),
      given: "'drain'",
      passes: allowed({ users: ['anna', 'drains'] }),
    },
    PR054: [
      { refused: allowed({ users: [] }), given: 'none for users of rule 1', passes: allowed({}) },
      { refused: allowed({ catalogs: [] }), given: 'none for catalogs of rule 1', passes: allowed({}) },
    ],
    PR055: {
      refused: allowed({ catalogs: ['lake'] }),
      given: "'lake' where there is tpch",
      passes: allowed({ catalogs: ['tpch'] }),
    },
    PR056: {
      refused: byToken,
      given: 'tokens with Presto 0.296',
      passes: { ...byToken, version: PrestoVersion.TRINO_476 },
    },
    PR060: {
      refused: { faultTolerance: retried() },
      given: 'Presto 0.296',
      passes: { faultTolerance: retried(), version: PrestoVersion.TRINO_476 },
    },
    PR061: {
      refused: { faultTolerance: retried('/exchange'), version: PrestoVersion.TRINO_476 },
      given: "'/exchange'",
      passes: { faultTolerance: retried('exchange'), version: PrestoVersion.TRINO_476 },
    },
    PR062: {
      refused: {
        faultTolerance: retried(),
        version: PrestoVersion.TRINO_476,
        shutdownGrace: Duration.seconds(29),
      },
      given: '29 seconds',
      passes: { faultTolerance: retried(), version: PrestoVersion.TRINO_476, shutdownGrace: Duration.seconds(30) },
    },
    PR063: [
      {
        refused: spot,
        given: 'true',
        passes: { ...spot, faultTolerance: retried(), version: PrestoVersion.TRINO_476 },
      },
      { refused: spot, given: 'true', passes: { ...spot, acknowledge: { queriesEndWithWorkers: true } } },
    ],
    PR064: [
      {
        refused: config({ 'query-manager.required-workers': '4' }),
        given: '4 for query-manager.required-workers where there are 3',
        passes: config({ 'query-manager.required-workers': '3' }),
      },
      {
        refused: { overrides: { coordinatorConfig: { 'query-manager.required-workers': '10' } }, ...onTrino },
        given: '10 for query-manager.required-workers where there are 3',
        passes: {
          overrides: { coordinatorConfig: { 'query-manager.required-workers': '10' } },
          ...workers(10, 12),
          ...onTrino,
        },
      },
    ],
    PR065: [
      {
        refused: { ...behind('https'), ...onTrino },
        given: "'https' for example.com/load-balancer-backend-protocol",
        passes: {
          ...behind('https'),
          ...onTrino,
          overrides: { coordinatorConfig: { 'http-server.process-forwarded': 'true' } },
        },
      },
      {
        refused: { ...behind('http'), ...onTrino, overrides: { config: { 'http-server.process-forwarded': 'true' } } },
        given: "'http' for example.com/load-balancer-backend-protocol",
        passes: { ...behind('ssl'), ...onTrino },
      },
      { refused: behind('http'), given: "'http' for", passes: behind('https') },
    ],
    PR066: {
      refused: catalogs({ lake: lakehouse({ properties: { 'hive.file-status-cache-size': '1000000' } }) }),
      given: 'hive.file-status-cache-size for lake',
      passes: catalogs({ lake: lakehouse({ properties: { 'hive.file-status-cache.max-retained-size': '512MB' } }) }),
    },
    PR067: [
      {
        refused: directory({ url: 'ldap://ldap.example.com' }),
        given: "'ldap://ldap.example.com'",
        passes: directory({ url: 'ldaps://ldap.example.com' }),
      },
      {
        refused: directory({ url: 'ldaps://one.example.com ldaps://other.example.com' }),
        given: "'ldaps://one.example.com ldaps://other.example.com'",
        passes: { ...directory({ url: 'ldaps://one.example.com:1636' }), ...onTrino },
      },
    ],
    PR068: [
      {
        refused: directory({ userPattern: 'uid=presto,dc=example,dc=com' }),
        given: "'uid=presto,dc=example,dc=com' for userPattern",
        passes: directory({ userPattern: '${USER}@example.com' }),
      },
      {
        refused: directory({ group: { baseDn: 'dc=example,dc=com', filter: '(memberOf=cn=presto)' } }),
        given: "'(memberOf=cn=presto)' for group.filter",
        passes: directory({ group: { baseDn: 'dc=example,dc=com', filter: '(&(uid=${USER})(memberOf=cn=presto))' } }),
      },
    ],
    PR069: {
      refused: { ...onTrino, faultTolerance: retried(), maxQueryTime: Duration.hours(25) },
      given: '25 hours',
      passes: { ...onTrino, faultTolerance: retried(), maxQueryTime: Duration.hours(24) },
    },
    PR040: {
      refused: config({ 'discovery.uri': 'http://other' }),
      given: "'discovery.uri'",
      passes: config({ 'query.max-stage-count': '150' }),
    },
    PR041: {
      refused: config({ 'node-scheduler.include-coordinator': 'true' }),
      given: 'node-scheduler.include-coordinator of true: a query that takes its memory ends all queries',
      passes: {
        ...config({ 'node-scheduler.include-coordinator': 'true' }),
        acknowledge: { riskySettings: ['node-scheduler.include-coordinator'] },
      },
    },
    PR042: {
      refused: config({ 'http-server.https.keystore.password': 'geheim' }),
      given: 'text for http-server.https.keystore.password',
      passes: config({ 'http-server.https.keystore.password': '${ENV:KEYSTORE}' }),
    },
    PR082: [
      {
        refused: config({ 'query.max-memmory': '1GB' }),
        given: "'query.max-memmory', which is close to 'query.max-memory', for config",
        passes: config({ 'query.max-memory': '1GB' }),
      },
      {
        refused: { overrides: { workerConfig: { 'experimental.spill-enabled': 'true' } }, ...onTrino },
        given: "'experimental.spill-enabled'",
        passes: { overrides: { workerConfig: { 'experimental.spill-enabled': 'true' } } },
      },
    ],
    PR083: {
      refused: { ...catalogs({ lake: lakehouse({ properties: { 'hive.metastore.urls': 'x' } }) }), ...onTrino },
      given: "'hive.metastore.urls', which is close to 'hive.metastore.uri', for lake",
      passes: { ...catalogs({ lake: lakehouse({ properties: { 'hive.metastore-timeout': '10s' } }) }), ...onTrino },
    },
    PR090: {
      refused: coloured({ green: { version: PrestoVersion.TRINO_476 } }),
      given: 'Presto as blue and Trino as green',
      passes: coloured({ green: { version: PrestoVersion.V0_296 } }),
    },
  },
});

test('what is wrong with a colour of its own is reported there', () => {
  const given = coloured({ green: { queues: { concurrency: 0 } } });
  expect(() => cluster({ ...minimal, ...given })).toThrow('[sql/query/green] PR030: ');
});
