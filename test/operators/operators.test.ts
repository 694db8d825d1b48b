import * as fs from 'node:fs';
import * as path from 'node:path';
import { DeletionPolicy, Environment, kubernetes, monitoring, operators, spark } from 'bigdata-constructs';
import { App, Duration, Size } from 'cdk8s';
import { parse } from 'yaml';
import { HelmRelease } from '../../lib/kubernetes';
import { merged } from '../../lib/operators/merged';
import { describeWithCharts } from '../helpers/authorities';

type Values = Record<string, unknown>;

/** Every operator, in a tree of its own. */
const everyOperator: Record<string, (chart: kubernetes.NamespaceChart) => operators.Operator> = {
  'altinity-clickhouse-operator': (chart) => new operators.ClickHouseOperator(chart, 'operator'),
  'doris-operator': (chart) => new operators.DorisOperator(chart, 'operator'),
  'spark-operator': (chart) => new operators.SparkOperator(chart, 'operator', { batchSchedulers: ['gangs'] }),
  kueue: (chart) => new operators.Kueue(chart, 'operator'),
  keda: (chart) => new operators.Keda(chart, 'operator'),
  'external-secrets': (chart) => new operators.ExternalSecrets(chart, 'operator'),
  'cert-manager': (chart) => new operators.CertManager(chart, 'operator'),
  'kube-prometheus-stack': (chart) =>
    new operators.PrometheusStack(chart, 'operator', {
      nodeExporterNamespace: 'node-exporter',
      remoteWrite: { url: 'https://example.com', region: 'eu-central-1' },
      customResources: spark.SparkPlatform.stateMetrics(),
    }),
  karpenter: (chart) =>
    new operators.KarpenterController(chart, 'operator', { clusterName: 'c', interruptionQueue: 'q' }),
  'aws-load-balancer-controller': (chart) =>
    new operators.LoadBalancerController(chart, 'operator', { clusterName: 'c', region: 'r', vpcName: 'v' }),
};

const ENVIRONMENT = {
  name: 'test',
  zones: ['a', 'b', 'c'],
  nodeClasses: { system: { nodeSelector: { role: 'system' }, taints: [{ key: 'CriticalAddonsOnly' }] } },
  storageClasses: { data: 'gp3' },
  extensions: [new monitoring.MonitoringProfile({ retention: Duration.days(35) })],
};

const made = (name: string) => {
  const app = new App();
  Environment.attach(app, ENVIRONMENT);
  return everyOperator[name](new kubernetes.NamespaceChart(app, 'platform'));
};

/** Where the values of a subchart are told, or that nobody tells them. */
const SUBCHARTS: Record<string, string | undefined> = {
  'kube-state-metrics': 'kube-state-metrics',
  'prometheus-node-exporter': 'prometheus-node-exporter',
  grafana: undefined,
};

/** Values of Grafana's own chart, which is not among the files: https://github.com/grafana/helm-charts/blob/main/charts/grafana/values.yaml */
const GRAFANA: Values = {
  containerSecurityContext: {},
  image: { registry: 'docker.io' },
  resources: {},
  nodeSelector: {},
  tolerations: [],
  sidecar: { image: { registry: 'quay.io' } },
};

/** Images that a chart's source names by where they are built, and the published chart by where they are served. */
const PUBLISHED: Record<string, string> = {
  'us-central1-docker.pkg.dev/k8s-staging-images/kueue/kueue': 'registry.k8s.io/kueue/kueue',
};

/** Maps that are given to Kubernetes as they are. */
const KUBERNETES = ['nodeSelector', 'securityContext', 'podSecurityContext'];

/** Values that a chart names in its comments or its schema alone. */
const UNNAMED: Record<string, string[]> = {
  'cert-manager': ['', 'webhook.', 'cainjector.'].map((part) => `${part}podDisruptionBudget.minAvailable`),
};

function unknownKeys(values: Values, known: Values, at: string[] = []): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const place = [...at, key];
    if (!(key in known)) return [place.join('.')];
    const own = known[key];
    const free = !isMap(own) || Object.keys(own).length === 0 || KUBERNETES.includes(key);
    return isMap(value) && !free ? unknownKeys(value, own, place) : [];
  });
}

/** Where images come from, by the path of the value. */
function imagesOf(values: Values, at: string[] = []): Map<string, string> {
  return new Map(
    Object.entries(values).flatMap(([key, value]): [string, string][] => {
      const place = [...at, key];
      if (isMap(value)) return [...imagesOf(value, place)];
      const isImage = ['registry', 'repository', 'imageRegistry'].includes(key) && typeof value === 'string';
      return isImage && value !== '' ? [[place.join('.'), value]] : [];
    }),
  );
}

