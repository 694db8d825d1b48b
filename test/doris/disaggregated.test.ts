import { doris, security, services } from 'bigdata-constructs';
import { Duration } from 'cdk8s';
import { vaultProgram } from '../../lib/doris/programs/vault-program';
import { describeWithCommand } from '../helpers/authorities';
import { disaggregatedTemplates } from '../helpers/doris-operator';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { clusterApart, everythingApart, minimalApart } from './clusters';
import { expectSameEnd, run } from './programs';
import { DorisServer } from './server/doris-server';

type Props = Partial<doris.DorisDisaggregatedClusterProps>;
type Component = Record<string, unknown> & { readonly annotations: Record<string, string>; readonly replicas: number };

interface Spec {
  readonly metaService: Component;
  readonly feSpec: Component;
  readonly computeGroups: (Component & { readonly uniqueId: string })[];
  readonly [field: string]: unknown;
}

const resourceOf = (props: Props = {}) =>
  find<KubeObject & { spec: Spec }>(clusterApart(props).objects(), 'DorisDisaggregatedCluster');
const specOf = (props: Props = {}) => resourceOf(props).spec;
const confOf = (name: string, file: string, props: Props = {}) =>
  find<KubeObject & { data: Record<string, string> }>(clusterApart(props).objects(), 'ConfigMap', name).data[file];

describe('what the operator reads', () => {
  test.each(['metaService', 'feSpec', 'computeGroups'] as const)(
    'says of %s what it would write itself, or leave as it was',
    (part) => {
      const said = [
        'affinity',
        'annotations',
        'configMaps',
        'containerSecurityContext',
        'image',
        'labels',
        'limits',
        'logNotStore',
        'replicas',
        'requests',
        'securityContext',
        'service',
        'serviceAccount',
      ];
      for (const component of [specOf()[part]].flat()) {
        expect(said.filter((field) => component[field] === undefined)).toEqual([]);
      }
    },
  );

  test('has members decommissioned, and no privileged container', () => {
    const { enableDecommission, computeGroups } = specOf();
    expect(enableDecommission).toBe(true);
    for (const group of computeGroups) {
      expect(group).toMatchObject({
        skipDefaultSystemInit: true,
        enableWorkloadGroup: false,
        containerSecurityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      });
    }
  });

  test('finds FoundationDB by its ConfigMap, or by its address', () => {
    expect(specOf().metaService.fdb).toEqual({
      configMapNamespaceName: { name: 'meta-config', namespace: 'foundationdb' },
    });
    const { chart } = clusterApart();
    const address = 'meta:abc@10.0.0.1:4501';
    const peer = security.Peer.cidr('10.0.0.0/24');
    const foundationDb = services.FoundationDb.fromAttributes(chart, 'by-address', { address, peer });
    expect(specOf({ foundationDb }).metaService.fdb).toEqual({ address });
  });

  test.each<[string, Props, string[]]>([
    ['the meta service', { overrides: { metaService: { recycle_interval_seconds: '1800' } } }, ['metaService']],
    ['frontends', { overrides: { frontend: { max_query_retry_time: '3' } } }, ['feSpec']],
    ['compute groups', { overrides: { backend: { max_tablet_version_num: '3000' } } }, ['computeGroups']],
  ])('rolls what a setting of %s is of, and nothing else', (_, props, rolled) => {
    const [given, changed] = [specOf(), specOf(props)];
    const parts = ['metaService', 'feSpec', 'computeGroups'];
    expect(parts.filter((part) => JSON.stringify(given[part]) !== JSON.stringify(changed[part]))).toEqual(rolled);
  });

  test('has every prop', () => {
    const { feSpec, metaService, computeGroups } = specOf(everythingApart);
    expect(metaService).toMatchObject({ replicas: 3, image: 'apache/doris:ms-4.1.3' });
    expect(feSpec).toMatchObject({ replicas: 4, electionNumber: 3, image: 'apache/doris:fe-4.0.7' });
    expect(computeGroups.map(({ uniqueId, replicas }) => [uniqueId, replicas])).toEqual([
      ['etl', 3],
      ['ad_hoc', 2],
    ]);
  });
});

describe('volumes', () => {
  test('are where the files of the configuration say, by which the operator names their claims', () => {
    const templates = disaggregatedTemplates(resourceOf());
    const claimed = templates.flatMap(({ spec: { volumes, containers } }) =>
      volumes
        .filter((volume) => 'persistentVolumeClaim' in volume)
        .map(({ name }) => [name, containers[0].volumeMounts.find((mount) => mount.name === name)?.mountPath]),
    );
    expect(claimed).toEqual([
      ['doris-meta', '/opt/apache-doris/fe/doris-meta'],
      ['file-cache', '/opt/apache-doris/be/file_cache'],
    ]);
    expect(confOf('sales-fe', 'fe.conf')).toContain(`meta_dir = ${claimed[0][1]}\n`);
    expect(confOf('sales-be-etl', 'be.conf')).toContain(`file_cache_path = [{"path":"${claimed[1][1]}"`);
  });

  test('of frontends grow by the names that their claims have', () => {
    const { data } = find<KubeObject & { data: Record<string, string> }>(
      clusterApart(everythingApart).objects(),
      'ConfigMap',
      'sales-fe-growth',
    );
    expect(data.claims).toContain('doris-meta-sales-fe-0 200Gi\n');
  });
});

