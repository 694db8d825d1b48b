import { Size } from 'cdk8s';
import { Cpu } from '../../core';
import { ZooKeeperOptions } from '../zookeeper-options';
import { ZooKeeperProps } from '../zookeeper-props';
import { ZooKeeperVersion } from '../zookeeper-version';

/** A ZooKeeper, complete. */
export interface ResolvedZooKeeper extends Required<ZooKeeperOptions> {
  readonly acknowledgeMembers?: number;
  readonly acknowledgeRelease?: string;
  readonly acknowledgeRiskySettings: string[];
}

/** The release where none is given. It moves with this library: see CHANGELOG.md. */
export const DEFAULT_VERSION = ZooKeeperVersion.V3_9_5;

/** Every default of a ZooKeeper. */
export function resolveZooKeeper(props: ZooKeeperProps): ResolvedZooKeeper {
  const storage = props.storage ?? Size.gibibytes(10);
  return {
    members: props.members ?? 3,
    size: props.size ?? { cpu: Cpu.units(1), memory: Size.gibibytes(2) },
    storage,
    logStorage: props.logStorage ?? storage,
    version: props.version ?? DEFAULT_VERSION,
    settings: props.settings ?? {},
    javaOptions: props.javaOptions ?? [],
    pods: props.pods ?? {},
    acknowledgeMembers: props.acknowledgeMembers,
    acknowledgeRelease: props.acknowledgeRelease,
    acknowledgeRiskySettings: props.acknowledgeRiskySettings ?? [],
  };
}
