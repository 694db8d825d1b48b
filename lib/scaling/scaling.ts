import { CompletePace, paceIn, paceOut, ScalingPace } from './scaling-pace';
import { ScalingSignal } from './scaling-signal';

/** Options of `Scaling.between`. */
export interface ScalingOptions {
  /**
   * What the number follows.
   * @default - what the engine scales on
   */
  readonly signals?: ScalingSignal[];
  /**
   * How fast pods are added.
   * @default - doubled or by 4 within a minute, whichever is more, at once
   */
  readonly scaleOut?: ScalingPace;
  /**
   * How fast pods are taken away.
   * @default - by a tenth or 1 within 5 minutes, whichever is more, after 10 minutes in which no more were wanted
   */
  readonly scaleIn?: ScalingPace;
}

/** How many pods there are, and who decides it. */
export class Scaling {
  /**
   * Always as many.
   *
   * @param count how many
   */
  public static exactly(count: number): Scaling {
    return new Scaling(count, count);
  }

  /**
   * As many as the load wants, within bounds.
   *
   * A workload that had a fixed number and runs already must not lose it on the way: the API server sets a number that its last owner gives
   * up back to one. Before the change is applied, let something else own it too:
   *
   * `kubectl apply --server-side --field-manager=handover -f -` with the workload's apiVersion, kind, name and `spec.replicas` as it is.
   *
   * @param min how many at least
   * @param max how many at most
   * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#transferring-ownership
   */
  public static between(min: number, max: number, options: ScalingOptions = {}): Scaling {
    return new Scaling(min, max, options);
  }

  private constructor(
    /** How many pods at least. */
    public readonly min: number,
    /** How many pods at most. */
    public readonly max: number,
    private readonly options?: ScalingOptions,
  ) {}

  /** Whether something else than this definition decides the number. */
  public get autoscaled(): boolean {
    return this.options !== undefined;
  }

  /** What the number follows; empty where the engine decides that. */
  public get signals(): ScalingSignal[] {
    return [...(this.options?.signals ?? [])];
  }

  /**
   * @internal
   */
  public _scaleOut(): CompletePace {
    return paceOut(this.options?.scaleOut);
  }

  /**
   * @internal
   */
  public _scaleIn(): CompletePace {
    return paceIn(this.options?.scaleIn);
  }
}
