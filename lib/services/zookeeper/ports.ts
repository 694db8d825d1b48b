/**
 * What ZooKeeper listens on.
 *
 * @see https://zookeeper.apache.org/doc/r3.9.5/zookeeperAdmin.html#sc_clusterOptions
 */
export const PORTS = {
  client: { name: 'client', port: 2181 },
  quorum: { name: 'quorum', port: 2888 },
  election: { name: 'election', port: 3888 },
  metrics: { name: 'metrics', port: 7000 },
} as const;
