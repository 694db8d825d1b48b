import { Size } from 'cdk8s';
import { Cpu, Environment } from '../core';
import {
  bytesOf,
  Checks,
  forHighAvailability,
  GIB,
  isOff,
  isOn,
  placed,
  quantityOf,
  Risk,
  Rule,
  textOf,
} from '../core/internal';
import { ClickHouseClusterProps } from './clickhouse-props';
import { COMPONENTS } from './components';
import { unknownSettings } from './config/known/unknown-settings';
import { winsOverOwnFiles } from './paths';
import { ResolvedClickHouse } from './resolve';
import { serverSizing } from './sizing';

const MEMORY_MINIMUM = 2 * GIB;
const RESERVED = ['admin', 'backup', 'clickhouse_operator', 'default', 'interserver', 'password_hashes', 'probe'];
const SECRET = /password|secret_access_key|access_key_id|identity/;

/** What the checks look at. */
export interface ClickHouseInput {
  /** What the user wrote: for messages that tell a default from a choice. */
  readonly given: ClickHouseClusterProps;
  readonly resolved: ResolvedClickHouse;
  readonly environment: Environment;
}

/**
 * Settings that lose data.
 *
 * @see https://clickhouse.com/docs/operations/storing-data#zero-copy
 * @see https://clickhouse.com/docs/guides/sre/keeper/clickhouse-keeper
 */
const RISKS: Risk[] = [
  {
    setting: 'merge_tree/allow_remote_fs_zero_copy_replication',
    risky: isOn,
    why: 'replicas share objects, and parts lose theirs; ClickHouse calls it not ready for production',
  },
  {
    setting: 'keeper_server/coordination_settings/force_sync',
    risky: isOff,
    why: 'Keeper confirms what is on no disk yet',
  },
  ...['async_load_databases', 'async_load_system_database'].map((setting) => ({
    setting,
    risky: isOn,
    why: 'a server says that it is ready while its tables are loaded, and the next replica of its shard is restarted',
  })),
];

const check = new Checks<ClickHouseInput>();

const cacheBytes = ({ resolved }: ClickHouseInput) => {
  if (bytesOf(resolved.size.memory) < MEMORY_MINIMUM) return undefined;
  const sizing = serverSizing(resolved.size);
  // Those that take memory, with the server's defaults where the construct sets none.
  const chosen: Record<string, unknown> = {
    mark_cache_size: bytesOf(sizing.markCache),
    uncompressed_cache_size: 0,
    index_mark_cache_size: bytesOf(sizing.indexMarkCache),
    primary_index_cache_size: bytesOf(sizing.primaryIndexCache),
    page_cache_max_size: 0,
  };
  const set: Record<string, unknown> = { ...chosen, ...resolved.overrides.settings };
  const total = Object.keys(chosen).reduce((sum, cache) => sum + Number(set[cache]), 0);
  const allowed = bytesOf(sizing.serverMemory) / 2;
  return total > allowed ? `${total} bytes where ${allowed} is half of the server's memory` : undefined;
};

const queryMemory = ({ resolved }: ClickHouseInput) => {
  if (bytesOf(resolved.size.memory) < MEMORY_MINIMUM) return undefined;
  const allowed = bytesOf(serverSizing(resolved.size).serverMemory);
  return Object.entries(resolved.profiles)
    .filter(([, settings]) => Number(settings.max_memory_usage) > allowed)
    .map(
      ([profile, settings]) =>
        `${String(settings.max_memory_usage)} in profile ${profile} where the server may use ${allowed} bytes`,
    );
};

const releases = ({ resolved: { version, keeper } }: ClickHouseInput) => [version._release, keeper.version._release];

const keeperApart = ({ resolved: { version, keeper } }: ClickHouseInput) => {
  const months = [version, keeper.version].map(({ line }) => {
    const [year, month] = line.split('.').map(Number);
    return year * 12 + month;
  });
  return Math.abs(months[0] - months[1]) > 12
    ? `${textOf(keeper.version.release)} with servers of ${version.release}`
    : undefined;
};

