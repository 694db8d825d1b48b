import { bytesOf, GIB, MIB, quantityOf, Rule } from '../core/internal';
import { ResolvedZooKeeper } from './zookeeper/resolve';
import { WORDS } from './zookeeper/zoo-cfg';

const MEMORY_MINIMUM = 768 * MIB;

/** Settings that addresses, volumes, ports and probes hang on. */
const OURS =
  /^(server\.\d+|clientPort(Address)?|secureClientPort(Address)?|dataDir|dataLogDir|dynamicConfigFile|reconfigEnabled|standaloneEnabled|metricsProvider\.(className|httpHost|httpPort))$/;

/** Checks on the props of a ZooKeeper. */
export const zooKeeperRules: ReadonlyArray<Rule<ResolvedZooKeeper>> = [
  {
    code: 'SVC001',
    prop: 'members',
    must: 'be 1, 3 or 5',
    remedy: 'choose 3: an even number survives no more losses than the odd one below it',
    violation: ({ members }) => ([1, 3, 5].includes(members) ? undefined : String(members)),
  },
  {
    code: 'SVC002',
    prop: 'size.memory',
    must: 'be at least 768Mi',
    remedy: 'give more: the JVM takes 100Mi and more besides its heap, and the heap holds the whole tree',
    violation: ({ size }) => (bytesOf(size.memory) < MEMORY_MINIMUM ? quantityOf(size.memory) : undefined),
  },
  {
    code: 'SVC003',
    prop: 'size.cpu',
    must: 'be at least 100m',
    remedy: 'give more: a member that gets no processor misses heartbeats, and its sessions end',
    violation: ({ size }) => (size.cpu.toMillis() < 100 ? size.cpu.toString() : undefined),
  },
  {
    code: 'SVC004',
    prop: 'storage and logStorage',
    must: 'be at least 1Gi each',
    remedy: 'give more: five snapshots and the log between them lie there',
    violation: ({ storage, logStorage }) =>
      [storage, logStorage].filter((size) => bytesOf(size) < GIB).map((size) => quantityOf(size)),
  },
  {
    code: 'SVC005',
    prop: 'settings',
    must: 'leave alone what addresses, volumes, ports and probes hang on',
    remedy: 'remove it: members, storage and what clients connect to follow from the other props',
    violation: ({ settings }) => Object.keys(settings).filter((key) => OURS.test(key)),
  },
  {
    code: 'SVC006',
    prop: 'settings',
    must: 'hold no secret',
    remedy: 'name a file that holds it, as ssl.keyStore.passwordPath does',
    violation: ({ settings }) => Object.keys(settings).filter((key) => /password$/i.test(key)),
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
    remedy: "write javaOptions: ['-Djute.maxbuffer=...'], and the same for its clients",
    violation: ({ settings }) => settings['jute.maxbuffer'],
  },
  {
    code: 'SVC009',
    prop: 'version',
    must: 'be 3.9 or newer, named in full',
    remedy: 'use ZooKeeperVersion.V3_9_5, or a full release such as 3.9.6: latest changes under a running ensemble',
    violation: ({ version }) =>
      version._release.isWellFormed && version._release.isAtLeast(3, 9) ? undefined : `'${version.release}'`,
  },
  {
    code: 'SVC010',
    prop: 'version',
    must: 'name images of your own by a component, each with its digest in full, where it has one',
    remedy:
      "write ZooKeeperVersion.of('3.9.5', { images: { zookeeper: { image: 'registry.example.com/zookeeper' } } })",
    violation: ({ version }) => version._release.faultyImages,
  },
];
