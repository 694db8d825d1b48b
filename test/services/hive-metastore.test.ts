import { Cpu, monitoring, ReleaseOptions, security, services } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { hiveMetastoreRules } from '../../lib/services/hive-metastore-rules';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
import { find } from '../helpers/synth';
import { external, fileSystem, filesOf, libraries, metastore, ownImage, PEM, settingsOf, store } from './metastores';

interface PodSpec {
  readonly initContainers: { readonly name: string; readonly image: string; readonly command: string[] }[];
  readonly containers: {
    readonly image: string;
    readonly env: { readonly name: string; readonly value?: string }[];
    readonly volumeMounts: { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
    readonly securityContext: object;
  }[];
  readonly volumes: { readonly name: string; readonly secret?: { readonly secretName: string } }[];
  readonly topologySpreadConstraints?: object[];
  readonly nodeSelector?: object;
}

type Props = Partial<services.HiveMetastoreProps>;

const postgresql = (given: services.ExternalDatabaseOptions) => services.HiveMetastoreDatabase.postgresql(given);
const mysql = (given: services.ExternalDatabaseOptions) => services.HiveMetastoreDatabase.mysql(given);
const inCluster = () => services.HiveMetastoreDatabase.inCluster();
const deploymentOf = (props: Props = {}) =>
  find<KubeObject & { spec: { replicas: number } }>(metastore(props).objects(), 'Deployment', 'lake-metastore');
const podOf = (...given: Parameters<typeof metastore>) =>
  podTemplatesOf(find(metastore(...given).objects(), 'Deployment'))[0].template.spec as unknown as PodSpec;
const siteOf = (props: Props = {}) => settingsOf(metastore(props).objects());
const filesWith = (props: Props = {}) => filesOf(metastore(props).objects());

describe('with a database and a warehouse alone, a metastore', () => {
  test('has two replicas over zones and hosts, of which a drain takes one at a time', () => {
    expect(deploymentOf().spec.replicas).toBe(2);
    expect(podOf().topologySpreadConstraints).toMatchObject([{ whenUnsatisfiable: 'DoNotSchedule' }]);
    expect(find(metastore().objects(), 'PodDisruptionBudget').spec).toMatchObject({ maxUnavailable: 1 });
  });

  test('is found by one address, and says which release it is', () => {
    const made = metastore().metastore;
    expect(made.thriftUris).toEqual(['thrift://lake-metastore.ns.svc.cluster.local:9083']);
    expect(made.release).toBe('3.1.3');
  });

  test('lets clients and its probe to one port, Prometheus to the other, and nobody else in', () => {
    const { ingress } = find(metastore().objects(), 'NetworkPolicy', 'lake-metastore').spec as {
      ingress: { ports: { port: number }[] }[];
    };
    expect(ingress.map(({ ports }) => ports.map(({ port }) => port)).sort()).toEqual([[9083], [9083], [9404]]);
  });

  test('writes into /tmp alone, and keeps no password where others look', () => {
    const [container] = podOf().containers;
    expect(container.securityContext).toMatchObject({ readOnlyRootFilesystem: true });
    expect(container.volumeMounts.filter(({ readOnly }) => !readOnly).map(({ mountPath }) => mountPath)).toEqual([
      '/tmp',
    ]);
    expect(siteOf()['javax.jdo.option.ConnectionPassword']).toBe('${env.DATABASE_PASSWORD}');
  });

  test('verifies its database by the certificates that it is given', () => {
    expect(siteOf()['javax.jdo.option.ConnectionURL']).toMatch(
      /^jdbc:postgresql:\/\/metastore\.prod\.internal:5432\/metastore\?sslmode=verify-full&sslrootcert=\/etc\/hive-metastore\/database-authority\.crt&/,
    );
    expect(filesWith()['database-authority.crt']).toBe(PEM);
  });
});

test('a Secret of another name rolls the replicas', () => {
  const of = (rotation: number) =>
    podOf({ database: postgresql(external({ password: security.Secret.generated({ rotation }) })) });
  const secrets = (pod: PodSpec) => pod.volumes.flatMap(({ secret }) => secret?.secretName ?? []);
  expect(secrets(of(1))).toEqual(['lake-metastore-database']);
  expect(secrets(of(2))).toEqual(['lake-metastore-database-r2']);
});

test('who makes its user is known where the schema is made, and nowhere else', () => {
  const administrator = { user: 'root', password: security.Secret.existing('root', 'password') };
  const pod = podOf({ database: postgresql(external({ administrator })) });
  const mounts = (containers: PodSpec['containers']) =>
    containers.map(({ volumeMounts }) => volumeMounts.some(({ name }) => name === 'administrator'));
  expect(mounts(pod.initContainers as unknown as PodSpec['containers'])).toEqual([true]);
  expect(mounts(pod.containers)).toEqual([false]);
});

test('MySQL is verified by a keystore of the same certificates', () => {
  const url = siteOf({ database: mysql(external()) })['javax.jdo.option.ConnectionURL'];
  expect(url).toMatch(/^jdbc:mysql:\/\/metastore\.prod\.internal:3306\/metastore\?sslMode=VERIFY_IDENTITY&/);
  const authority = services.DatabaseAuthority.configMap('bundles', 'cloud.pem', { verifyHost: false });
  const files = filesWith({ database: mysql(external({ authority })) });
  expect(files['metastore-site.xml']).toContain('sslMode=VERIFY_CA');
  expect(files['environment.sh']).toContain('/etc/database-authority/cloud.pem');
  expect(files['database-authority.crt']).toBeUndefined();
});

describe('with a database in the cluster', () => {
  const props = { database: inCluster() };
  const objects = metastore(props).objects();

  test('is one, beside one database with a volume and a password that is made there', () => {
    expect(deploymentOf(props).spec.replicas).toBe(1);
    expect(find(objects, 'StatefulSet', 'lake-database').spec).toMatchObject({
      replicas: 1,
      volumeClaimTemplates: [{ spec: { resources: { requests: { storage: '10Gi' } } } }],
    });
    expect(find(objects, 'Password').metadata.name).toBe('lake-metastore-database');
    expect(siteOf(props)['javax.jdo.option.ConnectionURL']).toContain('//lake-database.ns.svc.cluster.local:5432/');
  });

  test('lets nobody but the metastore to the database', () => {
    const { ingress } = find(objects, 'NetworkPolicy', 'lake-database').spec as {
      ingress: { from: { podSelector: { matchLabels: Record<string, string> } }[] }[];
    };
    expect(ingress).toHaveLength(1);
    expect(ingress[0].from.map(({ podSelector }) => podSelector.matchLabels['app.kubernetes.io/component'])).toEqual([
      'metastore',
    ]);
  });
});

describe('a warehouse', () => {
  test('in HDFS brings the files of its clients, and the way there', () => {
    const pod = podOf();
    expect(pod.containers[0].volumeMounts).toContainEqual(expect.objectContaining({ mountPath: '/etc/hadoop' }));
    expect(siteOf()['metastore.warehouse.dir']).toBe('hdfs://lake/warehouse');
    expect(JSON.stringify(find(metastore().objects(), 'NetworkPolicy', 'lake-metastore').spec)).toContain('"hdfs"');
  });

  test('in a store asks for rights on its prefix, as the pods', () => {
    const made = metastore({ warehouse: services.HiveWarehouse.inStore(store, 'warehouse') });
    expect(made.metastore.storeAccess).toMatchObject([
      { identity: { serviceAccountName: 'lake-metastore' }, prefix: 'warehouse', mode: 'ReadWrite' },
    ]);
    expect(filesOf(made.objects())['core-site.xml']).toContain('IAMInstanceCredentialsProvider');
  });
});

test('jars come from an image, by their sums, and from nowhere else', () => {
  const pod = podOf({ version: services.HiveMetastoreVersion.V3_1_3, libraries });
  expect(pod.containers[0].image).toBe('apache/hive:3.1.3');
  const [first] = pod.initContainers;
  expect([first.name, first.image]).toEqual(['libraries', 'registry.example.com/hive-libraries:1']);
  expect(first.command[2]).toContain(
    '157963d60ae66d607e09466e8c0cdf8087e9cb20d0159899ffca96bca2528460  postgresql-42.7.7.jar',
  );
});

test('without monitoring there is no exporter, no port for it, and no probe', () => {
  const none = { monitoring: monitoring.Monitoring.none() };
  const objects = metastore(none).objects();
  expect(filesOf(objects)['exporter.yaml']).toBeUndefined();
  expect(filesOf(objects)['start.sh']).not.toContain('javaagent');
  expect(JSON.stringify(find(objects, 'Deployment'))).not.toContain('9404');
  expect(objects.filter(({ kind }) => ['CronJob', 'PodMonitor', 'PrometheusRule'].includes(kind))).toEqual([]);
});

test('overrides win, and flags of the JVM come last', () => {
  const settings = { 'metastore.disallow.incompatible.col.type.changes': 'false' };
  expect(siteOf({ settings })).toMatchObject(settings);
  expect(filesWith({ javaOptions: ['-XX:MaxGCPauseMillis=100'] })['start.sh']).toMatch(
    /^flags=\(.*'-XX:MaxGCPauseMillis=100'\)$/m,
  );
});

test('the release says which class looks after the schema', () => {
  expect(filesWith()['schema.sh']).toContain(' org.apache.hadoop.hive.metastore.tools.MetastoreSchemaTool ');
  expect(filesWith(release('4.0.1', own))['schema.sh']).toContain('tools.schematool.MetastoreSchemaTool ');
});

describe('the sizes', () => {
  // By hand: four fifths of the container; a thread for 4 MiB of it; replicas x 4 pools x 5, and 3.
  test.each([
    [1024, 819, 204, 43],
    [2048, 1638, 409, 43],
    [8192, 6553, 1000, 43],
  ])('of %i MiB', (memory, heap, threads, connections) => {
    const { sizing } = metastore({ size: size(memory) }).metastore;
    expect([sizing.heap.toMebibytes(), sizing.threads, sizing.databaseConnections]).toEqual([
      heap,
      threads,
      connections,
    ]);
    const props = { size: size(memory) };
    expect(filesWith(props)['start.sh']).toContain(`'-Xms${heap}m' '-Xmx${heap}m'`);
    expect(siteOf(props)).toMatchObject({
      'metastore.server.max.threads': String(threads),
      'datanucleus.connectionPool.maxPoolSize': '5',
    });
  });

  test('say why, each of them', () => {
    const { reasons, ...numbers } = metastore().metastore.sizing;
    expect(Object.keys(numbers).filter((name) => !reasons[name])).toEqual([]);
  });
});

describe('a metastore of others', () => {
  const peer = security.Peer.pods('data', { app: 'metastore' });

  test('is spoken to as ours is', () => {
    const other = services.Metastore.thrift({ uris: ['thrift://metastore.data:9083'], peer, release: '4.0.1' });
    const catalog = services.Catalog.hive(other);
    expect([catalog.uris, catalog.metastoreRelease]).toEqual([['thrift://metastore.data:9083'], '4.0.1']);
    expect(services.Catalog.icebergHive({ metastore: other, warehouse: 's3a://lake' }).metastoreRelease).toBe('4.0.1');
  });

  test('may be Glue, which has no address', () => {
    const glue = services.Metastore.glue({ region: 'eu-central-1', peer: security.Peer.cidr('10.0.0.0/8') });
    const catalog = services.Catalog.hive(glue);
    expect([catalog.uris, catalog.region, catalog.ports]).toEqual([[], 'eu-central-1', [{ name: 'https', port: 443 }]]);
  });
});

function size(memory: number, cpu = 1) {
  return { cpu: Cpu.units(cpu), memory: Size.mebibytes(memory) };
}
const own: ReleaseOptions = { images: { metastore: { image: 'registry.example.com/hive-metastore' } } };
function release(text: string, options?: ReleaseOptions) {
  return { version: services.HiveMetastoreVersion.of(text, options) };
}
const settings = (given: Record<string, string>) => ({ settings: given });
const database = (given: Partial<services.ExternalDatabaseOptions>) => ({ database: postgresql(external(given)) });
const published = { version: services.HiveMetastoreVersion.V3_1_3 };
const jars = (given: Partial<services.HiveMetastoreLibraries>) => ({ libraries: { ...libraries, ...given } });
const sum = 'a1'.repeat(32);

rulesSuite<Props>('the rules of a metastore', {
  rules: hiveMetastoreRules,
  reported: reportedByConstruct((props) => metastore(props).app),
  cases: {
    SVC020: [
      { refused: { replicas: 0 }, given: '0', passes: { replicas: 1 } },
      { refused: { replicas: 2.5 }, given: '2.5', passes: { replicas: 3 } },
    ],
    SVC021: {
      refused: { database: inCluster(), replicas: 2 },
      given: '2',
      passes: { database: inCluster(), replicas: 1 },
    },
    SVC022: { refused: { size: size(1023) }, given: '1023Mi', passes: { size: size(1024) } },
    SVC023: {
      refused: { size: { cpu: Cpu.millis(99), memory: Size.gibibytes(1) } },
      given: '99m',
      passes: { size: { cpu: Cpu.millis(100), memory: Size.gibibytes(1) } },
    },
    SVC024: { refused: { poolSize: 1 }, given: '1', passes: { poolSize: 2 } },
    SVC025: [
      {
        refused: { ...database({ maxConnections: 42 }) },
        given: '2 x 4 pools x 5 + 3 = 43 where it is 42',
        passes: database({ maxConnections: 43 }),
      },
      {
        refused: { database: inCluster(), poolSize: 22 },
        given: '1 x 4 pools x 22 + 3 = 91 where it is 90',
        passes: { database: inCluster(), poolSize: 21 },
      },
    ],
    SVC026: [
      {
        refused: settings({ 'hive.metastore.warehouse.dir': '/elsewhere' }),
        given: "'hive.metastore.warehouse.dir'",
        passes: settings({ 'metastore.warehouse.external.dir': '/elsewhere' }),
      },
      {
        refused: settings({ 'datanucleus.connectionPool.maxPoolSize': '50' }),
        given: "'datanucleus.connectionPool.maxPoolSize'",
        passes: settings({ 'datanucleus.connectionPoolingType': 'HikariCP' }),
      },
    ],
    SVC027: {
      refused: settings({ 'fs.s3a.secret.key': 'a' }),
      given: 'text for fs.s3a.secret.key',
      passes: settings({ 'fs.s3a.endpoint': 'https://s3.example.com' }),
    },
    SVC028: [
      {
        refused: settings({ 'hive.compactor.initiator.on': 'true' }),
        given: "hive.compactor.initiator.on of 'true'",
        passes: settings({ 'hive.compactor.initiator.on': 'false' }),
      },
      {
        refused: settings({ 'metastore.compactor.worker.threads': '4' }),
        given: "metastore.compactor.worker.threads of '4'",
        passes: settings({ 'metastore.compactor.worker.threads': '0' }),
      },
    ],
    SVC029: [
      {
        refused: settings({ 'hive.metastore.schema.verification': 'false' }),
        given: 'hive.metastore.schema.verification of false: a schema of another release',
        passes: {
          ...settings({ 'hive.metastore.schema.verification': 'false' }),
          acknowledgeRiskySettings: ['hive.metastore.schema.verification'],
        },
      },
      {
        refused: settings({ 'datanucleus.schema.autoCreateAll': 'true' }),
        given: 'datanucleus.schema.autoCreateAll of true',
        passes: settings({ 'datanucleus.schema.autoCreateAll': 'false' }),
      },
    ],
    SVC030: {
      refused: settings({ 'metastore.client.socket.timeoutt': '60' }),
      given: "'metastore.client.socket.timeoutt', which is close to 'metastore.client.socket.timeout',",
      passes: settings({ 'metastore.client.socket.timeout': '60' }),
    },
    SVC031: [
      { refused: release('2.3.9', own), given: "'2.3.9'", passes: release('3.1.2', own) },
      { refused: release('latest', own), given: "'latest'", passes: release('4.0.1', own) },
    ],
    SVC032: {
      refused: release('3.1.3', { images: { ...own.images, hive: { image: 'acme/hive' } } }),
      given: "one for 'hive'",
      passes: release('3.1.3', own),
    },
    SVC033: { refused: published, given: 'none', passes: { ...published, libraries } },
    SVC034: [
      {
        refused: jars({ image: { image: 'acme/libraries' } }),
        given: "'acme/libraries'",
        passes: jars({ image: { image: 'acme/libraries:1' } }),
      },
      {
        refused: jars({ image: { image: 'acme/libraries:latest' } }),
        given: "'acme/libraries:latest'",
        passes: jars({ image: { image: 'acme/libraries', digest: `sha256:${sum}` } }),
      },
    ],
    SVC035: {
      refused: jars({ files: { 'postgresql-42.7.7.jar': 'none' } }),
      given: "'none' for postgresql-42.7.7.jar",
      passes: jars({ files: { 'postgresql-42.7.7.jar': sum } }),
    },
    SVC036: [
      {
        refused: { ...published, libraries, database: mysql(external()) },
        given: 'none of mysql-connector-j',
        passes: { ...published, libraries, database: postgresql(external()) },
      },
      {
        refused: { ...published, libraries, warehouse: services.HiveWarehouse.inStore(store, 'warehouse') },
        given: 'none of hadoop-aws',
        passes: { version: ownImage, warehouse: services.HiveWarehouse.inStore(store, 'warehouse') },
      },
    ],
    SVC037: {
      refused: database({ user: "a'b" }),
      given: "'a'b' for user",
      passes: database({ user: 'hive_metastore' }),
    },
    SVC038: {
      refused: database({ host: '${Token[TOKEN.1]}' }),
      given: "'${Token[TOKEN.1]}'",
      passes: database({ host: 'db.example.com' }),
    },
    SVC039: {
      refused: database({ port: 0 }),
      given: '0 for port',
      passes: database({ port: 6432 }),
    },
    SVC040: {
      refused: database({ authority: services.DatabaseAuthority.certificates('bundle.pem') }),
      given: 'other text',
      passes: database({ authority: services.DatabaseAuthority.certificates(PEM) }),
    },
    SVC041: {
      refused: { acknowledgeUpgradeFrom: '3.0' },
      given: "'3.0'",
      passes: { acknowledgeUpgradeFrom: '3.0.0' },
    },
    SVC043: {
      refused: {
        warehouse: services.HiveWarehouse.inFileSystem({ ...fileSystem, kerberosRealm: 'EXAMPLE.COM' }, '/warehouse'),
      },
      given: 'hdfs://lake of the realm EXAMPLE.COM',
      passes: { warehouse: services.HiveWarehouse.inFileSystem(fileSystem, '/warehouse') },
    },
    SVC042: [
      {
        refused: { warehouse: services.HiveWarehouse.inStore(store, '/warehouse') },
        given: "'/warehouse'",
        passes: { warehouse: services.HiveWarehouse.inStore(store, 'warehouse') },
      },
      {
        refused: { warehouse: services.HiveWarehouse.inFileSystem(fileSystem, 'warehouse') },
        given: "'warehouse'",
        passes: { warehouse: services.HiveWarehouse.inFileSystem(fileSystem, '/warehouse') },
      },
    ],
  },
});
