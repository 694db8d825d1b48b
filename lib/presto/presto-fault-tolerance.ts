import { IObjectStore } from '../core';

/** Options of `PrestoFaultTolerance.task`. */
export interface PrestoTaskRetryOptions {
  /**
   * The bucket to which tasks write what others read of them, with the identity of the nodes. What is left behind when a coordinator ends is nobody's: let the
   * bucket delete what is older than the longest query.
   */
  readonly exchange: IObjectStore;
  /**
   * What the names of the objects begin with, without a `/` at either end.
   * @default - `<namespace>/<name>/exchange`
   */
  readonly prefix?: string;
}

/** What happens to queries when something that they are made of is lost. */
export class PrestoFaultTolerance {
  /**
   * Tasks that are lost run again, those of a worker that is gone among them: what they had written is still there. Short queries take longer by it. With
   * Trino alone.
   *
   * @see https://trino.io/docs/current/admin/fault-tolerant-execution.html
   */
  public static task(options: PrestoTaskRetryOptions): PrestoFaultTolerance {
    return new PrestoFaultTolerance(options);
  }

  private constructor(
    /**
     * What it is made from.
     *
     * @internal
     */
    public readonly _task: PrestoTaskRetryOptions,
  ) {}
}
