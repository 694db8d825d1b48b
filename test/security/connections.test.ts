import { Cpu, Environment, kubernetes, NodeClass, policies, render, security } from 'bigdata-constructs';
import { ApiObject, App, Size } from 'cdk8s';
import { KubeObject } from '../helpers/kube-client';
import { yamlObjects } from '../helpers/synth';

const labels = (component: string) => ({
  'app.kubernetes.io/name': 'test',
  'app.kubernetes.io/instance': 'shop',
  'app.kubernetes.io/component': component,
});
const db = { name: 'sql', port: 5432 };

/** A deployment and its connections, in a namespace of its own. */
const service = (app: App, name: string, ports: { name: string; port: number }[]) => {
  const chart = new kubernetes.NamespaceChart(app, name);
  new kubernetes.Deployment(chart, 'pods', {
    partOf: { engine: 'test', cluster: 'shop', component: name },
    replicas: 1,
    user: 1000,
    nodeClass: NodeClass.SYSTEM,
    containers: [{ name, image: `${name}:1`, ports, resources: { cpu: Cpu.millis(10), memory: Size.mebibytes(10) } }],
  });
  return new security.PodConnections(chart, 'Connections', { name, podLabels: labels(name), ports });
};

const policyOf = (app: App, name: string) =>
  (yamlObjects(app).find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === name) as KubeObject)
    .spec as {
    ingress?: object[];
    egress: object[];
  };

const tree = () => {
  const app = new App();
  Environment.attach(app, { name: 'test' });
  return { app, web: service(app, 'web', []), store: service(app, 'store', [db]) };
};

describe('PodConnections', () => {
  test('open an edge on both sides at once, with the ports of who is reached', () => {
    const { app, web, store } = tree();
    web.allowTo(store);
    const ports = [{ port: 5432, protocol: 'TCP' }];
    expect(policyOf(app, 'web').egress).toContainEqual({
      ports,
      to: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'store' } },
          podSelector: { matchLabels: labels('store') },
        },
      ],
    });
    expect(policyOf(app, 'store').ingress).toEqual([
      {
        ports,
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'web' } },
            podSelector: { matchLabels: labels('web') },
          },
        ],
      },
    ]);
  });

  test('come out the same from either side, and once however often they are opened', () => {
    const [a, b] = [tree(), tree()];
    a.web.allowTo(a.store);
    b.store.allowFrom(b.web);
    b.store.allowFrom(b.web);
    expect(yamlObjects(a.app)).toEqual(yamlObjects(b.app));
  });

  test('deny everything else but DNS', () => {
    const { app } = tree();
    expect(policyOf(app, 'store')).not.toHaveProperty('ingress');
    expect(policyOf(app, 'store').egress).toHaveLength(1);
  });

  test("find the platform's services where the environment says", () => {
    const app = new App();
    const profile = new security.NetworkProfile({
      apiServerCidrs: ['10.0.0.0/24'],
      operators: { spark: { namespaceName: 'platform' } },
    });
    Environment.attach(app, { name: 'test', extensions: [profile] });
    const web = service(app, 'web', [db]);
    web.allowTo(security.Peer.apiServer());
    web.allowFrom(security.Peer.operatorPods({ name: 'spark', podLabels: { app: 'spark' } }));
    web.allowTo(security.Peer.objectStore({ bucketName: 'b', region: 'r', endpoint: 'http://minio:9000' }));
    const text = JSON.stringify(policyOf(app, 'web'));
    expect(text).toContain('"cidr":"10.0.0.0/24"');
    expect(text).toContain('"kubernetes.io/metadata.name":"platform"');
    expect(text).toContain('"port":9000');
  });
});

describe('NetworkEdgesPolicy', () => {
  const findings = (app: App) => new policies.NetworkEdgesPolicy().findings(app).map(({ text }) => text);

  test('finds nothing where every edge is open on both sides', () => {
    const { app, web, store } = tree();
    web.allowTo(store);
    expect(findings(app)).toEqual([]);
  });

  test('finds a port that is open to nobody', () => {
    expect(findings(tree().app)).toEqual(['port sql (5432) is open to nobody']);
    const { app } = tree();
    policies.Policies.apply(app);
    expect(() => render.ManifestYaml.render(app)).toThrow(/\] POL002: port sql \(5432\) is open to nobody/);
  });

  test('finds a port for metrics that is closed where something scrapes it, and there alone', () => {
    const { app, web, store } = tree();
    web.allowTo(store);
    service(app, 'scraped', [{ name: 'metrics', port: 9000 }]);
    expect(findings(app)).toEqual([]);
    const monitor = (component: string) =>
      new ApiObject(app.node.findChild('scraped'), `Monitor-${component}`, {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PodMonitor',
        metadata: { name: component },
        spec: { selector: { matchLabels: labels(component) }, podMetricsEndpoints: [{ port: 'metrics' }] },
      });
    monitor('other');
    expect(findings(app)).toEqual([]);
    monitor('scraped');
    expect(findings(app)).toEqual(['port metrics (9000) is open to nobody']);
  });

  test('finds an edge that is open on one side only', () => {
    const { app, web, store } = tree();
    store.openFrom(web.selectorsFor(store), [db]);
    expect(findings(app)).toEqual(['web/pods is let in on 5432, but is not let out on its side']);
    const other = tree();
    other.web.openTo(other.store.selectorsFor(other.web), [db]);
    expect(findings(other.app)).toContain('may reach store/pods on 5432, but is not let in there');
  });

  test('finds a Service that leads nowhere, or to a port that nobody has', () => {
    const { app, web, store } = tree();
    web.allowTo(store);
    const chart = app.node.findChild('store') as kubernetes.NamespaceChart;
    const partOf = { engine: 'test', cluster: 'shop', component: 'store' };
    new kubernetes.Service(chart, 'Lost', { name: 'lost', partOf: { ...partOf, component: 'stoer' }, ports: [db] });
    new kubernetes.Service(chart, 'Wrong', { name: 'wrong', partOf, ports: [{ name: 'slq', port: 5432 }] });
    expect(findings(app)).toEqual([
      'Service lost selects no pod of the tree',
      'Service wrong leads to port slq, which its pods do not have',
    ]);
  });
});

describe('GracePeriodPolicy', () => {
  test('finds a pod that asks for more than its nodes give, in both outputs', () => {
    const app = new App();
    const seconds = (amount: number) => ({ toSeconds: () => amount }) as never;
    Environment.attach(app, { name: 'test', nodeClasses: { system: { maxGracePeriod: seconds(10) } } });
    service(app, 'web', []);
    policies.Policies.apply(app);
    expect(() => render.ManifestYaml.render(app)).toThrow(
      /\[web\/pods\] POL001: the pod asks for 30 s to end where nodes of class system give 10 s/,
    );
  });
});
