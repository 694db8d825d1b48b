import { Size } from 'cdk8s';
import { Cpu } from '../../core';
import { ZooKeeperOptions } from '../zookeeper-options';
import { ZooKeeperProps } from '../zookeeper-props';
import { ZooKeeperVersion } from '../zookeeper-version';

/** A ZooKeeper, complete. */
export interface ResolvedZooKeeper extends Required<ZooKeeperOptions> {
  readonly acknowledgeChangedMembers: boolean;
  readonly acknowledgeRiskySettings: string[];
}

/** Every default of a ZooKeeper. */
export function resolveZooKeeper(props: ZooKeeperProps): ResolvedZooKeeper {
  const storage = props.storage ?? Size.gibibytes(10);
  return {
    members: props.members ?? 3,
    size: props.size ?? { cpu: Cpu.units(1), memory: Size.gibibytes(2) },
    storage,
    logStorage: props.logStorage ?? storage,
    version: props.version ?? ZooKeeperVersion.V3_9_5,
    settings: props.settings ?? {},
    javaOptions: props.javaOptions ?? [],
    pods: props.pods ?? {},
    acknowledgeChangedMembers: props.acknowledgeChangedMembers ?? false,
    acknowledgeRiskySettings: props.acknowledgeRiskySettings ?? [],
  };
}
