import { ReleaseOptions } from '../core';
import { Release } from '../core/internal';

/**
 * A ZooKeeper release.
 *
 * @see https://zookeeper.apache.org/releases.html
 */
export class ZooKeeperVersion {
  /** 3.9.4, of 2025. */
  public static readonly V3_9_4 = ZooKeeperVersion.of('3.9.4');
  /** 3.9.5, of 2026: the newest release of the current line. */
  public static readonly V3_9_5 = ZooKeeperVersion.of('3.9.5');

  /**
   * Another release, `3.9.6`, or images of your own.
   *
   * @param release the release, which is the tag of the published image
   * @param options the image by the component `zookeeper`, and the processors that it is built for
   */
  public static of(release: string, options: ReleaseOptions = {}): ZooKeeperVersion {
    return new ZooKeeperVersion(release, options);
  }

  /**
   * Its images.
   *
   * @internal
   */
  public readonly _release: Release;

  private constructor(
    /** The release: `3.9.5`. */
    public readonly release: string,
    options: ReleaseOptions,
  ) {
    // The published image exists for every processor that nodes have.
    this._release = new Release(release, options, { images: { zookeeper: 'zookeeper' }, architectures: [] });
  }
}
