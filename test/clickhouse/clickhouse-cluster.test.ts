import { clickhouse, DeletionPolicy, kubernetes, render, security, StoreMode, Warnings } from 'bigdata-constructs';
import { App, Chart, Duration, Size } from 'cdk8s';
import { podTemplatesOf } from '../helpers/pod-templates';
import { find } from '../helpers/synth';
import { configurationOf } from './ask-clickhouse';
import { cluster, everything, store } from './clusters';

const specOf = (props: Partial<clickhouse.ClickHouseClusterProps> = {}, kind = 'ClickHouseInstallation') =>
  find(cluster(props).objects(), kind).spec as Record<string, never>;

const podOf = (props: Partial<clickhouse.ClickHouseClusterProps> = {}, kind = 'ClickHouseInstallation') =>
  podTemplatesOf(find(cluster(props).objects(), kind))[0].template.spec as Record<string, never>;

describe('with four props, the cluster', () => {
  test('has two layers: shards of replicas, and three members of Keeper that servers know one by one', () => {
    expect(specOf().configuration).toMatchObject({
      clusters: [{ name: 'main', layout: { shardsCount: 2, replicasCount: 2 } }],
      zookeeper: {
        nodes: [0, 1, 2].map((index) => ({ host: `chk-events-main-0-${index}.olap.svc.cluster.local`, port: 2181 })),
      },
    });
  });

  test('retains volumes, whatever happens to its objects', () => {
    for (const kind of ['ClickHouseInstallation', 'ClickHouseKeeperInstallation']) {
      const spec = specOf({}, kind) as Record<
        string,
        { cleanup: object; storageManagement: object; volumeClaimTemplates: object[] }
      >;
      const { cleanup } = spec.reconcile ?? spec.reconciling;
      expect(cleanup).toMatchObject({ unknownObjects: { pvc: 'Retain' }, reconcileFailedObjects: { pvc: 'Retain' } });
      expect(spec.defaults.storageManagement).toEqual({ provisioner: 'Operator', reclaimPolicy: 'Retain' });
      expect(spec.templates.volumeClaimTemplates).toMatchObject([{ reclaimPolicy: 'Retain' }]);
    }
  });

  test('has no user without a password, and none whose password is in a manifest', () => {
    const { users, files } = configurationOf(find(cluster().objects(), 'ClickHouseInstallation'));
    expect(files['users.d/cluster-users.xml']).toContain('<default remove="1"/>');
    expect(users['admin/password_sha256_hex']).toEqual(['sha256_of_admin']);
    expect(find(cluster().objects(), 'ExternalSecret', 'events-password-hashes').spec).toMatchObject({
      data: expect.arrayContaining([
        { secretKey: 'admin', remoteRef: { key: 'events-admin', property: 'password' } },
      ]) as unknown,
      target: { template: { data: { 'hashes.xml': expect.stringContaining('{{ .admin | sha256sum }}') as unknown } } },
    });
    expect(cluster().cluster.passwordOf('admin')).toEqual({ secretName: 'events-admin', key: 'password' });
    expect(() => cluster().cluster.passwordOf('nobody')).toThrow("no user 'nobody'; there are admin");
  });

  test('spreads the replicas of each shard over zones and hosts', () => {
    const keys = ['clickhouse.altinity.com/shard'];
    expect(podOf().topologySpreadConstraints).toMatchObject([{ minDomains: 2, matchLabelKeys: keys }]);
    expect(podOf().affinity).toMatchObject({
      podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ matchLabelKeys: keys }] },
    });
    expect(podOf({}, 'ClickHouseKeeperInstallation').topologySpreadConstraints).toMatchObject([{ minDomains: 3 }]);
  });

  test('lets a drain take one server of each shard and one member of Keeper at a time', () => {
    const budgets = cluster()
      .objects()
      .filter(({ kind }) => kind === 'PodDisruptionBudget');
    expect(
      budgets.map(({ metadata, spec }) => [metadata.name, (spec as { maxUnavailable: number }).maxUnavailable]),
    ).toEqual([
      ['events-keeper', 1],
      ['events-shard-0', 1],
      ['events-shard-1', 1],
    ]);
  });

  test('is found where it says', () => {
    expect(cluster().cluster.endpoints).toEqual({
      host: 'clickhouse-events.olap.svc.cluster.local',
      nativePort: 9000,
      httpUrl: 'http://clickhouse-events.olap.svc.cluster.local:8123',
      tls: false,
    });
  });

  test('warns that nothing is backed up', () => {
    const { app, cluster: made } = cluster();
    expect(Warnings.pending(app)).toMatchObject([{ path: 'olap/events', id: 'CH020' }]);
    Warnings.of(made).acknowledge('CH020', 'the data is copied from elsewhere every night');
    expect(Warnings.pending(app)).toEqual([]);
  });
});

