import { clickhouse, Cpu, kubernetes, policies, render } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { App } from 'cdktf';

/** ClickHouse in any cdktf app: one Terraform resource for each Kubernetes object, and every change of a field in the plan. */
export function example(app: App): render.ManifestStack {
  const stack = new render.ManifestStack(app, 'analytics', {
    environment: {
      name: 'dev',
      zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
      storageClasses: { data: 'gp3' },
    },
    clusterAccess: render.ClusterAccess.kubeconfig({ context: 'dev' }),
  });
  const chart = new kubernetes.NamespaceChart(stack.manifests, 'analytics');
  new clickhouse.ClickHouseCluster(chart, 'events', {
    shards: 1,
    replicas: 2,
    size: { cpu: Cpu.units(2), memory: Size.gibibytes(8) },
    storage: Size.gibibytes(200),
    backup: {
      store: { bucketName: 'my-backups', region: 'eu-central-1', endpoint: 'https://s3.eu-central-1.amazonaws.com' },
    },
  });
  policies.Policies.apply(stack);
  return stack;
}

if (require.main === module) {
  const app = new App({ stackTraces: false });
  example(app);
  app.synth();
}
