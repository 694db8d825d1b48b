import { Duration, Size } from 'cdk8s';
import { Environment } from '../core';
import { Checks, compareReleases, forHighAvailability, placed, Rule } from '../core/internal';
import { COMPONENTS, OPERATED } from './components';
import { ConfInput } from './config/conf-rules';
import { commonSettings, MembersInput } from './config/member-rules';
import { DorisClusterProps } from './doris-props';
import { ResolvedDoris } from './resolve';
import { beShortage, dorisSizing } from './sizing';

/** What the checks look at. */
export interface DorisInput {
  /** What the user wrote: for messages that tell a default from a choice. */
  readonly given: DorisClusterProps;
  readonly resolved: ResolvedDoris;
  readonly environment: Environment;
}

const check = new Checks<DorisInput>();

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
