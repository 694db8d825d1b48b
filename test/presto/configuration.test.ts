import { presto, security } from 'bigdata-constructs';
import { connectorKeys } from '../../lib/presto/config/known/known-keys';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { cluster, everything, minimal, trino } from './clusters';

const filesOf = (objects: KubeObject[], name: string) =>
  find<KubeObject & { data: Record<string, string> }>(objects, 'ConfigMap', name).data;

interface Deployed extends KubeObject {
  readonly spec: { readonly template: { readonly spec: { readonly containers: { readonly env: object[] }[] } } };
}

const properties = (text: string) =>
  Object.fromEntries(
    text
      .trimEnd()
      .split('\n')
      .map((line): [string, string] => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

describe('catalogs', () => {
  const of = (props: presto.PrestoClusterProps, catalog: string) =>
    properties(filesOf(cluster(props).objects(), 'query-worker-catalogs')[`${catalog}.properties`]);

  test("have the connectors' own names in either distribution", () => {
    expect(of(everything, 'lake')['connector.name']).toBe('hive-hadoop2');
    const { version } = trino;
    expect(of({ ...everything, version }, 'lake')['connector.name']).toBe('hive');
    expect(of(everything, 'tables')['iceberg.catalog.type']).toBe('HIVE');
    expect(of({ ...everything, version }, 'tables')['iceberg.catalog.type']).toBe('HIVE_METASTORE');
    expect(of(everything, 'events')).toEqual({
      'connector.name': 'clickhouse',
      'clickhouse.connection-url': 'jdbc:clickhouse://clickhouse-events.olap.svc.cluster.local:8123/',
      'clickhouse.connection-user': 'reporting',
      'clickhouse.connection-password': '${ENV:CATALOG_EVENTS_CLICKHOUSE_CONNECTION_PASSWORD}',
    });
    expect(of({ ...everything, version }, 'events')['connection-user']).toBe('reporting');
  });

  test.each([
    ['Presto', presto.PrestoVersion.V0_296],
    ['Trino', presto.PrestoVersion.TRINO_476],
  ])("of Doris are %s's connector of MySQL, to the frontends", (_, version) => {
    const sales = of({ ...everything, version }, 'sales');
    expect(sales).toEqual({
      'connector.name': 'mysql',
      'connection-url': 'jdbc:mysql://sales-fe-service.olap.svc.cluster.local:9030',
      'connection-user': 'reporting',
      'connection-password': '${ENV:CATALOG_SALES_CONNECTION_PASSWORD}',
    });
    const keys = connectorKeys(presto.PrestoVersion.TRINO_476, 'mysql')!;
    expect(Object.keys(sales).filter((key) => key !== 'connector.name' && !keys.knows(key))).toEqual([]);
  });

  test('of a Doris that speaks TLS verify its name', () => {
    const { version } = trino;
    const sales = presto.PrestoCatalog.doris({
      host: 'doris.example.com',
      port: 9031,
      user: 'reporting',
      password: { secretName: 'catalogs', key: 'sales' },
      peer: security.Peer.cidr('10.70.0.0/16'),
      tls: true,
    });
    expect(of({ ...minimal, version, catalogs: { sales } }, 'sales')['connection-url']).toBe(
      'jdbc:mysql://doris.example.com:9031?sslMode=VERIFY_IDENTITY',
    );
  });

  test('name their secrets by the environment, which both kinds of nodes have', () => {
    expect(of(everything, 'shop')['connection-password']).toBe('${ENV:CATALOG_SHOP_CONNECTION_PASSWORD}');
    const objects = cluster(everything).objects();
    for (const name of ['query-coordinator', 'query-worker']) {
      const { spec } = find<Deployed>(objects, 'Deployment', name);
      expect(spec.template.spec.containers[0].env).toContainEqual({
        name: 'CATALOG_SHOP_CONNECTION_PASSWORD',
        valueFrom: { secretKeyRef: { name: 'catalogs', key: 'shop' } },
      });
    }
    expect(JSON.stringify(objects.filter(({ kind }) => kind === 'ConfigMap'))).not.toContain('secretKeyRef');
  });

  test('of an object store are read with the identity of all nodes', () => {
    expect(of(trino, 'lake')).toEqual({
      'connector.name': 'iceberg',
      'iceberg.catalog.type': 'REST',
      'iceberg.rest-catalog.uri': 'https://catalog.data.svc.cluster.local:8181/api/catalog',
      'iceberg.rest-catalog.warehouse': 'lake',
      'iceberg.rest-catalog.security': 'OAUTH2',
      'fs.native-s3.enabled': 'true',
      's3.region': 'eu-central-1',
      's3.endpoint': 'https://s3.eu-central-1.amazonaws.com',
      'iceberg.rest-catalog.oauth2.credential': '${ENV:CATALOG_LAKE_ICEBERG_REST_CATALOG_OAUTH2_CREDENTIAL}',
    });
    expect(cluster(trino).cluster.storeAccess.map(({ identity }) => identity.serviceAccountName)).toEqual([
      'query-coordinator',
      'query-worker',
    ]);
  });
});

describe('queues', () => {
  interface Group {
    readonly name: string;
    readonly softMemoryLimit: string;
    readonly hardConcurrencyLimit: number;
    readonly subGroups?: Group[];
  }
  const of = (props: presto.PrestoClusterProps) =>
    JSON.parse(filesOf(cluster(props).objects(), 'query-coordinator')['resource-groups.json']) as {
      rootGroups: Group[];
      selectors: object[];
    };

  test('are there without teams: one for each user, who waits for none but themselves', () => {
    const { rootGroups, selectors } = of(minimal);
    expect(rootGroups[0].hardConcurrencyLimit).toBe(40);
    expect(rootGroups[0].subGroups![0].subGroups).toEqual([
      { name: '${USER}', softMemoryLimit: '100%', hardConcurrencyLimit: 10, maxQueued: 200 },
    ]);
    expect(selectors).toEqual([{ group: 'all.others.${USER}' }]);
  });

  test('of teams have their share of what runs and of memory; those without one share the rest', () => {
    const { rootGroups, selectors } = of(everything);
    expect(
      rootGroups[0].subGroups!.map(({ name, softMemoryLimit, hardConcurrencyLimit }) => [
        name,
        softMemoryLimit,
        hardConcurrencyLimit,
      ]),
    ).toEqual([
      ['etl', '60%', 12],
      ['reporting', '40%', 8],
      ['others', '100%', 20],
    ]);
    expect(selectors).toEqual([
      { user: 'airflow|dbt', group: 'all.etl.${USER}' },
      { userGroup: 'analysts', group: 'all.reporting.${USER}' },
      { group: 'all.others.${USER}' },
    ]);
  });
});

test('overrides come last, those of one kind after those of all', () => {
  const objects = cluster({
    ...minimal,
    overrides: {
      config: { 'exchange.max-error-duration': '90s', 'task.concurrency': '8' },
      workerConfig: { 'task.concurrency': '4' },
      jvm: ['-XX:+UseZGC'],
    },
  }).objects();
  const config = (name: string) => properties(filesOf(objects, name)['config.properties']);
  expect(config('query-worker')).toMatchObject({ 'exchange.max-error-duration': '90s', 'task.concurrency': '4' });
  expect(config('query-coordinator')).toMatchObject({ 'exchange.max-error-duration': '90s', 'task.concurrency': '8' });
  const flags = filesOf(objects, 'query-worker')['jvm.config'];
  expect(flags).toContain('-XX:+UseZGC');
  expect(flags).not.toContain('-XX:+UseG1GC');
});

test('what one distribution does not know is not said to it', () => {
  const of = (version: presto.PrestoVersion) =>
    filesOf(cluster({ ...everything, version }).objects(), 'query-worker')['config.properties'];
  expect(of(presto.PrestoVersion.V0_296)).toContain('experimental.spill-enabled=true');
  expect(of(presto.PrestoVersion.V0_296)).toContain('internal-communication.jwt.enabled=true');
  expect(of(presto.PrestoVersion.TRINO_476)).toContain('\nspill-enabled=true');
  expect(of(presto.PrestoVersion.V0_296)).toContain('experimental.reserved-pool-enabled=false');
  expect(of(presto.PrestoVersion.TRINO_476)).not.toMatch(/jwt|reserved-pool/);
});
