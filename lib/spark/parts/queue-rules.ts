import { ContainerSize } from '../../core';
import { bytesOf, Checks, mebibytesBelow, placed, quantityOf, Rule, sumOf } from '../../core/internal';
import { BatchInput } from '../application-rules';
import { ISparkTeam } from '../interfaces';
import { KueueReclaim } from '../queueing';
import { ResolvedTeam } from '../resolve';
import { firstExecutors } from '../scaling';
import { podSizing } from '../sizing';
import { SparkTeamProps } from '../spark-props';
import { gangOf, queueName } from './queue';

/** What the checks on a team's queue look at. */
export interface TeamQueueInput {
  readonly given: SparkTeamProps;
  readonly resolved: ResolvedTeam;
  readonly namespaceName: string;
  /** Whether the platform is of the same tree. */
  readonly platformIsOurs: boolean;
}

const team = new Checks<TeamQueueInput>();
const queued = new Checks<BatchInput>();
const queues = new Checks<readonly ISparkTeam[]>();

const MAX_PRIORITY = 2 ** 31 - 1;

const kueueOf = ({ resolved }: TeamQueueInput) => resolved.queueing._parts.kueue;
const yunikornOf = ({ resolved }: TeamQueueInput) => resolved.queueing._parts.yunikorn;
const prioritiesOf = (input: TeamQueueInput) => kueueOf(input)?.priorities ?? {};

/** Whether all of one is there within the other. */
function fits(size: ContainerSize, within: ContainerSize): boolean {
  return size.cpu.compareTo(within.cpu) <= 0 && bytesOf(size.memory) <= bytesOf(within.memory);
}

function sizeText({ cpu, memory }: ContainerSize): string {
  return `${cpu.toString()} CPUs and ${quantityOf(memory)}`;
}

/** Checks on a team's queue. */
export const teamQueueRules: ReadonlyArray<Rule<TeamQueueInput>> = [
  {
    code: 'SP120',
    prop: 'capacity',
    remedy: 'say how much its applications may use at once: the quota is made from it',
    ...team.needed(
      'with Queueing.kueue',
      ({ given }) => given.capacity,
      (input) => kueueOf(input) !== undefined,
    ),
  },
  {
    code: 'SP121',
    prop: 'queueing.memoryOverhead',
    remedy: 'say what pods take besides their heaps, as a part of these: 0.4',
    ...team.range((input) => kueueOf(input)?.memoryOverhead, { atLeast: 0, atMost: 100 }),
  },
  {
    code: 'SP122',
    prop: 'queueing',
    remedy:
      'give the namespace, the team or its priorities shorter names: the queue has those of all, and stands in labels',
    ...team.maxLength((input) => {
      const { namespaceName, given, resolved } = input;
      const queue = queueName(namespaceName, given.name);
      const names = Object.keys(prioritiesOf(input)).map((priority) => `${queue}-${priority}`);
      return ['kueue', 'volcano'].includes(resolved.queueing._kind) ? [queue, ...names] : [];
    }, 63),
  },
  {
    code: 'SP123',
    prop: 'queueing.priorities',
    remedy: 'write them as { urgent: 1000 }',
    ...team.all(
      team.kubernetesName((input) => Object.keys(prioritiesOf(input))),
      team.wholeNumber((input) => Object.entries(prioritiesOf(input)).map(([name, value]) => placed(value, name)), {
        atLeast: -MAX_PRIORITY,
        atMost: MAX_PRIORITY,
      }),
    ),
  },
  {
    code: 'SP124',
    prop: 'queueing.cohort',
    remedy: "give it a name that several teams have in common: 'spark'",
    ...team.kubernetesName((input) => kueueOf(input)?.cohort, { dots: true }),
  },
  {
    code: 'SP125',
    prop: 'queueing.borrowingLimit, lendingLimit and reclaim',
    remedy: 'name a cohort: without one nothing is lent',
    ...team.leftOut(
      'without a cohort',
      (input) => {
        const { borrowingLimit, lendingLimit, reclaim } = kueueOf(input) ?? {};
        return [
          ...(borrowingLimit ? ['borrowingLimit'] : []),
          ...(lendingLimit ? ['lendingLimit'] : []),
          ...(reclaim && reclaim !== KueueReclaim.NEVER ? ['reclaim'] : []),
        ];
      },
      (input) => kueueOf(input)?.cohort === undefined,
    ),
  },
  {
    code: 'SP126',
    prop: 'queueing.lendingLimit and guaranteed',
    remedy: 'lower it, or raise the capacity',
    ...team.each(
      (input) => [kueueOf(input)?.lendingLimit, yunikornOf(input)?.guaranteed],
      'be at most the capacity',
      (size, { given: { capacity } }) => capacity === undefined || fits(size, capacity),
      sizeText,
    ),
  },
  {
    code: 'SP127',
    prop: 'queueing.flavor',
    remedy: "name the ResourceFlavor that the platform's other teams have: 'spark-spark'",
    ...team.needed(
      'where the platform is not of the same tree',
      (input) => kueueOf(input)?.flavor,
      (input) => kueueOf(input) !== undefined && !input.platformIsOurs,
    ),
  },
  {
    code: 'SP128',
    prop: 'queueing.queue',
    remedy: "write it as 'root.batch.etl'",
    ...team.pattern(
      (input) => yunikornOf(input)?.queue,
      /^(?=.{1,63}$)root(\.[\w-]+)*\.([\w-]*[A-Za-z\d])$/,
      "be the full name of a queue below root, letters, digits, '_' and '-' between dots, at most 63 in all: it stands in labels",
    ),
  },
  {
    code: 'SP129',
    prop: 'queueing.maxApplications',
    remedy: 'say how many run at once: drivers that wait for executors would fill the queue',
    ...team.needed(
      'without gang scheduling',
      (input) => yunikornOf(input)?.maxApplications,
      (input) => yunikornOf(input)?.gangScheduling === false,
    ),
  },
  {
    code: 'SP130',
    prop: 'queueing.maxApplications',
    remedy: 'let one run at least',
    ...team.wholeNumber((input) => yunikornOf(input)?.maxApplications, { atLeast: 1 }),
  },
  {
    code: 'SP131',
    prop: 'queueing.weight',
    remedy: 'say what part of all weights it has',
    ...team.wholeNumber(({ resolved }) => resolved.queueing._parts.volcano?.weight, { atLeast: 1, atMost: 65535 }),
  },
];

