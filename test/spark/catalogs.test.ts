import { ICatalog, security, services } from 'bigdata-constructs';
import { find } from '../helpers/synth';
import { metastore, rest, scheduled } from './clusters';

const { Catalog } = services;

interface Rendered {
  readonly template: {
    readonly sparkConf: Record<string, string>;
    readonly driver: {
      readonly template: { readonly spec: { readonly containers: { readonly env: { readonly name: string }[] }[] } };
    };
  };
}

/** What an application of a team with catalogs is rendered as. */
function rendered(catalogs: Record<string, ICatalog>) {
  const objects = scheduled({}, { team: { catalogs } }).objects();
  const { template } = find(objects, 'ScheduledSparkApplication', 'nightly').spec as Rendered;
  const conf = Object.entries(template.sparkConf).filter(([key]) => /catalog|extensions|hive/.test(key));
  const edges = ['driver', 'executor'].map((part) => find(objects, 'NetworkPolicy', `nightly-${part}`).spec);
  return { conf: Object.fromEntries(conf), env: template.driver.template.spec.containers[0].env, edges, template };
}

test('Iceberg by REST is told where, which warehouse, and where its credential stands', () => {
  const { conf, env, edges, template } = rendered({ lake: rest });
  expect(conf).toEqual({
    'spark.sql.extensions': 'org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions',
    'spark.sql.catalog.lake': 'org.apache.iceberg.spark.SparkCatalog',
    'spark.sql.catalog.lake.catalog-impl': 'org.apache.iceberg.rest.RESTCatalog',
    'spark.sql.catalog.lake.uri': 'https://catalog.data.svc.cluster.local:8181/api/catalog',
    'spark.sql.catalog.lake.warehouse': 'lake',
    'spark.sql.catalog.lake.credential': 'env:CATALOG_LAKE_CREDENTIAL',
  });
  expect(env).toContainEqual({
    name: 'CATALOG_LAKE_CREDENTIAL',
    valueFrom: { secretKeyRef: { name: 'catalog', key: 'credential' } },
  });
  expect(JSON.stringify(template)).toContain('CATALOG_LAKE_CREDENTIAL');
  for (const edge of edges) {
    expect(edge).toMatchObject({
      egress: expect.arrayContaining([
        expect.objectContaining({
          to: [expect.objectContaining({ podSelector: { matchLabels: { app: 'catalog' } } })],
          ports: [{ port: 8181, protocol: 'TCP' }],
        }),
      ]) as unknown,
    });
  }
});

test('Iceberg in a metastore, and Glue', () => {
  const warehouse = 's3a://test-bucket/warehouse';
  const peer = security.Peer.cidr('10.1.2.3/32');
  const properties = { 'glue.id': '111122223333' };
  expect(
    rendered({
      lake: Catalog.icebergHive({ metastore, warehouse }),
      aws: Catalog.icebergGlue({ region: 'eu-central-1', peer, warehouse, properties }),
    }).conf,
  ).toEqual({
    'spark.sql.extensions': 'org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions',
    'spark.sql.catalog.lake': 'org.apache.iceberg.spark.SparkCatalog',
    'spark.sql.catalog.lake.catalog-impl': 'org.apache.iceberg.hive.HiveCatalog',
    'spark.sql.catalog.lake.uri': 'thrift://metastore-0.data:9083,thrift://metastore-1.data:9083',
    'spark.sql.catalog.lake.warehouse': warehouse,
    'spark.sql.catalog.aws': 'org.apache.iceberg.spark.SparkCatalog',
    'spark.sql.catalog.aws.catalog-impl': 'org.apache.iceberg.aws.glue.GlueCatalog',
    'spark.sql.catalog.aws.warehouse': warehouse,
    'spark.sql.catalog.aws.client.region': 'eu-central-1',
    'spark.sql.catalog.aws.glue.id': '111122223333',
  });
});

test("Hive's own tables are in the catalog that statements need not name", () => {
  const { conf, edges } = rendered({ spark_catalog: Catalog.hive(metastore) });
  expect(conf).toEqual({
    'spark.sql.catalogImplementation': 'hive',
    'spark.hadoop.hive.metastore.uris': 'thrift://metastore-0.data:9083,thrift://metastore-1.data:9083',
  });
  for (const edge of edges) expect(JSON.stringify(edge)).toContain('"app":"metastore"');
});
