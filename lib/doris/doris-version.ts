import { ReleaseOptions } from '../core';
import { Release } from '../core/internal';

/**
 * A release of Apache Doris.
 *
 * @see https://doris.apache.org/download
 */
export class DorisVersion {
  /** 4.0.7, of July 2026: the line that its makers call stable. */
  public static readonly V4_0 = DorisVersion.of('4.0.7');
  /** 4.1.3, of July 2026: the newest line. */
  public static readonly V4_1 = DorisVersion.of('4.1.3');

  /**
   * Another release, `4.0.8`, or images of your own.
   *
   * @param release the release, which the tags of the published images end in: `fe-4.0.8`
   * @param options images by the components `fe`, which jobs run from too, `be` and `ms`; and the processors that all are built for
   */
  public static of(release: string, options: ReleaseOptions = {}): DorisVersion {
    return new DorisVersion(release, options);
  }

  /**
   * Its images.
   *
   * @internal
   */
  public readonly _release: Release;

  private constructor(
    /** The release: `4.0.7`. */
    public readonly release: string,
    options: ReleaseOptions,
  ) {
    const image = (component: string) => `apache/doris:${component}-${release}`;
    const images = { fe: image('fe'), be: image('be'), ms: image('ms') };
    this._release = new Release(release, options, { images, architectures: ['amd64', 'arm64'] });
  }

  /** The release line: `4.0`. */
  public get line(): string {
    return this.release.split('.').slice(0, 2).join('.');
  }
}
