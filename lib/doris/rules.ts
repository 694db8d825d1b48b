import { Duration, Size } from 'cdk8s';
import { Environment } from '../core';
import { bytesOf, Checks, compareReleases, forHighAvailability, placed, quantityOf, Rule } from '../core/internal';
import { Volume } from '../kubernetes';
import { COMPONENTS, OPERATED } from './components';
import { ConfInput } from './config/conf-rules';
import { DorisClusterProps } from './doris-props';
import { DorisPrivilege } from './doris-user';
import { ResolvedDoris } from './resolve';
import { beShortage, dorisSizing, feShortage } from './sizing';
import { RESERVED, secretNameOf } from './users';

/** What the checks look at. */
export interface DorisInput {
  /** What the user wrote: for messages that tell a default from a choice. */
  readonly given: DorisClusterProps;
  readonly resolved: ResolvedDoris;
  readonly environment: Environment;
}

const check = new Checks<DorisInput>();

const releases = ({ resolved: { version, frontends } }: DorisInput) => [version._release, frontends.version._release];

const growing = ({ resolved: { volumes, frontends } }: DorisInput) => [
  ...volumes.map(({ size, grownTo, name }) => ({ size, grownTo, place: name })),
  { size: frontends.storage, grownTo: frontends.grownTo, place: 'frontends' },
];

/** What has a JVM. */
const JVMS = [...OPERATED, 'cn'];

/** What pods have besides that the operator makes. */
const podOverrides = ({ resolved: { overrides } }: DorisInput) =>
  OPERATED.flatMap((component) => {
    const given = overrides.pods[component];
    return given ? [[component, given] as const] : [];
  });

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
    code: 'DO004',
    prop: 'frontends.followers',
    remedy: 'choose 3: an even number survives no more losses than the odd one below it',
    ...check.oddQuorum(({ resolved }) => resolved.frontends.followers, { atMost: 7 }),
  },
  {
    code: 'DO005',
    prop: 'frontends.followers',
    must: 'be at least 3 for high availability',
    remedy: 'choose 3, or set highAvailability: false',
    violation: (input) =>
      input.resolved.highAvailability && input.resolved.frontends.followers === 1
        ? forHighAvailability(input, '1')
        : undefined,
  },
  {
    code: 'DO006',
    prop: 'frontends.observers',
    remedy: 'ask for as many as read the metadata without a vote',
    ...check.wholeNumber(({ resolved }) => resolved.frontends.observers, { atLeast: 0 }),
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
    code: 'DO009',
    prop: 'frontends.size.memory',
    must: 'be at least 12 GiB for high availability, or the heap is less than the 8 GiB of releases',
    remedy: 'give more: a frontend whose heap is too small ends while it replays its log, and never starts again',
    violation: (input) => {
      const shortage = feShortage(dorisSizing(input.resolved).frontend);
      return shortage && input.resolved.highAvailability ? forHighAvailability(input, shortage) : undefined;
    },
  },
  {
    code: 'DO010',
    prop: 'frontends.storage',
    remedy: 'give more: a frontend does not start where less than 5 GiB are free',
    ...check.atLeast(({ resolved }) => resolved.frontends.storage, Size.gibibytes(10)),
  },
  {
    code: 'DO011',
    prop: 'grownTo',
    must: 'be more than the size that the volumes began with',
    remedy: 'remove it, or say the size that they are to have now: volumes cannot shrink',
    violation: (input) =>
      growing(input).flatMap(({ size, grownTo, place }) =>
        grownTo && bytesOf(grownTo) <= bytesOf(size)
          ? `${quantityOf(grownTo)} where ${place} began with ${quantityOf(size)}`
          : [],
      ),
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
    code: 'DO013',
    prop: 'version and frontends.version',
    remedy: 'use DorisVersion.V4_0, or a full release such as 4.0.7: latest changes under a running cluster',
    ...check.releaseAtLeast(releases, 4, 0),
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
    code: 'DO015',
    prop: 'the images of version and frontends.version',
    remedy: 'name the repository, and its tag where that is not the release',
    ...check.ownImages(releases),
  },
  {
    code: 'DO016',
    prop: "the environment's zones",
    must: 'be at least 3, or the loss of one can take the quorum of the frontends',
    remedy: 'use three zones, or acknowledge it',
    severity: 'warning',
    violation: (input) =>
      input.resolved.highAvailability && input.environment.zoneCount < 3
        ? forHighAvailability(input, String(input.environment.zoneCount))
        : undefined,
  },
  {
    code: 'DO017',
    prop: 'the components of overrides.pods',
    remedy: 'correct it: nothing else of a cluster has pods of its own',
    ...check.oneOf<string>(({ resolved }) => Object.keys(resolved.overrides.pods), COMPONENTS),
  },
  {
    code: 'DO018',
    prop: 'the components of overrides.jvm',
    remedy: 'correct it: fe is the JVM of frontends, be the one inside of backends, cn the one inside of compute nodes',
    ...check.oneOf<string>(({ resolved }) => Object.keys(resolved.overrides.jvm), JVMS),
  },
  {
    code: 'DO019',
    prop: 'overrides.pods',
    must: "have no sidecars and no priorityClass: the operator's custom resource has no place for them",
    remedy: 'remove it',
    violation: (input) =>
      podOverrides(input).flatMap(([component, { sidecars = [], priorityClass }]) => [
        ...sidecars.map(({ name }) => `the sidecar '${name}' for ${component}`),
        ...(priorityClass === undefined ? [] : [`'${priorityClass}' for ${component}`]),
      ]),
  },
  {
    code: 'DO020',
    prop: 'mounts of overrides.pods',
    must: 'be Secrets and ConfigMaps as wholes: the operator mounts nothing else',
    remedy: 'mount the whole, without subPath, or use volumes for data',
    violation: (input) =>
      podOverrides(input).flatMap(([component, { mounts = [] }]) =>
        mounts
          .filter(({ volume, subPath }) => subPath !== undefined || !isWhole(volume))
          .map(({ path }) => `'${path}' for ${component}`),
      ),
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

function isWhole(volume: Volume): boolean {
  const source = volume._toKube();
  return source?.configMap !== undefined || (source?.secret !== undefined && source.secret.items === undefined);
}

/** What the checks on settings look at. */
export function givenSettings({ frontends, overrides, acknowledge }: ResolvedDoris): ConfInput {
  return {
    given: [
      { file: 'fe.conf', place: 'overrides.frontend', settings: overrides.frontend },
      { file: 'be.conf', place: 'overrides.backend', settings: overrides.backend },
      { file: 'be.conf', place: 'overrides.computeNode', settings: overrides.computeNode },
    ],
    flags: Object.entries(overrides.jvm).flatMap(([component, flags]) =>
      flags.map((flag) => placed(flag, `overrides.jvm.${component}`)),
    ),
    // What is known by release is of frontends alone.
    line: frontends.version.line,
    unknownSettings: acknowledge.unknownSettings,
    riskySettings: acknowledge.riskySettings,
  };
}
