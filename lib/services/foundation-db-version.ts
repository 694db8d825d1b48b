import { ReleaseOptions } from '../core';
import { Release } from '../core/internal';

/**
 * A release of FoundationDB. Clients must have the library of its line: Doris' meta service has that of 7.1, and that of 7.3 in images newer than 4.0.
 *
 * @see https://apple.github.io/foundationdb/release-notes/release-notes-710.html
 */
export class FoundationDbVersion {
  /** 7.1.67: the line that Doris is made for, and the client that the operator itself has. */
  public static readonly V7_1_67 = FoundationDbVersion.of('7.1.67');

  /**
   * Another release, `7.1.61`, or an image of your own. The operator asks for the running release and for the next one by their tags, so an image of
   * your own has no digest, and a tag, where it has one, begins with the release: `registry.example.com/fdb:7.1.67-ours`.
   *
   * @param release the release, which is the tag of the published image
   * @param options the image of the component `foundationdb`, the unified one of `fdb-kubernetes-monitor`, and the processors that it is built for
   */
  public static of(release: string, options: ReleaseOptions = {}): FoundationDbVersion {
    return new FoundationDbVersion(release, options);
  }

  /**
   * Its image.
   *
   * @internal
   */
  public readonly _release: Release;

  private constructor(
    /** The release: `7.1.67`. */
    public readonly release: string,
    options: ReleaseOptions,
  ) {
    // https://github.com/FoundationDB/fdb-kubernetes-operator/blob/v2.33.0/docs/manual/getting_started.md: servers are built for amd64 alone.
    this._release = new Release(release, options, {
      images: { foundationdb: 'foundationdb/fdb-kubernetes-monitor' },
      architectures: ['amd64'],
    });
  }
}
