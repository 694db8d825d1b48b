import { Duration, Size } from 'cdk8s';
import { bytesOf, Checks, KeyTable, Placed, placed, quantityOf, Rule } from '../core/internal';
import { serverKeys } from './config/known/known-keys';
import { HELD, RISKS } from './held-settings';
import { PrestoClusterProps } from './presto-props';
import { PrestoSizing } from './presto-sizing';
import { ResolvedPresto } from './resolve';
import { clusterQueryMemory } from './sizing';

/** What the checks look at. */
export interface PrestoInput {
  readonly given: PrestoClusterProps;
  readonly resolved: ResolvedPresto;
  readonly sizing: PrestoSizing;
}

const check = new Checks<PrestoInput>();

/** Releases of Trino that lose queries where a worker drains. */
const LOSING = ['474', '475'];

/** The engine runs out of heap on small joins below: https://github.com/prestodb/presto/issues/16078. */
const LEAST = Size.gibibytes(2);

/** Keys that hold secrets, in properties of connectors and of the engine. */
export const SECRET = /(password|secret|credential|access-key|token|private-key)s?$/i;

/** What the check of names of properties looks at. */
interface GivenKeys {
  readonly keys: Placed<string>[];
  readonly table: KeyTable;
}

/** The check itself. */
export const known = new Checks<GivenKeys>().knownKeys(
  ({ keys }) => keys,
  ({ table }) => table,
  () => [],
);

/** How many workers must be there before a query begins: https://prestodb.io/docs/current/admin/properties.html */
const REQUIRED = ['query-manager.required-workers', 'cluster.required-workers-active'];

/** Properties that nobody reads, where it is known what is read. */
export const unknown = (properties: object, place: string, table?: KeyTable) => {
  const keys = Object.keys(properties).map((key) => placed(key, place));
  return table ? [known.violation({ keys, table }) ?? []].flat() : [];
};

/** Raw properties, wherever they are given. */
const rawOf = ({ resolved: { overrides } }: PrestoInput) => ({
  ...overrides.config,
  ...overrides.coordinatorConfig,
  ...overrides.workerConfig,
});