describe('what is deleted from the object store', () => {
  const retention = (props: Props = {}) =>
    Number(/^retention_seconds = (\d+)$/m.exec(confOf('sales-ms', 'doris_cloud.conf', props))?.[1]);

  test('stays for longer than the oldest backup of FoundationDB that is kept', () => {
    expect(retention()).toBeGreaterThan(Duration.days(7).toSeconds());
  });

  test('cannot be said otherwise', () => {
    expect(() => clusterApart({ overrides: { metaService: { retention_seconds: '60' } } })).toThrow(
      "'retention_seconds', which follows from the backups that are kept",
    );
  });
});

describe('the object store', () => {
  test('is open to whoever reads, writes and deletes there, as who they are', () => {
    const { cluster } = clusterApart();
    expect(
      cluster.storeAccess.map(({ identity, prefix, mode }) => [identity.serviceAccountName, prefix, mode]),
    ).toEqual([
      ['sales-fe', 'tables/sales', 'ReadWrite'],
      ['sales-ms', 'tables/sales', 'ReadWrite'],
      ['sales-be', 'tables/sales', 'ReadWrite'],
    ]);
    expect(clusterApart(everythingApart).cluster.storeAccess).toEqual([]);
  });

  test('has its key in no manifest but by its Secret', () => {
    const [job] = clusterApart(everythingApart)
      .objects()
      .filter(({ kind }) => kind === 'CronJob')
      .filter(({ metadata }) => metadata.name === 'sales-vault');
    expect(JSON.stringify(job)).toContain(
      '{"name":"S3_SECRET_KEY","valueFrom":{"secretKeyRef":{"key":"secret","name":"minio"}}}',
    );
  });
});

test('to others it is a Doris as any', () => {
  const { cluster, chart } = clusterApart();
  const referred: doris.IDorisCluster = doris.DorisCluster.fromAttributes(chart, 'other', {
    endpoints: cluster.endpoints,
    peer: security.Peer.pods('tables'),
  });
  expect(referred.endpoints).toEqual({
    host: 'sales-fe.tables.svc.cluster.local',
    mysqlPort: 9030,
    httpUrl: 'http://sales-fe.tables.svc.cluster.local:8030',
  });
});

test('what needs FoundationDB comes after it', () => {
  const { cluster, chart } = clusterApart();
  const resource = cluster.node.findChild('Resource');
  expect(resource.node.dependencies).toContain(chart.node.findChild('meta'));
});

describeWithCommand('mysql', 'the program that makes the storage vault', () => {
  const place = { name: 'data', properties: { type: 'S3', 's3.bucket': 'test-doris' }, keys: false };
  const keys = { S3_ACCESS_KEY: 'id', S3_SECRET_KEY: "it's \\ secret" };
  const cluster = () => DorisServer.start({ rootPassword: 'p', decoupled: true });
  const state = ({ doris: { storageVaults, defaultStorageVault } }: DorisServer) => ({
    vaults: [...storageVaults.all].map(([name, { properties }]) => ({ name, properties })),
    initial: defaultStorageVault,
  });

  test('ends with it as the default, wherever it was cut off', async () => {
    await expectSameEnd({ cluster, program: vaultProgram(place), state });
    const server = await cluster();
    await run(server, vaultProgram(place));
    await server.stop();
    expect(state(server)).toEqual({ vaults: [{ name: 'data', properties: place.properties }], initial: 'data' });
  });

  test('brings new keys, and leaves the rest as it is', async () => {
    const server = await cluster();
    const program = vaultProgram({ ...place, keys: true });
    await run(server, program, { env: { ...keys, S3_SECRET_KEY: 'old' } });
    await run(
      server,
      vaultProgram({ ...place, properties: { ...place.properties, 's3.bucket': 'other' }, keys: true }),
      {
        env: keys,
      },
    );
    await server.stop();
    expect(state(server).vaults).toEqual([
      { name: 'data', properties: { ...place.properties, 's3.access_key': 'id', 's3.secret_key': "it's \\ secret" } },
    ]);
    expect(server.doris.sent.filter(({ refused }) => refused)).toEqual([]);
  });

  test('leaves a default that somebody else chose', async () => {
    const server = await cluster();
    server.doris.storageVaults.create('other', {}, false);
    server.doris.defaultStorageVault = 'other';
    const ended = await run(server, vaultProgram(place));
    await server.stop();
    expect(ended.status).toBe(0);
    expect(state(server)).toMatchObject({ vaults: [{ name: 'other' }, { name: 'data' }], initial: 'other' });
  });
});

test('without high availability one of each is enough', () => {
  const [group] = minimalApart.computeGroups;
  const { feSpec, metaService } = specOf({ highAvailability: false, computeGroups: [{ ...group, members: 1 }] });
  expect([feSpec.replicas, metaService.replicas]).toEqual([1, 1]);
});
