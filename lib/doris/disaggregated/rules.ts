import { Size } from 'cdk8s';
import { Environment } from '../../core';
import { Checks, compareReleases, forHighAvailability, placed, Rule } from '../../core/internal';
import { DISAGGREGATED_COMPONENTS, OPERATED } from '../components';
import { ConfInput } from '../config/conf-rules';
import { commonSettings, MembersInput } from '../config/member-rules';
import { DorisDisaggregatedClusterProps } from '../doris-disaggregated-props';
import { beShortage, beSizing } from '../sizing';
import { ResolvedComputeGroup, ResolvedDisaggregatedDoris } from './resolve';

/** What the checks look at. */
export interface DisaggregatedInput {
  /** What the user wrote: for messages that tell a default from a choice. */
  readonly given: DorisDisaggregatedClusterProps;
  readonly resolved: ResolvedDisaggregatedDoris;
  readonly environment: Environment;
}

const check = new Checks<DisaggregatedInput>();

const GROUP_NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

const groups = ({ resolved }: DisaggregatedInput) => resolved.computeGroups;
const ofGroups =
  <T>(of: (group: ResolvedComputeGroup) => T) =>
  (input: DisaggregatedInput) =>
    groups(input).map((group) => placed(of(group), group.name));

/** Names of Services and StatefulSets that the operator and we make besides those of groups. */
const TAKEN = ['fe', 'fe-internal', 'ms', 'exposed'];

/** Names that the operator makes of a group's. */
const madeOf = ({ set }: ResolvedComputeGroup) => [set, `${set}-external`];

const PARTLY = ['accessKeyId', 'secretAccessKey'] as const;

/** Settings of backends that follow from where the data lies. */
const CACHE_SETTINGS = ['enable_file_cache', 'file_cache_path'];

