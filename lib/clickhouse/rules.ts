import { Environment } from '../core';
import { bytesOf, GIB, quantityOf, Rule } from '../core/internal';
import { ClickHouseClusterProps } from './clickhouse-props';
import { ResolvedClickHouse } from './resolve';
import { serverSizing } from './sizing';

const MEMORY_MINIMUM = 2 * GIB;
const RESERVED = ['admin', 'backup', 'clickhouse_operator', 'default', 'interserver', 'probe'];
const CRON = /^[\dA-Za-z*,/?-]+( [\dA-Za-z*,/?-]+){4}$/;
const PREFIX = /^[^/]+(\/[^/]+)*$/;
const SECRET = /password|secret_access_key|access_key_id|identity/;

/** What the checks look at. */
export interface ClickHouseInput {
  /** What the user wrote: for messages that tell a default from a choice. */
  readonly given: ClickHouseClusterProps;
  readonly resolved: ResolvedClickHouse;
  readonly environment: Environment;
}

type Check = (input: ClickHouseInput) => string | string[] | undefined;

const wholeFrom = (minimum: number, value: number) =>
  Number.isInteger(value) && value >= minimum ? undefined : String(value);

/** Names what is wrong without high availability, and that it is the default where nobody asked for it. */
const forHighAvailability = ({ given }: ClickHouseInput, text: string) =>
  given.highAvailability === undefined ? `${text}, where highAvailability is true, the default` : text;

