import { Size } from 'cdk8s';
import { Environment } from '../../core';
import { bytesOf, Checks, forHighAvailability, placed, quantityOf, Release, Rule } from '../../core/internal';
import { Volume } from '../../kubernetes';
import { OPERATED } from '../components';
import { ResolvedDoris, ResolvedOverrides } from '../resolve';
import { feShortage, feSizing } from '../sizing';
import { ConfInput } from './conf-rules';

/** What the checks look at on what clusters have wherever their data lies. */
export interface MembersInput {
  readonly given: { readonly highAvailability?: boolean };
  readonly resolved: Pick<ResolvedDoris, 'frontends' | 'highAvailability'> & {
    readonly overrides: Pick<ResolvedOverrides, 'jvm' | 'pods'>;
  };
  readonly environment: Environment;
  /** What has pods, and what the operator makes of it. */
  readonly components: readonly string[];
  readonly operated: readonly string[];
  readonly releases: Release[];
  /** Volumes that may have grown. */
  readonly growing: { readonly size: Size; readonly grownTo?: Size; readonly place: string }[];
}

const check = new Checks<MembersInput>();

/** What has a JVM. */
const JVMS = [...OPERATED, 'cn'];

/** What pods have besides that the operator makes. */
const podOverrides = ({ resolved: { overrides }, operated }: MembersInput) =>
  Object.entries(overrides.pods).filter(([component]) => operated.includes(component));

/** Every check on what clusters have wherever their data lies: frontends, releases and what wins over the rest. */
export const memberRules: ReadonlyArray<Rule<MembersInput>> = [
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
    code: 'DO009',
    prop: 'frontends.size.memory',
    must: 'be at least 12 GiB for high availability, or the heap is less than the 8 GiB of releases',
    remedy: 'give more: a frontend whose heap is too small ends while it replays its log, and never starts again',
    violation: (input) => {
      const shortage = feShortage(feSizing(input.resolved.frontends.size));
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
      input.growing.flatMap(({ size, grownTo, place }) =>
        grownTo && bytesOf(grownTo) <= bytesOf(size)
          ? `${quantityOf(grownTo)} where ${place} began with ${quantityOf(size)}`
          : [],
      ),
  },
  {
    code: 'DO013',
    prop: 'version, and that of parts',
    remedy: 'use DorisVersion.V4_0, or a full release such as 4.0.7: latest changes under a running cluster',
    ...check.releaseAtLeast(({ releases }) => releases, 4, 0),
  },
  {
    code: 'DO015',
    prop: 'the images of version, and of that of parts',
    remedy: 'name the repository, and its tag where that is not the release',
    ...check.ownImages(({ releases }) => releases),
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
    ...check.each<string>(
      ({ resolved }) => Object.keys(resolved.overrides.pods),
      'be those of what has pods',
      (component, { components }) => components.includes(component),
    ),
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
];

function isWhole(volume: Volume): boolean {
  const source = volume._toKube();
  return source?.configMap !== undefined || (source?.secret !== undefined && source.secret.items === undefined);
}

/** What settings of any cluster are given by. */
interface SettingsGiven {
  readonly frontends: ResolvedDoris['frontends'];
  readonly overrides: Pick<ResolvedOverrides, 'backend' | 'frontend' | 'jvm'>;
  readonly acknowledge: Pick<ResolvedDoris['acknowledge'], 'riskySettings' | 'unknownSettings'>;
}

/** What the checks on settings look at of any cluster. */
export function commonSettings({ frontends, overrides, acknowledge }: SettingsGiven): ConfInput {
  return {
    given: [
      { file: 'fe.conf', place: 'overrides.frontend', settings: overrides.frontend },
      { file: 'be.conf', place: 'overrides.backend', settings: overrides.backend },
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