const zonesForReplicas = ({ resolved: { replicas }, environment: { zones, zoneCount } }: ClickHouseInput) => {
  if (zoneCount <= 1 || replicas <= zoneCount) return undefined;
  const assumed = zones.length === 0 ? ', as is assumed where the environment names none' : '';
  return `${replicas} where there are ${zoneCount} zones${assumed}`;
};

/** Every check on the props of a ClickHouseCluster. */
export const clickHouseRules: ReadonlyArray<Rule<ClickHouseInput>> = [
  {
    code: 'CH001',
    prop: 'shards',
    remedy: "start with one: a single shard holds what one server's volume holds",
    ...check.wholeNumber(({ resolved }) => resolved.shards, { atLeast: 1 }),
  },
  {
    code: 'CH002',
    prop: 'replicas',
    remedy: 'two survive the loss of a server, three the loss of one while another is restarted',
    ...check.wholeNumber(({ resolved }) => resolved.replicas, { atLeast: 1 }),
  },
  {
    code: 'CH003',
    prop: 'replicas',
    must: 'be at least 2 for high availability',
    remedy: 'ask for 2 or 3, or set highAvailability: false where losing the data is acceptable',
    violation: (input) =>
      input.resolved.highAvailability && input.resolved.replicas === 1 ? forHighAvailability(input, '1') : undefined,
  },
  {
    code: 'CH004',
    prop: 'keeper.members',
    remedy: 'choose 3: an even number survives no more losses than the odd one below it',
    ...check.oddQuorum(({ resolved }) => resolved.keeper.members, { atMost: 5 }),
  },
  {
    code: 'CH005',
    prop: 'keeper.members',
    must: 'be at least 3 for high availability',
    remedy: 'choose 3, or set highAvailability: false',
    violation: (input) =>
      input.resolved.highAvailability && input.resolved.keeper.members === 1
        ? forHighAvailability(input, '1')
        : undefined,
  },
  {
    code: 'CH006',
    prop: 'replicas',
    must: 'be at most the number of zones, or two copies share one',
    remedy: 'use fewer replicas, or acknowledge it: the loss of that zone takes both',
    severity: 'warning',
    violation: zonesForReplicas,
  },
  {
    code: 'CH007',
    prop: "the environment's zones",
    must: 'be at least 3, or the loss of one can take the quorum of Keeper',
    remedy: 'use three zones, or acknowledge it',
    severity: 'warning',
    violation: (input) =>
      input.resolved.highAvailability && input.environment.zoneCount < 3
        ? forHighAvailability(input, String(input.environment.zoneCount))
        : undefined,
  },
  {
    code: 'CH008',
    prop: 'size.memory',
    remedy: 'give more: below that the server cannot merge parts reliably',
    ...check.atLeast(({ resolved }) => resolved.size.memory, Size.gibibytes(2)),
  },
  {
    code: 'CH009',
    prop: 'size.cpu',
    remedy: 'give more: merges and queries share the cores',
    ...check.atLeast(({ resolved }) => resolved.size.cpu, Cpu.millis(500)),
  },
  {
    code: 'CH010',
    prop: 'storage',
    remedy: "give more: the server's own log tables take part of it",
    ...check.atLeast(({ resolved }) => resolved.storage, Size.gibibytes(1)),
  },
  {
    code: 'CH011',
    prop: 'the caches in overrides.settings',
    must: "take at most half of the server's memory together",
    remedy: 'make them smaller or the server larger: queries need the rest',
    violation: cacheBytes,
  },
  {
    code: 'CH012',
    prop: 'max_memory_usage in profiles',
    must: 'be at most what the server may use',
    remedy: 'lower it: a query that may take more than the server has ends all others with it',
    violation: queryMemory,
  },
  {
    code: 'CH013',
    prop: 'users[].name',
    remedy: 'choose such a name: Secrets and paths of the configuration are made from it',
    ...check.pattern(
      ({ resolved }) => resolved.users.map(({ name }) => name),
      /^[A-Za-z][A-Za-z0-9_]{0,30}$/,
      "be letters, digits and '_', starting with a letter, at most 31",
    ),
  },
  {
    code: 'CH014',
    prop: 'users[].name',
    remedy: `choose another than ${RESERVED.join(', ')}`,
    ...check.each(
      ({ resolved }) => resolved.users.map(({ name }) => name),
      'not be one that the cluster or its operator uses itself',
      (name) => !RESERVED.includes(name.toLowerCase()),
    ),
  },
  {
    code: 'CH015',
    prop: 'users[].name',
    remedy: 'remove one of them; names that differ in case share a Secret',
    ...check.unique(
      ({ resolved }) => resolved.users.map(({ name }) => name),
      (name) => name.toLowerCase(),
    ),
  },
  {
    code: 'CH016',
    prop: 'users[].profile',
    remedy: 'add the profile, or correct its name: servers refuse to start with an unknown one',
    ...check.known(
      ({ resolved }) => resolved.users.map(({ profile }) => profile),
      ({ resolved }) => [...new Set(['default', 'readonly', ...Object.keys(resolved.profiles)])],
      'be default, readonly or one of profiles',
    ),
  },
  {
    code: 'CH017',
    prop: 'users[].quota',
    remedy: 'add the quota, or correct its name: servers refuse to start with an unknown one',
    ...check.known(
      ({ resolved }) => resolved.users.map(({ quota }) => quota),
      ({ resolved }) => ['default', ...resolved.quotas.map(({ name }) => name)],
      'be default or one of quotas',
    ),
  },
  {
    code: 'CH018',
    prop: 'overrides',
    remedy: 'put the value into a Secret and name it: { valueFrom: { secretKeyRef: { name, key } } }',
    ...check.noSecrets(
      ({ resolved: { overrides } }) =>
        Object.entries({ ...overrides.settings, ...overrides.keeperSettings })
          .filter(([, value]) => typeof value === 'string')
          .map(([path]) => path),
      SECRET,
    ),
  },
  {
    code: 'CH019',
    prop: 'backup.schedule',
    remedy: 'name minute, hour, day of the month, month and day of the week, in UTC: 0 2 * * *',
    ...check.cron(({ resolved }) => resolved.backup?.schedule),
  },
  {
    code: 'CH020',
    prop: 'backup',
    must: 'be set where data is retained: replicas copy a DROP TABLE within a second',
    remedy: 'name an object store, or acknowledge that the data can be made again',
    severity: 'warning',
    violation: (input) =>
      input.resolved.highAvailability && !input.resolved.backup ? forHighAvailability(input, 'none') : undefined,
  },
  {
    code: 'CH021',
    prop: 'tieredStorage.cache',
    must: 'be at most half of storage',
    remedy: 'make it smaller: the volume holds the hot data too',
    violation: ({ resolved: { tieredStorage, storage } }) =>
      tieredStorage && bytesOf(tieredStorage.cache) * 2 > bytesOf(storage)
        ? `${quantityOf(tieredStorage.cache)} of ${quantityOf(storage)}`
        : undefined,
  },
  {
    code: 'CH022',
    prop: 'tieredStorage.moveWhenFree',
    remedy: 'name a share: 0.2 moves parts when less than a fifth of the volume is free',
    ...check.range(({ resolved }) => resolved.tieredStorage?.moveWhenFree, { above: 0, below: 1 }),
  },
  {
    code: 'CH023',
    prop: 'systemLogRetention',
    remedy: 'keep a day at least: without query_log nobody learns what happened',
    ...check.each(
      ({ resolved }) => resolved.systemLogRetention,
      'be whole days, at least one',
      (retention) => {
        const days = retention.toDays({ integral: false });
        return Number.isInteger(days) && days >= 1;
      },
    ),
  },
  {
    code: 'CH024',
    prop: 'version and keeper.version',
    remedy: 'use ClickHouseVersion.V26_3, or a full release such as 26.3.35.3: latest changes under a running cluster',
    ...check.releaseAtLeast(releases, 25, 3),
  },
  {
    code: 'CH025',
    prop: 'quotas[].interval',
    remedy: 'name the time after which counting starts again',
    ...check.each(
      ({ resolved }) => resolved.quotas.map(({ name, interval }) => placed(interval, `quota '${name}'`)),
      'be at least a second',
      (interval) => interval.toMilliseconds() >= 1000,
    ),
  },
  {
    code: 'CH026',
    prop: 'backup.prefix',
    remedy: 'name where backups lie in the bucket, without a / at either end',
    ...check.storePrefix(({ resolved }) => resolved.backup?.prefix),
  },
  {
    code: 'CH027',
    prop: 'the images of version and keeper.version',
    remedy: 'name the repository, and its tag where that is not the release',
    ...check.ownImages(releases),
  },
  {
    code: 'CH028',
    prop: 'the components of overrides.pods',
    remedy: 'correct it: nothing else of a cluster has pods of its own',
    ...check.oneOf<string>(({ resolved }) => Object.keys(resolved.overrides.pods), COMPONENTS),
  },
  {
    code: 'CH029',
    prop: 'the paths of overrides.files',
    remedy: 'call it config.d/my.xml, say: of two files that set the same the last in the alphabet wins',
    ...check.each(
      ({ resolved }) => Object.keys(resolved.overrides.files),
      'be in config.d or users.d, and sort after cluster-users.xml, or files of the cluster and its operator win',
      winsOverOwnFiles,
    ),
  },
  {
    code: 'CH030',
    prop: 'use_xid_64 in overrides',
    must: 'stay on: Keeper refuses servers that count in 64 bits when it does not, and 32 overflow after weeks of load',
    remedy: 'remove it',
    violation: ({ resolved: { overrides } }) =>
      Object.keys({ ...overrides.settings, ...overrides.keeperSettings }).find((path) => path.endsWith('/use_xid_64')),
  },
  {
    code: 'CH031',
    prop: 'overrides.settings and overrides.keeperSettings',
    remedy: 'remove it, or name it in acknowledge.riskySettings',
    ...check.losesNoData(
      ({ resolved: { overrides } }) => ({ ...overrides.settings, ...overrides.keeperSettings }),
      RISKS,
      ({ resolved }) => resolved.acknowledge.riskySettings,
    ),
  },
  {
    code: 'CH032',
    prop: 'keeper.version',
    must: 'be at most a year from version: so far ClickHouse keeps releases compatible with one another',
    remedy: 'upgrade Keeper once the servers are well, one member at a time, or acknowledge it',
    severity: 'warning',
    violation: keeperApart,
  },
  {
    code: 'CH033',
    prop: 'restoreFrom.prefix',
    remedy: 'name where the backups of the other cluster lie, without a / at either end: clickhouse/<its name>/backups',
    ...check.storePrefix(({ resolved }) => resolved.restoreFrom?.prefix),
  },
  {
    code: 'CH034',
    prop: 'profiles and overrides.settings',
    must: 'name settings that the release knows: servers do not start with others',
    remedy:
      'correct it, set it once all servers have a release that knows it, or name it in acknowledge.unknownSettings',
    violation: ({ resolved }) => unknownSettings(resolved),
  },
  {
    code: 'CH035',
    prop: 'include_from in overrides.settings',
    must: 'stay: it names the file by which servers learn of new passwords',
    remedy: 'write what it would have taken from a file into overrides.files',
    violation: ({ resolved: { overrides } }) => Object.keys(overrides.settings).find((path) => path === 'include_from'),
  },
];