function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describeWithCharts('the values of the charts', (folder) => {
  const valuesOf = (chart: string) =>
    parse(fs.readFileSync(path.join(folder, `${chart}.values.yaml`), 'utf8')) as Values;

  test.each(Object.keys(everyOperator))('every value that we set for %s is one that the chart knows', (name) => {
    const { values } = made(name).release;
    const known = valuesOf(name);
    for (const [subchart, file] of Object.entries(SUBCHARTS)) {
      if (!isMap(known[subchart])) continue;
      const own = file ? valuesOf(file) : GRAFANA;
      known[subchart] = merged(own, known[subchart]);
    }
    expect(unknownKeys(values, known).filter((key) => !(UNNAMED[name] ?? []).includes(key))).toEqual([]);
  });

  test.each(Object.keys(everyOperator))('the release of %s is the one whose values are known', (name) => {
    const { chart } = made(name).release;
    const sources = fs.readFileSync(path.join(folder, 'SOURCES.md'), 'utf8');
    const row = sources.split('\n').find((line) => line.startsWith(`| ${name}.values.yaml`));
    expect(row).toContain(chart.version);
  });

  test.each(Object.keys(everyOperator))("the images of %s are the chart's own where there is no mirror", (name) => {
    const own = imagesOf(valuesOf(name));
    for (const [key, image] of imagesOf(made(name).release.values)) {
      // Whose version we name ourselves, and what the subcharts' own files say.
      const known = own.get(key);
      if (known) expect(`${key} ${image}`).toBe(`${key} ${PUBLISHED[known] ?? known}`);
    }
  });

  test("every value that we set for Karpenter's definitions is one that their chart knows", () => {
    const { crds } = made('karpenter') as operators.KarpenterController;
    expect(unknownKeys(crds.values, valuesOf('karpenter-crd'))).toEqual([]);
  });

  test('a value that the chart does not know is found', () => {
    expect(unknownKeys({ a: { b: 1 }, c: 2 }, { a: { x: 1 } })).toEqual(['a.b', 'c']);
  });
});

/** The releases whose templates hold definitions of objects, and where their values say what a removal leaves. */
const DEFINING: [string, () => HelmRelease, string][] = [
  ['cert-manager', () => made('cert-manager').release, '/crds/keep'],
  ['external-secrets', () => made('external-secrets').release, '/crds/annotations'],
  ['karpenter-crd', () => (made('karpenter') as operators.KarpenterController).crds, '/additionalAnnotations'],
  ['keda', () => made('keda').release, '/crds/additionalAnnotations'],
  [
    'prometheus-operator-crds',
    () => new operators.PrometheusCrds(new kubernetes.NamespaceChart(new App(), 'definitions'), 'crds').release,
    '/crds/annotations',
  ],
];

test.each(DEFINING)('definitions stay, and every object of theirs, when %s is removed', (_, release, place) => {
  const at = (values: unknown, key: string) => (values as Values)[key];
  const said = place.slice(1).split('/').reduce<unknown>(at, release().values);
  expect([true, { 'helm.sh/resource-policy': 'keep' }]).toContainEqual(said);
});

describe('every operator', () => {
  test.each(Object.keys(everyOperator))('%s runs on the nodes of the platform', (name) => {
    const text = JSON.stringify(made(name).release.values);
    expect(text).toContain('"nodeSelector":{"role":"system"}');
    expect(text).toContain('"key":"CriticalAddonsOnly"');
  });

  test('values of the user win, and leave the others', () => {
    const chart = new kubernetes.NamespaceChart(new App(), 'keda');
    const { release } = new operators.Keda(chart, 'keda', { values: { operator: { replicaCount: 3 }, extra: [1] } });
    expect(release.values).toMatchObject({
      operator: { replicaCount: 3 },
      metricsServer: { replicaCount: 2 },
      extra: [1],
    });
  });

  test('refuses a Kubernetes that the chart does not support, warns of one that nobody tried', () => {
    const keda = (kubernetesVersion: string) => () =>
      new operators.Keda(new kubernetes.NamespaceChart(new App(), 'keda'), 'keda', { kubernetesVersion });
    expect(keda('1.28')).toThrow(/keda\/keda\][^]*OP001.*'1\.28', and keda 2\.20\.2 needs 1\.32 or newer/);
    expect(keda('1.99')).not.toThrow();
    expect(keda('v1.35')).toThrow(/OP003/);
  });
});

test.each(Object.keys(everyOperator))('%s comes from the mirror where there is one', (name) => {
  const app = new App();
  Environment.attach(app, { ...ENVIRONMENT, imageRegistry: 'mirror.example.com' });
  const { release } = everyOperator[name](new kubernetes.NamespaceChart(app, 'platform'));
  const images = [...imagesOf(release.values).values()];
  expect(images.length).toBeGreaterThan(0);
  expect(images.filter((image) => !image.startsWith('mirror.example.com/'))).toEqual([]);
});

