import { Duration, Size } from 'cdk8s';
import { ContainerSize, Cpu, DeletionPolicy, Environment, IObjectStore, NodeClass } from '../../core';
import { Expose } from '../../kubernetes';
import { Monitoring } from '../../monitoring';
import { Secret } from '../../security';
import { IFoundationDb } from '../../services';
import { DorisDisaggregatedAcknowledgements } from '../acknowledgements';
import { retentionFor } from '../config/meta-service-conf';
import { DorisComputeGroupOptions } from '../doris-compute-group-options';
import { DorisDataOptions } from '../doris-data-options';
import { DorisDisaggregatedClusterProps, DorisDisaggregatedOverrides } from '../doris-disaggregated-props';
import { DorisVersion } from '../doris-version';
import {
  DEFAULT_VERSION,
  isProbed,
  ResolvedFrontends,
  resolveFrontends,
  ResolvedSignIn,
  resolveSignIn,
} from '../resolve';

/** The meta service, complete. */
export interface ResolvedMetaService {
  readonly version: DorisVersion;
  readonly members: number;
  readonly size: ContainerSize;
  /** How long objects are kept that no table names any more. */
  readonly retention: Duration;
}

/** A compute group, complete. */
export interface ResolvedComputeGroup {
  /** Its name in Doris. */
  readonly name: string;
  /** The same in names of Kubernetes, as the operator makes it. */
  readonly set: string;
  readonly members: number;
  readonly size: ContainerSize;
  readonly cache: Size;
  readonly nodeClass: NodeClass;
  /** None for the Kubernetes cluster's default. */
  readonly storageClass?: string;
}

/** Where the data lies, complete. */
export interface ResolvedData {
  readonly store: IObjectStore;
  readonly prefix: string;
  /** Default: pods sign in as who they are. */
  readonly accessKeyId?: Secret;
  readonly secretAccessKey?: Secret;
}

/** What is meant although it is refused. What stays optional was not acknowledged. */
export type ResolvedDisaggregatedAcknowledgements = DorisDisaggregatedAcknowledgements &
  Required<Pick<DorisDisaggregatedAcknowledgements, 'removedGroups' | 'riskySettings' | 'unknownSettings'>>;

/** A Doris cluster whose data lies in an object store, complete. What stays optional is not there. */
export interface ResolvedDisaggregatedDoris extends ResolvedSignIn {
  readonly name: string;
  readonly version: DorisVersion;
  readonly foundationDb: IFoundationDb;
  readonly data: ResolvedData;
  readonly metaService: ResolvedMetaService;
  readonly frontends: ResolvedFrontends;
  readonly computeGroups: ResolvedComputeGroup[];
  readonly highAvailability: boolean;
  readonly deletionPolicy: DeletionPolicy;
  /** Whether something uses each compute group every few minutes as clients do. */
  readonly probe: boolean;
  readonly expose: Expose;
  readonly monitoring: Monitoring;
  readonly overrides: Required<DorisDisaggregatedOverrides>;
  readonly acknowledge: ResolvedDisaggregatedAcknowledgements;
}

/** Where a cluster is to run. */
export interface DisaggregatedSurroundings {
  readonly name: string;
  readonly namespaceName: string;
  readonly environment: Environment;
}

/** Every default of a Doris cluster whose data lies in an object store. It fills in, and does not check. */
export function resolveDisaggregated(
  { name, namespaceName, environment }: DisaggregatedSurroundings,
  props: DorisDisaggregatedClusterProps,
): ResolvedDisaggregatedDoris {
  const highAvailability = props.highAvailability ?? true;
  const version = props.version ?? DEFAULT_VERSION;
  const monitoring = props.monitoring ?? Monitoring.standard();
  return {
    name,
    version,
    foundationDb: props.foundationDb,
    data: data(`${namespaceName}/${name}`, props.data),
    metaService: {
      version: props.metaService?.version ?? version,
      members: props.metaService?.members ?? (highAvailability ? 2 : 1),
      size: props.metaService?.size ?? { cpu: Cpu.units(2), memory: Size.gibibytes(4) },
      retention: retentionFor(props.foundationDb.oldestKeptBackup),
    },
    frontends: resolveFrontends(props, version, environment),
    computeGroups: props.computeGroups.map((group) => computeGroup(group, environment)),
    highAvailability,
    deletionPolicy: environment.deletionPolicy,
    ...resolveSignIn(props),
    probe: isProbed(monitoring),
    expose: props.expose ?? Expose.none(),
    monitoring,
    overrides: {
      frontend: props.overrides?.frontend ?? {},
      backend: props.overrides?.backend ?? {},
      metaService: props.overrides?.metaService ?? {},
      jvm: props.overrides?.jvm ?? {},
      pods: props.overrides?.pods ?? {},
    },
    acknowledge: {
      ...props.acknowledge,
      removedGroups: props.acknowledge?.removedGroups ?? [],
      riskySettings: props.acknowledge?.riskySettings ?? [],
      unknownSettings: props.acknowledge?.unknownSettings ?? [],
    },
  };
}

function data(place: string, given: DorisDataOptions): ResolvedData {
  return { ...given, prefix: given.prefix ?? place };
}

function computeGroup(given: DorisComputeGroupOptions, { storageClasses }: Environment): ResolvedComputeGroup {
  return {
    ...given,
    set: given.name.replaceAll('_', '-'),
    nodeClass: given.nodeClass ?? NodeClass.STATEFUL,
    storageClass: storageClasses.data,
  };
}
