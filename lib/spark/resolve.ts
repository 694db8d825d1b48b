import { Duration, Size } from 'cdk8s';
import { Cpu, ICatalog, StoreMode } from '../core';
import { EnvValue, VolumeMount } from '../kubernetes';
import { Monitoring } from '../monitoring';
import { Scaling } from '../scaling';
import { Secret, Tls } from '../security';
import { SparkAcknowledgements } from './acknowledgements';
import {
  ScheduledSparkApplicationProps,
  SparkApplicationProps,
  SparkConcurrency,
  SparkConnectServerProps,
  SparkDependencies,
  SparkDorisOptions,
  SparkFallbackStorage,
  SparkWorkloadProps,
} from './application-props';
import { CompleteSchedule, scheduleOf } from './config/schedule';
import { ISparkPlatform, SparkPlatformSettings } from './interfaces';
import { Job } from './job';
import { Queueing } from './queueing';
import { LocalDisk, RemoteShuffle, SparkZones } from './shuffle';
import { SparkLocation } from './spark-location';
import { SparkOverrides, SparkPlatformProps, SparkStore, SparkTeamProps } from './spark-props';
import { SparkShape } from './spark-shape';
import { SparkVersion } from './spark-version';

/** The History Server, complete. */
export interface ResolvedHistoryServer {
  readonly largestLog: Size;
  readonly cpu: Cpu;
  readonly storage: Size;
  readonly retention: Duration;
}

/** A platform, complete. What stays optional is not there. */
export interface ResolvedPlatform {
  readonly name: string;
  readonly version: SparkVersion;
  readonly eventLog: SparkLocation;
  readonly warehouse?: SparkLocation;
  readonly historyServer: ResolvedHistoryServer;
  readonly encryption: boolean;
  readonly monitoring: Monitoring;
  readonly operatorName: string;
  /** Whether something runs a job every few minutes. */
  readonly probe: boolean;
  readonly overrides: Required<SparkOverrides>;
  readonly acknowledge: Required<SparkAcknowledgements>;
}

/** A team, complete. */
export interface ResolvedTeam {
  readonly props: SparkTeamProps;
  readonly name: string;
  readonly queueing: Queueing;
  readonly stores: (SparkStore & { readonly mode: StoreMode })[];
  readonly catalogs: Record<string, ICatalog>;
  readonly rpcSecret: Secret;
  readonly monitoring: Monitoring;
}

/** What every kind of application is, complete. */
export interface ResolvedWorkload {
  readonly name: string;
  readonly version: SparkVersion;
  readonly driver: SparkShape;
  readonly executor: SparkShape;
  readonly executors: Scaling;
  readonly spot: boolean;
  readonly zones: SparkZones;
  readonly localDisk: LocalDisk;
  readonly decommissionTimeout: Duration;
  readonly fallbackStorage?: SparkFallbackStorage;
  readonly remoteShuffle?: RemoteShuffle;
  readonly dependencies: Required<SparkDependencies>;
  readonly doris: Record<string, SparkDorisOptions>;
  readonly env: Record<string, EnvValue>;
  readonly mounts: VolumeMount[];
  readonly overrides: Required<SparkOverrides>;
  readonly acknowledge: Required<SparkAcknowledgements>;
}

/** What runs to its end, complete. */
export interface ResolvedBatch extends ResolvedWorkload {
  readonly job: Job;
  readonly deadline: Duration;
  readonly retries: number;
  /** How often a submission that failed is tried again. */
  readonly submissionRetries: number;
  readonly priority?: string;
}

/** What is scheduled, complete. */
export interface ResolvedScheduled extends ResolvedBatch {
  readonly schedule: CompleteSchedule;
  readonly concurrency: SparkConcurrency;
  readonly successfulRuns: number;
  readonly failedRuns: number;
  readonly freshWithin: Duration;
  readonly suspend: boolean;
}

/** A Connect server, complete. */
export interface ResolvedConnect extends ResolvedWorkload {
  readonly token: Secret;
  readonly tls?: Tls;
}

/** The release where none is given. It moves with this library: see CHANGELOG.md. */
export const DEFAULT_VERSION = SparkVersion.V4_1;

/** What a driver has of its node's disk for what it sorts, spills and collects. */
export const DRIVER_DISK = Size.gibibytes(5);

const DAY = Duration.days(1);

/** Every default of a platform. */
export function resolvePlatform(name: string, props: SparkPlatformProps): ResolvedPlatform {
  const monitoring = props.monitoring ?? Monitoring.standard();
  return {
    name,
    version: props.version ?? DEFAULT_VERSION,
    eventLog: props.eventLog,
    warehouse: props.warehouse,
    historyServer: {
      largestLog: props.historyServer?.largestLog ?? Size.gibibytes(1),
      cpu: props.historyServer?.cpu ?? Cpu.units(1),
      storage: props.historyServer?.storage ?? Size.gibibytes(20),
      retention: props.historyServer?.retention ?? Duration.days(14),
    },
    encryption: props.encryption ?? false,
    monitoring,
    operatorName: props.operatorName ?? 'spark-operator',
    probe: monitoring.enabled && (monitoring.options.probe ?? true),
    overrides: resolveOverrides(props.overrides),
    acknowledge: resolveAcknowledgements(props.acknowledge),
  };
}

/** What applications have from a platform, whether it is in this tree or not. */
export type PlatformSettingsInput = Partial<SparkPlatformSettings> &
  Pick<SparkPlatformSettings, 'name' | 'eventLog'> & { readonly namespaceName: string };

