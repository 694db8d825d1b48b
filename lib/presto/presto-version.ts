import { ReleaseOptions } from '../core';
import { Release } from '../core/internal';
import { Distribution, PRESTO, TRINO } from './distribution';

/**
 * The proxy between clients and colours.
 *
 * @see https://hub.docker.com/_/nginx
 */
const GATEWAY = 'nginx:1.30.3-alpine-slim';

/** Releases that real servers have confirmed what is rendered for. */
const CONFIRMED = ['0.296', '476'];

/**
 * A release of Presto, or of Trino, which is another distribution of the same engine: what differs follows from it.
 *
 * The published image of Presto is built for both processors, with a JVM of Java 17; Trino's brings the Java that its release needs.
 *
 * @see https://prestodb.io/docs/current/release.html
 * @see https://trino.io/docs/current/release.html
 */
export class PrestoVersion {
  /** Presto 0.296. */
  public static readonly V0_296 = PrestoVersion.of('0.296');
  /** Trino 476. */
  public static readonly TRINO_476 = PrestoVersion.trino('476');

  /**
   * Another release of Presto, or an image of your own.
   *
   * @param release the release, which is the tag of the published image: `0.296`
   * @param options the image of the component `server`, and of `gateway`, the nginx before two colours; and the processors that they are built for
   */
  public static of(release: string, options: ReleaseOptions = {}): PrestoVersion {
    return new PrestoVersion(release, options, PRESTO);
  }

  /**
   * Another release of Trino, or an image of your own.
   *
   * @param release the release, which is the tag of the published image: `476`
   * @param options the image of the component `server`, and of `gateway`, the nginx before two colours; and the processors that they are built for
   */
  public static trino(release: string, options: ReleaseOptions = {}): PrestoVersion {
    return new PrestoVersion(release, options, TRINO);
  }

  /**
   * Its image.
   *
   * @internal
   */
  public readonly _release: Release;

  private constructor(
    /** The release: `0.296`. */
    public readonly release: string,
    options: ReleaseOptions,
    /**
     * What differs between Presto and Trino.
     *
     * @internal
     */
    public readonly _distribution: Distribution,
  ) {
    const { image: server } = _distribution;
    this._release = new Release(release, options, { images: { server, gateway: GATEWAY }, architectures: [] });
  }

  /** Whether it is Trino. */
  public get isTrino(): boolean {
    return this._distribution === TRINO;
  }

  /**
   * Whether a real server of that release has confirmed what is rendered for it.
   *
   * @internal
   */
  public get _confirmed(): boolean {
    return CONFIRMED.includes(this.release);
  }
}