const cacheBytes: Check = ({ resolved }) => {
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

const queryMemory: Check = ({ resolved }) => {
  if (bytesOf(resolved.size.memory) < MEMORY_MINIMUM) return undefined;
  const allowed = bytesOf(serverSizing(resolved.size).serverMemory);
  return Object.entries(resolved.profiles)
    .filter(([, settings]) => Number(settings.max_memory_usage) > allowed)
    .map(
      ([profile, settings]) =>
        `${String(settings.max_memory_usage)} in profile ${profile} where the server may use ${allowed} bytes`,
    );
};

const unknownNames = (names: string[], known: string[]) =>
  names.filter((name) => !known.includes(name)).map((name) => `'${name}'`);

/** Every check on the props of a ClickHouseCluster. */
export const clickHouseRules: ReadonlyArray<Rule<ClickHouseInput>> = [
  {
    code: 'CH001',
    prop: 'shards',
    must: 'be a whole number of at least 1',
    remedy: "start with one: a single shard holds what one server's volume holds",
    violation: ({ resolved }) => wholeFrom(1, resolved.shards),
  },
  {
    code: 'CH002',
    prop: 'replicas',
    must: 'be a whole number of at least 1',
    remedy: 'two survive the loss of a server, three the loss of one while another is restarted',
    violation: ({ resolved }) => wholeFrom(1, resolved.replicas),
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
    must: 'be 1, 3 or 5',
    remedy: 'choose 3: an even number survives no more losses than the odd one below it',
    violation: ({ resolved: { keeper } }) => ([1, 3, 5].includes(keeper.members) ? undefined : String(keeper.members)),
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
    violation: ({ resolved: { replicas }, environment: { zones, zoneCount } }) =>
      zoneCount > 1 && replicas > zoneCount
        ? `${replicas} where there are ${zoneCount} zones${zones.length === 0 ? ', as is assumed where the environment names none' : ''}`
        : undefined,
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
    must: 'be at least 2Gi',
    remedy: 'give more: below that the server cannot merge parts reliably',
    violation: ({ resolved: { size } }) =>
      bytesOf(size.memory) < MEMORY_MINIMUM ? quantityOf(size.memory) : undefined,
  },
  {
    code: 'CH009',
    prop: 'size.cpu',
    must: 'be at least 500m',
    remedy: 'give more: merges and queries share the cores',
    violation: ({ resolved: { size } }) => (size.cpu.toMillis() < 500 ? size.cpu.toString() : undefined),
  },
  {
    code: 'CH010',
    prop: 'storage',
    must: 'be at least 1Gi',
    remedy: "give more: the server's own log tables take part of it",
    violation: ({ resolved: { storage } }) => (bytesOf(storage) < GIB ? quantityOf(storage) : undefined),
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
    must: "be letters, digits and '_', starting with a letter",
    remedy: 'choose such a name: Secrets and paths of the configuration are made from it',
    violation: ({ resolved: { users } }) =>
      users.filter(({ name }) => !/^[A-Za-z][A-Za-z0-9_]{0,30}$/.test(name)).map(({ name }) => `'${name}'`),
  },
  {
    code: 'CH014',
    prop: 'users[].name',
    must: 'not be one that the cluster or its operator uses itself',
    remedy: `choose another than ${RESERVED.join(', ')}`,
    violation: ({ resolved: { users } }) =>
      users.filter(({ name }) => RESERVED.includes(name)).map(({ name }) => `'${name}'`),
  },
  {
    code: 'CH015',
    prop: 'users[].name',
    must: 'stand once',
    remedy: 'remove one of them; names that differ in case or in - and _ share a Secret',
    violation: ({ resolved: { users } }) => {
      const names = users.map(({ name }) => name.toLowerCase());
      return names.filter((name, index) => names.indexOf(name) !== index).map((name) => `'${name}' again`);
    },
  },
  {
    code: 'CH016',
    prop: 'users[].profile',
    must: 'be default, readonly or one of profiles',
    remedy: 'add the profile, or correct its name: servers refuse to start with an unknown one',
    violation: ({ resolved: { users, profiles } }) =>
      unknownNames(
        users.map(({ profile }) => profile),
        ['default', 'readonly', ...Object.keys(profiles)],
      ),
  },
  {
    code: 'CH017',
    prop: 'users[].quota',
    must: 'be default or one of quotas',
    remedy: 'add the quota, or correct its name: servers refuse to start with an unknown one',
    violation: ({ resolved: { users, quotas } }) =>
      unknownNames(
        users.map(({ quota }) => quota),
        ['default', ...quotas.map(({ name }) => name)],
      ),
  },
  {
    code: 'CH018',
    prop: 'overrides',
    must: 'hold no secret',
    remedy: 'put the value into a Secret and name it: { valueFrom: { secretKeyRef: { name, key } } }',
    violation: ({ resolved: { overrides } }) =>
      [...Object.entries(overrides.settings), ...Object.entries(overrides.keeperSettings)]
        .filter(([path, value]) => SECRET.test(path) && typeof value === 'string')
        .map(([path]) => `text for ${path}`),
  },
  {
    code: 'CH019',
    prop: 'backup.schedule',
    must: 'be the five fields of cron',
    remedy: 'name minute, hour, day of the month, month and day of the week, in UTC: 0 2 * * *',
    violation: ({ resolved: { backup } }) =>
      backup && !CRON.test(backup.schedule) ? `'${backup.schedule}'` : undefined,
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
    must: 'be smaller than half of storage',
    remedy: 'make it smaller: the volume holds the hot data too',
    violation: ({ resolved: { tieredStorage, storage } }) =>
      tieredStorage && bytesOf(tieredStorage.cache) * 2 > bytesOf(storage)
        ? `${quantityOf(tieredStorage.cache)} of ${quantityOf(storage)}`
        : undefined,
  },
  {
    code: 'CH022',
    prop: 'tieredStorage.moveWhenFree',
    must: 'lie between 0 and 1',
    remedy: 'name a share: 0.2 moves parts when less than a fifth of the volume is free',
    violation: ({ resolved: { tieredStorage } }) =>
      tieredStorage && !(tieredStorage.moveWhenFree > 0 && tieredStorage.moveWhenFree < 1)
        ? String(tieredStorage.moveWhenFree)
        : undefined,
  },
  {
    code: 'CH023',
    prop: 'systemLogRetention',
    must: 'be whole days, at least one',
    remedy: 'keep a day at least: without query_log nobody learns what happened',
    violation: ({ resolved: { systemLogRetention: retention } }) =>
      wholeFrom(1, retention.toDays({ integral: false })) && retention.toHumanString(),
  },
  {
    code: 'CH024',
    prop: 'version',
    must: "be 25.3 or newer, named as the images' tag",
    remedy: 'use ClickHouseVersion.V26_3, or a full tag such as 26.3.35.3: latest changes under a running cluster',
    violation: ({ resolved: { version } }) =>
      /^\d+\.\d+(\.\d+){1,2}(-[a-z0-9.]+)?$/.test(version.tag) && version._isAtLeast(25, 3)
        ? undefined
        : `'${version.tag}'`,
  },
  {
    code: 'CH025',
    prop: 'quotas[].interval',
    must: 'be at least a second',
    remedy: 'name the time after which counting starts again',
    violation: ({ resolved: { quotas } }) =>
      quotas.filter(({ interval }) => interval.toMilliseconds() < 1000).map(({ name }) => `less for quota '${name}'`),
  },
  {
    code: 'CH026',
    prop: 'backup.prefix',
    must: 'be names with / between them',
    remedy: 'name where backups lie in the bucket, without a / at either end',
    violation: ({ resolved: { backup } }) => (backup && !PREFIX.test(backup.prefix) ? `'${backup.prefix}'` : undefined),
  },
];
