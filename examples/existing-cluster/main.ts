import {
  aws,
  clickhouse,
  Cpu,
  EnvironmentProps,
  kubernetes,
  operators,
  policies,
  render,
  security,
} from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { App, TerraformStack } from 'cdktf';

/** What is there already, and belongs to somebody else. */
const CLUSTER = aws.DataCluster.fromAttributes({
  clusterName: 'company-main',
  kubernetesVersion: '1.35',
  endpoint: 'https://0123456789ABCDEF.gr7.eu-central-1.eks.amazonaws.com',
  certificateAuthority: 'LS0tLS1CRUdJTi...',
  oidcIssuer: 'oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF',
  nodeSecurityGroupId: 'sg-0123456789abcdef0',
});

/** Nodes of theirs, by their own labels and taints; volumes by their own classes. */
const ENVIRONMENT: EnvironmentProps = {
  name: 'analytics',
  zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
  storageClasses: { data: 'gp3' },
  nodeClasses: {
    stateful: { nodeSelector: { pool: 'databases' }, taints: [{ key: 'databases', effect: 'NoSchedule' }] },
  },
  extensions: [
    new aws.AwsProfile({ accountId: '000000000000', region: 'eu-central-1', namePrefix: 'company' }),
    new security.NetworkProfile({
      // Prometheus and External Secrets are theirs, too.
      monitoring: [{ namespaceLabels: { 'kubernetes.io/metadata.name': 'observability' } }],
    }),
  ],
};

/** ClickHouse with its operator, its bucket and its permissions, in a cluster and a network that exist. */
export function example(app: App): TerraformStack[] {
  const data = new aws.AwsStack(app, 'analytics-data', { environment: ENVIRONMENT });
  const key = new aws.EncryptionKey(data, 'Key', { purpose: 'data' });
  new aws.DataBucket(data, 'Backups', { purpose: 'backups', key, logBucket: { bucketName: 'company-access-logs' } });

  const clusterAccess = render.ClusterAccess.eks({ ...CLUSTER, region: 'eu-central-1' });
  const platform = new render.ManifestStack(app, 'analytics-platform', {
    environment: ENVIRONMENT,
    clusterAccess,
    delivery: render.Delivery.chart(),
  });
  new operators.ClickHouseOperator(
    new kubernetes.NamespaceChart(platform.manifests, 'clickhouse-operator'),
    'operator',
    {
      kubernetesVersion: CLUSTER.kubernetesVersion,
    },
  );
  policies.Policies.apply(platform);

  const engines = new render.ManifestStack(app, 'analytics-engines', { environment: ENVIRONMENT, clusterAccess });
  const olap = new kubernetes.NamespaceChart(engines.manifests, 'olap');
  const { storeAccess } = new clickhouse.ClickHouseCluster(olap, 'events', {
    shards: 1,
    replicas: 2,
    size: { cpu: Cpu.units(4), memory: Size.gibibytes(16) },
    storage: Size.gibibytes(500),
    backup: { store: aws.DataBucket.named(olap, 'backups') },
  });
  policies.Policies.apply(engines);

  const access = new aws.AwsStack(app, 'analytics-access', { environment: ENVIRONMENT });
  aws.WorkloadAccess.forStores(access, storeAccess, { clusterName: CLUSTER.clusterName });
  engines.addDependency(platform);
  engines.addDependency(access);
  access.addDependency(data);
  return [data, access, platform, engines];
}

if (require.main === module) {
  const app = new App({ stackTraces: false });
  example(app);
  app.synth();
}
