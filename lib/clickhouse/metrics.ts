import { Metric } from '../monitoring';

type Kind = 'Metrics' | 'ProfileEvents' | 'AsyncMetrics' | 'ErrorMetric';

/**
 * The exporter's naming: a prefix for the table that a value comes from, and the name in that table.
 *
 * @see https://clickhouse.com/docs/operations/server-configuration-parameters/settings#prometheus
 */
const named = (kind: Kind, name: string) => `ClickHouse${kind}_${name}`;

const gauge = (component: string, kind: Kind) => (name: string, description: string, unit?: string) =>
  Metric.gauge({ name: named(kind, name), component, description, unit });
const counter = (component: string, kind: Kind) => (name: string, description: string, unit?: string) =>
  Metric.counter({ name: named(kind, name), component, description, unit });

const current = gauge('server', 'Metrics');
const asynchronous = gauge('server', 'AsyncMetrics');
const event = counter('server', 'ProfileEvents');
const error = counter('server', 'ErrorMetric');
const keeperCurrent = gauge('keeper', 'Metrics');
const keeperAsynchronous = gauge('keeper', 'AsyncMetrics');
const keeperEvent = counter('keeper', 'ProfileEvents');

/** What the servers expose on their own endpoint. */
export const SERVER = {
  up: Metric.gauge({ name: 'up', component: 'server', description: 'whether Prometheus could scrape the server' }),
  uptime: asynchronous('Uptime', 'time since the server started', 's'),
  queries: current('Query', 'queries that run now'),
  tcpConnections: current('TCPConnection', 'connections of the native protocol'),
  httpConnections: current('HTTPConnection', 'connections over HTTP'),
  memoryTracked: current('MemoryTracking', 'memory that the server counts as its own', 'bytes'),
  readonlyReplicas: current('ReadonlyReplica', 'tables that take no writes since Keeper or their metadata is lost'),
  keeperSessions: current('ZooKeeperSession', 'sessions with Keeper; exactly one is right'),
  merges: current('BackgroundMergesAndMutationsPoolTask', 'merges and mutations that run'),
  runningMerges: current('Merge', 'merges that run'),
  activeParts: current('PartsActive', 'parts of all tables that queries read'),
  replicatedTables: current('AttachedReplicatedTable', 'replicated tables'),
  distributedFiles: current('DistributedFilesToInsert', 'inserts into Distributed tables that wait on disk to be sent'),
  brokenDistributedFiles: current('BrokenDistributedFilesToInsert', 'such inserts that were given up'),
  selectQueries: event('SelectQuery', 'SELECT queries'),
  insertQueries: event('InsertQuery', 'INSERT queries'),
  failedSelectQueries: event('FailedSelectQuery', 'SELECT queries that failed, whoever is at fault'),
  failedInsertQueries: event('FailedInsertQuery', 'INSERT queries that failed, whoever is at fault'),
  selectTime: event('SelectQueryTimeMicroseconds', 'time that SELECT queries took', 'µs'),
  insertTime: event('InsertQueryTimeMicroseconds', 'time that INSERT queries took', 'µs'),
  insertedRows: event('InsertedRows', 'rows inserted'),
  insertedBytes: event('InsertedBytes', 'bytes inserted', 'bytes'),
  selectedRows: event('SelectedRows', 'rows read'),
  selectedBytes: event('SelectedBytes', 'bytes read', 'bytes'),
  rejectedInserts: event('RejectedInserts', 'inserts refused since a partition has too many parts'),
  delayedInserts: event('DelayedInserts', 'inserts slowed down since a partition has many parts'),
  startedMerges: event('Merge', 'merges that began'),
  mergedIntoWide: event('MergedIntoWideParts', 'merges that ended with a part of a file a column'),
  mergedIntoCompact: event('MergedIntoCompactParts', 'merges that ended with a part of one file'),
  dataLoss: event('ReplicatedDataLoss', 'times that a part was found on no replica'),
  keeperHardwareExceptions: event('ZooKeeperHardwareExceptions', 'network errors on the way to Keeper'),
  failedFetches: event('ReplicatedPartFailedFetches', 'parts that could not be fetched from another replica'),
  cpuTime: event('OSCPUVirtualTimeMicroseconds', 'processor time', 'µs'),
  cpuWait: event('OSCPUWaitMicroseconds', 'time that threads waited for a processor', 'µs'),
  diskReads: event('OSReadBytes', 'bytes read from disks', 'bytes'),
  diskWrites: event('OSWriteBytes', 'bytes written to disks', 'bytes'),
  replicationDelay: asynchronous('ReplicasMaxAbsoluteDelay', 'how far the slowest table is behind', 's'),
  replicationQueue: asynchronous('ReplicasMaxQueueSize', 'the longest replication queue of a table'),
  maxParts: asynchronous('MaxPartCountForPartition', 'parts of the partition that has most'),
  // What the container uses counts the page cache in some releases.
  memoryUsed: asynchronous('MemoryResident', 'memory of the server', 'bytes'),
  memoryTotal: asynchronous('CGroupMemoryTotal', 'memory that the container may use', 'bytes'),
  diskFree: asynchronous('DiskAvailable_default', 'free bytes of the data volume', 'bytes'),
  diskTotal: asynchronous('DiskTotal_default', 'size of the data volume', 'bytes'),
} as const;

