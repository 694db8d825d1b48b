/** Who says when an application may begin. */
export class Queueing {
  /** Nobody: its pods wait for nodes and for quota, each for itself. */
  public static none(): Queueing {
    return new Queueing('none');
  }

  private constructor(
    /** @internal */
    public readonly _kind: 'none' | 'kueue' | 'yunikorn' | 'volcano',
  ) {}
}
