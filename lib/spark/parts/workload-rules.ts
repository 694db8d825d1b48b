import { Duration, Size } from 'cdk8s';
import { Environment, NodeClass, StoreMode } from '../../core';
import { bytesOf, Checks, durationText, GIB, MIB, placed, quantityOf, Rule } from '../../core/internal';
import { Component } from '../components';
import { hasIceberg } from '../config/catalogs';
import { isSecret } from '../config/held-keys';
import { ISparkTeam } from '../interfaces';
import { OWN_PATHS, OWN_VARIABLES } from '../paths';
import { ResolvedWorkload } from '../resolve';
import { elsewhere, needsOwnImage } from '../rules';
import { DRIVERS_SHARE, podSizing } from '../sizing';
import { SparkShape } from '../spark-shape';
import { executorNodes } from './packing';
import { withSidecars } from './queue';

/** What the checks on every kind of application look at. */
export interface WorkloadRulesInput {
  readonly resolved: ResolvedWorkload;
  readonly team: ISparkTeam;
  readonly environment: Environment;
  /** Whether its program is one of Python. */
  readonly python: boolean;
  /** Which component the driver is. */
  readonly driver: Component;
}

const check = new Checks<WorkloadRulesInput>();

/** Spark refuses less: `RESERVED_SYSTEM_MEMORY_BYTES` one and a half times. */
const LEAST_HEAP = Size.mebibytes(450);

/** What is taken away gives notice of this. */
const SPOT_NOTICE = Duration.minutes(2);

/** Where something lies. `local` is in the image; whoever submits has no files of his own. */
export const SCHEMES = /^(local|s3a|hdfs|https):\/\/\/?[^/\s]/;
const PACKAGE = /^[\w.-]+:[\w.-]+:[\w.+-]+$/;

const shapes = ({ resolved: { driver, executor } }: WorkloadRulesInput): [string, SparkShape][] => [
  ['the driver', driver],
  ['executors', executor],
];

const sizes = (input: WorkloadRulesInput) =>
  shapes(input).flatMap(
    ([
      who,
      {
        _options: { memory, memoryOverhead, pythonMemory, offHeap },
      },
    ]) => [
      placed(memory, `memory of ${who}`),
      placed(memoryOverhead, `memoryOverhead of ${who}`),
      placed(pythonMemory, `pythonMemory of ${who}`),
      placed(offHeap, `offHeap of ${who}`),
    ],
  );

/** What it has pods of. */
function partsOf({ driver }: WorkloadRulesInput): string[] {
  return [driver, 'executor'];
}

/** Whatever Spark fetches by its name. */
export function fetched({ dependencies }: ResolvedWorkload): [string, string][] {
  const { jars, pyFiles, files, archives } = dependencies;
  return Object.entries({ jars, pyFiles, files, archives }).flatMap(([prop, uris]) =>
    uris.map((uri): [string, string] => [`dependencies.${prop}`, uri]),
  );
}

/** An address, where it is in no bucket and no file system of the team's. */
export function strangerTo({ storeAccess, fileSystems }: ISparkTeam, uri: string): string | undefined {
  return elsewhere(uri, {
    buckets: storeAccess.map(({ store }) => store.bucketName),
    fileSystems: fileSystems.map((known) => known.uri),
  });
}

/** Whether a place in a store is written by the team, and a place in a file system is one of the team's. */
function unwritable({ resolved: { fallbackStorage }, team }: WorkloadRulesInput): string | undefined {
  if (!fallbackStorage) return undefined;
  const { _store: store, _prefix: prefix, _fileSystem: fileSystem, uri } = fallbackStorage.location;
  if (fileSystem) return team.fileSystems.some((known) => known.uri === fileSystem.uri) ? undefined : uri;
  const covers = (given?: string) => given === undefined || prefix === given || prefix?.startsWith(`${given}/`);
  return team.storeAccess.some(
    (access) =>
      access.store.bucketName === store?.bucketName && access.mode === StoreMode.READ_WRITE && covers(access.prefix),
  )
    ? undefined
    : uri;
}

/** Which of our mounts lies at a path or below it. */
function hidden(path: string): string | undefined {
  const plain = path.replace(/\/+$/, '');
  return OWN_PATHS.find((own) => own === plain || own.startsWith(`${plain}/`));
}

