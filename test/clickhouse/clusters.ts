import {
  clickhouse,
  Cpu,
  Environment,
  EnvironmentProps,
  kubernetes,
  monitoring,
  policies,
  security,
} from 'bigdata-constructs';
import { App, Duration, Size } from 'cdk8s';
import { GRAFANA_OPERATOR } from '../helpers/grafana';
import { yamlObjects } from '../helpers/synth';

/** The releases that tests ask, by line, and the version that has it. */
export const releases: [string, clickhouse.ClickHouseVersion][] = [
  ['25.8', clickhouse.ClickHouseVersion.V25_8],
  ['26.3', clickhouse.ClickHouseVersion.V26_3],
];

/** An object store for tests. */
export const store = {
  bucketName: 'test-bucket',
  region: 'eu-central-1',
  endpoint: 'https://s3.eu-central-1.amazonaws.com',
};

/** The four props that are enough. */
export const minimal: clickhouse.ClickHouseClusterProps = {
  shards: 2,
  replicas: 2,
  size: { cpu: Cpu.units(4), memory: Size.gibibytes(16) },
  storage: Size.tebibytes(1),
};

/** Every prop at once. */
export const everything: clickhouse.ClickHouseClusterProps = {
  ...minimal,
  keeper: { members: 5, size: { cpu: Cpu.units(2), memory: Size.gibibytes(4) }, storage: Size.gibibytes(20) },
  users: [
    { name: 'reporting', profile: 'readonly', quota: 'hourly', grants: ['GRANT SELECT ON shop.*'] },
    { name: 'etl', password: security.Secret.existing('etl', 'password'), profile: 'batch', networks: ['10.0.0.0/8'] },
    { name: 'bi', password: security.Secret.fromStore({ store: 'vault', key: 'bi', property: 'password' }) },
  ],
  profiles: { batch: { max_execution_time: 3600, max_memory_usage: 4e9 }, default: { max_threads: 8 } },
  quotas: [
    { name: 'hourly', interval: Duration.hours(1), queries: 1000, errors: 100, executionTime: Duration.minutes(30) },
  ],
  tieredStorage: { store, cache: Size.gibibytes(100), moveWhenFree: 0.1 },
  backup: { store, schedule: '0 3 * * *' },
  restoreFrom: { store, prefix: 'clickhouse/olap/backups' },
  tls: security.Tls.certManager({ issuer: 'internal' }),
  expose: kubernetes.Expose.internalLoadBalancer({ sourceRanges: ['10.0.0.0/8'] }),
  overrides: {
    settings: { 'merge_tree/parts_to_throw_insert': 5000 },
    keeperSettings: { 'keeper_server/coordination_settings/session_timeout_ms': 60000 },
    files: { 'config.d/mine.xml': '<clickhouse><max_table_size_to_drop>1</max_table_size_to_drop></clickhouse>' },
  },
};

/** A cluster in an App of its own, with the standard policies. */
export function cluster(
  props: Partial<clickhouse.ClickHouseClusterProps> = {},
  environment: EnvironmentProps = { name: 'test', zones: ['a', 'b', 'c'] },
  namespaceName = 'olap',
) {
  const app = new App();
  const extensions = [new monitoring.MonitoringProfile({ retention: Duration.days(35) })];
  Environment.attach(app, { extensions, ...environment });
  const chart = new kubernetes.NamespaceChart(app, namespaceName);
  const made = new clickhouse.ClickHouseCluster(chart, 'events', { ...minimal, ...props });
  policies.Policies.apply(app);
  return { app, chart, cluster: made, objects: () => yamlObjects(app) };
}

/** What every suite over all programs looks at, by the name that it has there. */
export const programs: Record<string, () => App> = {
  'ClickHouse with every prop': () => cluster(everything, GRAFANA_OPERATOR).app,
};
