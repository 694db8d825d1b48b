import * as fs from 'node:fs';
import * as path from 'node:path';
import { Environment, kubernetes, operators } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { describeWithChartSources, describeWithDefinitions } from '../helpers/authorities';
import { ControlPlane, startControlPlane } from '../helpers/control-plane-process';
import { Helm, objectsIn } from '../helpers/helm';
import { KubeClient, KubeObject } from '../helpers/kube-client';
import { until } from '../helpers/process';
import { yamlObjects } from '../helpers/synth';

const platform = () => {
  const app = new App();
  Environment.attach(app, { name: 'test' });
  const chart = (id: string) => new kubernetes.NamespaceChart(app, id);
  const karpenter = new operators.KarpenterController(chart('karpenter'), 'o', {
    clusterName: 'c',
    interruptionQueue: 'q',
  });
  const certManager = new operators.CertManager(chart('cert-manager'), 'o');
  return { app, karpenter: karpenter.crds.values, certManager: certManager.release.values };
};

const documents = (text: string): KubeObject[] =>
  objectsIn(text).filter(({ kind }) => kind === 'CustomResourceDefinition');

const NODE_POOL: KubeObject = {
  apiVersion: 'karpenter.sh/v1',
  kind: 'NodePool',
  metadata: { name: 'data' },
  spec: {
    template: {
      spec: { nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'data' }, requirements: [] },
    },
  },
};

/** Objects of the operators whose definitions a step of ours applies, and the definitions that it may change. */
const steps = () => {
  const app = new App();
  Environment.attach(app, { name: 'test' });
  const chart = new kubernetes.NamespaceChart(app, 'operators');
  new operators.ClickHouseOperator(chart, 'clickhouse');
  new operators.DorisOperator(chart, 'doris');
  new operators.SparkOperator(chart, 'spark');
  const objects = yamlObjects(app);
  const named = objects
    .filter(({ kind }) => kind === 'ClusterRole')
    .flatMap(({ rules }) =>
      (rules as { resourceNames?: string[] }[]).flatMap(({ resourceNames = [] }) => resourceNames),
    );
  return { objects, named };
};

test('what a step of ours applies is guarded', () => {
  const { objects, named } = steps();
  const groups = objects
    .filter(({ metadata }) => metadata.name.endsWith('.definitions.bigdata-constructs.io'))
    .flatMap((policy) => [...JSON.stringify(policy).matchAll(/\\"([a-z0-9.-]+)\\"[,\]]/g)].map(([, group]) => group));
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !groups.some((group) => name.endsWith(`.${group}`)))).toEqual([]);
});

describeWithDefinitions('the steps that apply definitions', (folder) => {
  test('may change those that there are', () => {
    const published = fs
      .readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .flatMap((name) => documents(fs.readFileSync(path.join(folder, name), 'utf8')))
      .map(({ metadata }) => metadata.name);
    expect(steps().named.filter((name) => !published.includes(name))).toEqual([]);
  });
});

describeWithChartSources('the charts that bring definitions', (charts) => {
  const rendering = new Helm();

  afterAll(() => rendering.remove());

  test.each(['karpenter-crd', 'cert-manager'])('%s keeps every definition with our values', (name) => {
    const { karpenter, certManager } = platform();
    const found = documents(
      rendering.run(
        'template',
        name,
        path.join(charts, name),
        ...rendering.values(name === 'cert-manager' ? certManager : karpenter),
        '--kube-version',
        '1.34.0',
        '--api-versions',
        'monitoring.coreos.com/v1',
      ),
    );
    expect(found.length).toBeGreaterThan(3);
    for (const { metadata } of found) {
      expect([metadata.name, metadata.annotations]).toEqual([
        metadata.name,
        expect.objectContaining({ 'helm.sh/resource-policy': 'keep' }),
      ]);
    }
  });

  describe('on an API server of their own', () => {
    let plane: ControlPlane;
    let api: KubeClient;
    let helm: Helm;
    const chart = path.join(charts, 'karpenter-crd');
    const stored = async () => (await Promise.all(definitions.map((one) => api.get(one)))).filter(Boolean).length;
    let definitions: KubeObject[];

    beforeAll(async () => {
      plane = await startControlPlane(process.env.KUBEBUILDER_ASSETS!, undefined);
      api = new KubeClient(plane.access);
      helm = new Helm(plane.access.kubeconfig);
      definitions = documents(rendering.run('template', 'karpenter-crd', chart));
    }, 180_000);
    afterAll(() => {
      helm.remove();
      plane.stop();
    });

    const installed = async (...flags: string[]) => {
      helm.run('install', 'karpenter-crd', chart, ...flags);
      await until(() =>
        api.apply(NODE_POOL).then(
          () => true,
          () => false,
        ),
      );
      expect(await api.get(NODE_POOL)).toBeDefined();
    };

    test('would go with their chart, and with them every object of theirs', async () => {
      await installed();
      helm.run('uninstall', 'karpenter-crd');
      await until(async () => (await stored()) === 0, 60);
      expect(await stored()).toBe(0);
    });

    test('stand with their objects after the chart was upgraded and removed', async () => {
      const { app, karpenter } = platform();
      const values = helm.values(karpenter);
      await installed(...values);
      for (const object of yamlObjects(app)) if (object.kind.startsWith('Validating')) await api.apply(object);
      helm.run('upgrade', 'karpenter-crd', chart, ...values);
      helm.run('uninstall', 'karpenter-crd');
      expect(await stored()).toBe(definitions.length);
      expect(await api.get(NODE_POOL)).toBeDefined();
    });

    test('are deleted by nobody who does not say so, and one alone who does', async () => {
      const answer = (object: KubeObject) =>
        api.delete(object, { dryRun: true }).then(
          () => 'deleted',
          (error: Error) => error.message,
        );
      await until(async () => (await answer(definitions[0])) !== 'deleted');
      for (const one of definitions) expect(await answer(one)).toContain('every object of it goes with it');
      const [{ apiVersion, kind, metadata }] = definitions;
      const annotations = { 'bigdata-constructs.io/acknowledge-deletion': metadata.name };
      await api.apply({ apiVersion, kind, metadata: { name: metadata.name, annotations } }, { manager: 'somebody' });
      expect(await answer(definitions[0])).toBe('deleted');
      expect(await answer(definitions[1])).toContain('is refused');
    });
  });
});