/** What does not fit into the team's quotas. */
const asksTooMuch = ({ resolved, team, python, driver: part }: WorkloadRulesInput): string[] => {
  const { capacity } = team;
  // A queue has a measure of its own.
  if (!capacity || team.queueing._kind !== 'none') return [];
  const { driver, executor, executors } = resolved;
  const { pods } = resolved.overrides;
  const [one, each] = [
    withSidecars(podSizing(driver, python), pods[part]),
    withSidecars(podSizing(executor, python), pods.executor),
  ];
  const counted = [
    { who: 'the driver', count: 1, of: one, share: DRIVERS_SHARE },
    { who: `${executors.max} executors`, count: executors.max, of: each, share: 1 },
  ];
  return counted.flatMap(({ who, count, of: { cpu, memory }, share }) => {
    const own =
      count === 1 && share < 1 ? { cpu: 0, memory: 0 } : { cpu: one.cpu.toMillis(), memory: bytesOf(one.memory) };
    const asked = { cpu: own.cpu + count * cpu.toMillis(), memory: own.memory + count * bytesOf(memory) };
    const room = { cpu: capacity.cpu.toMillis() * share, memory: bytesOf(capacity.memory) * share };
    return asked.cpu > room.cpu || asked.memory > room.memory
      ? `${asked.cpu / 1000} CPU and ${Math.ceil(asked.memory / MIB)}Mi for ${who}${share < 1 ? '' : ' and the driver'} of ${room.cpu / 1000} and ${Math.floor(room.memory / MIB)}Mi`
      : [];
  });
};