/** What Keeper exposes on its own endpoint. */
export const KEEPER = {
  up: Metric.gauge({ name: 'up', component: 'keeper', description: 'whether Prometheus could scrape the member' }),
  isLeader: keeperAsynchronous('KeeperIsLeader', 'whether the member is the leader, as one alone is too'),
  followers: keeperAsynchronous('KeeperFollowers', 'followers that the leader knows'),
  syncedFollowers: keeperAsynchronous('KeeperSyncedFollowers', 'followers that are up to date'),
  averageLatency: keeperAsynchronous('KeeperAvgLatency', 'mean time of a request', 'ms'),
  openFiles: keeperAsynchronous('KeeperOpenFileDescriptorCount', 'open file descriptors'),
  maxFiles: keeperAsynchronous('KeeperMaxFileDescriptorCount', 'file descriptors that may be open'),
  dataSize: keeperAsynchronous('KeeperApproximateDataSize', 'size of the tree in memory', 'bytes'),
  znodes: keeperAsynchronous('KeeperZnodeCount', 'nodes of the tree'),
  overSoftLimit: keeperAsynchronous(
    'KeeperIsExceedingMemorySoftLimitHit',
    'whether the member refuses writes for lack of memory',
  ),
  outstanding: keeperCurrent('KeeperOutstandingRequests', 'requests that wait'),
  requests: keeperEvent('KeeperRequestTotal', 'requests'),
  failedCommits: keeperEvent('KeeperCommitsFailed', 'commits that failed'),
  failedSnapshots: keeperEvent('KeeperSnapshotCreationsFailed', 'snapshots that could not be written'),
} as const;

/**
 * Errors for which the server or its surroundings are at fault, not the query: who asks correctly gets them all the same.
 *
 * @see https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp
 */
export const SERVER_FAULTS: Metric[] = [
  'MEMORY_LIMIT_EXCEEDED',
  'TOO_MANY_SIMULTANEOUS_QUERIES',
  'TOO_MANY_PARTS',
  'TABLE_IS_READ_ONLY',
  'ALL_CONNECTION_TRIES_FAILED',
  'NETWORK_ERROR',
  'SOCKET_TIMEOUT',
  'KEEPER_EXCEPTION',
  'NOT_ENOUGH_SPACE',
  'CHECKSUM_DOESNT_MATCH',
  'CORRUPTED_DATA',
  'CANNOT_READ_ALL_DATA',
  'CANNOT_ALLOCATE_MEMORY',
  'CANNOT_SCHEDULE_TASK',
  'LOGICAL_ERROR',
  'S3_ERROR',
  'UNKNOWN_EXCEPTION',
].map((name) => error(name, `errors ${name}`));
