import { Checks, isOn, Placed, placed, Risk, Rule } from '../core/internal';
import { SECRET } from './client-rules';
import { COMPONENTS, CONTROLLER } from './components';
import { HadoopInput } from './rules';

const check = new Checks<HadoopInput>();
const HEAP = /^-(Xm[sx]|XX:(Initial|Max|Min)(HeapSize|RAM(Percentage|Fraction)?)=)/;
const FORBIDDEN =
  /^(-Djava\.security\.(properties|krb5\.conf)=|-XX:-ExitOnOutOfMemoryError$|-(cp|classpath)$|--class-path\b)/;

/** What says how large the heaps of a component are; the others have none to set. */
const HEAP_PROPS: Record<string, string> = {
  namenode: 'nameNodes.size',
  journalnode: 'journalNodes.size',
  datanode: 'dataNodes.size',
  resourcemanager: 'yarn.resourceManagers.size',
  nodemanager: 'yarn.nodeManagers.size',
  httpfs: 'httpFs.size',
};

/** Files that addresses, volumes, ports and programs hang on, and what changes what is in them. */
const OURS: Record<string, string> = {
  'core-site.xml': 'for which there is overrides.coreSite',
  'hdfs-site.xml': 'for which there is overrides.hdfsSite',
  'yarn-site.xml': 'for which there is overrides.yarnSite',
  'mapred-site.xml': 'for which there is overrides.mapredSite',
  'krb5.conf': 'for which security has overrides',
  'httpfs-site.xml': 'which holds the port alone',
  'ssl-server.xml': "which follows from security's tls",
  'ssl-client.xml': "which follows from security's tls",
  'java.security': 'by which names of pods are looked up again',
  'program.sh': 'which is the program of the job',
  'fetch.sh': 'which is the program of the job',
  'upload.sh': 'which is the program of the job',
};

/** The most that ZooKeeper takes as one node: https://zookeeper.apache.org/doc/r3.9.5/zookeeperAdmin.html#Unsafe+Options */
const ZNODE_BYTES = 1_048_575;

/**
 * Settings that lose data, or that stop daemons for good.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/hdfs-default.xml
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-yarn/hadoop-yarn-common/yarn-default.xml
 */
const RISKS: Risk[] = [
  {
    setting: 'dfs.namenode.edits.noeditlogchannelflush',
    risky: isOn,
    why: 'NameNodes confirm changes that are on no disk yet',
  },
  {
    setting: 'yarn.resourcemanager.zk-max-znode-size.bytes',
    risky: (value) => Number(value) > ZNODE_BYTES,
    why: 'ZooKeeper refuses such a node, and one ResourceManager after the other ends; jute.maxbuffer of members and clients has to be raised first',
  },
];

const flags = ({ resolved }: HadoopInput): Placed<string>[] =>
  Object.entries(resolved.overrides.jvm).flatMap(([component, given]) => given.map((flag) => placed(flag, component)));

const files = ({ resolved }: HadoopInput): Placed<string>[] =>
  Object.entries(resolved.overrides.files).flatMap(([component, given]) =>
    Object.keys(given).map((name) => placed(name, component)),
  );

/** Checks on files, JVMs and pods that components have besides. */
export const overrideRules: ReadonlyArray<Rule<HadoopInput>> = [
  {
    code: 'HD050',
    prop: 'the components of overrides.pods and overrides.files',
    remedy: 'correct it: nothing else of a cluster has pods of its own, and zooKeeper has options of its own',
    ...check.oneOf<string>(
      ({ resolved: { overrides } }) => [
        ...Object.keys(overrides.pods).map((component) => placed(component, 'overrides.pods')),
        ...Object.keys(overrides.files).map((component) => placed(component, 'overrides.files')),
      ],
      COMPONENTS,
    ),
  },
  {
    code: 'HD051',
    prop: 'the components of overrides.jvm',
    remedy: 'correct it: nothing else of a cluster has a JVM of its own, and zooKeeper has javaOptions',
    ...check.oneOf<string>(({ resolved }) => Object.keys(resolved.overrides.jvm), [...COMPONENTS, CONTROLLER]),
  },
  {
    code: 'HD052',
    prop: 'overrides.jvm',
    remedy: "name each by itself: ['-XX:MaxGCPauseMillis=100', '-Xlog:gc']. Launchers part them at blanks",
    ...check.pattern(flags, /^-\S+$/, "be flags, each of which starts with '-' and has no blank"),
  },
  {
    code: 'HD053',
    prop: 'overrides.jvm',
    must: 'leave heaps to the sizes that they follow from',
    remedy: 'set that size: the container has to hold the heap and what a JVM takes besides',
    violation: (input) =>
      flags(input).flatMap(({ value = '', place }) =>
        HEAP.test(value) && place in HEAP_PROPS ? `'${value}' for ${place}, which has ${HEAP_PROPS[place]}` : [],
      ),
  },
  {
    code: 'HD054',
    prop: 'overrides.jvm',
    remedy:
      'remove it; lines of krb5.conf are overrides of HadoopSecurity.kerberos, and classes are found by HADOOP_CLASSPATH',
    ...check.each(
      flags,
      'leave alone how a JVM looks up names, finds its classes and ends when its memory does',
      (flag) => !FORBIDDEN.test(flag),
    ),
  },
  {
    code: 'HD057',
    prop: 'overrides.jvm',
    remedy: 'mount the Secret by overrides.pods, and name the file that holds it',
    ...check.noSecrets(
      (input) => flags(input).map(({ value, place }) => placed(value?.replace(/=.*/, ''), place)),
      SECRET,
    ),
  },
  {
    code: 'HD055',
    prop: 'overrides.files',
    remedy: 'use what is there for it, or leave it as it is',
    ...check.each(
      files,
      'leave alone the files that addresses, volumes, ports and programs hang on',
      (name) => !(name in OURS),
      (name) => `'${name}', ${OURS[name]},`,
    ),
  },
  {
    code: 'HD056',
    prop: 'the names in overrides.files',
    remedy: 'name a file, without a folder: it lies beside the others of the configuration',
    ...check.pattern(files, /^[A-Za-z0-9][A-Za-z0-9._-]*$/, "be letters, digits, '-', '_' and '.'"),
  },
  {
    code: 'HD058',
    prop: 'overrides',
    remedy: 'remove it, or name it in acknowledge.riskySettings',
    ...check.losesNoData(
      ({ resolved: { overrides } }) => ({ ...overrides.hdfsSite, ...overrides.yarnSite }),
      RISKS,
      ({ resolved }) => resolved.acknowledge.riskySettings,
    ),
  },
];
