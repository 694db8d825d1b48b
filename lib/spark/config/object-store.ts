import { IObjectStore } from '../../core';
import { isInAws } from '../../core/internal';
import { SparkVersion } from '../spark-version';

/**
 * EKS Pod Identity, or what else tells a pod's programs who they are over HTTP. Of one name in both lines of Hadoop. The SDK's own provider cannot be made by
 * its name in 2.24, which comes with Hadoop 3.4.1.
 */
const IDENTITY = 'org.apache.hadoop.fs.s3a.auth.IAMInstanceCredentialsProvider';

/**
 * How Spark speaks to buckets: with the pod's own identity, and with the committer that never renames.
 *
 * @see https://spark.apache.org/docs/latest/cloud-integration.html
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-aws/tools/hadoop-aws/committers.html
 */
export function objectStoreConf(stores: IObjectStore[], version: SparkVersion): Record<string, string> {
  if (stores.length === 0) return {};
  return {
    'spark.hadoop.fs.s3a.aws.credentials.provider': IDENTITY,
    'spark.hadoop.fs.s3a.committer.name': 'magic',
    // Else the first of two jobs that write below one folder throws away what the other is about to commit. What killed jobs leave, the store removes.
    'spark.hadoop.fs.s3a.committer.abort.pending.uploads': 'false',
    'spark.hadoop.mapreduce.outputcommitter.factory.scheme.s3a': 'org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory',
    'spark.sql.sources.commitProtocolClass': 'org.apache.spark.internal.io.cloud.PathOutputCommitProtocol',
    'spark.sql.parquet.output.committer.class': 'org.apache.spark.internal.io.cloud.BindingParquetOutputCommitter',
    ...Object.fromEntries(stores.flatMap((store) => bucketConf(store, version))),
  };
}

/**
 * Whoever an application is in a store elsewhere, its environment says: `env`, from a Secret. Spark 3.5 comes with Hadoop 3.3, which has the first SDK of
 * AWS.
 */
function environmentProvider(version: SparkVersion): string {
  const auth = version._release.isAtLeast(4, 0) ? 'software.amazon.awssdk.auth.credentials' : 'com.amazonaws.auth';
  return `${auth}.EnvironmentVariableCredentialsProvider`;
}

function bucketConf(store: IObjectStore, version: SparkVersion): [string, string][] {
  const { bucketName, region, endpoint } = store;
  const key = (name: string) => `spark.hadoop.fs.s3a.bucket.${bucketName}.${name}`;
  return [
    [key('endpoint'), endpoint],
    [key('endpoint.region'), region],
    ...(isInAws(store)
      ? []
      : [
          // Other stores have no host name for each bucket, and know no identity of pods.
          [key('path.style.access'), 'true'] satisfies [string, string],
          [key('aws.credentials.provider'), environmentProvider(version)] satisfies [string, string],
        ]),
  ];
}
