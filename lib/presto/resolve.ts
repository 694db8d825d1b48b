import { Duration, Size } from 'cdk8s';
import { Cpu, Team } from '../core';
import { Expose } from '../kubernetes';
import { Monitoring } from '../monitoring';
import { PrestoAcknowledgements } from './acknowledgements';
import { PrestoCatalog } from './catalog';
import { PrestoTaskRetryOptions } from './presto-fault-tolerance';
import {
  PrestoClusterProps,
  PrestoCoordinatorOptions,
  PrestoOverrides,
  PrestoQueueOptions,
  PrestoResourceManagerOptions,
  PrestoWorkerOptions,
} from './presto-props';
import { PrestoTlsOptions } from './presto-security';
import { PrestoVersion } from './presto-version';

/** What is meant although it is refused. What stays optional was not acknowledged. */
export type ResolvedAcknowledgements = PrestoAcknowledgements &
  Required<Omit<PrestoAcknowledgements, 'restartedCoordinator'>>;

/** TLS, and who may do what with it. */
export type ResolvedSecurity = Required<PrestoTlsOptions>;

/** What a cluster is made from: what was given, and every default. */
export interface ResolvedPresto {
  readonly name: string;
  readonly version: PrestoVersion;
  readonly coordinator: Required<PrestoCoordinatorOptions>;
  /** Default: there are none, and one coordinator. */
  readonly resourceManagers?: Required<PrestoResourceManagerOptions>;
  readonly workers: PrestoWorkerOptions;
  readonly catalogs: Record<string, PrestoCatalog>;
  readonly maxQueryTime: Duration;
  readonly shutdownGrace: Duration;
  readonly workerLossTimeout: Duration;
  /** Default: it follows from the workers. */
  readonly queryMemory?: Size;
  /** Default: nodes speak no TLS and believe whom callers say they are. */
  readonly security?: ResolvedSecurity;
  readonly expose: Expose;
  /** Default: queries fail with a worker that they have a part in. */
  readonly faultTolerance?: Required<PrestoTaskRetryOptions>;
  readonly queues: Required<PrestoQueueOptions>;
  readonly teams: Team[];
  readonly monitoring: Monitoring;
  /** Whether a query is asked of each catalog every few minutes. */
  readonly probe: boolean;
  readonly overrides: Required<PrestoOverrides>;
  readonly acknowledge: ResolvedAcknowledgements;
}

/** The release where none is given. It moves with this library: see CHANGELOG.md. */
export const DEFAULT_VERSION = PrestoVersion.V0_296;

/** Every default of a PrestoCluster. What follows from several numbers is for sizing.ts. */
export function resolvePresto(name: string, namespaceName: string, props: PrestoClusterProps): ResolvedPresto {
  const { resourceManagers, queues = {}, overrides = {}, acknowledge = {} } = props;
  const tls = props.security?._tls;
  const retried = props.faultTolerance?._task;
  const monitoring = props.monitoring ?? Monitoring.standard();
  return {
    name,
    version: props.version ?? DEFAULT_VERSION,
    coordinator: {
      replicas: props.coordinator?.replicas ?? (resourceManagers ? 2 : 1),
      size: props.coordinator?.size ?? { cpu: Cpu.units(2), memory: Size.gibibytes(8) },
    },
    resourceManagers: resourceManagers && {
      replicas: resourceManagers.replicas ?? 2,
      size: resourceManagers.size ?? { cpu: Cpu.units(1), memory: Size.gibibytes(4) },
    },
    workers: props.workers,
    catalogs: props.catalogs,
    maxQueryTime: props.maxQueryTime ?? Duration.minutes(30),
    shutdownGrace: props.shutdownGrace ?? Duration.seconds(30),
    workerLossTimeout: props.workerLossTimeout ?? Duration.seconds(30),
    queryMemory: props.queryMemory,
    security: tls && { ...tls, access: tls.access ?? [] },
    faultTolerance: retried && { ...retried, prefix: retried.prefix ?? `${namespaceName}/${name}/exchange` },
    expose: props.expose ?? Expose.none(),
    queues: {
      concurrency: queues.concurrency ?? 40,
      perUser: queues.perUser ?? 10,
      maxQueued: queues.maxQueued ?? 200,
    },
    teams: props.teams ?? [],
    monitoring,
    probe: monitoring.enabled,
    overrides: {
      config: overrides.config ?? {},
      coordinatorConfig: overrides.coordinatorConfig ?? {},
      workerConfig: overrides.workerConfig ?? {},
      jvm: overrides.jvm ?? [],
      logLevels: overrides.logLevels ?? {},
      pods: overrides.pods ?? {},
    },
    acknowledge: {
      restartedCoordinator: acknowledge.restartedCoordinator,
      queriesEndWithChanges: acknowledge.queriesEndWithChanges ?? false,
      queriesEndWithWorkers: acknowledge.queriesEndWithWorkers ?? false,
      riskySettings: acknowledge.riskySettings ?? [],
    },
  };
}
