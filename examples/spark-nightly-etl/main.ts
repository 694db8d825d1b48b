import { Cpu, Environment, kubernetes, policies, render, scaling, security, spark } from 'bigdata-constructs';
import { App, Size } from 'cdk8s';

const lake = { bucketName: 'example-lake', region: 'eu-central-1', endpoint: 'https://s3.eu-central-1.amazonaws.com' };

/** What a data team has in its own repository: a namespace, its part of the machines, and a job that runs every night on somebody else's platform. */
export function example(): App {
  const app = new App();
  Environment.attach(app, { name: 'prod', zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'] });
  const chart = new kubernetes.NamespaceChart(app, 'sales');
  const platform = spark.SparkPlatform.fromAttributes(chart, 'platform', {
    name: 'spark',
    namespaceName: 'spark',
    version: spark.SparkVersion.of('4.1.2', { images: { spark: { image: 'registry.example.com/spark:4.1.2-lake' } } }),
    eventLog: spark.SparkLocation.inStore(lake, 'spark/events'),
    endpoints: { historyServerUrl: 'http://spark-history-server.spark.svc.cluster.local:18080' },
    peer: security.Peer.pods('spark'),
  });
  const team = new spark.SparkTeam(chart, 'team', {
    name: 'sales',
    platform,
    capacity: { cpu: Cpu.units(80), memory: Size.gibibytes(400) },
    stores: [{ store: lake, prefix: 'sales' }],
  });
  new spark.ScheduledSparkApplication(chart, 'nightly-etl', {
    team,
    job: spark.Job.sql([
      "CREATE OR REPLACE TEMPORARY VIEW orders USING parquet OPTIONS (path 's3a://example-lake/sales/orders')",
      "INSERT OVERWRITE DIRECTORY 's3a://example-lake/sales/by_day' USING parquet SELECT day, sum(amount) AS amount FROM orders GROUP BY day",
    ]),
    schedule: '0 3 * * *',
    timeZone: 'Europe/Berlin',
    executors: scaling.Scaling.between(1, 10),
    retries: 1,
  });
  policies.Policies.apply(app);
  return app;
}

if (require.main === module) render.ManifestYaml.write(example(), 'manifests');
