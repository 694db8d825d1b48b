import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';

/** How often a probe asks, and how patient it is. */
export interface ProbeOptions {
  /**
   * The pause between two attempts, whole seconds.
   * @default Duration.seconds(10)
   */
  readonly period?: Duration;
  /**
   * How long one attempt may take, whole seconds.
   * @default Duration.seconds(5)
   */
  readonly timeout?: Duration;
  /**
   * How many attempts in a row must fail.
   * @default 3
   */
  readonly failureThreshold?: number;
  /**
   * How long to wait before the first attempt, whole seconds.
   * @default - not at all
   */
  readonly initialDelay?: Duration;
}

/** Options of a probe over HTTP. */
export interface HttpProbeOptions extends ProbeOptions {
  /**
   * Ask over TLS; the certificate is not verified.
   * @default false
   */
  readonly tls?: boolean;
}

/**
 * How the kubelet asks a container for its health.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 */
export class Probe {
  /**
   * An HTTP GET that answers 200 to 399.
   *
   * @param port the name of one of the container's ports
   */
  public static httpGet(path: string, port: string, options: HttpProbeOptions = {}): Probe {
    const action = {
      httpGet: { path, port: k8s.IntOrString.fromString(port), scheme: options.tls ? 'HTTPS' : 'HTTP' },
    };
    return new Probe(action, options, port);
  }

  /**
   * A TCP connection.
   *
   * @param port the name of one of the container's ports
   */
  public static tcp(port: string, options: ProbeOptions = {}): Probe {
    return new Probe({ tcpSocket: { port: k8s.IntOrString.fromString(port) } }, options, port);
  }

  /** A command in the container that exits with 0. */
  public static command(command: string[], options: ProbeOptions = {}): Probe {
    return new Probe({ exec: { command } }, options);
  }

  private constructor(
    private readonly action: k8s.Probe,
    private readonly options: ProbeOptions,
    private readonly port?: string,
  ) {}

  /**
   * The named port that it asks, if any.
   *
   * @internal
   */
  public _port(): string | undefined {
    return this.port;
  }

  /**
   * @internal
   */
  public _toKube(): k8s.Probe {
    const { period, timeout, failureThreshold, initialDelay } = this.options;
    return {
      ...this.action,
      initialDelaySeconds: initialDelay?.toSeconds(),
      periodSeconds: (period ?? Duration.seconds(10)).toSeconds(),
      timeoutSeconds: (timeout ?? Duration.seconds(5)).toSeconds(),
      failureThreshold: failureThreshold ?? 3,
    };
  }
}