/** What applications have from a platform. Names of priority classes are those of the whole Kubernetes cluster. */
export function resolveSettings(given: PlatformSettingsInput): SparkPlatformSettings {
  const { name, namespaceName, eventLog, warehouse } = given;
  return {
    name,
    version: given.version ?? DEFAULT_VERSION,
    eventLog,
    warehouse,
    encryption: given.encryption ?? false,
    sparkConf: given.sparkConf ?? {},
    monitored: given.monitored ?? true,
    driverPriorityClass: `${namespaceName}-${name}-driver`,
    executorPriorityClass: `${namespaceName}-${name}-executor`,
  };
}

/** Every default of a team. */
export function resolveTeam(props: SparkTeamProps): ResolvedTeam {
  return {
    props,
    name: props.name,
    queueing: props.queueing ?? Queueing.none(),
    stores: (props.stores ?? []).map((store) => ({ ...store, mode: store.mode ?? StoreMode.READ_WRITE })),
    catalogs: props.catalogs ?? {},
    rpcSecret: props.rpcSecret ?? Secret.generated(),
    monitoring: props.platform.settings.monitored ? (props.monitoring ?? Monitoring.standard()) : Monitoring.none(),
  };
}

/** Every default of an application. */
export function resolveWorkload(name: string, platform: ISparkPlatform, props: SparkWorkloadProps): ResolvedWorkload {
  return {
    name,
    version: props.version ?? platform.settings.version,
    driver: props.driver ?? SparkShape.of({ cores: 1, memory: Size.gibibytes(2) }),
    executor: props.executor ?? SparkShape.of({ cores: 4, memory: Size.gibibytes(16) }),
    executors: props.executors ?? Scaling.between(0, 4),
    spot: props.spot ?? true,
    zones: props.zones ?? SparkZones.one(),
    localDisk: props.localDisk ?? LocalDisk.node(Size.gibibytes(20)),
    decommissionTimeout: props.decommissionTimeout ?? Duration.seconds(110),
    fallbackStorage: props.fallbackStorage,
    remoteShuffle: props.remoteShuffle,
    dependencies: {
      jars: props.dependencies?.jars ?? [],
      packages: props.dependencies?.packages ?? [],
      repositories: props.dependencies?.repositories ?? [],
      pyFiles: props.dependencies?.pyFiles ?? [],
      files: props.dependencies?.files ?? [],
      archives: props.dependencies?.archives ?? [],
    },
    doris: props.doris ?? {},
    env: props.env ?? {},
    mounts: props.mounts ?? [],
    overrides: resolveOverrides(props.overrides),
    acknowledge: resolveAcknowledgements(props.acknowledge),
  };
}

/** Every default of an application that runs to its end. */
export function resolveBatch(name: string, platform: ISparkPlatform, props: SparkApplicationProps): ResolvedBatch {
  return {
    ...resolveWorkload(name, platform, queued(props)),
    job: props.job,
    deadline: props.deadline ?? Duration.hours(6),
    retries: props.retries ?? 0,
    // Kueue takes one that failed for one that has ended, and gives its quota to others.
    submissionRetries: props.team.queueing._kind === 'kueue' ? 0 : 5,
    priority: props.priority,
  };
}

/** What is another default where a queue counts executors once, or holds room for them before the driver has any. */
function queued<Props extends SparkWorkloadProps>(props: Props): Props {
  const { queueing } = props.team;
  const executors = queueing._countsOnce ? Scaling.exactly(4) : undefined;
  const zones = queueing._holdsRoom ? SparkZones.any() : undefined;
  return { ...props, executors: props.executors ?? executors, zones: props.zones ?? zones };
}

/** Every default of an application that runs on a schedule. */
export function resolveScheduled(
  name: string,
  platform: ISparkPlatform,
  props: ScheduledSparkApplicationProps,
): ResolvedScheduled {
  const schedule = scheduleOf(props.schedule, props.timeZone ?? 'UTC');
  const { interval } = schedule;
  // Of a schedule that is refused nothing is derived.
  const share = (part: number) => Duration.seconds(Math.max(60, Math.floor((interval ?? DAY).toSeconds() * part)));
  const shorter = Math.min(share(0.8).toSeconds(), DAY.toSeconds());
  const deadline = props.deadline ?? Duration.seconds(shorter);
  return {
    ...resolveBatch(name, platform, { ...props, deadline }),
    schedule,
    concurrency: props.concurrency ?? SparkConcurrency.FORBID,
    successfulRuns: props.successfulRuns ?? 3,
    failedRuns: props.failedRuns ?? 3,
    freshWithin: props.freshWithin ?? Duration.millis(deadline.toMilliseconds() + share(0.1).toMilliseconds()),
    suspend: props.suspend ?? false,
  };
}

/** Every default of a Connect server. */
export function resolveConnect(
  name: string,
  platform: ISparkPlatform,
  props: SparkConnectServerProps,
): ResolvedConnect {
  return { ...resolveWorkload(name, platform, props), token: props.token ?? Secret.generated(), tls: props.tls };
}

function resolveOverrides(overrides: SparkOverrides = {}): Required<SparkOverrides> {
  return { sparkConf: overrides.sparkConf ?? {}, pods: overrides.pods ?? {} };
}

function resolveAcknowledgements(given: SparkAcknowledgements = {}): Required<SparkAcknowledgements> {
  return {
    runsAgainWhenChanged: given.runsAgainWhenChanged ?? false,
    portForwardOnly: given.portForwardOnly ?? false,
    riskySettings: given.riskySettings ?? [],
    unknownKeys: given.unknownKeys ?? [],
  };
}
