import { IFileSystem, IObjectStore } from '../core';

/** Where tables lie that say no place of their own. */
export class HiveWarehouse {
  /**
   * In a bucket, spoken to by S3A.
   *
   * @param prefix what the names of its objects begin with, without a `/` at either end: `warehouse`
   */
  public static inStore(store: IObjectStore, prefix: string): HiveWarehouse {
    return new HiveWarehouse(`s3a://${store.bucketName}/${prefix}`, { store, prefix });
  }

  /**
   * In HDFS, or what speaks its protocol.
   *
   * @param path absolute: `/warehouse`. It must exist, and whoever makes tables must be allowed to write there: see `directories` of `HadoopCluster`.
   */
  public static inFileSystem(fileSystem: IFileSystem, path: string): HiveWarehouse {
    return new HiveWarehouse(`${fileSystem.uri}${path}`, { fileSystem, path });
  }

  private constructor(
    /** As clients name it: `s3a://lake/warehouse`, `hdfs://lake/warehouse`. */
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