describe('the Prometheus stack', () => {
  test('keeps samples for as long as the profile says, and refuses less', () => {
    const stack = made('kube-prometheus-stack');
    expect(stack.release.values).toMatchObject({ prometheus: { prometheusSpec: { retention: '35d' } } });
    const app = new App();
    Environment.attach(app, ENVIRONMENT);
    const chart = new kubernetes.NamespaceChart(app, 'monitoring');
    expect(
      () =>
        new operators.PrometheusStack(chart, 'short', {
          nodeExporterNamespace: 'node-exporter',
          retention: Duration.days(10),
        }),
    ).toThrow(/OP004.*10 days, and the profile says 35/);
  });

  test('tells kube-state-metrics of custom resources, which it may then read, and of none where nobody asks', () => {
    const kubeStateMetrics = (stack: operators.Operator) =>
      stack.release.values['kube-state-metrics'] as { rbac?: { extraRules: { resources: string[] }[] } };
    const told = kubeStateMetrics(made('kube-prometheus-stack'));
    const kinds = spark.SparkPlatform.stateMetrics();
    expect(told).toMatchObject({
      customResourceState: {
        enabled: true,
        config: {
          kind: 'CustomResourceStateMetrics',
          spec: { resources: kinds.map(({ kind }) => ({ groupVersionKind: { kind } })) },
        },
      },
    });
    expect(told.rbac?.extraRules.flatMap(({ resources }) => resources)).toEqual(kinds.map(({ plural }) => plural));
    const chart = new kubernetes.NamespaceChart(new App(), 'monitoring');
    const plain = new operators.PrometheusStack(chart, 'stack', { nodeExporterNamespace: 'node-exporter' });
    expect(kubeStateMetrics(plain)).not.toHaveProperty('rbac');
  });

  test('has one of everything on a laptop', () => {
    const app = new App();
    Environment.attach(app, { name: 'local', zones: ['local'], deletionPolicy: DeletionPolicy.DELETE });
    const { release } = new operators.PrometheusStack(new kubernetes.NamespaceChart(app, 'monitoring'), 'stack', {
      nodeExporterNamespace: 'node-exporter',
      memory: Size.gibibytes(1),
    });
    expect(release.values).toMatchObject({
      prometheus: { prometheusSpec: { replicas: 1 } },
      alertmanager: { alertmanagerSpec: { replicas: 1 } },
    });
  });
});

describe('charts whose values are not among the files', () => {
  const chartOf = (make: (chart: kubernetes.NamespaceChart) => operators.Operator) =>
    make(new kubernetes.NamespaceChart(new App(), 'platform')).release;

  test('metrics-server asks kubelets for certificates, unless it is told not to', () => {
    const secure = chartOf((chart) => new operators.MetricsServer(chart, 'operator'));
    expect(secure.values).toMatchObject({ args: [], replicas: 2 });
    const insecure = chartOf((chart) => new operators.MetricsServer(chart, 'operator', { insecureKubelets: true }));
    expect(insecure.values).toMatchObject({ args: ['--kubelet-insecure-tls'] });
  });

  test('Fluent Bit writes into the group that it is given, and makes none', () => {
    const { values } = chartOf(
      (chart) => new operators.LogShipping(chart, 'operator', { region: 'eu-central-1', logGroupName: '/a/b' }),
    );
    const { config } = values as { config: { outputs: string } };
    expect(config.outputs).toContain('log_group_name /a/b');
    expect(config.outputs).toContain('auto_create_group Off');
  });
});

test('the operator of ClickHouse sees every namespace, and not its own alone', () => {
  expect(made('altinity-clickhouse-operator').release.values).toMatchObject({
    configs: { files: { 'config.yaml': { watch: { namespaces: ['.*'] } } } },
  });
});

test("the operator of ClickHouse gives pods no annotation of their cluster's object, an acknowledgement above all", () => {
  const { values } = made('altinity-clickhouse-operator').release;
  const { configs } = values as { configs: { files: { 'config.yaml': { annotation: { include: string[] } } } } };
  const { include } = configs.files['config.yaml'].annotation;
  // Without any it includes all.
  expect(include).toHaveLength(1);
  expect(include).not.toContainEqual(expect.stringMatching(/acknowledge|release|checksum/));
});

test('Karpenter finds its definitions upgraded before it', () => {
  const karpenter = made('karpenter') as operators.KarpenterController;
  expect(karpenter.release.node.dependencies.map((construct) => construct.node.id)).toEqual(['Crds']);
  expect(HelmRelease._is(karpenter.crds)).toBe(true);
});
