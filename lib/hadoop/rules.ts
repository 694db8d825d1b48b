import { Environment } from '../core';
import { bytesOf, GIB, quantityOf, Rule } from '../core/internal';
import { jvmHeap } from '../workloads/internal';
import { HadoopClusterProps } from './hadoop-props';
import { ResolvedDataNodes, ResolvedHadoop, ResolvedNodeManagers } from './resolve';
import { blocksMillion, dataNodeSizing, finalSize, hdfsSizing, nameNodeHeap, nodeManagerSizing } from './sizing';

/** What the checks look at. */
export interface HadoopInput {
  /** What the user wrote. */
  readonly given: HadoopClusterProps;
  /** The same, with every default. */
  readonly resolved: ResolvedHadoop;
  readonly environment: Environment;
}

const wholeFrom = (minimum: number, value: number) =>
  Number.isInteger(value) && value >= minimum ? undefined : String(value);

/** A value, and whether anybody asked for it. */
const told = (value: unknown, given: unknown) => `${String(value)}${given === undefined ? ' (the default)' : ''}`;

/** All kinds of DataNodes, with the name of the prop. */
const kinds = ({ resolved }: HadoopInput): [string, ResolvedDataNodes][] => [
  ['dataNodes', resolved.dataNodes],
  ...Object.entries(resolved.moreDataNodes).map(([kind, options]): [string, ResolvedDataNodes] => [
    `moreDataNodes.${kind}`,
    options,
  ]),
];

const each = <T>(list: [string, T][], broken: (value: T) => string | undefined): string[] =>
  list.flatMap(([name, value]) => {
    const given = broken(value);
    return given === undefined ? [] : [`${given} for ${name}`];
  });

const managers = ({ resolved: { yarn } }: HadoopInput): [string, ResolvedNodeManagers][] => [
  ...(yarn ? [['yarn.nodeManagers', yarn.nodeManagers] as [string, ResolvedNodeManagers]] : []),
  ...(yarn?.spotNodeManagers
    ? [['yarn.spotNodeManagers', yarn.spotNodeManagers] as [string, ResolvedNodeManagers]]
    : []),
];

const queues = ({ resolved }: HadoopInput) => resolved.yarn?.queues ?? [];

/** Whether every number that sizing divides by is sound: otherwise its own rule has spoken. */
const isSound = (input: HadoopInput) =>
  wholeFrom(1, input.resolved.replication) === undefined &&
  kinds(input).every(([, { count, volumes }]) => wholeFrom(1, count) === undefined && volumes.length > 0);

const neededHeap = (input: HadoopInput) => {
  const { replication, nameNodes } = input.resolved;
  const dataNodes = kinds(input).map(([, kind]) => kind);
  const capacity = blocksMillion(hdfsSizing(dataNodes, replication).usableCapacity);
  return nameNodeHeap(Math.max(1, capacity, (nameNodes.expectedFiles ?? 0) / 1e6));
};

