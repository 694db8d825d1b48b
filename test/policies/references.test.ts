import { Cpu, kubernetes, NodeClass, policies, render } from 'bigdata-constructs';
import { ApiObject, App, Size } from 'cdk8s';

/** A namespace with one Deployment `web` that has a port `http`, a Service, and what the test adds. */
function findingsWith(fill: (chart: kubernetes.NamespaceChart, labels: Record<string, string>) => void): string[] {
  const app = new App();
  const chart = new kubernetes.NamespaceChart(app, 'shop');
  const partOf = { engine: 'shop', cluster: 'web', component: 'server' };
  new kubernetes.Deployment(chart, 'web', {
    partOf,
    replicas: 2,
    user: 1000,
    nodeClass: NodeClass.SYSTEM,
    containers: [
      {
        name: 'web',
        image: 'web:1',
        ports: [{ name: 'http', port: 8080 }],
        resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128) },
      },
    ],
  });
  fill(chart, { 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/instance': 'web' });
  return new policies.ReferencesPolicy().findings(app).map(({ text }) => text);
}

const object =
  (apiVersion: string, kind: string) =>
  (chart: kubernetes.NamespaceChart, spec: object, annotations?: Record<string, string>) =>
    new ApiObject(chart, `${kind}X`, { apiVersion, kind, metadata: { name: 'x', annotations }, spec });
const podMonitor = object('monitoring.coreos.com/v1', 'PodMonitor');
const serviceMonitor = object('monitoring.coreos.com/v1', 'ServiceMonitor');
const budget = object('policy/v1', 'PodDisruptionBudget');
const networkPolicy = object('networking.k8s.io/v1', 'NetworkPolicy');
const autoscaler = object('autoscaling/v2', 'HorizontalPodAutoscaler');
const scaledObject = object('keda.sh/v1alpha1', 'ScaledObject');

describe('ReferencesPolicy', () => {
  test('finds nothing where everything hits something', () => {
    const found = findingsWith((chart, matchLabels) => {
      podMonitor(chart, { selector: { matchLabels }, podMetricsEndpoints: [{ port: 'http' }] });
      budget(chart, { selector: { matchLabels } });
      networkPolicy(chart, { podSelector: { matchLabels } });
      autoscaler(chart, { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } });
      scaledObject(chart, { scaleTargetRef: { name: 'web' } });
    });
    expect(found).toEqual([]);
  });

  test.each([
    ['a PodMonitor of other labels', podMonitor, { selector: { matchLabels: { a: 'b' } } }, 'selects no pod'],
    ['a ServiceMonitor', serviceMonitor, { selector: { matchLabels: { a: 'b' } } }, 'selects no Service'],
    ['a budget', budget, { selector: { matchLabels: { a: 'b' } } }, 'selects no pod'],
    ['a network policy', networkPolicy, { podSelector: { matchLabels: { a: 'b' } } }, 'selects no pod'],
    ['an autoscaler', autoscaler, { scaleTargetRef: { kind: 'StatefulSet', name: 'web' } }, "StatefulSet 'web'"],
    ['a ScaledObject', scaledObject, { scaleTargetRef: { name: 'wep' } }, "Deployment 'wep'"],
  ])('finds %s that hits nothing', (_, make, spec, expected) => {
    const found = findingsWith((chart) => make(chart, spec));
    expect(found).toEqual([expect.stringContaining(expected)]);
  });

  test('finds a monitor on a port that its pods or Services do not have', () => {
    expect(
      findingsWith((chart, matchLabels) =>
        podMonitor(chart, { selector: { matchLabels }, podMetricsEndpoints: [{ port: 'metrics' }] }),
      ),
    ).toEqual(["PodMonitor x reads port 'metrics', which its pods do not have"]);
    expect(
      findingsWith((chart, labels) => {
        new ApiObject(chart, 'Service', {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'web', labels },
          spec: { selector: labels, ports: [{ name: 'http', port: 80 }] },
        });
        serviceMonitor(chart, { selector: { matchLabels: labels }, endpoints: [{ port: 'http' }, { port: 'web' }] });
      }),
    ).toEqual(["ServiceMonitor x reads port 'web', which its Services do not have"]);
  });

  test('leaves alone what is declared external', () => {
    const external = { 'bigdata-constructs.io/external': 'the pods come from another repository' };
    expect(findingsWith((chart) => budget(chart, { selector: { matchLabels: { a: 'b' } } }, external))).toEqual([]);
  });

  test('stops what would be written', () => {
    const app = new App();
    budget(new kubernetes.NamespaceChart(app, 'shop'), { selector: { matchLabels: { a: 'b' } } });
    policies.Policies.apply(app);
    expect(() => render.ManifestYaml.render(app)).toThrow(/\[shop\/PodDisruptionBudgetX\] POL003: .*selects no pod/);
  });
});
