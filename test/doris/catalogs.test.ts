import { doris, Environment, hadoop, kubernetes, scaling, security, services, StoreMode } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { catalogsProgram, ManagedCatalog } from '../../lib/doris/programs/catalogs-program';
import { minimal as smallHadoop } from '../hadoop/clusters';
import { describeWithCommand } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { find, yamlObjects } from '../helpers/synth';
import { cluster, minimal, store } from './clusters';
import { expectSameEnd, run } from './programs';
import { runJob, valueOf } from './rendered-jobs';
import { DorisServer } from './server/doris-server';

const { DorisCatalog } = doris;
const { Catalog, Metastore } = services;

interface Rule {
  readonly to?: object[];
  readonly ports?: { readonly port: number }[];
}

const metastore = Metastore.thrift({
  uris: ['thrift://metastore-0.data:9083', 'thrift://metastore-1.data:9083'],
  peer: security.Peer.pods('data', { app: 'metastore' }),
});
const glue = { region: 'eu-central-1', peer: security.Peer.cidr('10.0.5.0/24') };
const rest = Catalog.icebergRest({
  uri: 'https://catalog.data.svc.cluster.local:8181/api/catalog',
  peer: security.Peer.pods('data', { app: 'catalog' }),
  warehouse: 'lake',
  credential: { secretName: 'catalog', key: 'credential' },
  properties: { scope: 'PRINCIPAL_ROLE:ALL', 'oauth2-server-uri': 'https://login.example.com/token' },
});
const shop = DorisCatalog.jdbc({
  url: 'jdbc:postgresql://shop.example.com:5432/shop',
  port: 5432,
  user: 'doris',
  password: { secretName: 'shop', key: 'password' },
  driver: 'postgresql-42.7.8.jar',
  driverClass: 'org.postgresql.Driver',
  peer: security.Peer.cidr('10.20.0.0/16'),
  properties: { only_specified_database: 'true' },
});
const elsewhere = { bucketName: 'lake', region: 'local', endpoint: 'http://minio.storage.svc.cluster.local:9000' };
/** One of each kind, with what it has in Secrets. */
const CATALOGS = {
  hive: DorisCatalog.lakehouse(Catalog.hive(metastore), {
    store: elsewhere,
    accessKeyId: { secretName: 'minio', key: 'id' },
    secretAccessKey: { secretName: 'minio', key: 'secret' },
  }),
  glued: DorisCatalog.lakehouse(Catalog.hive(Metastore.glue(glue)), { store }),
  tables: DorisCatalog.lakehouse(Catalog.icebergHive({ metastore, warehouse: 's3://test-bucket/tables' }), { store }),
  lake: DorisCatalog.lakehouse(rest, { store, writes: true }),
  cloud: DorisCatalog.lakehouse(Catalog.icebergGlue({ ...glue, warehouse: 's3://test-bucket/cloud' }), { store }),
  shop,
};
const SECRETS = {
  'catalog/credential': "id:se'cret",
  'minio/id': 'the "id"',
  'minio/secret': '\\$(secret)',
  'shop/password': "p'\\",
};

/**
 * Properties that Doris 4 has for catalogs.
 *
 * @see https://doris.apache.org/docs/4.x/lakehouse/catalogs/hive-catalog
 * @see https://doris.apache.org/docs/4.x/lakehouse/catalogs/iceberg-catalog
 * @see https://doris.apache.org/docs/4.x/lakehouse/catalogs/jdbc-catalog-overview
 */
const DOCUMENTED = [
  ...['type', 'hive.metastore.type', 'hive.metastore.uris', 'hadoop.username', 'fs.defaultFS'],
  ...['glue.region', 'glue.endpoint', 'glue.credentials_provider_type'],
  ...['iceberg.catalog.type', 'warehouse', 'iceberg.rest.uri', 'iceberg.rest.security.type'],
  ...['iceberg.rest.oauth2.credential', 'iceberg.rest.oauth2.scope', 'iceberg.rest.oauth2.server-uri'],
  ...['s3.endpoint', 's3.region', 's3.access_key', 's3.secret_key', 's3.credentials_provider_type', 'use_path_style'],
  ...['user', 'password', 'jdbc_url', 'driver_url', 'driver_class', 'only_specified_database'],
];