/** Every check on the props of a HadoopCluster. */
export const hadoopRules: ReadonlyArray<Rule<HadoopInput>> = [
  {
    code: 'HD001',
    prop: 'count',
    must: 'be a whole number of at least 1',
    remedy: 'state how many DataNodes there are over all zones',
    violation: (input) => each(kinds(input), ({ count }) => wholeFrom(1, count)),
  },
  {
    code: 'HD002',
    prop: 'replication',
    must: 'be a whole number of at least 1',
    remedy: 'leave it at 3: two copies survive one loss, three the loss of one while another is restarted',
    violation: ({ resolved }) => wholeFrom(1, resolved.replication),
  },
  {
    code: 'HD003',
    prop: 'dataNodes.count',
    must: 'be at least the replication',
    remedy:
      'add DataNodes or lower the replication: copies of a block never share a DataNode, so some would never be made',
    violation: ({ given, resolved: { dataNodes, replication } }) =>
      dataNodes.count < replication
        ? `${dataNodes.count} where replication is ${told(replication, given.replication)}`
        : undefined,
  },
  {
    code: 'HD004',
    prop: 'replication',
    must: 'be at least 2 for high availability',
    remedy: 'ask for 3, or set highAvailability: false where losing the data is acceptable',
    violation: ({ given, resolved: { highAvailability, replication } }) =>
      highAvailability && replication === 1
        ? `${replication} where highAvailability is ${told(true, given.highAvailability)}`
        : undefined,
  },
  {
    code: 'HD005',
    prop: 'nameNodes.members',
    must: 'be 2 or 3, and 1 without high availability',
    remedy: 'leave it out: two NameNodes survive the loss of one, three the loss of one while another is upgraded',
    violation: ({ resolved: { highAvailability, nameNodes } }) =>
      (highAvailability ? [2, 3] : [1]).includes(nameNodes.members) ? undefined : String(nameNodes.members),
  },
  {
    code: 'HD006',
    prop: 'journalNodes.members',
    must: 'be an odd number of at least 3',
    remedy: 'choose 3: an even number survives no more losses than the odd one below it',
    violation: ({ resolved: { journalNodes } }) => {
      if (!journalNodes) return undefined;
      const { members } = journalNodes;
      return Number.isInteger(members) && members >= 3 && members % 2 === 1 ? undefined : String(members);
    },
  },
  {
    code: 'HD007',
    prop: 'journalNodes',
    must: 'be left out without high availability',
    remedy: 'remove it: a single NameNode keeps its edits itself',
    violation: ({ given, resolved }) =>
      !resolved.highAvailability && given.journalNodes !== undefined ? 'given' : undefined,
  },
  {
    code: 'HD008',
    prop: 'zooKeeper.members',
    must: 'be 1, 3 or 5, and at least 3 for high availability',
    remedy: 'choose 3, or set highAvailability: false',
    violation: ({ resolved: { highAvailability, zooKeeper } }) =>
      (highAvailability ? [3, 5] : [1, 3, 5]).includes(zooKeeper.members) ? undefined : String(zooKeeper.members),
  },
  {
    code: 'HD009',
    prop: 'yarn.resourceManagers.members',
    must: 'be 2 or 3, and 1 without high availability',
    remedy: 'leave it out: two survive the loss of one',
    violation: ({ resolved: { highAvailability, yarn } }) => {
      if (!yarn) return undefined;
      const { members } = yarn.resourceManagers;
      return (highAvailability ? [2, 3] : [1]).includes(members) ? undefined : String(members);
    },
  },
  {
    code: 'HD010',
    prop: 'volumes',
    must: 'be one at least',
    remedy: 'name the volumes of one DataNode: { size: Size.tebibytes(2) }',
    violation: (input) => each(kinds(input), ({ volumes }) => (volumes.length === 0 ? 'none' : undefined)),
  },
  {
    code: 'HD011',
    prop: 'the size of a volume',
    must: 'be at least 1Gi',
    remedy: 'give more: HDFS keeps a part of each volume free',
    violation: (input) =>
      kinds(input).flatMap(([name, { volumes }]) =>
        volumes.filter(({ size }) => bytesOf(size) < GIB).map(({ size }) => `${quantityOf(size)} for ${name}`),
      ),
  },
  {
    code: 'HD012',
    prop: 'grownTo',
    must: 'be more than size',
    remedy:
      'leave size as it was when the DataNodes were made, and name the size that volumes grow to: none ever shrinks',
    violation: (input) =>
      kinds(input).flatMap(([name, { volumes }]) =>
        volumes.flatMap(({ size, grownTo }) =>
          grownTo && bytesOf(grownTo) <= bytesOf(size)
            ? [`${quantityOf(grownTo)} where size is ${quantityOf(size)} for ${name}`]
            : [],
        ),
      ),
  },
  {
    code: 'HD013',
    prop: 'the memory of a DataNode',
    must: 'hold its heap and the threads that move blocks',
    remedy: 'give more memory or fewer volumes: a million blocks need 1 GiB of heap besides the first',
    violation: (input) =>
      each(kinds(input), ({ size, volumes }) => {
        if (volumes.length === 0) return undefined;
        const { replicasMillion } = dataNodeSizing(size, volumes.map(finalSize));
        const wanted = input.resolved.highAvailability ? 1 + replicasMillion : 0.5;
        return bytesOf(jvmHeap(size.memory)) < wanted * GIB
          ? `${quantityOf(size.memory)}, which gives a heap of ${quantityOf(jvmHeap(size.memory))} where ${wanted.toFixed(1)} GiB are needed,`
          : undefined;
      }),
  },
  {
    code: 'HD014',
    prop: 'nameNodes.size.memory',
    must: 'hold all files that the DataNodes have room for',
    remedy: 'give more, or leave it out: the heap then follows from the volumes and expectedFiles',
    violation: (input) => {
      const { highAvailability, nameNodes } = input.resolved;
      const memory = nameNodes.size?.memory;
      if (memory === undefined || !highAvailability || !isSound(input)) return undefined;
      const needed = neededHeap(input);
      return bytesOf(jvmHeap(memory)) < bytesOf(needed)
        ? `${quantityOf(memory)}, which gives a heap of ${quantityOf(jvmHeap(memory))} where ${quantityOf(needed)} are needed`
        : undefined;
    },
  },
  {
    code: 'HD015',
    prop: 'the size of a NodeManager',
    must: 'leave memory for containers',
    remedy: 'give 2Gi at least: its heap and a reserve come first',
    violation: (input) =>
      each(managers(input), ({ size }) =>
        bytesOf(nodeManagerSizing(size).containerMemory) === 0 ? quantityOf(size.memory) : undefined,
      ),
  },
  {
    code: 'HD016',
    prop: 'yarn.queues[].capacity',
    must: 'be 100 together',
    remedy: 'divide the cluster among the queues: the ResourceManager refuses to start otherwise',
    violation: (input) => {
      const sum = queues(input).reduce((total, { capacity }) => total + capacity, 0);
      return queues(input).length === 0 || Math.abs(sum - 100) < 1e-6 ? undefined : String(sum);
    },
  },
  {
    code: 'HD017',
    prop: 'yarn.queues[].name',
    must: "be letters, digits, '-' and '_', and stand once",
    remedy: 'choose such a name',
    violation: (input) => {
      const names = queues(input).map(({ name }) => name);
      return [
        ...names.filter((name) => !/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)).map((name) => `'${name}'`),
        ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `'${name}' again`),
      ];
    },
  },
  {
    code: 'HD018',
    prop: 'yarn.queues[].maximumCapacity',
    must: 'lie between capacity and 100',
    remedy: 'raise it: what is guaranteed must be usable',
    violation: (input) =>
      queues(input)
        .filter(({ capacity, maximumCapacity }) => maximumCapacity < capacity || maximumCapacity > 100)
        .map(({ name, maximumCapacity, capacity }) => `${maximumCapacity} for '${name}' with ${capacity} guaranteed`),
  },
  {
    code: 'HD019',
    prop: 'trash',
    must: 'be whole minutes',
    remedy: 'name days or hours: Duration.days(3)',
    violation: ({ resolved: { trash } }) =>
      trash.toMilliseconds() % 60000 !== 0 ? `${trash.toMilliseconds()} ms` : undefined,
  },
  {
    code: 'HD020',
    prop: 'backup',
    must: 'be set: who deletes a directory without trash deletes it on every NameNode',
    remedy: 'name an object store, or acknowledge that the data can be made again',
    severity: 'warning',
    violation: ({ resolved: { highAvailability, backup } }) => (highAvailability && !backup ? 'none' : undefined),
  },
  {
    code: 'HD021',
    prop: "the environment's zones",
    must: 'be named and at least 3, or the loss of one can take the quorum and all copies of a block',
    remedy: 'name the zones in Environment.attach, or acknowledge it',
    severity: 'warning',
    violation: ({ environment, resolved }) =>
      resolved.highAvailability && environment.zones.length < 3
        ? environment.zones.length === 0
          ? 'none named'
          : String(environment.zones.length)
        : undefined,
  },
  {
    code: 'HD022',
    prop: 'version',
    must: 'be 3.4.0 or newer',
    remedy: 'use HadoopVersion.V3_4_3: older ones lose names of pods whose address changed, and labels of metrics',
    violation: ({ resolved: { version } }) =>
      /^\d+\.\d+\.\d+(-[a-z0-9.]+)?$/.test(version.tag) && version._isAtLeast(3, 4, 0) ? undefined : `'${version.tag}'`,
  },
  {
    code: 'HD023',
    prop: 'balancer.threshold',
    must: 'lie between 1 and 100 percent',
    remedy: 'leave it at 10: less moves blocks for nothing',
    violation: ({
      resolved: {
        balancer: { threshold },
      },
    }) => (threshold >= 1 && threshold <= 100 ? undefined : String(threshold)),
  },
  {
    code: 'HD024',
    prop: 'snapshots[].path',
    must: "be an absolute path of letters, digits, '-', '_', '.' and '/', without one within another",
    remedy: 'name the directory: /warehouse',
    violation: ({ resolved }) => {
      const paths = resolved.snapshots.map(({ path }) => path);
      return [
        ...paths.filter((path) => !/^(\/[A-Za-z0-9._-]+)+$/.test(path)).map((path) => `'${path}'`),
        ...paths.flatMap((path) =>
          paths
            .filter((other) => other !== path && path.startsWith(`${other}/`))
            .map((other) => `'${path}' in '${other}'`),
        ),
      ];
    },
  },
  {
    code: 'HD025',
    prop: 'snapshots[].keep',
    must: 'be a whole number from 1 to 65535',
    remedy: 'keep a week: each snapshot holds the blocks of what was deleted since',
    violation: ({ resolved }) =>
      resolved.snapshots
        .filter(({ keep }) => !Number.isInteger(keep) || keep < 1 || keep > 65535)
        .map(({ path, keep }) => `${keep} for '${path}'`),
  },
  {
    code: 'HD026',
    prop: 'overrides',
    must: 'hold no secret',
    remedy: 'name a credential provider instead: hadoop.security.credential.provider.path',
    violation: ({ resolved }) =>
      Object.values(resolved.overrides).flatMap((properties) =>
        Object.keys(properties)
          .filter((key) => /(password|secret\.key|access\.key|secret-key)$/i.test(key))
          .map((key) => `text for ${key}`),
      ),
  },
  {
    code: 'HD027',
    prop: 'moreDataNodes',
    must: "have names of lower-case letters, digits and '-'",
    remedy: 'choose a short name: archive',
    violation: ({ resolved }) =>
      Object.keys(resolved.moreDataNodes)
        .filter((name) => !/^[a-z][a-z0-9-]{0,14}$/.test(name))
        .map((name) => `'${name}'`),
  },
];
