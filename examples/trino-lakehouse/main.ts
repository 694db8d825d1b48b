import {
  Cpu,
  Environment,
  kubernetes,
  policies,
  presto,
  render,
  scaling,
  security,
  services,
} from 'bigdata-constructs';
import { App, Duration, Size } from 'cdk8s';

const bucket = (purpose: string) => ({
  bucketName: `example-${purpose}`,
  region: 'eu-central-1',
  endpoint: 'https://s3.eu-central-1.amazonaws.com',
});

/** Trino over tables of Iceberg in S3: on spare capacity, since tasks of workers that are taken away run again. */
export function example(): App {
  const app = new App();
  Environment.attach(app, { name: 'prod', zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'] });
  const chart = new kubernetes.NamespaceChart(app, 'lakehouse');
  const trino = new presto.PrestoCluster(chart, 'trino', {
    version: presto.PrestoVersion.TRINO_476,
    coordinator: { size: { cpu: Cpu.units(4), memory: Size.gibibytes(16) } },
    workers: {
      size: { cpu: Cpu.units(7), memory: Size.gibibytes(52) },
      scaling: scaling.Scaling.between(3, 30),
      spot: true,
    },
    faultTolerance: presto.PrestoFaultTolerance.task({ exchange: bucket('exchange') }),
    maxQueryTime: Duration.minutes(45),
    catalogs: {
      lake: presto.PrestoCatalog.lakehouse(
        services.Catalog.icebergRest({
          uri: 'https://catalog.data.svc.cluster.local:8181/api/catalog',
          peer: security.Peer.pods('data', { app: 'catalog' }),
          warehouse: 'lake',
          credential: { secretName: 'catalog', key: 'credential' },
        }),
        { store: bucket('lake') },
      ),
    },
    security: presto.PrestoSecurity.tls({
      tls: security.Tls.certManager({ issuer: 'internal', dnsNames: ['trino.example.com'] }),
      signIn: presto.PrestoSignIn.passwordFile({ users: { secretName: 'trino-users', key: 'users' } }),
      access: [
        { users: ['etl'], access: presto.PrestoAccess.ALL },
        { users: ['superset'], catalogs: ['lake'], access: presto.PrestoAccess.READ },
      ],
    }),
    teams: [
      { name: 'etl', members: ['etl'], share: 60 },
      { name: 'reporting', members: ['superset'], share: 40 },
    ],
  });
  trino.connections.allowFrom(security.Peer.pods('bi', { app: 'superset' }));
  policies.Policies.apply(app);
  return app;
}

if (require.main === module) render.ManifestYaml.write(example(), 'manifests');
