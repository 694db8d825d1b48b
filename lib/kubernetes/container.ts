import { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Cpu, ISecret, NetworkPort } from '../core';
import { Probe } from './probe';
import { Volume } from './volume';

/** What a container asks for and may use. */
export interface ContainerResources {
  /** The CPU it is guaranteed. */
  readonly cpu: Cpu;
  /**
   * The CPU it may use.
   * @default - no limit: a limit throttles a busy container while the node is idle
   */
  readonly cpuLimit?: Cpu;
  /** Memory, guaranteed and limit at once, so that the node's pressure never evicts it. */
  readonly memory: Size;
  /**
   * Disk of the node for logs and emptyDir volumes, guaranteed and limit at once.
   * @default Size.gibibytes(1)
   */
  readonly ephemeralStorage?: Size;
}

/** The value of an environment variable. */
export class EnvValue {
  /** A literal. */
  public static literal(value: string): EnvValue {
    return new EnvValue({ value });
  }

  /** One key of a Secret. */
  public static secret(secret: ISecret): EnvValue {
    return new EnvValue({ valueFrom: { secretKeyRef: { name: secret.secretName, key: secret.key } } });
  }

  /** A field of the pod: `metadata.name`, `status.podIP`. */
  public static field(path: string): EnvValue {
    return new EnvValue({ valueFrom: { fieldRef: { fieldPath: path } } });
  }

  private constructor(private readonly variable: Omit<k8s.EnvVar, 'name'>) {}

  /**
   * @internal
   */
  public _toKube(name: string): k8s.EnvVar {
    return { name, ...this.variable };
  }
}

/** Where a volume appears in a container. */
export interface VolumeMount {
  /** The volume. */
  readonly volume: Volume;
  /** The absolute path in the container. */
  readonly path: string;
  /**
   * A file or folder of the volume, instead of its root.
   * @default - the root
   */
  readonly subPath?: string;
  /**
   * Whether writing fails.
   * @default false
   */
  readonly readOnly?: boolean;
}

/** Props of one container. */
export interface ContainerProps {
  /** The container's name. */
  readonly name: string;
  /** The image as it is published. */
  readonly image: string;
  /**
   * Whether the environment's mirror is put before the image. Not, where the image names the registry that it is to be pulled from.
   * @default true
   */
  readonly mirrored?: boolean;
  /**
   * The program.
   * @default - the image's entrypoint
   */
  readonly command?: string[];
  /**
   * Its arguments.
   * @default - the image's command
   */
  readonly args?: string[];
  /**
   * Environment variables.
   * @default - none
   */
  readonly env?: Record<string, EnvValue>;
  /**
   * What it listens on.
   * @default - nothing
   */
  readonly ports?: NetworkPort[];
  /** What it asks for. */
  readonly resources: ContainerResources;
  /**
   * Volumes and where they appear.
   * @default - none: the root file system is read-only
   */
  readonly mounts?: VolumeMount[];
  /**
   * When to restart it.
   * @default - only when it exits
   */
  readonly liveness?: Probe;
  /**
   * When it may serve.
   * @default - as soon as it runs
   */
  readonly readiness?: Probe;
  /**
   * When it has started: until then the other probes wait.
   * @default - as soon as it runs
   */
  readonly startup?: Probe;
  /**
   * A command that runs before it is told to end.
   * @default - none
   */
  readonly preStop?: string[];
}
