import { compareReleases } from '../core/internal';

/**
 * A ClickHouse release. Long-term releases come twice a year (`.3` and `.8`) and get fixes for a year.
 *
 * @see https://clickhouse.com/docs/faq/operations/production
 */
export class ClickHouseVersion {
  /** 25.8, long-term. */
  public static readonly V25_8 = new ClickHouseVersion('25.8.30.16');
  /** 26.3, long-term. */
  public static readonly V26_3 = new ClickHouseVersion('26.3.35.3');

  /** Any other release, as the images' tag names it: `26.8.15.10`. */
  public static of(tag: string): ClickHouseVersion {
    return new ClickHouseVersion(tag);
  }

  private constructor(
    /** The images' tag. */
    public readonly tag: string,
  ) {}

  /** The release line: `25.8`. */
  public get line(): string {
    return this.tag.split('.').slice(0, 2).join('.');
  }

  /** The server's image. */
  public get serverImage(): string {
    return `clickhouse/clickhouse-server:${this.tag}`;
  }

  /** Keeper's image. */
  public get keeperImage(): string {
    return `clickhouse/clickhouse-keeper:${this.tag}`;
  }

  /**
   * Whether it is of a release line or a later one.
   *
   * @internal
   */
  public _isAtLeast(year: number, month: number): boolean {
    return compareReleases(this.tag, [year, month].join('.')) >= 0;
  }
}
