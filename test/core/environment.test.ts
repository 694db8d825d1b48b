import { DeletionPolicy, Environment, NodeClass } from 'bigdata-constructs';
import { App, Chart } from 'cdk8s';

describe('Environment', () => {
  test('is found from anywhere below the root that it is attached to', () => {
    const app = new App();
    Environment.attach(app, { name: 'dev', zones: ['a'], imageRegistry: 'registry.example.com/mirror' });
    const environment = Environment.of(new Chart(new Chart(app, 'outer'), 'inner'));
    expect(environment.name).toBe('dev');
    expect(environment.zoneCount).toBe(1);
    expect(environment.image('clickhouse/clickhouse-server:1')).toBe(
      'registry.example.com/mirror/clickhouse/clickhouse-server:1',
    );
  });

  test('has production-grade defaults where none is attached', () => {
    const environment = Environment.of(new Chart(new App(), 'chart'));
    expect(environment.zoneCount).toBe(3);
    expect(environment.deletionPolicy).toBe(DeletionPolicy.RETAIN);
    expect(environment.placementOf(NodeClass.STATEFUL)).toEqual({});
    expect(environment.serviceHost('web', 'shop')).toBe('web.shop.svc.cluster.local');
  });

  test('tells what engines need of the cloud, where one is named', () => {
    const cloud = {
      extensionId: Environment.CLOUD_PROFILE,
      internalLoadBalancerAnnotations: { internal: 'true' },
      identityVariables: [],
    };
    const app = new App();
    Environment.attach(app, { name: 'dev', extensions: [cloud] });
    expect(Environment.of(app).cloudProfile?.internalLoadBalancerAnnotations).toEqual({ internal: 'true' });
    expect(Environment.of(new App()).cloudProfile).toBeUndefined();
  });

  test('fails when it is attached too late', () => {
    const app = new App();
    new Chart(app, 'early');
    expect(() => Environment.attach(app, { name: 'dev' })).toThrow(/CORE013.*early.*call Environment.attach first/);
  });

  test('reports every problem at once', () => {
    const attach = () =>
      Environment.attach(new App(), {
        name: 'Production!',
        zones: ['a', 'a'],
        imageRegistry: 'https://registry/',
        imagePullSecrets: ['registry', 'my secret'],
      });
    expect(attach).toThrow(
      /CORE010.*'Production!'[^]*CORE011.*'a' again[^]*CORE012.*'https:\/\/registry\/'[^]*CORE014.*given 'my secret'/,
    );
  });
});
