import { presto, security } from 'bigdata-constructs';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { cluster, everything, minimal, retried, trino } from './clusters';

interface Deployed extends KubeObject {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly nodeSelector?: Record<string, string>;
        readonly volumes: { readonly secret?: { readonly secretName: string; readonly items: { key: string }[] } }[];
      };
    };
  };
}

const secured = (props: presto.PrestoClusterProps) =>
  cluster({
    ...props,
    security: presto.PrestoSecurity.tls({
      tls: security.Tls.certManager({ issuer: 'sql' }),
      signIn: presto.PrestoSignIn.passwordFile({ users: { secretName: 'query-users', key: 'users' } }),
    }),
  });

const secretsOf = (objects: KubeObject[], name: string) => {
  const { spec } = find<Deployed>(objects, 'Deployment', name);
  return spec.template.spec.volumes.flatMap(({ secret }) =>
    secret ? [`${secret.secretName}: ${secret.items.map(({ key }) => key).join(', ')}`] : [],
  );
};

const filesOf = (objects: KubeObject[], name: string) =>
  find<KubeObject & { data: Record<string, string> }>(objects, 'ConfigMap', name).data;

describe('TLS', () => {
  test('is all that is spoken: nothing leads to another port, but for the exporter’s', () => {
    for (const props of [everything, retried]) {
      const made = cluster(props);
      const { url, jdbcUrl, port } = made.cluster.endpoints;
      expect([url, port]).toEqual(['https://query-coordinator.sql.svc.cluster.local:8443', 8443]);
      expect(jdbcUrl).toMatch(/:8443\?SSL=true$/);
      expect(JSON.stringify(made.objects())).not.toMatch(/\b8080\b/);
    }
    expect(cluster(minimal).cluster.endpoints.jdbcUrl).toBe(
      'jdbc:presto://query-coordinator.sql.svc.cluster.local:8080',
    );
  });

  test('gives each kind of pod what it proves itself by, and no more', () => {
    const ofTrino = secured(trino).objects();
    const file = 'password.db, curl.conf';
    expect(secretsOf(ofTrino, 'query-coordinator')).toEqual([
      'query-tls: keystore.p12, truststore.p12, ca.crt',
      'query-users: users',
      `query-user-probe: ${file}`,
      `query-user-metrics: ${file}`,
    ]);
    expect(secretsOf(ofTrino, 'query-worker')).toEqual([
      'query-tls: keystore.p12, truststore.p12, ca.crt',
      `query-user-drain: ${file}`,
      `query-user-metrics: ${file}`,
    ]);
    const ofPresto = secured(minimal).objects();
    const pem = 'query-tls: keystore.p12, truststore.p12, ca.crt, tls.crt, tls.key';
    expect(secretsOf(ofPresto, 'query-worker')).toEqual([pem]);
    expect(secretsOf(ofPresto, 'query-coordinator')).toEqual([pem, 'query-users: users']);
  });

  test('is what Prometheus asks Trino over, as the one who may read metrics', () => {
    const { podMetricsEndpoints } = find(secured(trino).objects(), 'PodMonitor', 'query-worker').spec as {
      podMetricsEndpoints: object[];
    };
    const key = (name: string) => ({ name: 'query-user-metrics', key: name });
    expect(podMetricsEndpoints).toEqual([
      expect.objectContaining({
        port: 'https',
        scheme: 'https',
        tlsConfig: {
          ca: { secret: { name: 'query-tls', key: 'ca.crt' } },
          serverName: 'query-coordinator.sql.svc.cluster.local',
        },
        basicAuth: { username: key('username'), password: key('password') },
      }),
    ]);
  });

  test('is what a load balancer leads to, for those who may come', () => {
    const objects = cluster(everything).objects();
    expect(find(objects, 'Service', 'query-coordinator').spec).toMatchObject({
      type: 'LoadBalancer',
      ports: [{ port: 8443 }],
    });
    const from = JSON.stringify(
      (find(objects, 'NetworkPolicy', 'query-coordinator').spec as { ingress: object }).ingress,
    );
    expect(from).toContain('10.50.0.0/16');
  });
});

test('a trusted network is what there is where nothing is said', () => {
  const of = (props: presto.PrestoClusterProps) => cluster(props).objects();
  expect(of({ ...minimal, security: presto.PrestoSecurity.trustedNetwork() })).toEqual(of(minimal));
});

describe('tasks that run again', () => {
  const made = cluster(retried);

  test('are written to the bucket by both kinds of nodes, below their prefix', () => {
    const objects = made.objects();
    for (const name of ['query-coordinator', 'query-worker']) {
      const files = filesOf(objects, name);
      expect(files['exchange-manager.properties']).toContain('s3://test-bucket/exchange/query\n');
      expect(files['exchange-manager.properties']).not.toContain('path-style');
      expect(files['config.properties']).toContain('retry-policy=TASK\n');
    }
    const access = made.cluster.storeAccess.map(({ identity, prefix }) => [identity.serviceAccountName, prefix]);
    expect(access).toEqual([
      ['query-coordinator', undefined],
      ['query-coordinator', 'exchange/query'],
      ['query-worker', undefined],
      ['query-worker', 'exchange/query'],
    ]);
    const { version } = retried;
    const exchange = presto.PrestoFaultTolerance.task({
      exchange: { bucketName: 'own', region: 'local', endpoint: 'http://store.data:9000' },
    });
    const own = filesOf(cluster({ ...minimal, version, faultTolerance: exchange }).objects(), 'query-worker');
    expect(own['exchange-manager.properties']).toContain('s3://own/sql/query/exchange\n');
    expect(own['exchange-manager.properties']).toContain('exchange.s3.path-style-access=true\n');
  });

  test('begin with what a node has room for several times', () => {
    const of = (memory: presto.PrestoWorkerOptions['size']['memory']) => {
      const workers = { ...retried.workers, size: { ...retried.workers.size, memory } };
      const config = filesOf(cluster({ ...retried, workers }).objects(), 'query-worker')['config.properties'];
      return /task-memory=(\S+)/.exec(config)![1];
    };
    // 0.7 of a heap of 0.8 is for queries: of 56 GiB and of 16.
    expect(of(minimal.workers.size.memory)).toBe('5120MB');
    expect(of(everything.coordinator!.size!.memory)).toBe('2293MB');
  });
});
