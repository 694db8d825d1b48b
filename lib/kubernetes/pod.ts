import { Duration } from 'cdk8s';
import { IIdentity, NodeClass, PartOf } from '../core';
import { ContainerProps } from './container';

/** Props of a pod. */
export interface PodProps {
  /** Which part of which cluster it is. */
  readonly partOf: PartOf;
  /** The containers. */
  readonly containers: ContainerProps[];
  /**
   * Containers that run to their end first, one after the other.
   * @default - none
   */
  readonly initContainers?: ContainerProps[];
  /** The numeric user that the image's programs run as; never 0. */
  readonly user: number;
  /**
   * The numeric group, which volumes are given to as well.
   * @default - the same number as the user
   */
  readonly group?: number;
  /** The kind of machine it runs on. */
  readonly nodeClass: NodeClass;
  /**
   * Its service account.
   * @default - the namespace's default account, without a token
   */
  readonly identity?: IIdentity;
  /**
   * Whether the account's token is in the pod: only for who talks to the Kubernetes API.
   * @default false
   */
  readonly mountToken?: boolean;
  /**
   * How long it may take to end after it was told to, whole seconds.
   * @default Duration.seconds(30)
   */
  readonly gracePeriod?: Duration;
  /**
   * Annotations of the pod.
   * @default - a checksum of the configuration files that it mounts
   */
  readonly annotations?: Record<string, string>;
}
