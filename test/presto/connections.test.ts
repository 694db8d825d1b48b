import { clickhouse, doris, kubernetes, presto, security, services } from 'bigdata-constructs';
import { minimal as smallClickHouse } from '../clickhouse/clusters';
import { minimal as smallDoris } from '../doris/clusters';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { metastore as metastoreWith } from '../services/metastores';
import { minimal } from './clusters';

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
  const shop = new kubernetes.NamespaceChart(app, 'shop', { podSecurity: kubernetes.PodSecurity.BASELINE });
  const sales = new doris.DorisCluster(shop, 'sales', {
    ...smallDoris,
    users: [{ name: 'presto', grants: [{ privileges: [doris.DorisPrivilege.SELECT], on: 'internal.*.*' }] }],
  });
  const elsewhere = doris.DorisCluster.fromAttributes(shop, 'elsewhere', {
    endpoints: { host: 'doris.example.com', mysqlPort: 9031, httpUrl: 'http://doris.example.com:8030' },
    peer: security.Peer.cidr('10.70.0.0/16'),
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
      sales: presto.PrestoCatalog.doris({
        host: sales.endpoints.host,
        user: 'presto',
        password: sales.passwordIn(sql, 'presto'),
        peer: sales,
      }),
      returns: presto.PrestoCatalog.doris({
        host: elsewhere.endpoints.host,
        port: elsewhere.endpoints.mysqlPort,
        user: 'presto',
        password: { secretName: 'returns', key: 'password' },
        peer: elsewhere,
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

test('of a Doris nodes reach the frontends by the protocol of MySQL, and nothing else of it', () => {
  expect(ends(policy('shop', 'sales-fe').ingress, 9030)).toEqual(expect.arrayContaining(['coordinator', 'worker']));
  expect(ends(policy('shop', 'sales-be').ingress, 9030)).toEqual([]);
  const opened = JSON.stringify(policy('shop', 'sales-be').ingress);
  expect(opened).not.toContain('coordinator');
  for (const node of ['query-coordinator', 'query-worker']) {
    const { egress } = policy('sql', node);
    expect(ends(egress, 9030)).toEqual(['fe']);
    expect(egress).toContainEqual({
      to: [{ ipBlock: { cidr: '10.70.0.0/16' } }],
      ports: [{ port: 9031, protocol: 'TCP' }],
    });
  }
});

test.each([
  ['EVENTS_CLICKHOUSE', 'events-presto'],
  ['SALES', 'sales-presto'],
])('a password of another namespace is in the environment of every node: %s', (catalog, name) => {
  expect(find(within('sql'), 'ExternalSecret', name).spec).toMatchObject({ target: { immutable: true } });
  for (const node of ['query-coordinator', 'query-worker']) {
    expect(JSON.stringify(find(within('sql'), 'Deployment', node))).toContain(
      `{"name":"CATALOG_${catalog}_CONNECTION_PASSWORD","valueFrom":{"secretKeyRef":{"key":"password","name":"${name}"}}}`,
    );
  }
});