const IN_GLUE = {
  'glue.region': 'eu-central-1',
  'glue.endpoint': 'https://glue.eu-central-1.amazonaws.com',
  'glue.credentials_provider_type': 'DEFAULT',
};
const IN_S3 = {
  's3.endpoint': 'https://s3.eu-central-1.amazonaws.com',
  's3.region': 'eu-central-1',
  's3.credentials_provider_type': 'DEFAULT',
};

const JOB = { kind: 'CronJob', name: 'sales-catalogs' };
const catalogsOf = ({ doris: { catalogs } }: DorisServer) =>
  Object.fromEntries([...catalogs.all].map(([name, { properties }]) => [name, properties]));
const changes = ({ doris: { sent } }: DorisServer) =>
  sent.map(({ statement }) => statement).filter((statement) => !/^(SHOW|SELECT) /.test(statement));
const egressOf = (objects: KubeObject[], component: string) =>
  (find(objects, 'NetworkPolicy', `sales-${component}`).spec as { egress: Rule[] }).egress;

test('without catalogs there is no job', () => {
  const names = cluster()
    .objects()
    .filter(({ kind }) => kind === 'CronJob')
    .map(({ metadata }) => metadata.name);
  expect(names).not.toContain(JOB.name);
});

test('whoever plans or runs queries reaches what catalogs are made of', () => {
  const objects = cluster({ compute: { scaling: scaling.Scaling.between(1, 10) }, catalogs: CATALOGS }).objects();
  for (const component of ['fe', 'be', 'cn']) {
    const egress = egressOf(objects, component);
    const to = (text: string) => egress.filter((rule) => JSON.stringify(rule.to).includes(text));
    expect(to('"app":"metastore"').length).toBeGreaterThan(0);
    expect(to('"app":"catalog"').flatMap(({ ports }) => ports)).toEqual([{ port: 8181, protocol: 'TCP' }]);
    expect(to('10.20.0.0/16').flatMap(({ ports }) => ports)).toEqual([{ port: 5432, protocol: 'TCP' }]);
    expect(to('10.0.5.0/24').flatMap(({ ports }) => ports)).toContainEqual({ port: 443, protocol: 'TCP' });
    expect(to('169.254.170.23/32').length).toBeGreaterThan(0);
  }
  expect(JSON.stringify(egressOf(objects, 'catalogs'))).not.toContain('10.20.0.0/16');
});

test('members read stores as their pods, write where that is said, and have no right where there is a key', () => {
  const access = cluster({ catalogs: CATALOGS }).cluster.storeAccess;
  expect(
    access.map(({ identity, store: { bucketName }, mode }) => [identity.serviceAccountName, bucketName, mode]),
  ).toEqual(
    [StoreMode.READ, StoreMode.READ, StoreMode.READ_WRITE, StoreMode.READ].flatMap((mode) =>
      ['sales-fe', 'sales-be'].map((account) => [account, 'test-bucket', mode]),
    ),
  );
});

/** A cluster beside an HDFS with two NameNodes, in which the tables of a catalog lie. */
function inHdfs(): KubeObject[] {
  const app = new App();
  Environment.attach(app, { name: 'test', zones: ['a', 'b', 'c'] });
  const lake = new hadoop.HadoopCluster(new kubernetes.NamespaceChart(app, 'data'), 'lake', smallHadoop);
  const chart = new kubernetes.NamespaceChart(app, 'warehouse', { podSecurity: kubernetes.PodSecurity.BASELINE });
  new doris.DorisCluster(chart, 'sales', {
    ...minimal,
    catalogs: { hdfs: DorisCatalog.lakehouse(Catalog.hive(metastore), { fileSystem: lake }) },
  });
  return yamlObjects(app);
}

test('a file system is reached on both sides, by frontends and backends', () => {
  const objects = inHdfs();
  const nameNodes = JSON.stringify(find(objects, 'NetworkPolicy', 'lake-namenode').spec);
  for (const component of ['fe', 'be']) {
    expect(JSON.stringify(egressOf(objects, component))).toContain('"app.kubernetes.io/component":"namenode"');
    expect(nameNodes).toContain(`"app.kubernetes.io/component":"${component}"`);
  }
});

