import { Cpu, hadoop, scaling, security } from 'bigdata-constructs';
import { Duration, Size } from 'cdk8s';
import { clientRules } from '../../lib/hadoop/client-rules';
import { hdfsRules } from '../../lib/hadoop/hdfs-rules';
import { kerberosRules } from '../../lib/hadoop/kerberos-rules';
import { overrideRules } from '../../lib/hadoop/override-rules';
import { hadoopRules } from '../../lib/hadoop/rules';
import { yarnRules } from '../../lib/hadoop/yarn-rules';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
import { cluster, kerberos, minimal, single, store } from './clusters';

/** Props that differ from those that are enough, and zones that differ from three. */
type Changes = Partial<hadoop.HadoopClusterProps> & { readonly zones?: string[] };

const size = (cpu: number, memory: number) => ({ cpu: Cpu.units(cpu), memory: Size.gibibytes(memory) });
const dataNodes = (changes: Partial<hadoop.DataNodeOptions>) => ({ dataNodes: { ...minimal.dataNodes, ...changes } });
const volume = (first: Size, grownTo?: Size) => dataNodes({ volumes: [{ size: first, grownTo }] });
const archive = (name: string) => ({ moreDataNodes: { [name]: minimal.dataNodes } });
const yarn = (changes: Partial<hadoop.YarnOptions>) => ({ yarn: { ...minimal.yarn!, ...changes } });
const queue = (name: string, share?: number, maximumShare?: number) => ({ name, share, maximumShare });
const queues = (...all: hadoop.YarnQueue[]) => yarn({ queues: all });
const workers = (memory: number) => ({ scaling: scaling.Scaling.exactly(1), size: size(1, memory) });
const release = (text: string) => ({ version: hadoop.HadoopVersion.of(text) });
const image = (component: string, text: string, digest?: string) => ({
  version: hadoop.HadoopVersion.of('3.4.3', { images: { [component]: { image: text, digest } } }),
});
const jvm = (component: string, ...flags: string[]) => ({ overrides: { jvm: { [component]: flags } } });
const file = (component: string, name: string) => ({ overrides: { files: { [component]: { [name]: '' } } } });
const hdfsSite = (key: string, value: string) => ({ overrides: { hdfsSite: { [key]: value } } });
const snapshots = (...paths: string[]) => ({ snapshots: paths.map((path) => ({ path })) });
const secure = (changes: Partial<hadoop.KerberosOptions> = {}): Changes => ({
  yarn: undefined,
  security: hadoop.HadoopSecurity.kerberos({
    realm: 'LAKE.TEST',
    kdcs: ['kdc.lake.test'],
    kdcPeer: security.Peer.cidr('10.9.8.7/32'),
    keytabSecret: 'lake-keytabs',
    tls: security.Tls.certManager({ issuer: 'internal' }),
    ...changes,
  }),
});

