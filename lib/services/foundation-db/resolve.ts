import { Duration, Size } from 'cdk8s';
import { ContainerSize, Cpu } from '../../core';
import { PodOverrides } from '../../kubernetes';
import { Monitoring } from '../../monitoring';
import { StoreKey } from '../../security';
import { FoundationDbBackupOptions } from '../foundation-db-backup-options';
import { FoundationDbAcknowledgements, FoundationDbProps } from '../foundation-db-props';
import { FoundationDbRedundancy } from '../foundation-db-redundancy';
import { FoundationDbVersion } from '../foundation-db-version';
import { ProcessClass } from './components';
import { COORDINATORS, LOSSES } from './redundancy';

/** A backup, complete. */
export interface ResolvedBackup {
  readonly key: StoreKey;
  readonly prefix: string;
  readonly snapshotPeriod: Duration;
  readonly retention: Duration;
  readonly agents: number;
  readonly agentSize: ContainerSize;
}

/** The processes of one class, complete. */
export interface ResolvedProcesses {
  readonly count: number;
  readonly size: ContainerSize;
  /** Default: they hold nothing. */
  readonly storage?: Size;
}

/** What keeps copies of the data apart. */
export type FaultDomain = 'zone' | 'host';

/** A FoundationDB, complete. */
export interface ResolvedFoundationDb {
  readonly name: string;
  readonly version: FoundationDbVersion;
  readonly highAvailability: boolean;
  readonly redundancy: FoundationDbRedundancy;
  /** Zones of the environment. */
  readonly zoneCount: number;
  readonly faultDomain: FaultDomain;
  readonly processes: Record<ProcessClass, ResolvedProcesses>;
  readonly parameters: Record<string, string>;
  readonly pods: Partial<Record<ProcessClass | 'agents', PodOverrides>>;
  /** Default: none. */
  readonly backup?: ResolvedBackup;
  readonly monitoring: Monitoring;
  readonly acknowledge: FoundationDbAcknowledgements;
}

/** Where it is to run. */
export interface Surroundings {
  readonly name: string;
  readonly namespaceName: string;
  readonly zoneCount: number;
}

/** The release where none is given. It moves with this library: see CHANGELOG.md. */
export const DEFAULT_VERSION = FoundationDbVersion.V7_1_67;

/**
 * How many processes there are of each class, where nothing is said.
 *
 * @see https://github.com/FoundationDB/fdb-kubernetes-operator/blob/v2.33.0/docs/manual/scaling.md (storage 2F+1, log F and three, stateless the sum of all roles and F)
 * @see https://github.com/FoundationDB/fdb-kubernetes-operator/blob/v2.33.0/config/tests/three_data_hall/cluster.yaml
 */
const COUNTS: Record<FoundationDbRedundancy, Record<ProcessClass, number>> = {
  [FoundationDbRedundancy.SINGLE]: { storage: 1, log: 1, stateless: 1 },
  [FoundationDbRedundancy.DOUBLE]: { storage: 3, log: 4, stateless: 9 },
  [FoundationDbRedundancy.TRIPLE]: { storage: 5, log: 5, stateless: 10 },
  [FoundationDbRedundancy.THREE_DATA_HALL]: { storage: 9, log: 9, stateless: 10 },
};

/** Every default of a FoundationDB. */
export function resolveFoundationDb(
  { name, namespaceName, zoneCount }: Surroundings,
  props: FoundationDbProps,
): ResolvedFoundationDb {
  const highAvailability = props.highAvailability ?? true;
  const redundancy =
    props.redundancy ?? (highAvailability ? FoundationDbRedundancy.DOUBLE : FoundationDbRedundancy.SINGLE);
  const counts = COUNTS[redundancy];
  const size =
    props.size ??
    (highAvailability
      ? { cpu: Cpu.units(1), memory: Size.gibibytes(8) }
      : { cpu: Cpu.millis(250), memory: Size.gibibytes(2) });
  return {
    name,
    version: props.version ?? DEFAULT_VERSION,
    highAvailability,
    redundancy,
    zoneCount,
    // Each coordinator stands in a domain of its own. Halls are the zones themselves, and hosts keep apart within them.
    faultDomain: overZones(redundancy, zoneCount) ? 'zone' : 'host',
    processes: {
      storage: {
        count: props.storageProcesses ?? counts.storage,
        size,
        storage: props.storage ?? (highAvailability ? Size.gibibytes(100) : Size.gibibytes(8)),
      },
      log: {
        count: props.logProcesses ?? counts.log,
        size: props.logSize ?? size,
        storage: props.logStorage ?? (highAvailability ? Size.gibibytes(50) : Size.gibibytes(8)),
      },
      stateless: { count: props.statelessProcesses ?? counts.stateless, size: props.statelessSize ?? size },
    },
    parameters: props.overrides?.parameters ?? {},
    pods: props.overrides?.pods ?? {},
    backup: props.backup && backup(`${namespaceName}/${name}`, props.backup),
    monitoring: props.monitoring ?? Monitoring.standard(),
    acknowledge: props.acknowledge ?? {},
  };
}

function overZones(redundancy: FoundationDbRedundancy, zoneCount: number): boolean {
  return (
    redundancy !== FoundationDbRedundancy.THREE_DATA_HALL &&
    LOSSES[redundancy] > 0 &&
    zoneCount >= COORDINATORS[redundancy]
  );
}

function backup(prefix: string, options: FoundationDbBackupOptions): ResolvedBackup {
  return {
    key: options.key,
    prefix: options.prefix ?? prefix,
    snapshotPeriod: options.snapshotPeriod ?? Duration.days(1),
    retention: options.retention ?? Duration.days(14),
    agents: options.agents ?? 2,
    agentSize: options.agentSize ?? { cpu: Cpu.units(1), memory: Size.gibibytes(2) },
  };
}
