/** Where Spark lies in its image. */
export const SPARK_HOME = '/opt/spark';
/** Where pods run: Spark's images start there, and write into it. */
export const WORK_DIRECTORY = `${SPARK_HOME}/work-dir`;
/** Where the program of a job lies that is delivered with it. */
export const JOB_DIRECTORY = `${SPARK_HOME}/job`;
/** Where Spark looks for its own configuration. */
export const CONF_DIRECTORY = `${SPARK_HOME}/conf`;
/** Where shuffles and spills go. A mount whose volume has a name that begins with `spark-local-dir-` is taken as such. */
export const LOCAL_DIRECTORY = '/var/spark-local';
/**
 * Where such a volume lies that outlives its executor. Spark looks for what another one has left in it from two folders above on, in `spark-*` and there in
 * `executor-*`.
 *
 * @see https://spark.apache.org/docs/latest/running-on-kubernetes.html#local-storage
 */
export const REUSED_DIRECTORY = `${LOCAL_DIRECTORY}/spark-x/executor-x`;
export const LOCAL_VOLUME = 'spark-local-dir-1';
/** Where files of Hadoop's clients lie. */
export const HADOOP_CONF_DIRECTORY = '/etc/hadoop/conf';
/** Where the key lies by which driver and executors know one another. */
export const RPC_KEY_DIRECTORY = '/etc/spark-rpc';
/** Where what speaks TLS for a Connect server has its configuration, its certificate, and room to write. */
export const PROXY_DIRECTORY = '/etc/tls-proxy';
export const CERTIFICATE_DIRECTORY = '/etc/tls';
export const PROXY_RUN_DIRECTORY = '/var/run/tls-proxy';
/** What constructs mount into the pods of applications, and where Spark finds itself. */
export const OWN_PATHS = [
  CONF_DIRECTORY,
  `${SPARK_HOME}/jars`,
  WORK_DIRECTORY,
  JOB_DIRECTORY,
  LOCAL_DIRECTORY,
  REUSED_DIRECTORY,
  HADOOP_CONF_DIRECTORY,
  RPC_KEY_DIRECTORY,
  '/tmp',
  '/var/run/secrets/kubernetes.io/serviceaccount',
  '/var/run/secrets/pods.eks.amazonaws.com/serviceaccount',
];

/** Variables that constructs, Spark's own pods, or a cloud's identity set. */
export const OWN_VARIABLES = /^(SPARK_.*|HADOOP_CONF_DIR|HADOOP_USER_NAME|AWS_CONTAINER_.*|DORIS_.*_PASSWORD)$/;
/** Where the History Server keeps what it has read. */
export const HISTORY_DIRECTORY = '/var/spark-history';
