import { Duration, Size } from 'cdk8s';
import { Cpu } from '../core';
import { Checks, placed, Rule } from '../core/internal';
import { CLASSES, ProcessClass } from './foundation-db/components';
import { suffixOf } from './foundation-db/image';
import { accountOf } from './foundation-db/parts/backup';
import { COORDINATORS, HALLS, LOSSES } from './foundation-db/redundancy';
import { ResolvedFoundationDb } from './foundation-db/resolve';
import { FoundationDbAttributes } from './foundation-db-props';
import { FoundationDbRedundancy } from './foundation-db-redundancy';

/** Parameters that volumes, addresses and copies hang on, and those that follow from sizes. */
const OURS =
  /^(memory|cache[-_]memory|class|cluster[-_]file|seed[-_]cluster[-_]file|datadir|logdir|loggroup|public[-_]address|listen[-_]address|locality[-_].*|tls[-_].*|(delete-envvars|kill-on-configuration-change|disable-lifecycle-logging|(initial-)?restart-.*|user|group))$/;

const PEM = /-----BEGIN CERTIFICATE-----[^]+-----END CERTIFICATE-----/;

/** As many as one copy more than may be lost, of logs that are recruited. */
const logsNeeded = ({ redundancy }: ResolvedFoundationDb) =>
  redundancy === FoundationDbRedundancy.THREE_DATA_HALL ? 2 * HALLS : 2 * LOSSES[redundancy] + 1;

const check = new Checks<ResolvedFoundationDb>();
const sizes = ({ processes }: ResolvedFoundationDb) => CLASSES.map((of) => ({ of, ...processes[of] }));
const SIZE_PROPS: Record<ProcessClass, string> = { storage: 'size', log: 'logSize', stateless: 'statelessSize' };
const storeOf = ({ backup }: ResolvedFoundationDb) => backup?.key.store;

