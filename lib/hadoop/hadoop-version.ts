import { ReleaseOptions } from '../core';
import { Release } from '../core/internal';

/**
 * A Hadoop release.
 *
 * @see https://hadoop.apache.org/releases.html
 */
export class HadoopVersion {
  /** 3.4.3, of 2026: the newest release of the line that runs on Java 8 and 11. */
  public static readonly V3_4_3 = HadoopVersion.of('3.4.3');

  /**
   * Another release, `3.4.2`, or images of your own.
   *
   * @param release the release, which is the tag of the published image
   * @param options images by the components `hadoop`, which all daemons and jobs run from and whose user 1000 is called `hadoop`, and `uploader`,
   *   AWS's command line that brings backups to their store and has releases of its own; and the processors that both are built for
   */
  public static of(release: string, options: ReleaseOptions = {}): HadoopVersion {
    return new HadoopVersion(release, options);
  }

  /**
   * Its images.
   *
   * @internal
   */
  public readonly _release: Release;

  private constructor(
    /** The release: `3.4.3`. */
    public readonly release: string,
    options: ReleaseOptions,
  ) {
    const images = { hadoop: 'apache/hadoop', uploader: 'public.ecr.aws/aws-cli/aws-cli:2.31.18' };
    this._release = new Release(release, options, { images, architectures: ['amd64'] });
  }
}