describeWithCommand('mysql', 'the job, as it is rendered,', () => {
  let server: DorisServer;
  const start = async () => (server = await DorisServer.start({ rootPassword: valueOf('sales-root', 'password') }));
  beforeEach(start);
  afterEach(() => server.stop());
  const jobOf = (objects: KubeObject[], secrets: Record<string, string> = SECRETS) =>
    runJob(server, objects, JOB, { secrets });

  test('makes catalogs of each kind, with properties that Doris has, and their secrets from the environment alone', async () => {
    const objects = cluster({ catalogs: CATALOGS }).objects();
    expect(await jobOf(objects)).toMatchObject({ status: 0 });
    expect(catalogsOf(server)).toEqual({
      hive: {
        type: 'hms',
        'hive.metastore.uris': 'thrift://metastore-0.data:9083,thrift://metastore-1.data:9083',
        's3.endpoint': 'http://minio.storage.svc.cluster.local:9000',
        's3.region': 'local',
        use_path_style: 'true',
        's3.access_key': SECRETS['minio/id'],
        's3.secret_key': SECRETS['minio/secret'],
      },
      glued: { type: 'hms', 'hive.metastore.type': 'glue', ...IN_GLUE, ...IN_S3 },
      tables: {
        type: 'iceberg',
        'iceberg.catalog.type': 'hms',
        'hive.metastore.uris': 'thrift://metastore-0.data:9083,thrift://metastore-1.data:9083',
        warehouse: 's3://test-bucket/tables',
        ...IN_S3,
      },
      lake: {
        type: 'iceberg',
        'iceberg.catalog.type': 'rest',
        warehouse: 'lake',
        'iceberg.rest.uri': 'https://catalog.data.svc.cluster.local:8181/api/catalog',
        'iceberg.rest.security.type': 'oauth2',
        'iceberg.rest.oauth2.scope': 'PRINCIPAL_ROLE:ALL',
        'iceberg.rest.oauth2.server-uri': 'https://login.example.com/token',
        'iceberg.rest.oauth2.credential': SECRETS['catalog/credential'],
        ...IN_S3,
      },
      cloud: {
        type: 'iceberg',
        'iceberg.catalog.type': 'glue',
        warehouse: 's3://test-bucket/cloud',
        ...IN_GLUE,
        ...IN_S3,
      },
      shop: {
        type: 'jdbc',
        jdbc_url: 'jdbc:postgresql://shop.example.com:5432/shop',
        user: 'doris',
        driver_url: 'postgresql-42.7.8.jar',
        driver_class: 'org.postgresql.Driver',
        only_specified_database: 'true',
        password: SECRETS['shop/password'],
      },
    });
    const keys = Object.values(catalogsOf(server)).flatMap((properties) => Object.keys(properties));
    expect(keys.filter((key) => !DOCUMENTED.includes(key))).toEqual([]);
    const [{ template }] = podTemplatesOf(find(objects, 'CronJob', JOB.name));
    const [{ env }] = (template.spec as unknown as { containers: { env: { name: string }[] }[] }).containers;
    expect(env.filter(({ name }) => name.startsWith('CATALOG'))).toEqual(
      [
        ['HIVE_S3_ACCESS_KEY', 'minio', 'id'],
        ['HIVE_S3_SECRET_KEY', 'minio', 'secret'],
        ['LAKE_ICEBERG_REST_OAUTH2_CREDENTIAL', 'catalog', 'credential'],
        ['SHOP_PASSWORD', 'shop', 'password'],
      ].map(([name, secretName, key]) => ({
        name: `CATALOG_${name}`,
        valueFrom: { secretKeyRef: { name: secretName, key } },
      })),
    );
  });

  test('says nothing again, and a secret that came anew', async () => {
    const objects = cluster({ catalogs: CATALOGS }).objects();
    await jobOf(objects);
    const before = catalogsOf(server);
    const { length } = changes(server);
    expect(await jobOf(objects)).toEqual({ status: 0, output: 'catalogs are as they are to be\n' });
    expect(changes(server).length).toBe(length);
    const { output } = await jobOf(objects, { ...SECRETS, 'shop/password': 'new' });
    expect(output).toBe('the catalog shop was told its properties\ncatalogs are as they are to be\n');
    expect(catalogsOf(server)).toEqual({ ...before, shop: { ...before.shop, password: 'new' } });
  });

  test('tells of a file system what its clients know: which NameNodes there are, and who Doris is there', async () => {
    expect(await jobOf(inHdfs())).toMatchObject({ status: 0 });
    const { hdfs } = catalogsOf(server);
    expect(hdfs).toEqual({
      type: 'hms',
      'hive.metastore.uris': 'thrift://metastore-0.data:9083,thrift://metastore-1.data:9083',
      'hadoop.username': 'doris',
      'fs.defaultFS': 'hdfs://lake',
      'dfs.nameservices': 'lake',
      'dfs.ha.namenodes.lake': 'lake-namenode-0,lake-namenode-1',
      'dfs.namenode.rpc-address.lake.lake-namenode-0':
        'lake-namenode-0.lake-namenode-headless.data.svc.cluster.local:8020',
      'dfs.namenode.rpc-address.lake.lake-namenode-1':
        'lake-namenode-1.lake-namenode-headless.data.svc.cluster.local:8020',
      'dfs.client.failover.proxy.provider.lake':
        'org.apache.hadoop.hdfs.server.namenode.ha.ConfiguredFailoverProxyProvider',
    });
  });
});

