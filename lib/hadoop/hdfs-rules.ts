import { Size } from 'cdk8s';
import { bytesOf, Checks, GIB, placed, quantityOf, Rule } from '../core/internal';
import { jvmHeap } from '../workloads/internal';
import { ResolvedDataNodes } from './resolve';
import { HadoopInput, where, whereAvailable } from './rules';
import { blocksMillion, dataNodeSizing, finalSize, hdfsSizing, nameNodeHeap } from './sizing';

const check = new Checks<HadoopInput>();
const KIND = /^[a-z]([a-z0-9-]{0,13}[a-z0-9])?$/;

/** All kinds of DataNodes, with the name of the prop. */
const kinds = ({ resolved }: HadoopInput): [string, ResolvedDataNodes][] => [
  ['dataNodes', resolved.dataNodes],
  ...Object.entries(resolved.moreDataNodes).map(([kind, options]): [string, ResolvedDataNodes] => [
    `moreDataNodes.${kind}`,
    options,
  ]),
];

const dataNodeVolumes = (input: HadoopInput) =>
  kinds(input).flatMap(([kind, { volumes }]) =>
    volumes.map(({ size, grownTo }, index) => ({
      size,
      grownTo,
      place: `${kind}.volumes[${index}]`,
      where: where('size', size, size),
    })),
  );

const metadataVolumes = ({ given, resolved: { nameNodes, journalNodes } }: HadoopInput) =>
  [
    { place: 'nameNodes', is: nameNodes, given: given.nameNodes },
    ...(journalNodes ? [{ place: 'journalNodes', is: journalNodes, given: given.journalNodes }] : []),
  ].map(({ place, is: { storage, grownTo }, given: options }) => ({
    size: storage,
    grownTo,
    place,
    where: where('storage', storage, options?.storage),
  }));

const dataNodeMemory = (input: HadoopInput) =>
  kinds(input).flatMap(([kind, { size, volumes }]) => {
    if (volumes.length === 0) return [];
    const { replicasMillion } = dataNodeSizing(size, volumes.map(finalSize));
    const wanted = input.resolved.highAvailability ? 1 + replicasMillion : 0.5;
    const heap = jvmHeap(size.memory);
    return bytesOf(heap) < wanted * GIB
      ? `${quantityOf(size.memory)} for ${kind}, which gives a heap of ${quantityOf(heap)} where ${wanted.toFixed(1)} GiB are needed`
      : [];
  });

/** Whether every number that sizing divides by is sound: otherwise its own rule has spoken. */
const isSound = (input: HadoopInput) =>
  [input.resolved.replication, ...kinds(input).map(([, { count }]) => count)].every((number) => number >= 1);

const nameNodeMemory = (input: HadoopInput) => {
  const { highAvailability, nameNodes, replication } = input.resolved;
  const memory = nameNodes.size?.memory;
  if (memory === undefined || !highAvailability || !isSound(input)) return undefined;
  const dataNodes = kinds(input).map(([, kind]) => kind);
  const capacity = blocksMillion(hdfsSizing(dataNodes, replication).usableCapacity);
  const needed = nameNodeHeap(Math.max(1, capacity, nameNodes.expectedFiles / 1e6));
  return bytesOf(jvmHeap(memory)) < bytesOf(needed)
    ? `${quantityOf(memory)}, which gives a heap of ${quantityOf(jvmHeap(memory))} where ${quantityOf(needed)} are needed`
    : undefined;
};

/** Checks on the parts of HDFS. */
export const hdfsRules: ReadonlyArray<Rule<HadoopInput>> = [
  {
    code: 'HD001',
    prop: 'count of dataNodes and moreDataNodes',
    remedy: 'state how many DataNodes there are over all zones',
    ...check.wholeNumber((input) => kinds(input).map(([kind, { count }]) => placed(count, kind)), { atLeast: 1 }),
  },
  {
    code: 'HD003',
    prop: 'dataNodes.count',
    must: 'be at least the replication',
    remedy:
      'add DataNodes or lower the replication: copies of a block never share a DataNode, so some would never be made',
    violation: ({ given, resolved: { dataNodes, replication } }) =>
      dataNodes.count < replication
        ? `${dataNodes.count} ${where('replication', replication, given.replication)}`
        : undefined,
  },
  {
    code: 'HD005',
    prop: 'nameNodes.members',
    must: 'be 2 or 3, and 1 without high availability',
    remedy: 'leave it out: two NameNodes survive the loss of one, three the loss of one while another is upgraded',
    violation: (input) => {
      const { highAvailability, nameNodes } = input.resolved;
      const allowed = highAvailability ? [2, 3] : [1];
      return allowed.includes(nameNodes.members) ? undefined : `${nameNodes.members} ${whereAvailable(input)}`;
    },
  },
  {
    code: 'HD006',
    prop: 'journalNodes.members',
    remedy: 'choose 3: an even number survives no more losses than the odd one below it',
    ...check.oddQuorum(({ resolved }) => resolved.journalNodes?.members, { atLeast: 3 }),
  },
  {
    code: 'HD007',
    prop: 'journalNodes',
    remedy: 'remove it: a single NameNode keeps its edits itself',
    ...check.leftOut(
      'without high availability',
      ({ given }) => given.journalNodes,
      ({ resolved }) => !resolved.highAvailability,
    ),
  },
  {
    code: 'HD010',
    prop: 'volumes of dataNodes and moreDataNodes',
    remedy: 'name the volumes of one DataNode: { size: Size.tebibytes(2) }',
    ...check.some((input) => kinds(input).map(([kind, { volumes }]) => placed(volumes.length, kind))),
  },
  {
    code: 'HD011',
    prop: 'size of dataNodes.volumes and moreDataNodes.volumes',
    remedy: 'give more: HDFS keeps a part of each volume free',
    ...check.atLeast(
      (input) => dataNodeVolumes(input).map(({ size, place }) => placed(size, place)),
      Size.gibibytes(1),
    ),
  },
  {
    code: 'HD012',
    prop: 'grownTo',
    must: 'be more than what the volume was made with',
    remedy: 'leave that as it was at first, and name the size that volumes grow to: none ever shrinks',
    violation: (input) =>
      [...dataNodeVolumes(input), ...metadataVolumes(input)].flatMap(({ size, grownTo, place, where: made }) =>
        grownTo && bytesOf(grownTo) <= bytesOf(size) ? `${quantityOf(grownTo)} for ${place} ${made}` : [],
      ),
  },
  {
    code: 'HD013',
    prop: 'size.memory of dataNodes and moreDataNodes',
    must: 'hold the heap and the threads that move blocks',
    remedy: 'give more memory or fewer volumes: a million blocks need 1 GiB of heap besides the first',
    violation: dataNodeMemory,
  },
  {
    code: 'HD014',
    prop: 'nameNodes.size.memory',
    must: 'hold all files that the DataNodes have room for',
    remedy: 'give more, or leave it out: the heap then follows from the volumes and expectedFiles',
    violation: nameNodeMemory,
  },
  {
    code: 'HD027',
    prop: 'the names of moreDataNodes',
    remedy: 'choose a short name: archive',
    ...check.pattern(
      ({ resolved }) => Object.keys(resolved.moreDataNodes),
      KIND,
      "be lower-case letters, digits and '-', starting with a letter, at most 15",
    ),
  },
];