/** Checks on every kind of application. */
export const workloadRules: ReadonlyArray<Rule<WorkloadRulesInput>> = [
  {
    code: 'SP032',
    prop: 'driver and executor',
    remedy: 'give whole MiB: Size.mebibytes(1536)',
    ...check.each(sizes, 'be sizes of whole MiB', (size) => bytesOf(size) % MIB === 0),
  },
  {
    code: 'SP033',
    prop: 'memory of driver and executor',
    remedy: 'give more: Spark does not start with less',
    ...check.atLeast((input) => shapes(input).map(([who, { memory }]) => placed(memory, who)), LEAST_HEAP),
  },
  {
    code: 'SP034',
    prop: 'driver',
    must: 'have no pythonMemory and no offHeap',
    remedy: 'give memoryOverhead: Spark counts the others for executors alone',
    violation: ({ resolved: { driver } }) =>
      (['pythonMemory', 'offHeap'] as const).flatMap((prop) => (driver._options[prop] ? prop : [])),
  },
  {
    code: 'SP035',
    prop: 'executors',
    remedy: 'give Scaling.between(0, 4), or Scaling.exactly(4)',
    ...check.wholeNumber(
      ({ resolved: { executors } }) => [
        placed(executors.min, 'the least'),
        // None at all would never do anything.
        placed(executors.max === 0 ? NaN : executors.max, 'the most'),
      ],
      { atLeast: 0 },
    ),
  },
  {
    code: 'SP036',
    prop: 'version',
    must: 'have an image of your own where the team has object stores, or something of the application is in one',
    remedy:
      'build one with hadoop-aws and spark-hadoop-cloud of the same releases, and give it by SparkVersion.of(release, { images: { spark: ... } }): the published one cannot speak to S3',
    violation: ({ resolved, team }) => {
      const { version, fallbackStorage } = resolved;
      const inStore =
        team.storeAccess.length > 0 ||
        needsOwnImage(version, [fallbackStorage?.location]) ||
        fetched(resolved).some(([, uri]) => uri.startsWith('s3a:'));
      return version._published && inStore ? `the published image of ${version.release}` : undefined;
    },
  },
  {
    code: 'SP054',
    prop: 'version',
    must: "have an image of your own, or dependencies Iceberg's runtime, where the team has catalogs of Iceberg",
    remedy:
      'build one with iceberg-spark-runtime for that line of Spark and Scala, and with iceberg-aws-bundle for Glue, and give it by SparkVersion.of(release, { images: { spark: ... } })',
    violation: ({ resolved, team }) => {
      const { version, dependencies } = resolved;
      const brought = [...dependencies.packages, ...dependencies.jars].some((name) => name.includes('iceberg-spark'));
      return version._published && hasIceberg(team.catalogs) && !brought
        ? `the published image of ${version.release}`
        : undefined;
    },
  },
  {
    code: 'SP037',
    prop: 'dependencies',
    remedy: 'name where it lies: local:///opt/jobs/lib.jar in the image, s3a://..., hdfs://..., https://...',
    ...check.each(
      ({ resolved }) => fetched(resolved).map(([prop, uri]) => placed(uri, prop)),
      'be in the image, a store or a file system, or on the web',
      (uri) => SCHEMES.test(uri),
    ),
  },
  {
    code: 'SP038',
    prop: 'dependencies',
    must: "be in stores and file systems that are the team's",
    remedy: 'give the team the store (stores) or the file system (fileSystem): it has no right and no way there',
    violation: ({ resolved, team }) => fetched(resolved).flatMap(([, uri]) => strangerTo(team, uri) ?? []),
  },
  {
    code: 'SP039',
    prop: 'dependencies.packages and dependencies.repositories',
    remedy: 'write group:artifact:version with a fixed version, and repositories as https://...',
    ...check.each(
      ({ resolved: { dependencies } }) => [...dependencies.packages, ...dependencies.repositories],
      'be pinned artifacts, and repositories by HTTPS',
      (text) => /^https:\/\//.test(text) || PACKAGE.test(text),
    ),
  },
  {
    code: 'SP040',
    prop: 'dependencies.packages',
    must: 'be in the image, for what must run at night',
    remedy:
      'put them into the image, or acknowledge it: they are downloaded at each start, and a repository that does not answer is a job that fails',
    severity: 'warning',
    violation: ({ resolved }) => resolved.dependencies.packages.map((artifact) => `'${artifact}'`),
  },
  {
    code: 'SP041',
    prop: 'env',
    must: 'set no variable that Spark or its constructs set',
    remedy: 'leave it out; what Spark is to know is in sparkConf, and who the application is its identity says',
    violation: ({ resolved: { env } }) => Object.keys(env).filter((name) => OWN_VARIABLES.test(name)),
  },
  {
    code: 'SP053',
    prop: 'env',
    must: 'hold no secret as plain text',
    remedy: 'give it by EnvValue.secret(...): whoever lists pods reads their environment',
    violation: ({ resolved: { env } }) =>
      Object.entries(env).flatMap(([name, variable]) => {
        const { value } = variable._toKube(name);
        return value !== undefined && isSecret(name, value) ? name : [];
      }),
  },
  {
    code: 'SP042',
    prop: 'mounts',
    must: 'not lie over directories of Spark and of its constructs',
    remedy: 'choose another path, such as /opt/files',
    violation: ({ resolved: { mounts } }) =>
      mounts.flatMap(({ path }) => {
        const own = hidden(path);
        return own === undefined ? [] : `'${path}' over '${own}'`;
      }),
  },
  {
    code: 'SP055',
    prop: 'the components of overrides.pods',
    must: 'be those that it has',
    remedy: 'correct it: executor, and driver of an application or connect-server of a Connect server',
    violation: (input) => {
      const { pods } = input.resolved.overrides;
      return Object.keys(pods).flatMap((given) => (partsOf(input).includes(given) ? [] : `'${given}'`));
    },
  },
  {
    code: 'SP056',
    prop: 'priorityClass and serviceAccountAnnotations of overrides.pods',
    must: 'be left out',
    remedy:
      "leave it out: the platform's classes say who goes before whom, and a team's quota counts drivers by theirs; the account is the team's",
    violation: (input) =>
      partsOf(input).flatMap((part) =>
        (['priorityClass', 'serviceAccountAnnotations'] as const).flatMap((prop) =>
          input.resolved.overrides.pods[part]?.[prop] === undefined ? [] : `${prop} of '${part}'`,
        ),
      ),
  },
  {
    code: 'SP043',
    prop: 'localDisk',
    remedy: 'give what is shuffled, sorted and spilled at once: 10 GiB a core are a good start',
    ...check.atLeast(({ resolved }) => resolved.localDisk.size, Size.gibibytes(1)),
  },
  {
    code: 'SP044',
    prop: 'localDisk.reusedVolume',
    must: 'be with zones of one',
    remedy: 'leave zones out: a volume is in one zone, and an executor in another never gets it',
    severity: 'warning',
    violation: ({ resolved: { localDisk, zones } }) =>
      localDisk._kind === 'reused' && zones._kind === 'any' ? 'SparkZones.any()' : undefined,
  },
  {
    code: 'SP057',
    prop: 'localDisk.reusedVolume',
    must: 'be with a storage class that the environment names for scratch space',
    remedy:
      'give storageClasses.scratch of the environment, or take LocalDisk.volume: Spark makes claims only where it is told their class, and executors would wait for one that nobody makes',
    violation: ({ resolved: { localDisk }, environment: { storageClasses } }) =>
      localDisk._kind === 'reused' && storageClasses.scratch === undefined
        ? `one of ${quantityOf(localDisk.size)} without a class`
        : undefined,
  },
  {
    code: 'SP045',
    prop: 'fallbackStorage.location',
    must: 'be in a store or a file system that the team writes',
    remedy: "add it to the team's stores with StoreMode.READ_WRITE, or choose a folder of one",
    violation: unwritable,
  },
  {
    code: 'SP046',
    prop: 'zones',
    must: "be one of the environment's",
    remedy: 'name a zone that there is',
    violation: ({ resolved: { zones }, environment }) =>
      zones.zone !== undefined && environment.zones.length > 0 && !environment.zones.includes(zones.zone)
        ? `'${zones.zone}' where there are ${environment.zones.join(', ')}`
        : undefined,
  },
  {
    code: 'SP047',
    prop: 'decommissionTimeout',
    must: `be whole seconds, from 10s, and within the notice of spare capacity, ${durationText(SPOT_NOTICE)}, where spot is true`,
    remedy: 'leave it out: 110 seconds; or keep executors on demand with spot: false',
    violation: ({ resolved: { decommissionTimeout: timeout, spot } }) => {
      const milliseconds = timeout.toMilliseconds();
      const most = spot ? SPOT_NOTICE.toMilliseconds() : Infinity;
      return milliseconds % 1000 !== 0 || milliseconds < 10_000 || milliseconds > most
        ? durationText(timeout)
        : undefined;
    },
  },
  {
    code: 'SP048',
    prop: 'decommissionTimeout',
    must: 'be no longer than a drain of a node waits',
    remedy:
      'give less, or raise maxGracePeriod of the node class: executors are ended before they have handed on their blocks',
    violation: ({ resolved, environment }) => {
      const { decommissionTimeout: timeout } = resolved;
      const nodeClass = executorNodes(resolved);
      const { maxGracePeriod: most } = environment.placementOf(nodeClass);
      return most && timeout.toMilliseconds() > most.toMilliseconds()
        ? `${durationText(timeout)} where ${nodeClass.id} nodes have ${durationText(most)}`
        : undefined;
    },
  },
  {
    code: 'SP049',
    prop: "the environment's nodes for drivers",
    must: 'be no spare capacity',
    remedy: 'map the node class driver to nodes on demand: a driver that is lost is a job that failed',
    violation: ({ environment }) => {
      const { nodeSelector = {} } = environment.placementOf(NodeClass.DRIVER);
      return Object.entries(nodeSelector).flatMap(([label, value]) =>
        /(capacity-?type|lifecycle)$/i.test(label) && /^spot$/i.test(value) ? `${label}=${value}` : [],
      );
    },
  },
  {
    code: 'SP050',
    prop: 'executor.pythonMemory',
    must: 'be given where many Python processes share one executor',
    remedy:
      'say what they may take together: each task has one, and without a bound the first that takes too much has the container killed with all of them',
    severity: 'warning',
    violation: ({ resolved: { executor }, python }) =>
      python && executor.cores > 8 && executor._options.pythonMemory === undefined
        ? `none with ${executor.cores} cores`
        : undefined,
  },
  {
    code: 'SP051',
    prop: 'executor.memory',
    must: 'be 64 GiB at most',
    remedy: 'take more and smaller executors, or acknowledge it: heaps beyond are collected for long',
    severity: 'warning',
    violation: ({ resolved: { executor } }) =>
      bytesOf(executor.memory) > 64 * GIB ? quantityOf(executor.memory) : undefined,
  },
  {
    code: 'SP052',
    prop: 'driver and executors',
    must: "fit into the team's capacity, of which drivers have a quarter",
    remedy: 'give fewer or smaller executors, or the team more capacity: what does not fit waits for ever',
    violation: asksTooMuch,
  },
];
