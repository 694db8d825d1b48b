import { Duration } from 'cdk8s';
import { IIdentity, NodeClass, PartOf } from '../core';
import { ContainerProps } from './container';
import { PodOverrides } from './pod-overrides';

/** How strictly the copies of a pod are kept apart. */
export enum Spreading {
  /** Never two on one host, and evenly over the zones; a pod that finds no such place waits. For members that hold data. */
  REQUIRED = 'required',
  /** As evenly as there is room: for workers that an autoscaler adds, of which any is better than none. */
  PREFERRED = 'preferred',
}

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
  /**
   * The numeric user that the image's programs run as. Only for an image whose programs run as nobody else is it 0: such a pod may write its own
   * image, and needs a namespace of the Pod Security level `baseline`.
   */
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
   * For how long after its start what removes nodes to save money is asked to leave it where it is, whole seconds: for what has to begin anew when
   * it is moved, as a driver or a backup. Such a node is not renewed before that time is over, so it is no more than the pod may run for. Members
   * that serve until they are replaced do not ask: their disruption budget says how many may go, and the pool of their nodes when.
   * @default - not at all
   */
  readonly undisturbedFor?: Duration;
  /**
   * How strictly its copies are kept apart.
   * @default Spreading.REQUIRED
   */
  readonly spreading?: Spreading;
  /**
   * The only zone that it may run in, as node labels name it.
   * @default - any zone of the environment
   */
  readonly zone?: string;
  /**
   * The processor architectures that all its images exist for: `amd64`, `arm64`.
   * @default - any
   */
  readonly architectures?: string[];
  /**
   * Labels besides those of the part, which tell groups of a part's pods apart.
   * @default - none
   */
  readonly labels?: Record<string, string>;
  /**
   * Annotations of the pod.
   * @default - a checksum of the configuration files that it mounts
   */
  readonly annotations?: Record<string, string>;
  /**
   * What it has besides: it adds, and replaces nothing.
   * @default - nothing
   */
  readonly overrides?: PodOverrides;
}
