export { IConnectable, IConnections, NetworkPort, NetworkSelector } from './connectable';
export { Cpu } from './cpu';
export {
  DeletionPolicy,
  Environment,
  EnvironmentProps,
  IEnvironmentExtension,
  StorageClassNames,
} from './environment';
export { IIdentity, IObjectStore, IScalable, ISecret } from './interfaces';
export { NodeClass, NodePlacement, NodeTaint } from './node-class';
export { Rounding } from './rounding';
export { Warning, Warnings } from './warnings';