/** Checks on an application that a queue lets begin. */
export const queuedRules: ReadonlyArray<Rule<BatchInput>> = [
  {
    code: 'SP135',
    prop: 'executors',
    must: 'be a fixed number where the queue counts them once',
    remedy: 'give Scaling.exactly(...); with YuniKorn, or gangScheduling: false of a scheduler that holds no room',
    violation: ({ resolved: { executors }, team: { queueing } }) =>
      queueing._countsOnce && executors.autoscaled ? `${executors.min} to ${executors.max}` : undefined,
  },
  {
    code: 'SP136',
    prop: "sparkConf's spark.dynamicAllocation.enabled",
    remedy: 'leave it out: the queue does not see it, and would count no executors',
    ...queued.each(
      ({ resolved, team: { platform } }) =>
        ({ ...platform.settings.sparkConf, ...resolved.overrides.sparkConf })['spark.dynamicAllocation.enabled'],
      'be false where the queue counts executors once',
      (value, { team: { queueing } }) => !queueing._countsOnce || value === 'false',
    ),
  },
  {
    code: 'SP137',
    prop: 'priority',
    remedy:
      'name one of priorities of Queueing.kueue: of another one nothing is heard, and the application waits for ever',
    ...queued.known(
      ({ resolved }) => resolved.priority,
      ({ team: { queueing } }) => Object.keys(queueing._parts.kueue?.priorities ?? {}),
      "be one of the team's queue",
    ),
  },
  {
    code: 'SP138',
    prop: 'zones',
    must: 'not be that of the driver where room is held before the driver has any',
    remedy: 'give SparkZones.named(...) or SparkZones.any()',
    violation: ({ resolved: { zones }, team: { queueing } }) =>
      queueing._holdsRoom && zones._kind === 'one' ? 'SparkZones.one()' : undefined,
  },
  {
    code: 'SP139',
    prop: 'overrides.pods.sidecars',
    remedy: 'run it elsewhere: the queue would let in more than there is room for',
    ...queued.leftOut(
      'where the queue counts the main container alone',
      ({ resolved }) =>
        ['driver', 'executor'].flatMap((part) =>
          (resolved.overrides.pods[part]?.sidecars ?? []).map(({ name }) => placed(name, part)),
        ),
      ({ team: { queueing } }) => queueing._countsOnce,
    ),
  },
  {
    code: 'SP140',
    prop: 'memory besides the heaps',
    must: 'be within memoryOverhead of Queueing.kueue, by which the quota is made from the capacity',
    remedy: 'raise that, which leaves less quota, or give the application less off-heap and Python memory',
    violation: (input) => {
      const overhead = input.team.queueing._parts.kueue?.memoryOverhead;
      const { heaps, all } = needsOf(input);
      const part = bytesOf(all.memory) / bytesOf(heaps.memory) - 1;
      return overhead === undefined || part <= overhead ? undefined : `${Math.ceil(part * 100) / 100} of the heaps`;
    },
  },
  {
    code: 'SP141',
    prop: 'driver and executors',
    must: "fit together into what the team's queue has",
    remedy: 'make them fewer or smaller, or raise the capacity: no queue lets it begin',
    violation: (input) => {
      const room = roomOf(input.team);
      const { heaps, all } = needsOf(input);
      const counted = input.team.queueing._kind === 'kueue' ? heaps : all;
      return !room || fits(counted, room) ? undefined : `${sizeText(counted)} where there are ${sizeText(room)}`;
    },
  },
];

