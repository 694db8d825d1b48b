import { Rounding } from './rounding';

/**
 * An amount of CPU as Kubernetes counts it: whole thousandths of a core.
 *
 * Immutable. Arithmetic gives a new value, and a result that is not a whole number of millicores is an
 * error unless a rounding is named.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-cpu
 */
export class Cpu {
  /**
   * Whole thousandths of a core: `Cpu.millis(500)` is half a core.
   *
   * @param amount zero or a positive whole number
   */
  public static millis(amount: number): Cpu {
    if (!Number.isInteger(amount) || amount < 0) {
      throw new RangeError(`Cpu.millis takes zero or a positive whole number, given ${amount}`);
    }
    return new Cpu(amount);
  }

  /**
   * Cores: `Cpu.units(2)` is two cores, `Cpu.units(0.5)` half a core.
   *
   * @param amount zero or more, with at most three decimals: Kubernetes knows nothing finer than a millicore
   */
  public static units(amount: number): Cpu {
    const millis = Math.round(amount * 1000);
    if (!Number.isFinite(amount) || amount < 0 || Math.abs(millis - amount * 1000) > 1e-6) {
      throw new RangeError(`Cpu.units takes zero or more cores in steps of 0.001, given ${amount}`);
    }
    return new Cpu(millis);
  }

  private constructor(private readonly amount: number) {}

  /** The sum of both. */
  public plus(other: Cpu): Cpu {
    return new Cpu(this.amount + other.amount);
  }

  /**
   * This amount, multiplied.
   *
   * @param factor zero or more
   * @param rounding what to do where the result is not a whole number of millicores, `Rounding.FAIL` by default
   */
  public times(factor: number, rounding?: Rounding): Cpu {
    return Cpu.millis(
      Rounding._apply(this.amount * factor, rounding ?? Rounding.FAIL, `${this.toString()} x ${factor} in millicores`),
    );
  }

  /** Negative when this is less than `other`, zero when equal, positive when more: usable with `sort`. */
  public compareTo(other: Cpu): number {
    return this.amount - other.amount;
  }

  /** Whole thousandths of a core. */
  public toMillis(): number {
    return this.amount;
  }

  /** Cores, with up to three decimals. */
  public toUnits(): number {
    return this.amount / 1000;
  }

  /** The canonical Kubernetes quantity: `500m`, `2`. The API server would rewrite any other form. */
  public toString(): string {
    return this.amount % 1000 === 0 ? String(this.amount / 1000) : `${this.amount}m`;
  }
}
