import { Environment } from '../core';
import { bytesOf, GIB, quantityOf, Rule } from '../core/internal';
import { ClickHouseClusterProps } from './clickhouse-props';
import { ClickHouseVersion } from './clickhouse-version';
import { keeperDefaults } from './keeper-options-defaults';
import { serverSizing } from './sizing';

const MEMORY_MINIMUM = 2 * GIB;
const RESERVED = ['admin', 'backup', 'clickhouse_operator', 'default', 'interserver', 'probe'];
/** Caches of the server that take memory, with their settings' defaults where the construct sets none. */
const CACHES = [
  'mark_cache_size',
  'uncompressed_cache_size',
  'index_mark_cache_size',
  'primary_index_cache_size',
  'page_cache_max_size',
];
const SECRET = /password|secret_access_key|access_key_id|identity/;

/** What the checks look at. */
export interface ClickHouseInput {
  readonly props: ClickHouseClusterProps;
  readonly environment: Environment;
  readonly highAvailability: boolean;
  readonly version: ClickHouseVersion;
}

type Check = (input: ClickHouseInput) => string | string[] | undefined;

const wholeFrom = (minimum: number, value: number | undefined) =>
  value === undefined || (Number.isInteger(value) && value >= minimum) ? undefined : String(value);

const members = ({ props, highAvailability }: ClickHouseInput) =>
  keeperDefaults(props.keeper ?? {}, highAvailability).members;

const cacheBytes: Check = ({ props }) => {
  if (bytesOf(props.size.memory) < MEMORY_MINIMUM) return undefined;
  const sizing = serverSizing(props.size);
  const chosen: Record<string, number> = {
    mark_cache_size: bytesOf(sizing.markCache),
    index_mark_cache_size: bytesOf(sizing.indexMarkCache),
    primary_index_cache_size: bytesOf(sizing.primaryIndexCache),
  };
  const total = CACHES.map((cache) => Number(props.overrides?.settings?.[cache] ?? chosen[cache] ?? 0)).reduce(
    (a, b) => a + b,
  );
  const allowed = bytesOf(sizing.serverMemory) / 2;
  return total > allowed ? `${total} bytes where ${allowed} is half of the server's memory` : undefined;
};

const queryMemory: Check = ({ props }) => {
  if (bytesOf(props.size.memory) < MEMORY_MINIMUM) return undefined;
  const allowed = bytesOf(serverSizing(props.size).serverMemory);
  return Object.entries(props.profiles ?? {})
    .filter(([, settings]) => Number(settings.max_memory_usage ?? 0) > allowed)
    .map(
      ([profile, settings]) =>
        `${String(settings.max_memory_usage)} in profile ${profile} where the server may use ${allowed} bytes`,
    );
};

const unknownNames = (names: (string | undefined)[], known: string[]) =>
  names.filter((name): name is string => name !== undefined && !known.includes(name)).map((name) => `'${name}'`);

