import { IObjectStore } from '../../core';
import { SparkVersion } from '../spark-version';

const AWS = /\.amazonaws\.com(\.cn)?$/;

/**
 * How Spark speaks to buckets: with the pod's own identity, and with the committer that never renames.
 *
 * @see https://spark.apache.org/docs/latest/cloud-integration.html
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-aws/tools/hadoop-aws/committers.html
 */
export function objectStoreConf(stores: IObjectStore[], version: SparkVersion): Record<string, string> {
  if (stores.length === 0) return {};
  return {
    'spark.hadoop.fs.s3a.aws.credentials.provider': credentialsProvider(version),
    'spark.hadoop.fs.s3a.committer.name': 'magic',
    'spark.hadoop.mapreduce.outputcommitter.factory.scheme.s3a': 'org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory',
    'spark.sql.sources.commitProtocolClass': 'org.apache.spark.internal.io.cloud.PathOutputCommitProtocol',
    'spark.sql.parquet.output.committer.class': 'org.apache.spark.internal.io.cloud.BindingParquetOutputCommitter',
    ...Object.fromEntries(stores.flatMap(bucketConf)),
  };
}

/** Spark 3.5 comes with Hadoop 3.3, which has the first SDK of AWS. */
function credentialsProvider(version: SparkVersion): string {
  return version._release.isAtLeast(4, 0)
    ? 'software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider'
    : 'com.amazonaws.auth.EC2ContainerCredentialsProviderWrapper';
}

function bucketConf({ bucketName, region, endpoint }: IObjectStore): [string, string][] {
  const key = (name: string) => `spark.hadoop.fs.s3a.bucket.${bucketName}.${name}`;
  const { hostname } = new URL(endpoint);
  return [
    [key('endpoint'), endpoint],
    [key('endpoint.region'), region],
    // Other stores have no host name for each bucket.
    ...(AWS.test(hostname) ? [] : [[key('path.style.access'), 'true'] satisfies [string, string]]),
  ];
}
