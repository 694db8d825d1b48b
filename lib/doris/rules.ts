import { Duration, Size } from 'cdk8s';
import { Environment } from '../core';
import { Checks, compareReleases, forHighAvailability, placed, Rule } from '../core/internal';
import { COMPONENTS, OPERATED } from './components';
import { ConfInput } from './config/conf-rules';
import { DorisClusterProps } from './doris-props';
import { DorisPrivilege } from './doris-user';
import { commonSettings, MembersInput } from './member-rules';
import { ResolvedDoris } from './resolve';
import { beShortage, dorisSizing } from './sizing';
import { RESERVED, secretNameOf } from './users';

/** What the checks look at. */
export interface DorisInput {
  /** What the user wrote: for messages that tell a default from a choice. */
  readonly given: DorisClusterProps;
  readonly resolved: ResolvedDoris;
  readonly environment: Environment;
}

const check = new Checks<DorisInput>();

/** Levels have three parts, of which those after a `*` are one, too. */
const LEVEL = /^(\*\.\*\.\*|[\w-]+\.(\*\.\*|[\w-]+\.(\*|[\w-]+)))$/;
const OBJECT = /^(RESOURCE|STORAGE VAULT|WORKLOAD GROUP|COMPUTE GROUP) ([\w-]+|%)$/;
const EVERYTHING = '*.*.*';

/** @see https://github.com/apache/doris/blob/4.0.1-rc02/fe/fe-core/src/main/java/org/apache/doris/mysql/privilege/UserProperty.java */
const USER_PROPERTIES = [
  'cpu_resource_limit',
  'default_compute_group',
  'default_init_catalog',
  'default_workload_group',
  'enable_prefer_cached_rowset',
  'exec_mem_limit',
  'insert_timeout',
  'max_query_instances',
  'max_user_connections',
  'parallel_fragment_exec_instance_num',
  'query_freshness_tolerance_ms',
  'query_timeout',
  'resource_tags.location',
  'sql_block_rules',
];

const userNames = ({ resolved: { users } }: DorisInput) => users.map(({ name }) => name);

const grantsOf = ({ resolved: { users } }: DorisInput) =>
  users.flatMap(({ name, grants }) => grants.map((grant) => ({ name, ...grant })));

/** Whether a privilege can be had on something. */
function isGrantable(privilege: DorisPrivilege, on: string): boolean {
  if (privilege === DorisPrivilege.USAGE) return OBJECT.test(on);
  if ([DorisPrivilege.GRANT, DorisPrivilege.ADMIN].includes(privilege)) return on === EVERYTHING;
  return LEVEL.test(on);
}

