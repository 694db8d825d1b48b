import { Expression } from '../monitoring';

/** Props of `ScalingSignal.metric`. */
export interface MetricSignalProps {
  /** Lower-case letters, digits and `-`: `pending-memory`. */
  readonly name: string;
  /** What Prometheus is asked. The answer must be exactly one number: none at all counts as a failure, never as zero. */
  readonly expression: Expression;
  /** How much of it one pod is to have: there are as many pods as it takes. */
  readonly targetPerPod: number;
}

/** What a number of pods follows. Of several signals, the one that wants most wins. */
export class ScalingSignal {
  /**
   * The CPU that pods use.
   *
   * @param percentOfRequest how much of what they ask for they should use on average; more than 100 is possible, where there is no limit
   */
  public static cpu(percentOfRequest: number): ScalingSignal {
    return new ScalingSignal('cpu', percentOfRequest);
  }

  /**
   * The memory that pods use. Only for programs that give it back: a Java heap does not, and would never let one go.
   *
   * @param percent how much of what they ask for they should use on average
   */
  public static memory(percent: number): ScalingSignal {
    return new ScalingSignal('memory', percent);
  }

  /** A value in Prometheus, shared by all pods: a queue's length, pending requests. It needs KEDA. */
  public static metric(props: MetricSignalProps): ScalingSignal {
    return new ScalingSignal(props.name, undefined, props);
  }

  private constructor(
    /** `cpu`, `memory`, or the metric's name. */
    public readonly name: string,
    private readonly percent?: number,
    private readonly query?: MetricSignalProps,
  ) {}

  /**
   * The percentage, of CPU and memory.
   *
   * @internal
   */
  public _percent(): number | undefined {
    return this.percent;
  }

  /**
   * @internal
   */
  public _metric(): MetricSignalProps | undefined {
    return this.query;
  }
}