/** Checks on the teams that have queues in one file of YuniKorn's. */
export const yuniKornRules: ReadonlyArray<Rule<readonly ISparkTeam[]>> = [
  {
    code: 'SP145',
    prop: 'teams',
    remedy: 'name those that queue by YuniKorn: a file without queues is accepted and limits nothing',
    ...queues.some((teams) => teams.length),
  },
  {
    code: 'SP146',
    prop: 'teams',
    remedy: 'leave it out, or give it Queueing.yunikorn() without a queue',
    ...queues.each(
      (teams) => teams.map((one) => placed(one.queueing, one.teamName)),
      'queue by YuniKorn, in the queue of their namespace',
      ({ _kind: kind, _parts: parts }) => kind === 'yunikorn' && parts.yunikorn?.queue === undefined,
      ({ _kind: kind, _parts: parts }) => (kind === 'yunikorn' ? `the queue ${parts.yunikorn?.queue}` : kind),
    ),
  },
  {
    code: 'SP147',
    prop: "teams' namespaces",
    remedy: 'give each a namespace of its own, by which its pods are told apart',
    ...queues.unique((teams) => teams.map(({ identity }) => identity.namespaceName)),
  },
  {
    code: 'SP148',
    prop: 'gangScheduling',
    must: 'be the same for all teams',
    remedy: 'decide for one: the scheduler has one setting for all',
    violation: (teams) => {
      const holding = teams.filter(({ queueing }) => queueing._holdsRoom);
      const mixed = holding.length > 0 && holding.length < teams.length;
      return mixed ? `true for ${holding.map(({ teamName }) => teamName).join(' and ')} alone` : undefined;
    },
  },
];

/** What an application asks for when it begins, and what of that is heaps. */
function needsOf({ resolved }: BatchInput): { heaps: ContainerSize; all: ContainerSize } {
  const { driver, executor, executors, job, overrides } = resolved;
  const python = job._isPython;
  const instances = firstExecutors(executors);
  const sizing = {
    driver: podSizing(driver, python),
    executor: podSizing(executor, python),
    executors: executors.max,
  };
  const all = gangOf({ sizing, instances, pods: overrides.pods });
  const memory = sumOf([driver.memory, ...Array.from({ length: instances }, () => executor.memory)]);
  return { all, heaps: { cpu: all.cpu, memory } };
}

/** The most that an application of the team may have. None where nobody says how much that is. */
function roomOf({ capacity, queueing }: ISparkTeam): ContainerSize | undefined {
  const { kueue } = queueing._parts;
  if (!capacity || queueing._kind === 'none') return undefined;
  if (!kueue) return capacity;
  const { cohort, borrowingLimit, memoryOverhead } = kueue;
  if (cohort !== undefined && borrowingLimit === undefined) return undefined;
  const heaps = (size: ContainerSize) => mebibytesBelow(bytesOf(size.memory) / (1 + memoryOverhead));
  return borrowingLimit
    ? {
        cpu: capacity.cpu.plus(borrowingLimit.cpu),
        memory: sumOf([heaps(capacity), heaps(borrowingLimit)]),
      }
    : { cpu: capacity.cpu, memory: heaps(capacity) };
}
