import { Metric } from '../../monitoring';

/**
 * What members of ZooKeeper expose. Most gauges are there only while a member serves, and some only on the leader.
 *
 * @param component the part of the engine's cluster that ZooKeeper is
 * @see https://zookeeper.apache.org/doc/r3.9.5/zookeeperMonitor.html
 */
export function zooKeeperMetrics(component: string) {
  const gauge = (name: string, description: string, unit?: string) =>
    Metric.gauge({ name, component, description, unit });
  const counter = (name: string, description: string, unit?: string) =>
    Metric.counter({ name, component, description, unit });
  return {
    up: gauge('up', 'whether Prometheus could scrape the member'),
    uptime: gauge('uptime', 'how long the member has served, while it does', 'ms'),
    syncedFollowers: gauge('synced_followers', 'followers that are in step, as the leader says'),
    outstanding: gauge('outstanding_requests', 'requests that wait'),
    connections: gauge('num_alive_connections', 'connections of clients'),
    sessions: gauge('global_sessions', 'sessions'),
    znodes: gauge('znode_count', 'nodes of the tree'),
    watches: gauge('watch_count', 'watches'),
    treeSize: gauge('approximate_data_size', 'size of the tree: its paths and its data', 'bytes'),
    heapUsed: gauge('jvm_memory_bytes_used', 'memory of the JVM by area', 'bytes'),
    heapMax: gauge('jvm_memory_bytes_max', 'memory that the JVM may use by area', 'bytes'),
    openFiles: gauge('process_open_fds', 'open file descriptors'),
    reads: counter('readlatency_count', 'reads that were answered'),
    readTime: counter('readlatency_sum', 'time that reads took', 'ms'),
    writes: counter('updatelatency_count', 'writes that were answered'),
    writeTime: counter('updatelatency_sum', 'time that writes took', 'ms'),
    syncs: counter('fsynctime_count', 'times that the log was forced to disk'),
    syncTime: counter('fsynctime_sum', 'time that this took', 'ms'),
    pauses: counter('jvm_pause_time_ms_sum', 'time that the JVM stood still', 'ms'),
    elections: counter('looking_count', 'times that the member looked for a leader'),
    rejectedConnections: counter('connection_rejected', 'connections that were refused for their number'),
    digestMismatches: counter('digest_mismatches_count', "changes after which the member's tree was not the leader's"),
    unrecoverableErrors: counter('unrecoverable_error_count', 'errors after which the member ended itself'),
  } as const;
}

/** The metrics of one ZooKeeper. */
export type ZooKeeperMetrics = ReturnType<typeof zooKeeperMetrics>;
