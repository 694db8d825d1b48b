import { isOff, isOn, Risk } from '../../core/internal';

/**
 * Settings that lose data or time, or take from others.
 *
 * @see https://spark.apache.org/docs/latest/configuration.html
 * @see https://spark.apache.org/docs/latest/running-on-kubernetes.html#configuration
 */
export const RISKS: Risk[] = [
  {
    setting: 'spark.kubernetes.executor.deleteOnTermination',
    risky: isOff,
    why: 'pods of executors that have gone stay, and count in quotas',
  },
  {
    setting: 'spark.decommission.enabled',
    risky: isOff,
    why: 'what an executor has shuffled is lost with its node, and made again',
  },
  {
    setting: 'spark.storage.decommission.enabled',
    risky: isOff,
    why: 'what an executor has shuffled is lost with its node, and made again',
  },
  {
    setting: 'spark.files.ignoreCorruptFiles',
    risky: isOn,
    why: 'what cannot be read is left out without a word',
  },
  {
    setting: 'spark.files.ignoreMissingFiles',
    risky: isOn,
    why: 'what is missing is left out without a word',
  },
  {
    setting: 'spark.sql.files.ignoreCorruptFiles',
    risky: isOn,
    why: 'what cannot be read is left out without a word',
  },
  {
    setting: 'spark.sql.files.ignoreMissingFiles',
    risky: isOn,
    why: 'what is missing is left out without a word',
  },
  {
    setting: 'spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version',
    risky: (value) => value.trim() !== '1',
    why: 'files of tasks are seen before their job has ended, and stay when it fails',
  },
  {
    setting: 'spark.ui.killEnabled',
    risky: isOn,
    why: 'whoever reaches the page ends jobs, and is not asked who he is',
  },
  {
    setting: 'spark.driver.maxResultSize',
    risky: (value) => /^0+[a-z]*$/i.test(value.trim()),
    why: 'what is collected has no bound, and takes the driver down',
  },
  {
    setting: 'spark.kubernetes.executor.enableApiPolling',
    risky: isOff,
    why: 'an executor whose end was not told of counts as running for ever',
  },
];

/** Where tables are in object stores: what renames files there, or what their committers cannot do. */
export const STORE_RISKS: Risk[] = [
  {
    setting: 'spark.sql.sources.partitionOverwriteMode',
    risky: (value) => /^dynamic$/i.test(value.trim()),
    why: 'no committer of S3A can replace partitions: plain tables in stores lose what they had; take Iceberg',
  },
  {
    setting: 'spark.hadoop.fs.s3a.committer.name',
    risky: (value) => /^file$/i.test(value.trim()),
    why: 'it renames, which object stores cannot: a job that is lost while it commits leaves half of its files',
  },
  {
    setting: 'spark.hadoop.fs.s3a.committer.magic.enabled',
    risky: isOff,
    why: 'jobs cannot commit: the committer is the magic one',
  },
  {
    setting: 'spark.hadoop.fs.s3a.committer.abort.pending.uploads',
    risky: isOn,
    why: 'of two jobs that write below one folder, the first to commit throws away what the other has written',
  },
  {
    setting: 'spark.sql.sources.commitProtocolClass',
    risky: (value) => /HadoopMapReduceCommitProtocol$/.test(value.trim()),
    why: 'it renames, which object stores cannot: a job that is lost while it commits leaves half of its files',
  },
  {
    setting: 'spark.sql.parquet.output.committer.class',
    risky: (value) => /ParquetOutputCommitter$/.test(value.trim()) && !/BindingParquet/.test(value),
    why: 'it renames, which object stores cannot: a job that is lost while it commits leaves half of its files',
  },
  {
    setting: 'spark.hadoop.mapreduce.outputcommitter.factory.scheme.s3a',
    risky: (value) => !/S3ACommitterFactory$/.test(value.trim()),
    why: 'the committer of the factory that is named may rename, which object stores cannot',
  },
];
