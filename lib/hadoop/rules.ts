import { Environment } from '../core';
import { Checks, placed, Rule, textOf } from '../core/internal';
import { snapshotsName } from './components';
import { HadoopClusterProps } from './hadoop-props';
import { ResolvedHadoop } from './resolve';

/** What the checks look at. */
export interface HadoopInput {
  /** What the user wrote: for messages that tell a default from a choice. */
  readonly given: HadoopClusterProps;
  /** The same, with every default. */
  readonly resolved: ResolvedHadoop;
  readonly environment: Environment;
}

const check = new Checks<HadoopInput>();
/** Where something lies in HDFS. It stands in programs. */
export const PATH = /^(\/[A-Za-z0-9._-]+)+$/;

/** A value that others are held against, and that it is the default where nobody asked for it. */
export function where(prop: string, value: unknown, given: unknown): string {
  return `where ${prop} is ${textOf(value)}${given === undefined ? ', the default' : ''}`;
}

/** The same of what most numbers of members hang on. */
export function whereAvailable({ given, resolved }: HadoopInput): string {
  return where('highAvailability', resolved.highAvailability, given.highAvailability);
}

const paths = ({ resolved }: HadoopInput) => resolved.snapshots.map(({ path }) => path);

/** Checks on what is the whole cluster's. */
export const hadoopRules: ReadonlyArray<Rule<HadoopInput>> = [
  {
    code: 'HD004',
    prop: 'replication',
    must: 'be at least 2 for high availability',
    remedy: 'ask for 3, or set highAvailability: false where losing the data is acceptable',
    violation: (input) =>
      input.resolved.highAvailability && input.resolved.replication === 1 ? `1 ${whereAvailable(input)}` : undefined,
  },
  {
    code: 'HD008',
    prop: 'zooKeeper.members',
    must: 'be at least 3 for high availability',
    remedy: 'choose 3, or set highAvailability: false',
    violation: (input) => {
      const { highAvailability, zooKeeper } = input.resolved;
      return highAvailability && zooKeeper.members < 3 ? `${zooKeeper.members} ${whereAvailable(input)}` : undefined;
    },
  },
  {
    code: 'HD019',
    prop: 'trash',
    remedy: 'name days or hours: Duration.days(3)',
    ...check.wholeDuration(({ resolved }) => resolved.trash, 'minutes'),
  },
  {
    code: 'HD020',
    prop: 'backup',
    must: 'be set: who deletes a directory without trash deletes it on every NameNode',
    remedy: 'name an object store, or acknowledge that the data can be made again',
    severity: 'warning',
    violation: (input) =>
      input.resolved.highAvailability && !input.resolved.backup ? `none ${whereAvailable(input)}` : undefined,
  },
  {
    code: 'HD021',
    prop: "the environment's zones",
    must: 'be named and at least 3, or the loss of one can take the quorum and all copies of a block',
    remedy: 'name the zones in Environment.attach, or acknowledge it',
    severity: 'warning',
    violation: (input) => {
      const { length } = input.environment.zones;
      return input.resolved.highAvailability && length < 3 ? `${length || 'none'} ${whereAvailable(input)}` : undefined;
    },
  },
  {
    code: 'HD022',
    prop: 'version',
    remedy:
      'use HadoopVersion.V3_4_3, or a full release: older ones lose names of pods whose address changed, and labels of metrics',
    ...check.releaseAtLeast(({ resolved }) => resolved.version._release, 3, 4, 0),
  },
  {
    code: 'HD023',
    prop: 'balancer.threshold',
    remedy: 'leave it at 10: less moves blocks for nothing',
    ...check.range(({ resolved }) => resolved.balancer.threshold, { atLeast: 1, atMost: 100 }, 'percent'),
  },
  {
    code: 'HD024',
    prop: 'snapshots[].path',
    remedy: 'name the directory: /warehouse',
    ...check.all(
      check.pattern(paths, PATH, "be an absolute path of letters, digits, '-', '_', '.' and '/'"),
      { ...check.unique(paths, snapshotsName), must: 'differ in letters and digits' },
      {
        must: 'not lie within another',
        violation: (input) =>
          paths(input).flatMap((path) =>
            paths(input)
              .filter((other) => path.startsWith(`${other}/`))
              .map((other) => `'${path}' in '${other}'`),
          ),
      },
    ),
  },
  {
    code: 'HD025',
    prop: 'snapshots[].keep',
    remedy: 'keep a week: each snapshot holds the blocks of what was deleted since',
    ...check.wholeNumber(({ resolved }) => resolved.snapshots.map(({ path, keep }) => placed(keep, `'${path}'`)), {
      atLeast: 1,
      atMost: 65535,
    }),
  },
  {
    code: 'HD028',
    prop: 'the images of version',
    remedy: "name the repository, and its tag where that is not the published image's",
    ...check.ownImages(({ resolved }) => resolved.version._release),
  },
  {
    code: 'HD042',
    prop: 'schedule',
    remedy: 'name minute, hour, day of the month, month and day of the week, in UTC: 0 2 * * *',
    ...check.cron(({ resolved: { backup, balancer, snapshots } }) => [
      placed(backup?.schedule, 'backup'),
      placed(balancer.schedule, 'balancer'),
      ...snapshots.map(({ path, schedule }) => placed(schedule, `the snapshots of '${path}'`)),
    ]),
  },
  {
    code: 'HD043',
    prop: 'backup.prefix',
    remedy: "name where backups lie in the bucket, without a '/' at either end",
    ...check.storePrefix(({ resolved }) => resolved.backup?.prefix),
  },
];
