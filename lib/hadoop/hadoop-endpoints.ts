/** Where clients find a cluster. */
export interface HadoopEndpoints {
  /** The URI of the file system: `hdfs://lake`. */
  readonly fileSystem: string;
  /** The NameNodes' addresses: `host:8020`. */
  readonly nameNodes: string[];
  /** The ResourceManagers' addresses for submission: `host:8032`. None without YARN. */
  readonly resourceManagers: string[];
  /**
   * The ConfigMap with the files that a client needs in HADOOP_CONF_DIR, in the cluster's namespace. `clientFilesIn` puts them into another one.
   */
  readonly clientConfigMap: string;
  /**
   * The URL of the HTTP gateway: `http://host:14000/webhdfs/v1`.
   * @default - there is none
   */
  readonly httpFsUrl?: string;
  /**
   * The URL of MapReduce's history.
   * @default - there is none
   */
  readonly historyServerUrl?: string;
}
