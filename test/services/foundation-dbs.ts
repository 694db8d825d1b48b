import {
  Environment,
  EnvironmentProps,
  kubernetes,
  monitoring,
  policies,
  security,
  services,
} from 'bigdata-constructs';
import { App, Duration } from 'cdk8s';
import { yamlObjects } from '../helpers/synth';
import { PEM } from './metastores';

/** A bucket of S3, and a key to it. */
export const key: security.StoreKey = {
  store: { bucketName: 'test-doris-backup', region: 'eu-central-1', endpoint: 'https://s3.eu-central-1.amazonaws.com' },
  accessKeyId: security.Secret.fromStore({ store: 'vault', key: 'backup', property: 'id' }),
  secretAccessKey: security.Secret.fromStore({ store: 'vault', key: 'backup', property: 'secret' }),
  tls: { certificate: security.Tls.certManager({ issuer: 'internal' }), authority: PEM },
};

/** A store without TLS, on a laptop. */
export const plainKey: security.StoreKey = {
  store: { bucketName: 'backup', region: 'local', endpoint: 'http://minio.storage.svc.cluster.local:9000' },
  accessKeyId: security.Secret.existing('minio', 'id'),
  secretAccessKey: security.Secret.existing('minio', 'secret'),
};

/** A FoundationDB in an App of its own, with the standard policies. */
export function foundationDb(
  props: services.FoundationDbProps = {},
  environment: Partial<EnvironmentProps> = {},
  namespaceName = 'ns',
) {
  const app = new App();
  const extensions = [new monitoring.MonitoringProfile({ retention: Duration.days(35) })];
  Environment.attach(app, { name: 'test', zones: ['a', 'b', 'c'], extensions, ...environment });
  const chart = new kubernetes.NamespaceChart(app, namespaceName);
  const made = new services.FoundationDb(chart, 'meta', props);
  made.connections.allowFrom(security.Peer.pods('doris'));
  policies.Policies.apply(app);
  return { app, chart, foundationDb: made, objects: () => yamlObjects(app) };
}
