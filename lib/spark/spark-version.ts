import { ReleaseOptions } from '../core';
import { Release } from '../core/internal';

/**
 * What is published, by component. Stable lines of nginx are corrected for a year.
 *
 * @see https://hub.docker.com/_/nginx
 */
const IMAGES = { spark: 'apache/spark', 'tls-proxy': 'nginx:1.30.3-alpine-slim' };

/**
 * A release of Spark. Each line has the JVM and the Scala release that its published images are built with: 3.5 Java 11 and Scala 2.12, 4.0 and later
 * Java 17 and Scala 2.13. Jars of jobs must be built for that Scala release.
 *
 * The published images read and write HDFS. For S3 an image must carry `hadoop-aws` and `spark-hadoop-cloud` of the same releases: give it by `of`. With 3.5 and
 * EKS Pod Identity its `aws-java-sdk-bundle` must be 1.12.746 or newer: the one that comes with Hadoop 3.3.4, 1.12.262, refuses the agent's address.
 *
 * @see https://spark.apache.org/versioning-policy.html
 */
export class SparkVersion {
  /** 3.5, supported for longer than others. */
  public static readonly V3_5 = SparkVersion.of('3.5.9');
  /** 4.0. */
  public static readonly V4_0 = SparkVersion.of('4.0.5');
  /** 4.1. */
  public static readonly V4_1 = SparkVersion.of('4.1.2');

  /**
   * Another release, or an image of your own.
   *
   * @param release the release, which is the tag of the published image: `4.1.2`
   * @param options the images of the components `spark`, which drivers, executors, Connect servers and the History Server run from, and
   * `tls-proxy`, the nginx before Connect servers; and the processors that all are built for
   */
  public static of(release: string, options: ReleaseOptions = {}): SparkVersion {
    return new SparkVersion(release, options);
  }

  /**
   * Its image.
   *
   * @internal
   */
  public readonly _release: Release;
  /**
   * Whether the image is the published one, which cannot speak to S3.
   *
   * @internal
   */
  public readonly _published: boolean;

  private constructor(
    /** The release: `4.1.2`. */
    public readonly release: string,
    options: ReleaseOptions,
  ) {
    // The published images exist for every processor that nodes have.
    this._release = new Release(release, options, { images: IMAGES, architectures: [] });
    this._published = options.images?.spark === undefined;
  }

  /** The release line: `4.1`. */
  public get line(): string {
    return this.release.split('.').slice(0, 2).join('.');
  }

  /** The release of Scala that its classes are built for. */
  public get scalaVersion(): string {
    return this._release.isAtLeast(4, 0) ? '2.13' : '2.12';
  }
}
