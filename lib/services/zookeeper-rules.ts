import { Size } from 'cdk8s';
import { Cpu } from '../core';
import { Checks, isOff, placed, Risk, Rule } from '../core/internal';
import { ResolvedZooKeeper } from './zookeeper/resolve';
import { WORDS } from './zookeeper/zoo-cfg';

/** Settings that addresses, volumes, ports and probes hang on. */
const OURS =
  /^(server\.\d+|clientPort(Address)?|secureClientPort(Address)?|dataDir|dataLogDir|dynamicConfigFile|reconfigEnabled|standaloneEnabled|metricsProvider\.(className|httpHost|httpPort))$/;

/** @see https://zookeeper.apache.org/doc/r3.9.5/zookeeperAdmin.html#Unsafe+Options */
const RISKS: Risk[] = [{ setting: 'forceSync', risky: isOff, why: 'members confirm what is on no disk yet' }];

const check = new Checks<ResolvedZooKeeper>();
const keys = ({ settings }: ResolvedZooKeeper) => Object.keys(settings);

/** Checks on the props of a ZooKeeper. */
export const zooKeeperRules: ReadonlyArray<Rule<ResolvedZooKeeper>> = [
  {
    code: 'SVC001',
    prop: 'members',
    remedy: 'choose 3: an even number survives no more losses than the odd one below it',
    ...check.oddQuorum(({ members }) => members, { atMost: 5 }),
  },
  {
    code: 'SVC002',
    prop: 'size.memory',
    remedy: 'give more: the JVM takes 100Mi and more besides its heap, and the heap holds the whole tree',
    ...check.atLeast(({ size }) => size.memory, Size.mebibytes(768)),
  },
  {
    code: 'SVC003',
    prop: 'size.cpu',
    remedy: 'give more: a member that gets no processor misses heartbeats, and its sessions end',
    ...check.atLeast(({ size }) => size.cpu, Cpu.millis(100)),
  },
  {
    code: 'SVC004',
    prop: 'storage and logStorage',
    remedy: 'give more: five snapshots and the log between them lie there',
    ...check.atLeast(
      ({ storage, logStorage }) => [placed(storage, 'storage'), placed(logStorage, 'logStorage')],
      Size.gibibytes(1),
    ),
  },
  {
    code: 'SVC005',
    prop: 'settings',
    remedy: 'remove it: members, storage and what clients connect to follow from the other props',
    ...check.each(keys, 'leave alone what addresses, volumes, ports and probes hang on', (key) => !OURS.test(key)),
  },
  {
    code: 'SVC006',
    prop: 'settings',
    remedy: 'name a file that holds it, as ssl.keyStore.passwordPath does',
    ...check.noSecrets(keys, /password$/i),
  },
  {
    code: 'SVC007',
    prop: "settings['4lw.commands.whitelist']",
    must: `hold ${WORDS.join(', ')}`,
    remedy: 'add them: probes and runbooks ask with these words',
    violation: ({ settings }) => {
      const given = settings['4lw.commands.whitelist'];
      const words = (given ?? '*').split(',').map((word) => word.trim());
      return words.includes('*') || WORDS.every((word) => words.includes(word)) ? undefined : `'${given}'`;
    },
  },
  {
    code: 'SVC008',
    prop: "settings['jute.maxbuffer']",
    must: 'be a flag of the JVM: ZooKeeper does not read it from zoo.cfg',
    remedy:
      "write javaOptions: ['-Djute.maxbuffer=...'], and the same in overrides.jvm of the cluster whose parts ask it",
    violation: ({ settings }) => settings['jute.maxbuffer'],
  },
  {
    code: 'SVC009',
    prop: 'version',
    remedy: 'use ZooKeeperVersion.V3_9_5, or a full release such as 3.9.6: latest changes under a running ensemble',
    ...check.releaseAtLeast(({ version }) => version._release, 3, 9),
  },
  {
    code: 'SVC010',
    prop: 'version',
    remedy:
      "write ZooKeeperVersion.of('3.9.5', { images: { zookeeper: { image: 'registry.example.com/zookeeper' } } })",
    ...check.ownImages(({ version }) => version._release),
  },
  {
    code: 'SVC011',
    prop: 'settings',
    remedy:
      'remove it, or acknowledge it: acknowledge.riskySettings of the engine, acknowledgeRiskySettings of ZooKeeper',
    ...check.losesNoData(
      ({ settings }) => settings,
      RISKS,
      ({ acknowledgeRiskySettings }) => acknowledgeRiskySettings,
    ),
  },
];