/** Every check on the props of a DorisDisaggregatedCluster that other clusters do not have. */
export const disaggregatedRules: ReadonlyArray<Rule<DisaggregatedInput>> = [
  {
    code: 'DO200',
    prop: 'computeGroups',
    must: 'have one at least: nothing else runs queries and loads',
    remedy: "name one: { name: 'all', members: 3, ... }",
    violation: (input) => (groups(input).length === 0 ? 'none' : undefined),
  },
  {
    code: 'DO201',
    prop: 'the names of computeGroups',
    remedy: "choose another: 'etl', 'ad_hoc'. The operator makes '-' of each '_' in names of Kubernetes",
    ...check.pattern(
      (input) => groups(input).map(({ name }) => name),
      GROUP_NAME,
      "be lower-case letters and digits, with '_' between them, and begin with a letter",
    ),
  },
  {
    code: 'DO202',
    prop: 'the names of computeGroups',
    must: 'give names of their own to all that the operator makes of them',
    remedy: 'choose another name',
    violation: (input) => {
      const made = groups(input).flatMap((group) => madeOf(group).map((name) => ({ name, group: group.name })));
      return made.flatMap(({ name, group }, index) =>
        TAKEN.includes(name) || made.slice(0, index).some((other) => other.name === name)
          ? `'${group}', of which a second '${name}' would come`
          : [],
      );
    },
  },
  {
    code: 'DO203',
    prop: 'the members of computeGroups',
    remedy: 'ask for as many as the work needs',
    ...check.wholeNumber(
      ofGroups(({ members }) => members),
      { atLeast: 1 },
    ),
  },
  {
    code: 'DO204',
    prop: 'the members of computeGroups',
    must: 'be at least 2 for high availability, or all that runs on a group fails with its one member',
    remedy: 'ask for 2, or acknowledge it',
    severity: 'warning',
    violation: (input) =>
      input.resolved.highAvailability
        ? groups(input).flatMap(({ members, name }) =>
            members === 1 ? forHighAvailability(input, `1 for ${name}`) : [],
          )
        : undefined,
  },
  {
    code: 'DO205',
    prop: 'the size of computeGroups',
    must: 'be at least 8 GiB, with room for the JVM inside',
    remedy: 'give more: members of less do not start normally',
    violation: (input) =>
      groups(input).flatMap(({ size, name }) => {
        const shortage = beShortage(beSizing(size));
        return shortage === undefined ? [] : `${shortage} for ${name}`;
      }),
  },
  {
    code: 'DO206',
    prop: 'the cache of computeGroups',
    remedy:
      'give more: what is loaded passes through it, and what it has no room for is read from the object store each time',
    ...check.atLeast(
      ofGroups(({ cache }) => cache),
      Size.gibibytes(20),
    ),
  },
  {
    code: 'DO207',
    prop: 'metaService.members',
    remedy: 'choose 2: they hold no state',
    ...check.wholeNumber(({ resolved }) => resolved.metaService.members, { atLeast: 1 }),
  },
  {
    code: 'DO208',
    prop: 'metaService.members',
    must: 'be at least 2 for high availability',
    remedy: 'choose 2, or set highAvailability: false',
    violation: (input) =>
      input.resolved.highAvailability && input.resolved.metaService.members === 1
        ? forHighAvailability(input, '1')
        : undefined,
  },
  {
    code: 'DO209',
    prop: 'metaService.size.memory',
    remedy: 'give more: it holds transactions of all loads that run',
    ...check.atLeast(({ resolved }) => resolved.metaService.size.memory, Size.gibibytes(1)),
  },
  {
    code: 'DO210',
    prop: 'version and frontends.version',
    must: 'be no newer than what is upgraded before: the meta service, then the compute groups, then the frontends',
    remedy: 'upgrade in this order, each when all pods of the one before are well',
    violation: ({ resolved: { version, frontends, metaService } }) => [
      ...(compareReleases(version.release, metaService.version.release) > 0
        ? [`version ${version.release} with a meta service of ${metaService.version.release}`]
        : []),
      ...(compareReleases(frontends.version.release, version.release) > 0
        ? [`frontends of ${frontends.version.release} with compute groups of ${version.release}`]
        : []),
    ],
  },
  {
    code: 'DO211',
    prop: 'data.prefix',
    remedy: "choose another: 'warehouse/sales'",
    ...check.storePrefix(({ resolved }) => resolved.data.prefix),
  },
  {
    code: 'DO212',
    prop: 'data',
    must: 'have both or none of accessKeyId and secretAccessKey',
    remedy: 'give both, or let pods sign in as who they are',
    violation: ({ given: { data } }) => {
      const there = PARTLY.filter((part) => data[part] !== undefined);
      return there.length === 1 ? there[0] : undefined;
    },
  },
  {
    code: 'DO213',
    prop: 'the clusterFile of foundationDb',
    must: "have the key 'cluster-file': the operator reads no other",
    remedy: 'name a ConfigMap that has it, or give the address instead',
    violation: ({ resolved: { foundationDb } }) => {
      const { clusterFile } = foundationDb;
      return clusterFile && clusterFile.key !== 'cluster-file' ? `'${clusterFile.key}'` : undefined;
    },
  },
  {
    code: 'DO214',
    prop: 'foundationDb',
    must: 'have a backup: without it nobody finds the data of any table in the object store again',
    remedy: 'give it a backup, or say its oldestKeptBackup where something else makes one',
    severity: 'warning',
    violation: (input) =>
      input.resolved.highAvailability && input.resolved.foundationDb.oldestKeptBackup === undefined
        ? forHighAvailability(input, 'none')
        : undefined,
  },
  {
    code: 'DO215',
    prop: 'overrides.backend',
    must: 'not hold settings that follow from the cache of a group',
    remedy: 'remove it, and say how large the cache is',
    violation: ({ resolved: { overrides } }) =>
      CACHE_SETTINGS.filter((name) => name in overrides.backend).map((name) => `'${name}'`),
  },
];

/** What the checks look at that all clusters have. */
export function membersOf({ given, resolved, environment }: DisaggregatedInput): MembersInput {
  const { version, frontends, metaService } = resolved;
  return {
    given,
    resolved,
    environment,
    components: DISAGGREGATED_COMPONENTS,
    operated: [...OPERATED, 'ms'],
    releases: [version._release, frontends.version._release, metaService.version._release],
    growing: [{ size: frontends.storage, grownTo: frontends.grownTo, place: 'frontends' }],
  };
}

/** What the checks on settings look at. */
export function disaggregatedSettings(resolved: ResolvedDisaggregatedDoris): ConfInput {
  const input = commonSettings(resolved);
  const { metaService: settings } = resolved.overrides;
  return {
    ...input,
    given: [...input.given, { file: 'doris_cloud.conf', place: 'overrides.metaService', settings }],
  };
}
