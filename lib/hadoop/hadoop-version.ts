import { compareReleases } from '../core/internal';

/**
 * A Hadoop release.
 *
 * @see https://hadoop.apache.org/releases.html
 */
export class HadoopVersion {
  /** 3.4.3, of 2026: the newest release of the line that runs on Java 8 and 11. */
  public static readonly V3_4_3 = new HadoopVersion('3.4.3');

  /**
   * Another release: `3.4.2`.
   *
   * @param tag the tag of the image `apache/hadoop`
   */
  public static of(tag: string): HadoopVersion {
    return new HadoopVersion(tag);
  }

  private constructor(
    /** The tag of the image. */
    public readonly tag: string,
  ) {}

  /** The image of all daemons. */
  public get image(): string {
    return `apache/hadoop:${this.tag}`;
  }

  /**
   * The processors that the image is built for.
   *
   * @internal
   */
  public get _architecture(): string {
    return 'amd64';
  }

  /**
   * Whether this is at least a release.
   *
   * @internal
   */
  public _isAtLeast(major: number, minor: number, patch: number): boolean {
    return compareReleases(this.tag, [major, minor, patch].join('.')) >= 0;
  }
}
