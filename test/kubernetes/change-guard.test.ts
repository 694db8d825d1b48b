import { Cpu, Environment, kubernetes, NodeClass } from 'bigdata-constructs';
import { clickhouse } from 'bigdata-constructs';
import { App, Size } from 'cdk8s';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { yamlObjects } from '../helpers/synth';

const cluster = (props: Partial<clickhouse.ClickHouseClusterProps>, name = 'guarded') => {
  const app = new App();
  Environment.attach(app, { name: 'test' });
  const chart = new kubernetes.NamespaceChart(app, name);
  new clickhouse.ClickHouseCluster(chart, 'events', {
    shards: 3,
    replicas: 2,
    size: { cpu: Cpu.units(1), memory: Size.gibibytes(4) },
    storage: Size.gibibytes(100),
    ...props,
  });
  return yamlObjects(app);
};

const installation = (objects: KubeObject[], kind = 'ClickHouseInstallation') =>
  objects.find((object) => object.kind === kind) as KubeObject;

describeWithControlPlane('ChangeGuard on a real API server', (api) => {
  /** A policy works a moment after it is stored. */
  const refusal = async (object: KubeObject): Promise<string> => {
    for (let attempt = 0; attempt < 100; attempt++) {
      const answer = await api.apply(object, { dryRun: true }).then(
        () => undefined,
        (error: Error) => error.message,
      );
      if (answer) return answer;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return 'was not refused';
  };

  beforeAll(async () => {
    for (const object of cluster({})) await api.apply(object);
  });

  test('refuses fewer shards, and says what to do', async () => {
    const message = await refusal(installation(cluster({ shards: 2 })));
    expect(message).toContain('a decrease of shards from 3 to 2 is refused');
    expect(message).toContain('Copy it to the others first');
    expect(message).toContain('bigdata-constructs.io/acknowledge-shards to 2');
  });

  test('accepts fewer shards with the acknowledgement, which the prop sets, and more without', async () => {
    await api.apply(installation(cluster({ shards: 2, acknowledge: { shards: 2 } })), { dryRun: true });
    await api.apply(installation(cluster({ shards: 4 })), { dryRun: true });
  });

  test('does not take an acknowledgement of another number', async () => {
    for (const shards of [2, 3]) {
      const stale = installation(cluster({ shards: 1, acknowledge: { shards } }));
      expect(await refusal(stale)).toContain('from 3 to 1');
    }
  });

  test('refuses a smaller volume', async () => {
    const message = await refusal(installation(cluster({ storage: Size.gibibytes(50) })));
    expect(message).toContain('a smaller size of storage from 100Gi to 50Gi');
    await api.apply(installation(cluster({ storage: Size.gibibytes(200) })), { dryRun: true });
  });

  test('refuses another number of Keeper members, up or down', async () => {
    const five = cluster({ keeper: { members: 5 } });
    expect(await refusal(installation(five, 'ClickHouseKeeperInstallation'))).toContain('keeper-members from 3 to 5');
    const meant = cluster({ keeper: { members: 5 }, acknowledge: { keeperMembers: 5 } });
    await api.apply(installation(meant, 'ClickHouseKeeperInstallation'), { dryRun: true });
    const stale = cluster({ keeper: { members: 5 }, acknowledge: { keeperMembers: 3 } });
    expect(await refusal(installation(stale, 'ClickHouseKeeperInstallation'))).toContain('keeper-members from 3 to 5');
  });

  test('leaves the same object of another namespace alone', async () => {
    for (const object of cluster({}, 'unguarded')) {
      if (!object.kind.startsWith('Validating')) await api.apply(object);
    }
    await api.apply(installation(cluster({ shards: 1 }, 'unguarded')), { dryRun: true });
  });

  test('refuses fewer replicas through the scale subresource', async () => {
    // GIVEN
    const app = new App();
    const chart = new kubernetes.NamespaceChart(app, 'scaled');
    const set = new kubernetes.StatefulSet(chart, 'store', {
      replicas: 3,
      partOf: { engine: 'test', cluster: 'store', component: 'member' },
      user: 1000,
      nodeClass: NodeClass.STATEFUL,
      containers: [
        { name: 'store', image: 'store:1', resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(64) } },
      ],
    });
    new kubernetes.ChangeGuard(chart, 'Guard', {
      target: set.node.findChild('Resource') as never,
      resource: 'statefulsets',
      guardScale: true,
    });
    const objects = yamlObjects(app);
    for (const object of objects) await api.apply(object);
    const stored = objects.find(({ kind }) => kind === 'StatefulSet') as KubeObject;
    // WHEN
    let message = 'was not refused';
    for (let attempt = 0; attempt < 100 && message === 'was not refused'; attempt++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      message = await api.scale(stored, 2).then(
        () => api.scale(stored, 3).then(() => 'was not refused'),
        (error: Error) => error.message,
      );
    }
    // THEN
    expect(message).toContain('fewer replicas through scale are refused');
    await api.scale(stored, 5);
  });
});
