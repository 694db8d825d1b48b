import { ReleaseOptions } from '../core';
import { Release } from '../core/internal';

/**
 * A release of the Hive Metastore.
 *
 * 3.1 is the line that all clients speak with. 4 took away the call `get_table`, which Presto makes, and Spark's own client, 2.3: give it by `of` where none
 * but others read the metastore.
 *
 * The published image has no driver of a database, and cannot speak to S3: `libraries` bring what is missing, or an image of your own has it. See the README.
 *
 * @see https://hive.apache.org/general/downloads/
 */
export class HiveMetastoreVersion {
  /** 3.1.3, of 2022: the last release of the line. */
  public static readonly V3_1_3 = HiveMetastoreVersion.of('3.1.3');

  /**
   * Another release, `4.0.1`, or an image of your own: Hive, or its standalone metastore, in `/opt/hive`, Hadoop in `/opt/hadoop`, and jars besides in
   * `/opt/libraries`.
   *
   * @param release the release, which is the tag of the published image
   * @param options the image of the component `metastore`, whose user 1000 runs it, and the processors that it is built for
   */
  public static of(release: string, options: ReleaseOptions = {}): HiveMetastoreVersion {
    return new HiveMetastoreVersion(release, options);
  }

  /**
   * Its images.
   *
   * @internal
   */
  public readonly _release: Release;
  /**
   * Whether the image is the published one, which lacks what `libraries` bring.
   *
   * @internal
   */
  public readonly _published: boolean;

  private constructor(
    /** The release: `3.1.3`. */
    public readonly release: string,
    options: ReleaseOptions,
  ) {
    this._release = new Release(release, options, { images: { metastore: 'apache/hive' }, architectures: ['amd64'] });
    this._published = options.images?.metastore === undefined;
  }
}
