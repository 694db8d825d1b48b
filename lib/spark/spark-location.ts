import { IFileSystem, IObjectStore } from '../core';

/** A folder in an object store or in a file system, where Spark keeps something. */
export class SparkLocation {
  /**
   * In a bucket. Spark speaks to it by S3A.
   *
   * @param prefix what the names of its objects begin with, without a `/` at either end: `spark/events`
   */
  public static inStore(store: IObjectStore, prefix: string): SparkLocation {
    return new SparkLocation(`s3a://${store.bucketName}/${prefix}`, { store, prefix });
  }

  /**
   * In HDFS, or what speaks its protocol.
   *
   * @param path absolute: `/spark/events`. It must exist, and whoever uses it must be allowed to: see `directories` of `HadoopCluster`.
   */
  public static inFileSystem(fileSystem: IFileSystem, path: string): SparkLocation {
    return new SparkLocation(`${fileSystem.uri}${path}`, { fileSystem, path });
  }

  private constructor(
    /** As Spark names it: `s3a://bucket/spark/events`, `hdfs://lake/spark/events`. */
    public readonly uri: string,
    private readonly place: {
      readonly store?: IObjectStore;
      readonly prefix?: string;
      readonly fileSystem?: IFileSystem;
      readonly path?: string;
    },
  ) {}

  /** @internal */
  public get _store(): IObjectStore | undefined {
    return this.place.store;
  }

  /** @internal */
  public get _prefix(): string | undefined {
    return this.place.prefix;
  }

  /** @internal */
  public get _fileSystem(): IFileSystem | undefined {
    return this.place.fileSystem;
  }

  /** @internal */
  public get _path(): string | undefined {
    return this.place.path;
  }
}