/** Every check on the props of a ClickHouseCluster. */
export const clickHouseRules: ReadonlyArray<Rule<ClickHouseInput>> = [
  {
    code: 'CH001',
    prop: 'shards',
    must: 'be a whole number of at least 1',
    remedy: "start with one: a single shard holds what one server's volume holds",
    violation: ({ props }) => wholeFrom(1, props.shards),
  },
  {
    code: 'CH002',
    prop: 'replicas',
    must: 'be a whole number of at least 1',
    remedy: 'two survive the loss of a server, three the loss of one while another is restarted',
    violation: ({ props }) => wholeFrom(1, props.replicas),
  },
  {
    code: 'CH003',
    prop: 'replicas',
    must: 'be at least 2 for high availability',
    remedy: 'ask for 2 or 3, or set highAvailability: false where losing the data is acceptable',
    violation: ({ props, highAvailability }) => (highAvailability && props.replicas === 1 ? '1' : undefined),
  },
  {
    code: 'CH004',
    prop: 'keeper.members',
    must: 'be 1, 3 or 5',
    remedy: 'choose 3: an even number survives no more losses than the odd one below it',
    violation: (input) => ([1, 3, 5].includes(members(input)) ? undefined : String(members(input))),
  },
  {
    code: 'CH005',
    prop: 'keeper.members',
    must: 'be at least 3 for high availability',
    remedy: 'choose 3, or set highAvailability: false',
    violation: (input) => (input.highAvailability && members(input) === 1 ? '1' : undefined),
  },
  {
    code: 'CH006',
    prop: 'replicas',
    must: 'be at most the number of zones, or two copies share one',
    remedy: 'use fewer replicas, or acknowledge it: the loss of that zone takes both',
    severity: 'warning',
    violation: ({ props, environment }) =>
      props.replicas > Math.max(environment.zoneCount, 1) && environment.zoneCount > 1
        ? `${props.replicas} where there are ${environment.zoneCount} zones`
        : undefined,
  },
  {
    code: 'CH007',
    prop: "the environment's zones",
    must: 'be at least 3, or the loss of one can take the quorum of Keeper',
    remedy: 'use three zones, or acknowledge it',
    severity: 'warning',
    violation: ({ environment, highAvailability }) =>
      highAvailability && environment.zoneCount < 3 ? String(environment.zoneCount) : undefined,
  },
  {
    code: 'CH008',
    prop: 'size.memory',
    must: 'be at least 2Gi',
    remedy: 'give more: below that the server cannot merge parts reliably',
    violation: ({ props }) => (bytesOf(props.size.memory) < MEMORY_MINIMUM ? quantityOf(props.size.memory) : undefined),
  },
  {
    code: 'CH009',
    prop: 'size.cpu',
    must: 'be at least 500m',
    remedy: 'give more: merges and queries share the cores',
    violation: ({ props }) => (props.size.cpu.toMillis() < 500 ? props.size.cpu.toString() : undefined),
  },
  {
    code: 'CH010',
    prop: 'storage',
    must: 'be at least 1Gi',
    remedy: "give more: the server's own log tables take part of it",
    violation: ({ props }) => (bytesOf(props.storage) < GIB ? quantityOf(props.storage) : undefined),
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
    violation: ({ props }) =>
      (props.users ?? [])
        .filter(({ name }) => !/^[A-Za-z][A-Za-z0-9_]{0,30}$/.test(name))
        .map(({ name }) => `'${name}'`),
  },
  {
    code: 'CH014',
    prop: 'users[].name',
    must: 'not be one that the cluster or its operator uses itself',
    remedy: `choose another than ${RESERVED.join(', ')}`,
    violation: ({ props }) =>
      (props.users ?? []).filter(({ name }) => RESERVED.includes(name)).map(({ name }) => `'${name}'`),
  },
  {
    code: 'CH015',
    prop: 'users[].name',
    must: 'stand once',
    remedy: 'remove one of them; names that differ in case or in - and _ share a Secret',
    violation: ({ props }) => {
      const names = (props.users ?? []).map(({ name }) => name.toLowerCase());
      return names.filter((name, index) => names.indexOf(name) !== index).map((name) => `'${name}' again`);
    },
  },
  {
    code: 'CH016',
    prop: 'users[].profile',
    must: 'be default, readonly or one of profiles',
    remedy: 'add the profile, or correct its name: servers refuse to start with an unknown one',
    violation: ({ props }) =>
      unknownNames(
        (props.users ?? []).map(({ profile }) => profile),
        ['default', 'readonly', ...Object.keys(props.profiles ?? {})],
      ),
  },
  {
    code: 'CH017',
    prop: 'users[].quota',
    must: 'be default or one of quotas',
    remedy: 'add the quota, or correct its name: servers refuse to start with an unknown one',
    violation: ({ props }) =>
      unknownNames(
        (props.users ?? []).map(({ quota }) => quota),
        ['default', ...(props.quotas ?? []).map(({ name }) => name)],
      ),
  },
  {
    code: 'CH018',
    prop: 'overrides',
    must: 'hold no secret',
    remedy: 'put the value into a Secret and name it: { valueFrom: { secretKeyRef: { name, key } } }',
    violation: ({ props }) =>
      [...Object.entries(props.overrides?.settings ?? {}), ...Object.entries(props.overrides?.keeperSettings ?? {})]
        .filter(([path, value]) => SECRET.test(path) && typeof value === 'string')
        .map(([path]) => `text for ${path}`),
  },
  {
    code: 'CH019',
    prop: 'backup.hour',
    must: 'be a whole number from 0 to 23',
    remedy: 'name the hour of the day in UTC',
    violation: ({ props }) =>
      wholeFrom(0, props.backup?.hour) ?? ((props.backup?.hour ?? 0) > 23 ? String(props.backup?.hour) : undefined),
  },
  {
    code: 'CH020',
    prop: 'backup',
    must: 'be set where data is retained: replicas copy a DROP TABLE within a second',
    remedy: 'name an object store, or acknowledge that the data can be made again',
    severity: 'warning',
    violation: ({ props, highAvailability }) => (highAvailability && !props.backup ? 'none' : undefined),
  },
  {
    code: 'CH021',
    prop: 'tieredStorage.cache',
    must: 'be smaller than half of storage',
    remedy: 'make it smaller: the volume holds the hot data too',
    violation: ({ props }) =>
      props.tieredStorage && bytesOf(props.tieredStorage.cache) * 2 > bytesOf(props.storage)
        ? `${quantityOf(props.tieredStorage.cache)} of ${quantityOf(props.storage)}`
        : undefined,
  },
  {
    code: 'CH022',
    prop: 'tieredStorage.moveWhenFree',
    must: 'lie between 0 and 1',
    remedy: 'name a share: 0.2 moves parts when less than a fifth of the volume is free',
    violation: ({ props: { tieredStorage } }) =>
      tieredStorage?.moveWhenFree !== undefined && !(tieredStorage.moveWhenFree > 0 && tieredStorage.moveWhenFree < 1)
        ? String(tieredStorage.moveWhenFree)
        : undefined,
  },
  {
    code: 'CH023',
    prop: 'systemLogDays',
    must: 'be a whole number of at least 1',
    remedy: 'keep a day at least: without query_log nobody learns what happened',
    violation: ({ props }) => wholeFrom(1, props.systemLogDays),
  },
  {
    code: 'CH024',
    prop: 'version',
    must: "be 25.3 or newer, named as the images' tag",
    remedy: 'use ClickHouseVersion.V26_3, or a full tag such as 26.3.35.3: latest changes under a running cluster',
    violation: ({ version }) =>
      /^\d+\.\d+(\.\d+){1,2}(-[a-z0-9.]+)?$/.test(version.tag) && version._isAtLeast(25, 3)
        ? undefined
        : `'${version.tag}'`,
  },
  {
    code: 'CH025',
    prop: 'quotas[].interval',
    must: 'be at least a second',
    remedy: 'name the time after which counting starts again',
    violation: ({ props }) =>
      (props.quotas ?? [])
        .filter(({ interval }) => interval.toMilliseconds() < 1000)
        .map(({ name }) => `less for quota '${name}'`),
  },
];
