import { ReleaseOptions } from '../core';
import { Release } from '../core/internal';

/**
 * A ClickHouse release. Long-term releases come twice a year (`.3` and `.8`) and get fixes for a year.
 *
 * @see https://clickhouse.com/docs/faq/operations/production
 */
export class ClickHouseVersion {
  /** 25.8, long-term. */
  public static readonly V25_8 = ClickHouseVersion.of('25.8.30.16');
  /** 26.3, long-term. */
  public static readonly V26_3 = ClickHouseVersion.of('26.3.35.3');

  /**
   * Another release, `26.8.15.10`, or images of your own.
   *
   * @param release the release, which is the tag of the published images
   * @param options images by the components `server`, which jobs run from too, and `keeper`; and the processors that both are built for
   */
  public static of(release: string, options: ReleaseOptions = {}): ClickHouseVersion {
    return new ClickHouseVersion(release, options);
  }

  /**
   * Its images.
   *
   * @internal
   */
  public readonly _release: Release;

  private constructor(
    /** The release: `26.3.35.3`. */
    public readonly release: string,
    options: ReleaseOptions,
  ) {
    const images = { server: 'clickhouse/clickhouse-server', keeper: 'clickhouse/clickhouse-keeper' };
    // The published images exist for every processor that nodes have.
    this._release = new Release(release, options, { images, architectures: [] });
  }

  /** The release line: `25.8`. */
  public get line(): string {
    return this.release.split('.').slice(0, 2).join('.');
  }
}
