import { Duration } from 'cdk8s';
import { Conf, fromVariable } from './conf-file';
import { metaServiceLogs } from './logs';
import { MutualTls, mutualTls } from './tls';

/** What doris_cloud.conf is made from. */
export interface MetaServiceConf {
  /** What it listens on. */
  readonly port: number;
  readonly logFolder: string;
  /**
   * The environment variable that holds the token of its HTTP interface. Without one it is the same in every installation; as text, the operator would
   * repeat it in the status of the custom resource.
   */
  readonly tokenVariable: string;
  /** How long objects are kept that no metadata names any more. */
  readonly retention: Duration;
  /** TLS everywhere. */
  readonly mutualTls?: MutualTls;
  /** Settings of whoever uses the cluster, which win. */
  readonly overrides: Record<string, string>;
}

/** The default of the recycler. */
const LEAST_RETENTION = Duration.days(3);
/** How much longer than the oldest backup objects are kept: a restore takes its time, and nothing is recycled before it has ended. */
const MARGIN = Duration.days(1);

/**
 * How long objects must be kept, so that metadata of the oldest backup finds those that it names.
 *
 * @param oldestBackup how long backups of FoundationDB are kept; without it, the recycler's default
 */
export function retentionFor(oldestBackup?: Duration): Duration {
  if (oldestBackup === undefined) return LEAST_RETENTION;
  const needed = Duration.seconds(oldestBackup.toSeconds() + MARGIN.toSeconds());
  return needed.toSeconds() > LEAST_RETENTION.toSeconds() ? needed : LEAST_RETENTION;
}

/**
 * doris_cloud.conf, of the meta service and the recycler, which are one process. Where FoundationDB is, the image's script appends.
 *
 * @see https://doris.apache.org/docs/4.x/compute-storage-decoupled/recycler
 */
export function msConf(input: MetaServiceConf): Conf {
  const retention = `${input.retention.toSeconds()}`;
  return {
    brpc_listen_port: `${input.port}`,
    // No key of the meta service: the operator declares the port of its container by it, and Prometheus finds it there.
    broker_ipc_port: `${input.port}`,
    log_dir: input.logFolder,
    ...metaServiceLogs(),
    http_token: fromVariable(input.tokenVariable),
    // What was compacted or dropped has bounds of its own, three hours by default; the smaller one holds.
    retention_seconds: retention,
    compacted_rowset_retention_seconds: retention,
    dropped_index_retention_seconds: retention,
    dropped_partition_retention_seconds: retention,
    ...(input.mutualTls && mutualTls(input.mutualTls)),
    ...input.overrides,
  };
}
