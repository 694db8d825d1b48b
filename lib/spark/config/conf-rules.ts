import { Size } from 'cdk8s';
import { bytesOf, Checks, KeyTable, MIB, quantityOf, Rule } from '../../core/internal';
import { ISparkTeam } from '../interfaces';
import { ResolvedPlatform, ResolvedWorkload } from '../resolve';
import { hasIceberg, ICEBERG_EXTENSIONS } from './catalogs';
import { isSecret, whoSays } from './held-keys';
import { knownKeys } from './known/known-keys';
import { RISKS, STORE_RISKS } from './risks';

/** What the checks on sparkConf look at. */
export interface ConfInput {
  /** What is given here. */
  readonly own: Record<string, string>;
  /** The same over what the platform gives. */
  readonly effective: Record<string, string>;
  /** Whether tables may be in object stores. */
  readonly stores: boolean;
  /** The driver's heap. Default: that of each application. */
  readonly driverMemory?: Size;
  /** Whether executors may go whose shuffle nothing else keeps. Default: each application's. */
  readonly keepsShuffle?: boolean;
  /** Whether the team has tables of Iceberg's. */
  readonly iceberg: boolean;
  readonly riskySettings: string[];
  /** The release line: `4.1`. */
  readonly line: string;
  readonly unknownKeys: string[];
}

/** What they look at of a platform. */
export function confOfPlatform({ version, overrides, acknowledge, eventLog, warehouse }: ResolvedPlatform): ConfInput {
  const { sparkConf } = overrides;
  return {
    own: sparkConf,
    effective: sparkConf,
    stores: [eventLog, warehouse].some((location) => location?._store !== undefined),
    iceberg: false,
    line: version.line,
    unknownKeys: acknowledge.unknownKeys,
    riskySettings: acknowledge.riskySettings,
  };
}

/** What they look at of an application. */
export function confOfWorkload(resolved: ResolvedWorkload, team: ISparkTeam): ConfInput {
  const { overrides, acknowledge, driver, executors, remoteShuffle } = resolved;
  return {
    own: overrides.sparkConf,
    effective: { ...team.platform.settings.sparkConf, ...overrides.sparkConf },
    stores: team.storeAccess.length > 0,
    iceberg: hasIceberg(team.catalogs),
    line: resolved.version.line,
    unknownKeys: acknowledge.unknownKeys,
    driverMemory: driver.memory,
    keepsShuffle: executors.autoscaled && remoteShuffle === undefined,
    riskySettings: acknowledge.riskySettings,
  };
}

const conf = new Checks<ConfInput>();
const SIZE = /^(\d+)([kmgt]?)b?$/i;
const UNITS: Record<string, number> = { '': 1, k: 1024, m: MIB, g: 1024 * MIB, t: 1024 * 1024 * MIB };
const TRACKING = 'spark.dynamicAllocation.shuffleTracking.enabled';
const EXTENSIONS = 'spark.sql.extensions';
const NO_KEYS = new KeyTable({ keys: [] });
const MAX_RESULT = 'spark.driver.maxResultSize';

/** As Spark reads sizes that have no unit of their own: bytes. */
function sizeOf(text: string): number | undefined {
  const [, amount, unit] = SIZE.exec(text.trim()) ?? [];
  return amount === undefined ? undefined : Number(amount) * UNITS[unit.toLowerCase()];
}

/** Checks on properties of Spark that are given by name. */
export const confRules: ReadonlyArray<Rule<ConfInput>> = [
  {
    code: 'SP150',
    prop: 'overrides.sparkConf',
    must: 'not hold what something else says',
    remedy: 'use what is named: the operator, pod templates or policies would differ from it, or refuse it',
    violation: ({ own }) =>
      Object.keys(own).flatMap((key) => {
        const says = whoSays(key);
        return says === undefined ? [] : `'${key}', which ${says}`;
      }),
  },
  {
    code: 'SP151',
    prop: 'overrides.sparkConf',
    must: 'hold no secret',
    remedy:
      "give it by env as EnvValue.secret(...), or leave it out: stores know the team's identity. The operator logs all properties, and whoever reads applications reads them",
    violation: ({ own }) =>
      Object.entries(own).flatMap(([key, value]) => (isSecret(key, value) ? `text for ${key}` : [])),
  },
  {
    code: 'SP152',
    prop: 'the keys of overrides.sparkConf',
    remedy: 'write them in full, as in spark.sql.shuffle.partitions; those of Hadoop begin with spark.hadoop.',
    ...conf.pattern(({ own }) => Object.keys(own), /^spark\.[^\s=]+$/, 'begin with spark. and have no blank'),
  },
  {
    code: 'SP153',
    prop: 'overrides.sparkConf',
    remedy: 'remove it, or acknowledge it: acknowledge.riskySettings',
    ...conf.losesNoData(
      ({ own }) => own,
      RISKS,
      ({ riskySettings }) => riskySettings,
    ),
  },
  {
    code: 'SP154',
    prop: 'sparkConf, where tables are in object stores,',
    remedy: 'remove it, or acknowledge it: acknowledge.riskySettings',
    ...conf.losesNoData(
      ({ effective, stores }) => (stores ? effective : {}),
      STORE_RISKS,
      ({ riskySettings }) => riskySettings,
    ),
  },
  {
    code: 'SP155',
    prop: TRACKING,
    must: 'be true where executors come and go and no other service keeps what they shuffle',
    remedy: 'leave it out, give remoteShuffle, or a fixed number of executors: Scaling.exactly(4)',
    violation: ({ effective, keepsShuffle }) => {
      const value = effective[TRACKING];
      return keepsShuffle && value !== undefined && value.trim() !== 'true' ? `'${value}'` : undefined;
    },
  },
  {
    code: 'SP156',
    prop: 'driver.memory',
    must: `be twice ${MAX_RESULT} at least`,
    remedy: `give more, or a smaller ${MAX_RESULT}: what is collected is in the heap twice while it is put together`,
    violation: ({ effective, driverMemory }) => {
      const { [MAX_RESULT]: written = '' } = effective;
      const given = sizeOf(written);
      if (given === undefined || driverMemory === undefined || bytesOf(driverMemory) >= 2 * given) return undefined;
      return `${quantityOf(driverMemory)} where it is ${effective[MAX_RESULT]}`;
    },
  },
  {
    code: 'SP157',
    prop: 'overrides.sparkConf',
    remedy:
      'correct it, or name it in acknowledge.unknownKeys where a library reads it: Spark ignores others without a word',
    ...conf.knownKeys(
      // Of a line that is not known nothing is said.
      ({ own, line }) => (knownKeys(line) ? Object.keys(own) : []),
      ({ line }) => knownKeys(line) ?? NO_KEYS,
      ({ unknownKeys }) => unknownKeys,
    ),
  },
  {
    code: 'SP158',
    prop: EXTENSIONS,
    must: 'name that of Iceberg, where the team has catalogs of it',
    remedy: `put it before the others: ${ICEBERG_EXTENSIONS},...`,
    violation: ({ effective, iceberg }) => {
      const value = effective[EXTENSIONS];
      return iceberg && value !== undefined && !value.split(',').includes(ICEBERG_EXTENSIONS)
        ? `'${value}'`
        : undefined;
    },
  },
];