describeWithCommand('mysql', 'the program that makes catalogs', () => {
  let server: DorisServer;
  afterEach(() => server.stop());
  const catalog = (name: string, changed: Partial<ManagedCatalog> = {}): ManagedCatalog => ({
    name,
    type: 'hms',
    properties: { 'hive.metastore.uris': 'thrift://metastore:9083' },
    secrets: { 's3.secret_key': 'SECRET' },
    ...changed,
  });
  const env = { SECRET: "it's" };
  const program = catalogsProgram({ catalogs: [catalog('one'), catalog('two')], removed: ['former'] });
  const start = async (prepare: (made: DorisServer) => void = () => undefined) => {
    server = await DorisServer.start({ rootPassword: 'p' });
    prepare(server);
    return server;
  };
  /** One that is as it was once, and one that nobody wants any more. */
  const former = ({ doris: { catalogs } }: DorisServer) => {
    catalogs.create('two', { type: 'hms', 'hive.metastore.uris': 'thrift://former:9083' }, false, 'ours');
    catalogs.create('former', { type: 'hms' }, false);
  };
  const state = ({ doris: { catalogs } }: DorisServer) => [...catalogs.all];

  test('ends with them, wherever it was cut off', async () => {
    await expectSameEnd({ cluster: () => start(former), program, env, state });
    expect(Object.keys(catalogsOf(server)).sort()).toEqual(['one', 'two']);
    expect(catalogsOf(server).two).toEqual({
      type: 'hms',
      'hive.metastore.uris': 'thrift://metastore:9083',
      's3.secret_key': "it's",
    });
  });

  test('leaves what is of another type, and makes the others all the same', async () => {
    await start(({ doris: { catalogs } }) => catalogs.create('one', { type: 'es', hosts: 'x' }, false));
    expect(await run(server, program, { env })).toEqual({
      status: 1,
      output:
        'the catalog one is of the type es, and not hms: drop it, or choose another name\nthe catalog two was made\nnot as they are to be: one\n',
    });
    expect(catalogsOf(server).one).toEqual({ type: 'es', hosts: 'x' });
  });

  test('says which was refused, and makes the others all the same', async () => {
    await start();
    const refused = catalogsProgram({
      catalogs: [catalog('one', { properties: { 'hive.version': '3' } }), catalog('two')],
      removed: [],
    });
    const { status, output } = await run(server, refused, { env });
    expect(status).toBe(1);
    expect(output).toContain('hive.metastore.uris is required');
    expect(output).toContain('the catalog two was made\nnot as they are to be: one\n');
  });

  test('keeps apart what has secrets by the password of who makes it, so that nobody can try which they are', async () => {
    const marks = new Set<string>();
    for (const rootPassword of ['p', 'q']) {
      server = await DorisServer.start({ rootPassword });
      const open = catalog('open', { secrets: {} });
      const both = catalogsProgram({ catalogs: [catalog('one'), open], removed: [] });
      expect(await run(server, both, { env: { ...env, DORIS_PASSWORD: rootPassword } })).toMatchObject({ status: 0 });
      for (const [name, { comment }] of server.doris.catalogs.all) marks.add(`${name} ${comment}`);
      await server.stop();
    }
    expect([...marks].map((mark) => mark.split(' ')[0]).sort()).toEqual(['one', 'one', 'open']);
    await start();
  });
});
