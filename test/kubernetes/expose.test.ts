import {
  aws,
  Cpu,
  Environment,
  IEnvironmentExtension,
  kubernetes,
  NodeClass,
  security,
  Warnings,
} from 'bigdata-constructs';
import { App, Size } from 'cdk8s';
import { cluster as clickhouse } from '../clickhouse/clusters';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { applyAll } from '../helpers/stored';
import { find, yamlObjects } from '../helpers/synth';

const { Expose } = kubernetes;
const partOf = { engine: 'test', cluster: 'shop', component: 'web' };
const http = { name: 'http', port: 8080 };
const sourceRanges = ['10.0.0.0/8', 'fd00::/8'];
const profile = new aws.AwsProfile({ accountId: '000000000000', region: 'eu-central-1' });
const PREFIX = 'service.beta.kubernetes.io/aws-load-balancer-';

/** What AWS's controller makes an internal load balancer of, which shows pods the clients' addresses. */
const INTERNAL = {
  [`${PREFIX}type`]: 'external',
  [`${PREFIX}scheme`]: 'internal',
  [`${PREFIX}nlb-target-type`]: 'ip',
  [`${PREFIX}target-group-attributes`]: 'preserve_client_ip.enabled=true',
};

/** A Deployment behind a Service, in a namespace of its own. */
function web(expose: kubernetes.Expose | undefined, extensions: IEnvironmentExtension[] = [], headless = false): App {
  const app = new App();
  Environment.attach(app, { name: 'test', zones: ['a', 'b', 'c'], extensions });
  const chart = new kubernetes.NamespaceChart(app, 'exposed');
  new kubernetes.Deployment(chart, 'web', {
    partOf,
    replicas: 2,
    user: 1000,
    nodeClass: NodeClass.SYSTEM,
    containers: [
      { name: 'web', image: 'web:1', ports: [http], resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(64) } },
    ],
  });
  new kubernetes.Service(chart, 'Service', { name: 'web', partOf, ports: [http], expose, headless });
  return app;
}

const service = (app: App) => find<KubeObject & { spec: object }>(yamlObjects(app), 'Service');
const quota = (app: App) => find(yamlObjects(app), 'ResourceQuota').spec;
const warnings = (app: App) => Warnings.pending(app).map(({ path, id }) => [path, id]);

describe('an exposed Service', () => {
  test('has what the cloud of its environment makes an internal load balancer of', () => {
    const app = web(Expose.internalLoadBalancer({ sourceRanges }), [profile]);
    expect(service(app).metadata.annotations).toEqual(INTERNAL);
    expect(service(app).spec).toMatchObject({
      type: 'LoadBalancer',
      loadBalancerSourceRanges: sourceRanges,
      allocateLoadBalancerNodePorts: false,
    });
    expect(quota(app)).toEqual({ hard: { 'services.loadbalancers': '1' } });
    expect(warnings(app)).toEqual([]);
  });

  test('adds annotations to those of the cloud, and wins by key', () => {
    const annotations = { [`${PREFIX}name`]: 'web', [`${PREFIX}nlb-target-type`]: 'instance' };
    const app = web(Expose.internalLoadBalancer({ sourceRanges, annotations }), [profile]);
    expect(service(app).metadata.annotations).toEqual({ ...INTERNAL, ...annotations });
  });

  test('has nothing of any cloud without a profile, and keeps the addresses of clients all the same', () => {
    const app = web(Expose.internalLoadBalancer({ sourceRanges }));
    expect(service(app).metadata.annotations).toBeUndefined();
    expect(service(app).spec).toMatchObject({ type: 'LoadBalancer', externalTrafficPolicy: 'Local' });
    expect(service(app).spec).not.toHaveProperty('allocateLoadBalancerNodePorts');
    expect(warnings(app)).toEqual([['exposed/Service', 'K8S041']]);
    const annotations = { 'networking.gke.io/load-balancer-type': 'Internal' };
    const told = web(Expose.internalLoadBalancer({ sourceRanges, annotations }));
    expect(service(told).metadata.annotations).toEqual(annotations);
    expect(warnings(told)).toEqual([]);
  });

  test('is not exposed unless it is told to be', () => {
    for (const app of [web(undefined, [profile]), web(Expose.none(), [profile])]) {
      expect(service(app).spec).toMatchObject({ type: 'ClusterIP' });
      expect(service(app).metadata.annotations).toBeUndefined();
      expect(quota(app)).toEqual({ hard: { 'services.loadbalancers': '0' } });
    }
  });

  test('lets nobody in whom it does not name', () => {
    expect(() => web(Expose.internalLoadBalancer({ sourceRanges: [] }))).toThrow(/K8S040.*given none/);
    for (const range of ['10.0.0.0', '10.0.0.0/33', '10.0.0/8', 'fd00::/129', '10.0.0.0/', 'office']) {
      expect(() => web(Expose.internalLoadBalancer({ sourceRanges: [range] }))).toThrow(`given '${range}'`);
    }
  });

  test('is not headless', () => {
    expect(() => web(Expose.internalLoadBalancer({ sourceRanges }), [profile], true)).toThrow(/K8S042.*given both/);
    expect(() => web(Expose.none(), [profile], true)).not.toThrow();
  });
});

test('a Service that an operator makes is exposed alike, and its clients pass the network policies', () => {
  const expose = Expose.internalLoadBalancer({ sourceRanges, annotations: { [`${PREFIX}name`]: 'events' } });
  const profiles = [profile, new security.NetworkProfile({})];
  const { objects } = clickhouse({ expose }, { name: 'test', zones: ['a', 'b', 'c'], extensions: profiles });
  const { templates } = find(objects(), 'ClickHouseInstallation').spec as {
    templates: { serviceTemplates: { metadata: { annotations: object }; spec: object }[] };
  };
  const [made] = templates.serviceTemplates;
  expect(made.metadata.annotations).toEqual({ ...INTERNAL, [`${PREFIX}name`]: 'events' });
  expect(made.spec).toMatchObject({
    type: 'LoadBalancer',
    loadBalancerSourceRanges: sourceRanges,
    allocateLoadBalancerNodePorts: false,
  });
  const { ingress } = find(objects(), 'NetworkPolicy', 'events-server').spec as { ingress: { from: object[] }[] };
  const blocks = ingress.flatMap(({ from }) => from).filter((peer) => 'ipBlock' in peer);
  expect(blocks).toEqual(sourceRanges.map((cidr) => ({ ipBlock: { cidr } })));
});

describeWithControlPlane('exposed Services on a real API server', (api) => {
  test.each([
    ['with a cloud', [profile]],
    ['without one', []],
  ])('are stored as they are rendered %s', async (_, extensions) => {
    const objects = yamlObjects(web(Expose.internalLoadBalancer({ sourceRanges: ['10.0.0.0/8'] }), extensions));
    expect(await applyAll(api, objects)).toEqual([]);
    await api.delete(find(objects, 'Service'));
  });
});
