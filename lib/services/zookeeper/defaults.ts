import { Size } from 'cdk8s';
import { ContainerSize, Cpu } from '../../core';
import { ZooKeeperProps } from '../zookeeper-props';
import { ZooKeeperVersion } from '../zookeeper-version';

/** A ZooKeeper's props, complete. */
export interface ZooKeeperInput {
  readonly members: number;
  readonly size: ContainerSize;
  readonly storage: Size;
  readonly logStorage: Size;
  readonly version: ZooKeeperVersion;
  readonly settings: Record<string, string>;
  readonly javaOptions: string[];
}

/** Defaults of the props. */
export function zooKeeperDefaults(props: ZooKeeperProps): ZooKeeperInput {
  const storage = props.storage ?? Size.gibibytes(10);
  return {
    members: props.members ?? 3,
    size: props.size ?? { cpu: Cpu.units(1), memory: Size.gibibytes(2) },
    storage,
    logStorage: props.logStorage ?? storage,
    version: props.version ?? ZooKeeperVersion.V3_9_5,
    settings: props.settings ?? {},
    javaOptions: props.javaOptions ?? [],
  };
}
