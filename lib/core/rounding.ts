/** What arithmetic does where its result is not a whole number of the smallest unit. */
export class Rounding {
  /** An error: rounding is never silent. */
  public static readonly FAIL = new Rounding('FAIL');
  /** Down to the next whole unit. */
  public static readonly FLOOR = new Rounding('FLOOR');
  /** Up to the next whole unit. */
  public static readonly CEIL = new Rounding('CEIL');

  /**
   * @internal
   */
  public static _apply(value: number, rounding: Rounding, what: string): number {
    // Products of decimals such as 300 * 1.1 miss the whole number by the floating-point error alone.
    const nearest = Math.round(value);
    if (Math.abs(value - nearest) < 1e-6) return nearest;
    if (rounding === Rounding.FLOOR) return Math.floor(value);
    if (rounding === Rounding.CEIL) return Math.ceil(value);
    throw new RangeError(`${what} is ${value}, not a whole number; name a rounding (Rounding.FLOOR or Rounding.CEIL)`);
  }

  private constructor(private readonly name: string) {}

  /** The rounding's name. */
  public toString(): string {
    return this.name;
  }
}
