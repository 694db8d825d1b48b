/** What a metastore listens on: clients, and Prometheus. */
export const PORTS = {
  thrift: { name: 'thrift', port: 9083 },
  metrics: { name: 'metrics', port: 9404 },
} as const;

/** What databases listen on, by Hive's name for them. */
export const DATABASE_PORTS = { postgres: 5432, mysql: 3306 } as const;