/** Checks on the props of a FoundationDB. */
export const foundationDbRules: ReadonlyArray<Rule<ResolvedFoundationDb>> = [
  {
    code: 'FD001',
    prop: 'storageProcesses',
    must: 'be a whole number, and one for each coordinator at least',
    remedy:
      'leave it out, or give more: with fewer, the database has no majority of coordinators when a fault domain is lost',
    violation: ({ processes: { storage }, redundancy }) =>
      Number.isInteger(storage.count) && storage.count >= COORDINATORS[redundancy]
        ? undefined
        : `${storage.count} where ${redundancy} has ${COORDINATORS[redundancy]}`,
  },
  {
    code: 'FD002',
    prop: 'logProcesses',
    must: 'be a whole number, and enough for all copies when a fault domain is lost',
    remedy: 'leave it out, or give more: with fewer, nothing is written while one is away',
    violation: (resolved) => {
      const { count } = resolved.processes.log;
      return Number.isInteger(count) && count >= logsNeeded(resolved)
        ? undefined
        : `${count} where ${resolved.redundancy} needs ${logsNeeded(resolved)}`;
    },
  },
  {
    code: 'FD003',
    prop: 'statelessProcesses',
    must: 'be a whole number, of at least one more than may be lost',
    remedy: 'leave it out, or give more: roles move to the processes that are left',
    violation: ({ processes: { stateless }, redundancy }) =>
      Number.isInteger(stateless.count) && stateless.count > LOSSES[redundancy]
        ? undefined
        : `${stateless.count} where ${redundancy} may lose ${LOSSES[redundancy]}`,
  },
  {
    code: 'FD004',
    prop: 'the memory of size, logSize and statelessSize',
    must: 'be at least 4Gi, and 1Gi without high availability',
    remedy: 'give more: FoundationDB asks for 8Gi a process, and one that reaches its limit ends itself',
    violation: (resolved) =>
      sizes(resolved).flatMap(({ of, size }) =>
        size.memory.toMebibytes({ rounding: 1 }) >= (resolved.highAvailability ? 4096 : 1024)
          ? []
          : `${size.memory.toMebibytes({ rounding: 1 })}Mi for ${SIZE_PROPS[of]}`,
      ),
  },
  {
    code: 'FD005',
    prop: 'the CPU of size, logSize and statelessSize',
    remedy: 'give more: a process that gets no processor misses heartbeats, and the database recovers without it',
    ...check.atLeast(
      (resolved) => sizes(resolved).map(({ of, size }) => placed(size.cpu, SIZE_PROPS[of])),
      Cpu.millis(250),
    ),
  },
  {
    code: 'FD006',
    prop: 'storage and logStorage',
    remedy:
      'give more: the log keeps what storage that is behind has not taken, and below five percent free nothing is written',
    ...check.atLeast(
      ({ processes }) => [placed(processes.storage.storage, 'storage'), placed(processes.log.storage, 'logStorage')],
      Size.gibibytes(4),
    ),
  },
  {
    code: 'FD007',
    prop: 'redundancy',
    must: 'be SINGLE without high availability, and nothing else than SINGLE with it',
    remedy: 'leave it out, or say highAvailability: false where the data may be lost with a node',
    violation: ({ redundancy, highAvailability }) =>
      (redundancy === FoundationDbRedundancy.SINGLE) === highAvailability
        ? `'${redundancy}' with highAvailability: ${highAvailability}`
        : undefined,
  },
  {
    code: 'FD008',
    prop: 'redundancy',
    must: 'have as many zones as it keeps copies in',
    remedy: 'use DOUBLE, or name three zones in the environment',
    violation: ({ redundancy, zoneCount }) =>
      redundancy === FoundationDbRedundancy.THREE_DATA_HALL && zoneCount < HALLS
        ? `'${redundancy}' in ${zoneCount} zones`
        : undefined,
  },
  {
    code: 'FD009',
    prop: 'name',
    must: 'not stand in a name that pods have besides it',
    remedy:
      "choose another: the operator's plugin for kubectl cuts it out of the names of pods, and finds others than are meant",
    violation: ({ name }) => (CLASSES.some((of) => `-${of}-`.includes(name)) ? `'${name}'` : undefined),
  },
  {
    code: 'FD010',
    prop: 'version',
    remedy: 'use FoundationDbVersion.V7_1_67, or a full release such as 7.1.61',
    ...check.releaseAtLeast(({ version }) => version._release, 7, 1),
  },
  {
    code: 'FD011',
    prop: 'version',
    remedy:
      "write FoundationDbVersion.of('7.1.67', { images: { foundationdb: { image: 'registry.example.com/fdb-kubernetes-monitor' } } })",
    ...check.ownImages(({ version }) => version._release),
  },
  {
    code: 'FD012',
    prop: 'version',
    must: 'have an image by a tag that begins with the release',
    remedy: 'leave tag and digest out, or tag it as 7.1.67-ours: during an upgrade the operator asks for both releases',
    violation: ({ version }) =>
      suffixOf(version) === undefined ? `'${version._release.image('foundationdb').image}'` : undefined,
  },
  {
    code: 'FD013',
    prop: 'overrides.parameters',
    remedy: 'remove it: sizes, volumes, addresses and fault domains follow from the other props, or from the operator',
    ...check.each(
      ({ parameters }) => Object.keys(parameters),
      'leave alone what other props say',
      (name) => !OURS.test(name),
    ),
  },
  {
    code: 'FD014',
    prop: 'overrides.parameters',
    must: 'be names of lower-case letters, digits and marks, with values of one word, 100 characters together at most',
    remedy: "write { knob_max_trace_lines: '1000000' }, without dashes before it",
    violation: ({ parameters }) =>
      Object.entries(parameters).flatMap(([name, value]) =>
        /^[a-z][a-z0-9_-]*$/.test(name) && /^[^\s=$]+$/.test(value) && `${name}=${value}`.length <= 100
          ? []
          : `'${name}=${value}'`,
      ),
  },
  {
    code: 'FD015',
    prop: 'backup.snapshotPeriod',
    remedy: 'choose a day: each snapshot writes all of the data once',
    ...check.wholeDuration(({ backup }) => backup?.snapshotPeriod, 'minutes', { atLeast: Duration.hours(1) }),
  },
  {
    code: 'FD016',
    prop: 'backup.retention',
    must: 'be whole days, one at least, and no shorter than the snapshot period',
    remedy: 'keep longer, or take snapshots more often: without a whole one nothing is restored',
    violation: ({ backup }) => {
      if (!backup) return undefined;
      const [retention, period] = [backup.retention.toSeconds(), backup.snapshotPeriod.toSeconds()];
      return retention >= 86_400 && retention % 86_400 === 0 && retention >= period
        ? undefined
        : `${retention / 3600} hours with snapshots of ${period / 3600} hours`;
    },
  },
  {
    code: 'FD017',
    prop: 'backup.agents',
    remedy: 'choose 2: each copies at several megabytes a second, and one may go',
    ...check.wholeNumber(({ backup }) => backup?.agents, { atLeast: 1, atMost: 100 }),
  },
  {
    code: 'FD018',
    prop: 'backup.prefix',
    remedy: 'write it as doris/meta',
    ...check.storePrefix(({ backup }) => backup?.prefix),
  },
  {
    code: 'FD019',
    prop: 'backup.key.store.endpoint',
    must: 'be an http or https address of 99 characters at most, without a path',
    remedy: 'write https://s3.eu-central-1.amazonaws.com',
    violation: (resolved) => {
      const endpoint = storeOf(resolved)?.endpoint;
      if (endpoint === undefined || !resolved.backup) return undefined;
      return /^https?:\/\/[^/?#@\s]+\/?$/.test(endpoint) && accountOf(resolved.backup).length <= 100
        ? undefined
        : `'${endpoint}'`;
    },
  },
  {
    code: 'FD020',
    prop: 'backup.key.tls',
    must: 'be given where the endpoint begins with https, and there alone',
    remedy: 'give a certificate, and those of whoever signed the store: without them its tools speak no TLS',
    violation: (resolved) => {
      const { backup } = resolved;
      const secure = storeOf(resolved)?.endpoint.startsWith('https:');
      return backup && secure !== (backup.key.tls !== undefined)
        ? `${backup.key.tls ? 'one' : 'none'} for '${backup.key.store.endpoint}'`
        : undefined;
    },
  },
  {
    code: 'FD021',
    prop: 'backup.key.tls.authority',
    must: 'be certificates as PEM text',
    remedy: "read them from a file: fs.readFileSync('amazon-root.pem', 'utf8')",
    violation: ({ backup }) => (backup?.key.tls && !PEM.test(backup.key.tls.authority) ? 'other text' : undefined),
  },
  {
    code: 'FD022',
    prop: 'acknowledge.release',
    remedy: "write it as '7.3'",
    ...check.pattern(({ acknowledge }) => acknowledge.release, /^\d+\.\d+$/, 'be the first two numbers of a release'),
  },
];

/** Checks on a FoundationDB that something else runs. */
export const foundationDbReferenceRules: ReadonlyArray<Rule<FoundationDbAttributes>> = [
  {
    code: 'FD023',
    prop: 'clusterFile and address',
    must: 'be one of them',
    remedy: 'name the ConfigMap that the operator keeps, or give the text of the cluster file where there is none',
    violation: ({ clusterFile, address }) =>
      (clusterFile === undefined) === (address === undefined) ? (address ? 'both' : 'none') : undefined,
  },
  {
    code: 'FD024',
    prop: 'address',
    remedy: "write it as fdbcli's status prints it: meta:Xk2u9aLq@10.0.0.1:4501,10.0.0.2:4501",
    ...new Checks<FoundationDbAttributes>().pattern(
      ({ address }) => address,
      /^\w+:\w+@[^\s,@]+:\d+(:tls)?(,[^\s,@]+:\d+(:tls)?)*$/,
      'be the text of a cluster file',
    ),
  },
];
