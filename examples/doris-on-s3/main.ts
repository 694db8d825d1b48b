import * as fs from 'node:fs';
import * as path from 'node:path';
import { Cpu, doris, Environment, kubernetes, policies, render, security, services } from 'bigdata-constructs';
import { App, Size } from 'cdk8s';

const bucket = (purpose: string) => ({
  bucketName: `example-${purpose}`,
  region: 'eu-central-1',
  endpoint: 'https://s3.eu-central-1.amazonaws.com',
});

const key = (property: string) => security.Secret.fromStore({ store: 'vault', key: 'doris-metadata', property });

/** The key by which FoundationDB is backed up: its operator needs the same one. */
export const backupKey: security.StoreKey = {
  store: bucket('metadata'),
  accessKeyId: key('id'),
  secretAccessKey: key('secret'),
  tls: {
    certificate: security.Tls.certManager({ issuer: 'internal' }),
    authority: fs.readFileSync(path.join(__dirname, 'amazon-roots.pem'), 'utf8'),
  },
};

const size = { cpu: Cpu.units(16), memory: Size.gibibytes(64) };

/** Doris whose tables lie in S3: one compute group loads, another one answers, and neither slows the other down. */
export function example(): App {
  const app = new App();
  Environment.attach(app, { name: 'prod', zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'] });
  const metadata = new services.FoundationDb(new kubernetes.NamespaceChart(app, 'metadata'), 'meta', {
    redundancy: services.FoundationDbRedundancy.THREE_DATA_HALL,
    backup: { key: backupKey },
  });
  const chart = new kubernetes.NamespaceChart(app, 'warehouse', { podSecurity: kubernetes.PodSecurity.BASELINE });
  const sales = new doris.DorisDisaggregatedCluster(chart, 'sales', {
    foundationDb: metadata,
    data: { store: bucket('tables') },
    computeGroups: [
      { name: 'etl', members: 3, size, cache: Size.gibibytes(500) },
      { name: 'reporting', members: 2, size, cache: Size.tebibytes(1) },
    ],
    users: [
      {
        name: 'superset',
        grants: [
          { privileges: [doris.DorisPrivilege.SELECT], on: 'internal.*.*' },
          { privileges: [doris.DorisPrivilege.USAGE], on: 'COMPUTE GROUP reporting' },
        ],
        properties: { default_compute_group: 'reporting' },
      },
    ],
  });
  sales.connections.allowFrom(security.Peer.pods('bi', { app: 'superset' }));
  policies.Policies.apply(app);
  return app;
}

if (require.main === module) render.ManifestYaml.write(example(), 'manifests');