rulesSuite<Changes>('the rules of a Hadoop cluster', {
  rules: [...hadoopRules, ...clientRules, ...hdfsRules, ...yarnRules, ...kerberosRules, ...overrideRules],
  reported: reportedByConstruct(({ zones = ['a', 'b', 'c'], ...props }) => cluster(props, { name: 'test', zones }).app),
  cases: {
    HD001: [
      { refused: dataNodes({ count: 2.5 }), given: '2.5 for dataNodes', passes: dataNodes({ count: 3 }) },
      {
        refused: { moreDataNodes: { archive: { ...minimal.dataNodes, count: 0 } } },
        given: '0 for moreDataNodes.archive',
        passes: archive('archive'),
      },
    ],
    HD002: { refused: { replication: 0 }, given: '0', passes: { replication: 2 } },
    HD003: [
      {
        refused: dataNodes({ count: 2 }),
        given: '2 where replication is 3, the default;',
        passes: { ...dataNodes({ count: 2 }), replication: 2 },
      },
      {
        refused: { ...dataNodes({ count: 3 }), replication: 4 },
        given: '3 where replication is 4;',
        passes: dataNodes({ count: 3 }),
      },
    ],
    HD004: {
      refused: { replication: 1 },
      given: '1 where highAvailability is true, the default',
      passes: { ...single, replication: 1 },
    },
    HD005: [
      {
        refused: { nameNodes: { members: 1 }, highAvailability: true },
        given: '1 where highAvailability is true;',
        passes: { nameNodes: { members: 3 } },
      },
      {
        refused: { ...single, nameNodes: { members: 2 } },
        given: '2 where highAvailability is false',
        passes: { ...single, nameNodes: { members: 1 } },
      },
    ],
    HD006: { refused: { journalNodes: { members: 4 } }, given: '4', passes: { journalNodes: { members: 5 } } },
    HD007: { refused: { ...single, journalNodes: {} }, given: 'a value', passes: { journalNodes: {} } },
    HD008: {
      refused: { zooKeeper: { members: 1 } },
      given: '1 where highAvailability is true, the default',
      passes: { ...single, zooKeeper: { members: 1 } },
    },
    HD009: {
      refused: yarn({ resourceManagers: { members: 4 } }),
      given: '4 where highAvailability is true, the default',
      passes: yarn({ resourceManagers: { members: 3 } }),
    },
    HD010: {
      refused: dataNodes({ volumes: [] }),
      given: 'none for dataNodes',
      passes: volume(Size.tebibytes(1)),
    },
    HD011: {
      refused: volume(Size.mebibytes(100)),
      given: '100Mi for dataNodes.volumes[0]',
      passes: volume(Size.gibibytes(1)),
    },
    HD012: [
      {
        refused: volume(Size.tebibytes(2), Size.tebibytes(1)),
        given: '1Ti for dataNodes.volumes[0] where size is 2Ti;',
        passes: volume(Size.tebibytes(2), Size.tebibytes(3)),
      },
      {
        refused: { nameNodes: { grownTo: Size.gibibytes(20) } },
        given: '20Gi for nameNodes where storage is 50Gi, the default',
        passes: { nameNodes: { grownTo: Size.gibibytes(51) } },
      },
      {
        refused: { journalNodes: { storage: Size.gibibytes(40), grownTo: Size.gibibytes(40) } },
        given: '40Gi for journalNodes where storage is 40Gi;',
        passes: { journalNodes: { storage: Size.gibibytes(40), grownTo: Size.gibibytes(50) } },
      },
    ],
    HD013: {
      refused: dataNodes({ size: size(1, 1) }),
      given: '1Gi for dataNodes, which gives a heap of 819Mi',
      passes: dataNodes({ size: size(1, 2) }),
    },
    HD014: {
      refused: { nameNodes: { size: size(1, 4), expectedFiles: 50e6 } },
      given: '4Gi, which gives a heap of 3276Mi where 50Gi are needed',
      passes: { nameNodes: { size: size(1, 63), expectedFiles: 50e6 } },
    },
    HD015: {
      refused: yarn({ spotNodeManagers: workers(1) }),
      given: '1Gi for yarn.spotNodeManagers',
      passes: yarn({ spotNodeManagers: workers(2) }),
    },
    HD016: {
      refused: queues(queue('etl', 70), queue('adhoc', 20)),
      given: "90: 70 for 'etl' and 20 for 'adhoc'",
      passes: queues(queue('etl', 70), queue('adhoc', 30)),
    },
    HD017: [
      { refused: queues(queue('a b', 100)), given: "'a b'", passes: queues(queue('a-b', 100)) },
      {
        refused: queues(queue('etl', 50), queue('etl', 50)),
        given: "'etl' again",
        passes: queues(queue('etl', 50), queue('ETL', 50)),
      },
    ],
    HD018: [
      {
        refused: queues(queue('etl', 110)),
        given: "110 for 'etl' where maximumShare is 100, the default",
        passes: queues(queue('etl', 100)),
      },
      {
        refused: queues(queue('etl', 60, 50), queue('adhoc', 40)),
        given: "60 for 'etl' where maximumShare is 50;",
        passes: queues(queue('etl', 60, 60), queue('adhoc', 40)),
      },
      {
        refused: queues(queue('etl', 0), queue('adhoc', 100)),
        given: "0 for 'etl'",
        passes: queues(queue('etl', 1), queue('adhoc', 99)),
      },
      {
        refused: queues(queue('etl', 60), queue('reports', 40), queue('adhoc')),
        given: "0 for 'adhoc', what the others leave, where maximumShare is 100, the default",
        passes: queues(queue('etl', 60), queue('reports'), queue('adhoc')),
      },
    ],
    HD019: {
      refused: { trash: Duration.seconds(90) },
      given: '90 seconds',
      passes: { trash: Duration.seconds(120) },
    },
    HD020: {
      refused: {},
      given: 'none where highAvailability is true, the default',
      passes: { backup: { store } },
    },
    HD021: [
      { refused: { zones: [] }, given: 'none where highAvailability is true, the default', passes: {} },
      { refused: { zones: ['a', 'b'] }, given: '2 where', passes: { ...single, zones: ['a'] } },
    ],
    HD022: [
      { refused: release('3.3.6'), given: "'3.3.6'", passes: release('3.4.0') },
      { refused: release('latest'), given: "'latest'", passes: image('hadoop', 'ours/hadoop:latest') },
      { refused: release('3.4'), given: "'3.4'", passes: release('3.5.0-lean') },
    ],
    HD023: { refused: { balancer: { threshold: 0 } }, given: '0', passes: { balancer: { threshold: 1 } } },
    HD024: [
      { refused: snapshots('warehouse'), given: "'warehouse'", passes: snapshots('/warehouse') },
      { refused: snapshots('/a', '/a/b'), given: "'/a/b' in '/a'", passes: snapshots('/a', '/ab') },
      { refused: snapshots('/a/b', '/a-b'), given: "'/a-b' again", passes: snapshots('/a/b', '/a/c') },
    ],
    HD025: {
      refused: { snapshots: [{ path: '/a', keep: 0 }] },
      given: "0 for '/a'",
      passes: { snapshots: [{ path: '/a', keep: 1 }] },
    },
    HD026: {
      refused: { overrides: { coreSite: { 'ssl.server.keystore.password': 'x' } } },
      given: 'text for ssl.server.keystore.password',
      passes: { overrides: { coreSite: { 'hadoop.security.credential.provider.path': 'x' } } },
    },
    HD036: [
      {
        refused: hdfsSite('dfs.nameservices', 'other'),
        given: "'other' for dfs.nameservices",
        passes: hdfsSite('dfs.nameservices', 'lake, other'),
      },
      {
        refused: hdfsSite('dfs.nameservice.id', 'other'),
        given: "'other' for dfs.nameservice.id",
        passes: hdfsSite('dfs.internal.nameservices', 'lake'),
      },
    ],
    HD058: [
      {
        refused: { overrides: { hdfsSite: { 'dfs.namenode.edits.noeditlogchannelflush': 'true' } } },
        given: 'dfs.namenode.edits.noeditlogchannelflush of true: NameNodes confirm',
        passes: { overrides: { hdfsSite: { 'dfs.namenode.edits.noeditlogchannelflush': 'false' } } },
      },
      {
        refused: { overrides: { yarnSite: { 'yarn.resourcemanager.zk-max-znode-size.bytes': '20971520' } } },
        given: 'yarn.resourcemanager.zk-max-znode-size.bytes of 20971520: ZooKeeper refuses',
        passes: {
          overrides: { yarnSite: { 'yarn.resourcemanager.zk-max-znode-size.bytes': '20971520' } },
          acknowledge: { riskySettings: ['yarn.resourcemanager.zk-max-znode-size.bytes'] },
        },
      },
    ],
    HD057: {
      refused: jvm('namenode', '-Djavax.net.ssl.keyStorePassword=x'),
      given: 'text for -Djavax.net.ssl.keyStorePassword for namenode',
      passes: jvm('namenode', '-Djavax.net.ssl.keyStore=/keys/store.p12'),
    },
    HD050: [
      {
        refused: { overrides: { pods: { namenodes: {} } } },
        given: "'namenodes' for overrides.pods",
        passes: { overrides: { pods: { namenode: {} } } },
      },
      {
        refused: { overrides: { files: { zookeeper: {} } } },
        given: "'zookeeper' for overrides.files",
        passes: { overrides: { files: { snapshots: {} } } },
      },
    ],
    HD051: {
      refused: jvm('zookeeper', '-Xlog:gc'),
      given: "'zookeeper'",
      passes: jvm('zkfc', '-Xlog:gc'),
    },
    HD052: [
      {
        refused: jvm('namenode', '-Xlog:gc -Xss1m'),
        given: "'-Xlog:gc -Xss1m' for namenode",
        passes: jvm('namenode', '-Xlog:gc', '-Xss1m'),
      },
      { refused: jvm('probe', 'Xlog:gc'), given: "'Xlog:gc' for probe", passes: jvm('probe', '-Xlog:gc') },
    ],
    HD053: [
      {
        refused: jvm('namenode', '-Xmx8g'),
        given: "'-Xmx8g' for namenode, which has nameNodes.size",
        passes: jvm('balancer', '-Xmx400m'),
      },
      {
        refused: jvm('datanode', '-XX:MaxRAMPercentage=50'),
        given: "'-XX:MaxRAMPercentage=50' for datanode, which has dataNodes.size",
        passes: jvm('datanode', '-XX:MaxDirectMemorySize=512m'),
      },
    ],
    HD054: [
      {
        refused: jvm('datanode', '-Djava.security.properties=/mine'),
        given: "'-Djava.security.properties=/mine' for datanode",
        passes: jvm('datanode', '-Djava.security.debug=certpath'),
      },
      {
        refused: jvm('namenode', '-XX:-ExitOnOutOfMemoryError'),
        given: "'-XX:-ExitOnOutOfMemoryError' for namenode",
        passes: jvm('namenode', '-XX:+ExitOnOutOfMemoryError'),
      },
    ],
    HD055: [
      {
        refused: file('namenode', 'hdfs-site.xml'),
        given: "'hdfs-site.xml', for which there is overrides.hdfsSite, for namenode",
        passes: file('namenode', 'hadoop-policy.xml'),
      },
      {
        refused: file('balancer', 'program.sh'),
        given: "'program.sh', which is the program of the job, for balancer",
        passes: file('balancer', 'hadoop-env.sh'),
      },
    ],
    HD056: {
      refused: file('nodemanager', 'shell/rack.sh'),
      given: "'shell/rack.sh' for nodemanager",
      passes: file('nodemanager', 'rack.sh'),
    },
    HD027: [
      { refused: archive('A B'), given: "'A B'", passes: archive('a-b') },
      { refused: archive('sixteen-letters-'), given: "'sixteen-letters-'", passes: archive('fifteen-letters') },
    ],
    HD028: [
      {
        refused: image('namenode', 'ours/hadoop'),
        given: "one for 'namenode' where there are hadoop, uploader",
        passes: image('uploader', 'ours/aws-cli'),
      },
      {
        refused: image('hadoop', 'ours/hadoop', 'sha256:1'),
        given: "the digest 'sha256:1' for hadoop",
        passes: image('hadoop', 'registry:5000/ours/hadoop', `sha256:${'4e'.repeat(32)}`),
      },
    ],
    HD030: { refused: secure({ realm: 'lake.test' }), given: "'lake.test'", passes: secure() },
    HD031: [
      { refused: secure({ kdcs: [] }), given: 'none', passes: secure() },
      {
        refused: secure({ kdcs: ['https://kdc'] }),
        given: "'https://kdc'",
        passes: secure({ kdcs: ['kdc.lake.test:1088'] }),
      },
    ],
    HD032: {
      refused: secure({ keytabSecret: 'Lake Keytabs' }),
      given: "'Lake Keytabs'",
      passes: secure({ keytabSecret: 'lake.keytabs' }),
    },
    HD033: { refused: { ...secure(), httpFs: {} }, given: 'a value', passes: { httpFs: {} } },
    HD034: { refused: { security: kerberos }, given: 'a value', passes: secure() },
    HD040: [
      {
        refused: queues({ ...queue('etl'), members: ['alice,bob'] }),
        given: "'alice,bob' for 'etl'",
        passes: queues({ ...queue('etl'), members: ['alice', 'bob'] }),
      },
      {
        refused: queues({ ...queue('etl'), groups: ['data team'] }),
        given: "'data team' for 'etl'",
        passes: queues({ ...queue('etl'), groups: ['data-team'] }),
      },
      {
        refused: queues({ ...queue('etl'), administrators: [''] }),
        given: "'' for 'etl'",
        passes: queues({ ...queue('etl'), administrators: ['alice'] }),
      },
    ],
    HD041: {
      refused: queues({ ...queue('etl'), capacity: size(8, 32) }),
      given: "a value for 'etl'",
      passes: queues(queue('etl')),
    },
    HD042: [
      {
        refused: { backup: { store, schedule: '@daily' } },
        given: "'@daily' for backup",
        passes: { backup: { store, schedule: '0 2 * * mon-fri' } },
      },
      {
        refused: { balancer: { schedule: '0 1 * *' } },
        given: "'0 1 * *' for balancer",
        passes: { balancer: { schedule: '0 1 * * *' } },
      },
      {
        refused: { snapshots: [{ path: '/a', schedule: 'nightly' }] },
        given: "'nightly' for the snapshots of '/a'",
        passes: { snapshots: [{ path: '/a', schedule: '*/30 * * * *' }] },
      },
    ],
    HD043: {
      refused: { backup: { store, prefix: '/fsimage' } },
      given: "'/fsimage'",
      passes: { backup: { store, prefix: 'lake/fsimage' } },
    },
  },
});

test('all that is wrong is said at once, under the path', () => {
  expect(() => cluster({ replication: 1, nameNodes: { members: 5 } })).toThrow(/\[lake\/lake\] HD004[^]*HD005/);
});
