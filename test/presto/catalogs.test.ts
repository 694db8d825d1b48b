import { ICatalog, presto, security, services } from 'bigdata-constructs';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { find } from '../helpers/synth';
import { PodSpec } from '../lab/manifest';
import { cluster, fileSystem, metastore, minimal } from './clusters';

const { Catalog, Metastore } = services;
const { PrestoVersion } = presto;

const region = 'eu-central-1';
const glue = { region, peer: security.Peer.cidr('10.0.5.0/24') };
const NODES = ['query-coordinator', 'query-worker'];

/** What a cluster with one catalog of tables is rendered as. */
function rendered(catalog: ICatalog, version = PrestoVersion.V0_296) {
  const catalogs = { lake: presto.PrestoCatalog.lakehouse(catalog) };
  const objects = cluster({ ...minimal, version, catalogs }).objects();
  const { data } = find<KubeObject & { data: Record<string, string> }>(objects, 'ConfigMap', 'query-worker-catalogs');
  const edges = NODES.map((name) => find(objects, 'NetworkPolicy', name).spec as { egress: object[] });
  return { lines: data['lake.properties'].trimEnd().split('\n').sort(), edges };
}

test.each([
  ['Presto', PrestoVersion.V0_296],
  ['Trino', PrestoVersion.TRINO_476],
])("%s finds Hive's own tables in Glue", (_, version) => {
  const { lines } = rendered(Catalog.hive(Metastore.glue(glue)), version);
  expect(lines.filter((line) => line.startsWith('hive.'))).toEqual([
    'hive.metastore.glue.region=eu-central-1',
    'hive.metastore=glue',
  ]);
});

test.each([
  ["Hive's tables", Catalog.hive(Metastore.glue(glue))],
  ["Iceberg's tables", Catalog.icebergGlue({ ...glue, warehouse: 's3://lake/warehouse' })],
])('%s in Glue are reached with the identity that the cloud hands out, without a store too', (_, catalog) => {
  for (const { egress } of rendered(catalog).edges) {
    expect(egress).toContainEqual({
      to: [{ ipBlock: { cidr: '10.0.5.0/24' } }],
      ports: [{ port: 443, protocol: 'TCP' }],
    });
    expect(JSON.stringify(egress)).toContain('169.254.170.23/32');
  }
});

test('a metastore of Hive is reached by every node, and nobody hands out an identity for it', () => {
  const { lines, edges } = rendered(Catalog.hive(metastore));
  expect(lines).toContain('hive.metastore.uri=thrift://metastore.data:9083');
  for (const { egress } of edges) {
    expect(JSON.stringify(egress)).toContain('"kubernetes.io/metadata.name":"data"');
    expect(JSON.stringify(egress)).not.toContain('169.254.170.23');
  }
});

test('nodes have a name before HDFS, which their number alone does not give them', () => {
  const mountsOf = (options: presto.PrestoLakehouseOptions) => {
    const catalogs = { lake: presto.PrestoCatalog.lakehouse(Catalog.hive(metastore), options) };
    const objects = cluster({ ...minimal, catalogs }).objects();
    const { data } = find<KubeObject & { data: Record<string, string> }>(objects, 'ConfigMap', 'query-worker');
    const [{ template }] = podTemplatesOf(find(objects, 'Deployment', 'query-worker'));
    return { passwd: data.passwd, mounts: (template.spec as PodSpec).containers[0].volumeMounts };
  };
  const { passwd, mounts } = mountsOf({ fileSystem });
  expect(passwd).toContain('\npresto:x:1000:1000:');
  expect(mounts).toContainEqual(expect.objectContaining({ mountPath: '/etc/passwd', subPath: 'passwd' }));
  expect(mountsOf({}).passwd).toBeUndefined();
});
