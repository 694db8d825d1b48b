import { clickhouse, kubernetes, presto, services } from 'bigdata-constructs';
import { minimal as smallClickHouse } from '../clickhouse/clusters';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { metastore as metastoreWith } from '../services/metastores';
import { cluster, managed, minimal } from './clusters';

interface Rule {
  readonly from?: { readonly podSelector?: { readonly matchLabels?: Record<string, string> } }[];
  readonly to?: { readonly podSelector?: { readonly matchLabels?: Record<string, string> } }[];
  readonly ports?: { readonly port: number }[];
}

/** A cluster whose catalogs are made of constructs in other namespaces. */
const rendered = (() => {
  const { app, metastore, objects } = metastoreWith();
  const olap = new kubernetes.NamespaceChart(app, 'olap');
  const events = new clickhouse.ClickHouseCluster(olap, 'events', {
    ...smallClickHouse,
    users: [{ name: 'presto', grants: ['GRANT SELECT ON *.*'] }],
  });
  const sql = new kubernetes.NamespaceChart(app, 'sql');
  new presto.PrestoCluster(sql, 'query', {
    ...minimal,
    catalogs: {
      lake: presto.PrestoCatalog.lakehouse(services.Catalog.hive(metastore)),
      events: presto.PrestoCatalog.clickhouse({
        host: events.endpoints.host,
        user: 'presto',
        password: events.passwordIn(sql, 'presto'),
        peer: events,
      }),
    },
  });
  return objects();
})();

const within = (namespace: string) => rendered.filter(({ metadata }) => metadata.namespace === namespace);
const policy = (namespace: string, name: string) =>
  find<KubeObject & { spec: { ingress: Rule[]; egress: Rule[] } }>(within(namespace), 'NetworkPolicy', name).spec;
/** The components at the other end of edges on a port. */
const ends = (rules: Rule[], port: number) =>
  rules
    .filter(({ ports = [] }) => ports.some((each) => each.port === port))
    .flatMap(({ from = [], to = [] }) => [...from, ...to])
    .map(({ podSelector }) => podSelector?.matchLabels?.['app.kubernetes.io/component'])
    .sort();

test('edges to what catalogs are made of are open at both ends', () => {
  expect(ends(policy('ns', 'lake-metastore').ingress, 9083)).toEqual(['coordinator', 'probe', 'worker']);
  expect(ends(policy('olap', 'events-server').ingress, 8123)).toEqual(
    expect.arrayContaining(['coordinator', 'worker']),
  );
  for (const node of ['query-coordinator', 'query-worker']) {
    expect(ends(policy('sql', node).egress, 9083)).toEqual(['metastore']);
    expect(ends(policy('sql', node).egress, 8123)).toEqual(['server']);
  }
});

test('a password of another namespace is in the environment of every node', () => {
  expect(find(within('sql'), 'ExternalSecret', 'events-presto').spec).toMatchObject({ target: { immutable: true } });
  for (const node of ['query-coordinator', 'query-worker']) {
    expect(JSON.stringify(find(within('sql'), 'Deployment', node))).toContain(
      '{"name":"CATALOG_EVENTS_CLICKHOUSE_CONNECTION_PASSWORD","valueFrom":{"secretKeyRef":{"key":"password","name":"events-presto"}}}',
    );
  }
});

test('all nodes tell resource managers what they do, and nobody else reaches them', () => {
  const objects = cluster(managed).objects();
  const { ingress } = find<KubeObject & { spec: { ingress: Rule[] } }>(
    objects,
    'NetworkPolicy',
    'query-resource-manager',
  ).spec;
  const nodes = ['coordinator', 'resource-manager', 'worker'];
  expect(ends(ingress, 8081)).toEqual(nodes);
  expect(ends(ingress, 8080)).toEqual(nodes);
});

test('a client comes back to the coordinator that has its query, where there are several', () => {
  const service = (props: typeof minimal) =>
    find<KubeObject & { spec: { sessionAffinity?: string } }>(cluster(props).objects(), 'Service', 'query-coordinator');
  expect(service(managed).spec).toMatchObject({
    sessionAffinity: 'ClientIP',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } },
  });
  expect(service(minimal).spec.sessionAffinity).toBeUndefined();
});
