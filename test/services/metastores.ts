import {
  Environment,
  EnvironmentProps,
  IFileSystem,
  IObjectStore,
  kubernetes,
  monitoring,
  policies,
  security,
  services,
} from 'bigdata-constructs';
import { App, Duration } from 'cdk8s';
import { KubeObject } from '../helpers/kube-client';
import { find, yamlObjects } from '../helpers/synth';

/** A certificate for those who only look at where it goes. */
export const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

export const store: IObjectStore = {
  bucketName: 'lake',
  region: 'eu-central-1',
  endpoint: 'https://s3.eu-central-1.amazonaws.com',
};

/** A file system of somebody else's. */
export const fileSystem: IFileSystem = {
  uri: 'hdfs://lake',
  networkPeer: security.Peer.pods('hadoop', { app: 'hdfs' }).networkPeer,
  clientFilesIn: () => 'lake-hadoop-client',
};

export const libraries: services.HiveMetastoreLibraries = { image: { image: 'registry.example.com/hive-libraries:1' } };

/** An image of one's own that has all. */
export const ownImage = services.HiveMetastoreVersion.of('3.1.3', {
  images: { metastore: { image: 'registry.example.com/hive-metastore' } },
});

/** A PostgreSQL that something else runs. */
export const external = (props: Partial<services.ExternalDatabaseOptions> = {}): services.ExternalDatabaseOptions => ({
  host: 'metastore.prod.internal',
  password: security.Secret.existing('metastore-password', 'password'),
  authority: services.DatabaseAuthority.certificates(PEM),
  peer: security.Peer.cidr('10.20.0.0/16'),
  maxConnections: 100,
  ...props,
});

/** Asks for all locks, which the pools of transactions answer: a call with one struct that has no fields. */
export const SHOW_LOCKS = `exec 3<>/dev/tcp/localhost/9083
printf '\\x80\\x01\\x00\\x01\\x00\\x00\\x00\\x0ashow_locks\\x00\\x00\\x00\\x01\\x0c\\x00\\x01\\x00\\x00' >&3
timeout 30 head -c 4 <&3 | od -An -tx1`;

/** A metastore in an App of its own, with the standard policies. */
export function metastore(
  props: Partial<services.HiveMetastoreProps> = {},
  environment: EnvironmentProps = { name: 'test', zones: ['a', 'b', 'c'] },
  namespaceName = 'ns',
) {
  const app = new App();
  const extensions = [new monitoring.MonitoringProfile({ retention: Duration.days(35) })];
  Environment.attach(app, { extensions, ...environment });
  const chart = new kubernetes.NamespaceChart(app, namespaceName);
  const made = new services.HiveMetastore(chart, 'lake', {
    version: ownImage,
    database: services.HiveMetastoreDatabase.postgresql(external()),
    warehouse: services.HiveWarehouse.inFileSystem(fileSystem, '/warehouse'),
    ...props,
  });
  made.connections.allowFrom(security.Peer.pods('clients'));
  policies.Policies.apply(app);
  return { app, chart, metastore: made, objects: () => yamlObjects(app) };
}

/** The files that replicas read. */
export function filesOf(objects: KubeObject[]): Record<string, string> {
  return find<KubeObject & { data: Record<string, string> }>(objects, 'ConfigMap', 'lake-metastore').data;
}

/** metastore-site.xml by key. */
export function settingsOf(objects: KubeObject[]): Record<string, string> {
  const entries = filesOf(objects)['metastore-site.xml'].matchAll(/<name>(.*)<\/name>\s*<value>(.*)<\/value>/g);
  return Object.fromEntries([...entries].map(([, name, value]) => [name, value.replace(/&amp;/g, '&')]));
}