describe('the cluster', () => {
  test('closes the plain ports where it has certificates', () => {
    const { cluster: made, objects } = cluster(everything);
    expect(made.endpoints).toMatchObject({ nativePort: 9440, tls: true });
    const installation = find(objects(), 'ClickHouseInstallation');
    const { settings, files } = configurationOf(installation);
    expect(settings).toMatchObject({ https_port: 8443, tcp_port_secure: 9440, interserver_https_port: 9010 });
    expect(files['config.d/02-tls.xml']).toMatch(
      /<http_port remove="1"\/>[^]*<tcp_port remove="1"\/>[^]*<interserver_http_port remove="1"\/>/,
    );
    const [container] = podOf(everything).containers as { ports: { name: string; containerPort: number }[] }[];
    expect(container.ports.map(({ containerPort }) => containerPort)).toEqual([8443, 9440, 9010, 9363]);
    expect(find(objects(), 'Certificate').spec).toMatchObject({
      secretName: 'events-tls',
      dnsNames: expect.arrayContaining(['*.olap.svc.cluster.local']) as unknown,
    });
  });

  test.each<[string, Partial<clickhouse.ClickHouseClusterProps>, boolean]>([
    ['nothing', {}, false],
    ['backups', { backup: { store } }, true],
    ['cold data', { tieredStorage: { store, cache: Size.gibibytes(10) } }, true],
  ])('trusts its own authority, and the public ones only where object stores hold %s', (_, props, trusted) => {
    const { tls } = everything;
    const { files } = configurationOf(find(cluster({ tls, ...props }).objects(), 'ClickHouseInstallation'));
    const [, server, client] =
      /<server>([^]*)<\/server>[^]*<client>([^]*)<\/client>/.exec(files['config.d/02-tls.xml']) ?? [];
    expect(client).toContain('<caConfig>/etc/clickhouse-server/tls/ca.crt</caConfig>');
    expect(client).toContain(`<loadDefaultCAFile>${trusted}</loadDefaultCAFile>`);
    expect(server).toContain('<loadDefaultCAFile>false</loadDefaultCAFile>');
  });

  test('is exposed only as far as it is told', () => {
    const service = (props: Partial<clickhouse.ClickHouseClusterProps>) =>
      (specOf(props).templates as { serviceTemplates: { spec: object }[] }).serviceTemplates[0].spec;
    const quota = (props: Partial<clickhouse.ClickHouseClusterProps>) =>
      find(cluster(props).objects(), 'ResourceQuota').spec;
    expect(service({})).toMatchObject({ type: 'ClusterIP' });
    expect(quota({})).toEqual({ hard: { 'services.loadbalancers': '0' } });
    const expose = kubernetes.Expose.internalLoadBalancer({ sourceRanges: ['10.0.0.0/8'] });
    expect(service({ expose })).toMatchObject({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8'] });
    expect(quota({ expose })).toEqual({ hard: { 'services.loadbalancers': '1' } });
  });

  test('counts requests to Keeper in 64 bits, on both sides or not at all', () => {
    for (const version of [clickhouse.ClickHouseVersion.V25_8, clickhouse.ClickHouseVersion.V26_3]) {
      const objects = cluster({ version }).objects();
      const settingsOf = (kind: string) => configurationOf(find(objects, kind)).settings;
      expect(settingsOf('ClickHouseInstallation')).toMatchObject({ 'zookeeper/use_xid_64': 1 });
      expect(settingsOf('ClickHouseKeeperInstallation')).toMatchObject({
        'keeper_server/coordination_settings/use_xid_64': 1,
      });
    }
  });

  test('lets overrides win', () => {
    const overrides = {
      settings: { max_concurrent_queries: 7, mark_cache_size: 1 },
      files: { 'config.d/my.xml': '<clickhouse/>' },
    };
    const { settings, files } = configurationOf(find(cluster({ overrides }).objects(), 'ClickHouseInstallation'));
    expect(settings).toMatchObject({ max_concurrent_queries: 7, mark_cache_size: 1 });
    expect(files['config.d/my.xml']).toBe('<clickhouse/>');
    // The last in the alphabet wins: given files over those of the cluster, and these over those of the operator.
    const byFolder = (folder: string) => Object.keys(files).filter((file) => file.startsWith(folder));
    for (const file of byFolder('config.d/02-')) {
      expect(file > 'config.d/01-clickhouse-05-trace_log.xml' && file < 'config.d/chop-generated-settings.xml').toBe(
        true,
      );
    }
    expect(byFolder('config.d/')).toHaveLength(byFolder('config.d/02-').length + 1);
    expect(byFolder('users.d/').filter((file) => file < 'users.d/chop-generated-users.xml')).toEqual([]);
  });

  test('reaches object stores and the cloud identity only where it uses them', () => {
    const egress = (props: Partial<clickhouse.ClickHouseClusterProps>) =>
      JSON.stringify(
        (find(cluster(props).objects(), 'NetworkPolicy', 'events-server').spec as { egress: object }).egress,
      );
    expect(egress({})).not.toContain('169.254.170.23/32');
    expect(egress({ backup: { store } })).toContain('169.254.170.23/32');
    expect(egress({ backup: { store } })).toContain('"port":443');
  });

  test('needs its own places in object stores, and no more of them', () => {
    const { cluster: made } = cluster({ backup: { store }, tieredStorage: { store, cache: Size.gibibytes(10) } });
    const access = { identity: made.identity, store, mode: StoreMode.READ_WRITE };
    expect(made.storeAccess).toEqual([
      { ...access, prefix: 'clickhouse/events/data' },
      { ...access, prefix: 'clickhouse/events/backups' },
    ]);
    expect(cluster().cluster.storeAccess).toEqual([]);
  });

  test("reads another cluster's backups, and does not write there when it starts", () => {
    const { objects, cluster: made } = cluster({ restoreFrom: { store, prefix: 'clickhouse/olap/backups' } });
    expect(made.storeAccess).toMatchObject([{ prefix: 'clickhouse/olap/backups', mode: StoreMode.READ }]);
    const { files } = configurationOf(find(objects(), 'ClickHouseInstallation'));
    expect(files['config.d/02-storage.xml']).toMatch(/<restore>[^]*<skip_access_check>true<[^]*<\/restore>/);
  });

  test('writes backups where it is told to', () => {
    const { objects, cluster: made } = cluster({ backup: { store, prefix: 'olap/nightly' } });
    const { files } = configurationOf(find(objects(), 'ClickHouseInstallation'));
    expect(files['config.d/02-storage.xml']).toContain(
      `<endpoint>${store.endpoint}/test-bucket/olap/nightly/</endpoint>`,
    );
    expect(made.storeAccess).toMatchObject([{ prefix: 'olap/nightly' }]);
  });

  test('keeps its own log tables as long as it is told to', () => {
    const logs = (props: Partial<clickhouse.ClickHouseClusterProps>) =>
      configurationOf(find(cluster(props).objects(), 'ClickHouseInstallation')).files['config.d/02-system-logs.xml'];
    expect(logs({})).toContain('INTERVAL 14 DAY');
    expect(logs({ systemLogRetention: Duration.days(60) })).toContain('INTERVAL 60 DAY');
  });

  test('has the same configuration with every release: what followed the image would change together with it', () => {
    const settingsOf = (release: string) => {
      const objects = cluster({ ...everything, version: clickhouse.ClickHouseVersion.of(release) }).objects();
      return ['ClickHouseInstallation', 'ClickHouseKeeperInstallation'].map((kind) =>
        configurationOf(find(objects, kind)),
      );
    };
    const [first, ...others] = ['25.8.30.16', '26.3.35.3', '26.8.15.10', '27.3.1.1'].map(settingsOf);
    for (const other of others) expect(other).toEqual(first);
    // From 26.8 on metrics of disks have other names without it.
    expect(first[0].settings.asynchronous_metrics_key_values_mode).toBe('legacy_names');
  });

  test('can be left alone by its operator for a while', () => {
    expect(specOf({ suspend: true })).toMatchObject({ suspend: 'yes' });
    expect(specOf({ suspend: true }, 'ClickHouseKeeperInstallation')).toMatchObject({ suspend: 'yes' });
  });

  test('gives up its data with its objects only where the environment says so', () => {
    const environment = { name: 'dev', zones: ['a'], deletionPolicy: DeletionPolicy.DELETE };
    const { objects } = cluster({ highAvailability: false, replicas: 1 }, environment);
    expect(find(objects(), 'ClickHouseInstallation').spec).toMatchObject({
      defaults: { storageManagement: { reclaimPolicy: 'Delete' } },
    });
    expect(find(objects(), 'ExternalSecret').spec).toMatchObject({ target: { creationPolicy: 'Owner' } });
  });

  test.each(['ClickHouseInstallation', 'ClickHouseKeeperInstallation'])(
    'keeps what its operator fails to change of a %s, whatever the environment says: a volume that cannot grow holds data',
    (kind) => {
      const environment = { name: 'dev', zones: ['a', 'b', 'c'], deletionPolicy: DeletionPolicy.DELETE };
      const spec = find(cluster({}, environment).objects(), kind).spec as Record<string, { cleanup: object }>;
      const { cleanup } = spec.reconcile ?? spec.reconciling;
      expect(cleanup).toEqual({
        unknownObjects: { statefulSet: 'Delete', pvc: 'Delete', configMap: 'Delete', service: 'Delete' },
        reconcileFailedObjects: { statefulSet: 'Retain', pvc: 'Retain', configMap: 'Retain', service: 'Retain' },
      });
    },
  );

  test('runs with one member of everything on a laptop', () => {
    const { app, objects } = cluster(
      { highAvailability: false, shards: 1, replicas: 1 },
      { name: 'local', zones: ['a'] },
    );
    expect(find(objects(), 'ClickHouseKeeperInstallation').spec).toMatchObject({
      configuration: { clusters: [{ layout: { replicasCount: 1 } }] },
    });
    const pod = podTemplatesOf(find(objects(), 'ClickHouseInstallation'))[0].template.spec;
    expect(pod).not.toHaveProperty('affinity');
    expect(pod).not.toHaveProperty('topologySpreadConstraints');
    expect(Warnings.pending(app)).toEqual([]);
  });

  test('can be one that something else runs', () => {
    const chart = new kubernetes.NamespaceChart(new App(), 'shop');
    const endpoints = { host: 'ch.example.com', nativePort: 9440, httpUrl: 'https://ch.example.com:8443', tls: true };
    const imported = clickhouse.ClickHouseCluster.fromAttributes(chart, 'olap', {
      endpoints,
      peer: security.Peer.cidr('10.1.2.3/32'),
    });
    expect(imported.endpoints).toBe(endpoints);
    expect(imported.networkPeer.selectorsFor(chart)).toEqual([{ cidr: '10.1.2.3/32' }]);
  });

  test('fails in a chart without a namespace', () => {
    const chart = new Chart(new App(), 'nowhere');
    expect(() => new clickhouse.ClickHouseCluster(chart, 'olap', { ...everything, tls: undefined })).toThrow('K8S001');
  });
});

describe('wrong props fail', () => {
  test('all at once', () => {
    expect(() => cluster({ shards: 0, replicas: 1, keeper: { members: 4 } })).toThrow(/CH001[^]*CH003[^]*CH004/);
  });

  test('and say of a default that it is one', () => {
    expect(() => cluster({ replicas: 1 })).toThrow('given 1, where highAvailability is true, the default;');
    expect(() => cluster({ replicas: 1, highAvailability: true })).toThrow('given 1;');
  });

  test('but a value that holds a secret by reference is fine', () => {
    const value = { valueFrom: { secretKeyRef: { name: 'x', key: 'y' } } };
    expect(() => cluster({ overrides: { settings: { 's3/x/secret_access_key': value } } })).not.toThrow();
  });
});

describe('questionable props warn', () => {
  test('of zones that nobody named that they are assumed', () => {
    const { app } = cluster({ backup: { store }, replicas: 4 }, { name: 'test' });
    expect(Warnings.pending(app)).toMatchObject([
      { message: expect.stringContaining('given 4 where there are 3 zones, as is assumed') as string },
    ]);
  });
});

test('every prop at once passes the standard policies', () => {
  expect(() => render.ManifestYaml.render(cluster(everything).app)).not.toThrow();
});
