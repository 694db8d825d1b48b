import { compareReleases } from '../core/internal';

/**
 * A ZooKeeper release.
 *
 * @see https://zookeeper.apache.org/releases.html
 */
export class ZooKeeperVersion {
  /** 3.9.4, of 2025. */
  public static readonly V3_9_4 = new ZooKeeperVersion('3.9.4');
  /** 3.9.5, of 2026: the newest release of the current line. */
  public static readonly V3_9_5 = new ZooKeeperVersion('3.9.5');

  /**
   * Another release: `3.9.6`.
   *
   * @param tag the tag of the image `zookeeper`
   */
  public static of(tag: string): ZooKeeperVersion {
    return new ZooKeeperVersion(tag);
  }

  private constructor(
    /** The tag of the image. */
    public readonly tag: string,
  ) {}

  /** The image of all members. */
  public get image(): string {
    return `zookeeper:${this.tag}`;
  }

  /**
   * Whether it is of a release line or a later one.
   *
   * @internal
   */
  public _isAtLeast(major: number, minor: number): boolean {
    return compareReleases(this.tag, [major, minor].join('.')) >= 0;
  }
}