/** Every check on the props of a DorisCluster. */
export const dorisRules: ReadonlyArray<Rule<DorisInput>> = [
  {
    code: 'DO001',
    prop: 'backends',
    remedy: 'ask for 4: with three and as many replicas no table can be made while one restarts',
    ...check.wholeNumber(({ resolved }) => resolved.backends, { atLeast: 1 }),
  },
  {
    code: 'DO002',
    prop: 'replication',
    remedy: 'choose 3: a load needs a majority of the replicas of each tablet that it writes',
    ...check.wholeNumber(({ resolved }) => resolved.replication, { atLeast: 1 }),
  },
  {
    code: 'DO003',
    prop: 'replication',
    must: 'be at least 3 for high availability, and at most the number of backends',
    remedy: 'ask for as many backends, or set highAvailability: false where losing the data is acceptable',
    violation: (input) => {
      const { replication, backends, highAvailability } = input.resolved;
      if (replication > backends) return forHighAvailability(input, `${replication} of ${backends} backends`);
      return highAvailability && replication < 3 ? forHighAvailability(input, String(replication)) : undefined;
    },
  },
  {
    code: 'DO007',
    prop: 'backends',
    must: 'be more than replication, or no table and no partition can be made while one restarts',
    remedy: 'ask for one more, or acknowledge it',
    severity: 'warning',
    violation: ({ resolved: { backends, replication, highAvailability } }) =>
      highAvailability && backends === replication ? `${backends} with as many replicas` : undefined,
  },
  {
    code: 'DO008',
    prop: 'size.memory',
    must: 'be at least 8 GiB, with room for the JVM inside',
    remedy: 'give more: backends of less do not start normally',
    violation: ({ resolved }) => beShortage(dorisSizing(resolved).backend),
  },
  {
    code: 'DO012',
    prop: 'storage and volumes[].size',
    remedy: 'give more: a backend takes no loads where less than a tenth of a volume is free',
    ...check.atLeast(
      ({ resolved }) => resolved.volumes.map(({ size, name }) => placed(size, name)),
      Size.gibibytes(10),
    ),
  },
  {
    code: 'DO014',
    prop: 'frontends.version',
    must: 'be no newer than version: an upgrade begins with the backends',
    remedy: 'upgrade the backends first, and the frontends when all of those are well',
    violation: ({ resolved: { version, frontends } }) =>
      compareReleases(frontends.version.release, version.release) > 0
        ? `${frontends.version.release} with backends of ${version.release}`
        : undefined,
  },
  {
    code: 'DO021',
    prop: 'compute.size.memory',
    must: 'be at least 8 GiB, with room for the JVM inside',
    remedy: 'give more: compute nodes of less do not start normally',
    violation: ({ resolved }) => {
      const { computeNode } = dorisSizing(resolved);
      return computeNode && beShortage(computeNode);
    },
  },
  {
    code: 'DO022',
    prop: 'compute.cache',
    remedy: 'give more: a cache that small is read anew all the time',
    ...check.atLeast(({ resolved }) => resolved.compute?.cache, Size.gibibytes(10)),
  },
  {
    code: 'DO023',
    prop: 'compute.maxQueryTime',
    remedy: 'say how long queries really take: each compute node that ends waits for as long',
    ...check.wholeDuration(({ resolved }) => [placed(resolved.compute?.maxQueryTime, 'compute')], 'seconds', {
      atLeast: Duration.seconds(1),
    }),
  },
  {
    code: 'DO024',
    prop: 'leaving',
    remedy: 'say how many of the backends are to leave, or leave it out',
    ...check.wholeNumber(({ resolved }) => resolved.leaving, { atLeast: 0 }),
  },
  {
    code: 'DO025',
    prop: 'leaving',
    must: 'leave as many backends as tables have replicas, and one at least',
    remedy: 'let fewer leave: what they hold needs a place',
    violation: ({ resolved: { backends, leaving = 0, replication } }) =>
      leaving > 0 && backends - leaving < Math.max(1, replication)
        ? `${leaving} of ${backends} where replication is ${replication}`
        : undefined,
  },
  {
    code: 'DO030',
    prop: 'users[].name',
    remedy: 'choose such a name: a Secret is named after it',
    ...check.pattern(
      userNames,
      /^[A-Za-z][A-Za-z0-9_]{0,30}$/,
      "be letters, digits and '_', starting with a letter, at most 31",
    ),
  },
  {
    code: 'DO031',
    prop: 'users[].name and removedUsers',
    remedy: `choose another than ${RESERVED.join(', ')}`,
    ...check.each(
      (input) => [...userNames(input), ...input.resolved.removedUsers],
      'not be one that Doris or the cluster uses itself',
      (name) => !RESERVED.includes(secretNameOf(name)),
    ),
  },
  {
    code: 'DO032',
    prop: 'users[].name',
    remedy: 'remove one of them; names that differ in case share a Secret',
    ...check.unique(userNames, secretNameOf),
  },
  {
    code: 'DO033',
    prop: 'users[].grants[].on',
    remedy: "name catalog, database and table, 'internal.sales.*', or an object with its kind, 'WORKLOAD GROUP etl'",
    ...check.each(
      (input) => grantsOf(input).map(({ name, on }) => placed(on, name)),
      'be a level in three parts, or an object with its kind',
      (on) => LEVEL.test(on) || OBJECT.test(on),
    ),
  },
  {
    code: 'DO034',
    prop: 'users[].grants[].privileges',
    must: 'be such as can be had on that: USAGE on objects, ADMIN and GRANT on *.*.*, the others on levels',
    remedy: 'correct what it is on, or give another privilege',
    violation: (input) =>
      grantsOf(input)
        .filter(({ on }) => LEVEL.test(on) || OBJECT.test(on))
        .flatMap(({ name, privileges, on }) =>
          privileges
            .filter((privilege) => !isGrantable(privilege, on))
            .map((privilege) => `${privilege} on '${on}' for ${name}`),
        ),
  },
  {
    code: 'DO035',
    prop: 'users[].properties',
    remedy: 'correct its name: Doris refuses one that it does not know, and all that stand beside it',
    ...check.oneOf<string>(
      ({ resolved }) =>
        resolved.users.flatMap(({ name, properties }) => Object.keys(properties).map((key) => placed(key, name))),
      USER_PROPERTIES,
    ),
  },
  {
    code: 'DO036',
    prop: 'removedUsers',
    remedy: 'remove it from one of the two',
    ...check.free(({ resolved }) => resolved.removedUsers, userNames, 'be no user that is to be there'),
  },
  {
    code: 'DO037',
    prop: 'backup.schedule',
    remedy: 'name minute, hour, day of the month, month and day of the week, in UTC: 0 2 * * *',
    ...check.cron(({ resolved }) => resolved.backup?.schedule),
  },
  {
    code: 'DO038',
    prop: 'backup.prefix',
    remedy: 'name where backups lie in the bucket, without a / at either end',
    ...check.storePrefix(({ resolved }) => resolved.backup?.prefix),
  },
  {
    code: 'DO039',
    prop: 'backup',
    must: 'be set where data is retained: replicas follow a DROP TABLE at once',
    remedy: 'name an object store, or acknowledge that the data can be made again',
    severity: 'warning',
    violation: (input) =>
      input.resolved.highAvailability && !input.resolved.backup ? forHighAvailability(input, 'none') : undefined,
  },
];

/** What those checks look at of a cluster whose backends keep the data. */
export function membersOf({ given, resolved, environment }: DorisInput): MembersInput {
  const { version, frontends, volumes } = resolved;
  return {
    given,
    resolved,
    environment,
    components: COMPONENTS,
    operated: OPERATED,
    releases: [version._release, frontends.version._release],
    growing: [
      ...volumes.map(({ size, grownTo, name }) => ({ size, grownTo, place: name })),
      { size: frontends.storage, grownTo: frontends.grownTo, place: 'frontends' },
    ],
  };
}

/** What the checks on settings look at. */
export function givenSettings(resolved: ResolvedDoris): ConfInput {
  const input = commonSettings(resolved);
  const { computeNode: settings } = resolved.overrides;
  return { ...input, given: [...input.given, { file: 'be.conf', place: 'overrides.computeNode', settings }] };
}