/** Checks on a cluster. */
export const prestoRules: ReadonlyArray<Rule<PrestoInput>> = [
  {
    code: 'PR001',
    prop: 'version',
    remedy: "name a release in full: PrestoVersion.of('0.296'), PrestoVersion.trino('476')",
    ...check.each(
      ({ resolved }) => resolved.version.release,
      'be 0.296 or newer of Presto, or 476 or newer of Trino',
      (release, { resolved: { version } }) =>
        version.isTrino
          ? /^\d{3}$/.test(release) && (Number(release) >= 476 || LOSING.includes(release))
          : /^0\.\d{3}(\.\d+)?$/.test(release) && Number(release.split('.')[1]) >= 296,
    ),
  },
  {
    code: 'PR002',
    prop: 'version.images',
    remedy: "write them as { server: { image: 'registry.example.com/presto:0.296-ours' } }",
    ...check.ownImages(({ resolved }) => resolved.version._release),
  },
  {
    code: 'PR003',
    prop: 'version',
    must: 'be a release whose workers drain without losing queries',
    remedy: 'take 476 or newer: https://trino.io/docs/current/release/release-476.html',
    violation: ({ resolved: { version } }) =>
      version.isTrino && LOSING.includes(version.release) ? `Trino ${version.release}` : undefined,
  },
  {
    code: 'PR004',
    prop: 'version',
    must: 'be one that a real server has confirmed',
    remedy: 'try it where nothing depends on it: what is rendered was confirmed by Presto 0.296 and Trino 476',
    severity: 'warning',
    violation: ({ resolved: { version } }) => (version._confirmed ? undefined : version.release),
  },
  {
    code: 'PR010',
    prop: 'workers.size.memory and coordinator.size.memory',
    remedy: 'give each at least 2 GiB, and workers of production 16 GiB and more',
    ...check.atLeast(({ resolved: { workers, coordinator } }) => [workers.size.memory, coordinator.size.memory], LEAST),
  },
  {
    code: 'PR011',
    prop: 'workers.scaling',
    must: 'have one worker at least',
    remedy: 'take Scaling.between(1, ...): without a worker every query waits until it fails',
    violation: ({ resolved: { workers } }) => (workers.scaling.min < 1 ? String(workers.scaling.min) : undefined),
  },
  {
    code: 'PR012',
    prop: 'queryMemory',
    must: 'be no more than all workers have for one query at their greatest number',
    remedy: 'lower it, or give workers more memory, or more of them',
    violation: ({ given: { queryMemory }, resolved: { workers }, sizing: { worker } }) => {
      if (!queryMemory) return undefined;
      const most = Size.mebibytes(worker.queryMemory.toMebibytes() * workers.scaling.max);
      return bytesOf(queryMemory) > bytesOf(most)
        ? `${quantityOf(queryMemory)} where ${workers.scaling.max} workers have ${quantityOf(most)}`
        : undefined;
    },
  },
  {
    code: 'PR013',
    prop: 'queryMemory',
    must: 'be what the least number of workers has',
    remedy:
      'a query of that size waits until workers are added: raise the least number, or set queryMemory to what is always there',
    severity: 'warning',
    violation: ({ resolved: { workers }, sizing: { worker, clusterQueryMemory: wanted } }) => {
      const least = clusterQueryMemory(worker, workers.scaling.min);
      return workers.scaling.max > 4 * workers.scaling.min && bytesOf(wanted) > bytesOf(least)
        ? `${quantityOf(wanted)} where ${workers.scaling.min} workers have ${quantityOf(least)}`
        : undefined;
    },
  },
  {
    code: 'PR014',
    prop: 'maxQueryTime, shutdownGrace and workerLossTimeout',
    remedy: 'say them in whole seconds',
    ...check.wholeDuration(
      ({ resolved: { maxQueryTime, shutdownGrace, workerLossTimeout } }) => [
        placed(maxQueryTime, 'maxQueryTime'),
        placed(shutdownGrace, 'shutdownGrace'),
        placed(workerLossTimeout, 'workerLossTimeout'),
      ],
      'seconds',
      { atLeast: Duration.seconds(5) },
    ),
  },
  {
    code: 'PR015',
    prop: 'workers.spill',
    remedy: 'give it 1 GiB at least, or leave it out',
    ...check.atLeast(({ resolved }) => resolved.workers.spill, Size.gibibytes(1)),
  },
  {
    code: 'PR030',
    prop: 'queues',
    remedy: 'give whole numbers from 1 on',
    ...check.wholeNumber(({ resolved: { queues } }) => [queues.concurrency, queues.perUser, queues.maxQueued], {
      atLeast: 1,
    }),
  },
  {
    code: 'PR031',
    prop: 'teams.name',
    remedy: 'give each a name of its own',
    ...check.unique(({ resolved: { teams } }) => teams.map(({ name }) => name)),
  },
  {
    code: 'PR032',
    prop: 'teams.name',
    remedy: "take letters, digits, '_' and '-', and not 'others', which is everybody else's",
    ...check.each(
      ({ resolved: { teams } }) => teams.map(({ name }) => name),
      "be letters, digits, '_' and '-', and another one than 'others'",
      (name) => /^[\w-]+$/.test(name) && name !== 'others',
    ),
  },
  {
    code: 'PR033',
    prop: 'teams',
    must: 'have shares above 0 that are 100 together at most',
    remedy: 'lower some, or leave them out: those without have what the others leave',
    violation: ({ resolved: { teams } }) => {
      const given = teams.flatMap(({ share }) => (share === undefined ? [] : [share]));
      const sum = given.reduce((total, share) => total + share, 0);
      const rest = teams.length > given.length && sum >= 100;
      return given.some((share) => !(share > 0)) || sum > 100 || rest ? `${given.join(' + ')} of 100` : undefined;
    },
  },
  {
    code: 'PR034',
    prop: 'teams',
    remedy: 'name its members or its groups',
    ...check.each(
      ({ resolved: { teams } }) =>
        teams.map(({ name, members = [], groups = [] }) => placed(members.length + groups.length, name)),
      'have members or groups, since nobody else stands in its queue',
      (count) => count > 0,
      () => 'none',
    ),
  },
  {
    code: 'PR040',
    prop: 'overrides',
    remedy: 'use the prop that is for it',
    ...check.free(
      (input) => Object.keys(rawOf(input)),
      () => HELD,
      'leave to the construct what it says itself',
    ),
  },
  {
    code: 'PR041',
    prop: 'overrides',
    remedy: 'leave it out, or name it in acknowledge.riskySettings',
    ...check.losesNoData(rawOf, RISKS, ({ resolved }) => resolved.acknowledge.riskySettings),
    must: 'lose no queries',
  },
  {
    code: 'PR042',
    prop: 'overrides',
    remedy: 'give it by the environment: ${ENV:NAME}, with the variable in overrides.pods',
    ...check.noSecrets(
      (input) => Object.entries(rawOf(input)).flatMap(([key, value]) => (value.startsWith('${ENV:') ? [] : [key])),
      SECRET,
    ),
  },
  {
    code: 'PR064',
    prop: 'overrides',
    must: 'require no more workers than there are at least',
    remedy:
      'lower it, or raise the least number of workers.scaling: until that many are there, queries wait, and fail after minutes',
    violation: (input) => {
      const { min } = input.resolved.workers.scaling;
      const raw: Record<string, string> = rawOf(input);
      return REQUIRED.flatMap((key) => (Number(raw[key]) > min ? `${raw[key]} for ${key} where there are ${min}` : []));
    },
  },
  {
    code: 'PR082',
    prop: 'overrides',
    remedy: 'correct it: a server does not start with a property that it does not read',
    must: known.must,
    violation: ({ resolved: { version, overrides } }) =>
      (['config', 'coordinatorConfig', 'workerConfig'] as const).flatMap((place) =>
        unknown(overrides[place], place, serverKeys(version)),
      ),
  },
];
