/**
 * What a volume of a DataNode is made of, as HDFS' storage policies name it.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/ArchivalStorage.html
 */
export class StorageType {
  /** Ordinary volumes: where files lie unless a policy says otherwise. */
  public static readonly DISK = new StorageType('DISK');
  /** Fast volumes, for files under the policies `ALL_SSD` and `ONE_SSD`. */
  public static readonly SSD = new StorageType('SSD');
  /** Large slow volumes, for files under the policies `COLD` and `WARM`. */
  public static readonly ARCHIVE = new StorageType('ARCHIVE');

  private constructor(
    /** HDFS' name of it. */
    public readonly label: string,
  ) {}
}
