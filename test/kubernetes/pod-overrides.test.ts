import { Cpu, Environment, kubernetes, NodeClass, security } from 'bigdata-constructs';
import { App, Size } from 'cdk8s';
import { podOverrideRules } from '../../lib/kubernetes/pod-override-rules';
import { cluster as clickhouse } from '../clickhouse/clusters';
import { cluster as hadoop } from '../hadoop/clusters';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { classesElsewhere, podTemplatesOf } from '../helpers/pod-templates';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
import { applyAll } from '../helpers/stored';
import { find, yamlObjects } from '../helpers/synth';

const { EnvValue, Volume } = kubernetes;
const partOf = { engine: 'test', cluster: 'shop', component: 'web' };
const resources = { cpu: Cpu.millis(500), memory: Size.mebibytes(256) };

const main: kubernetes.ContainerProps = {
  name: 'web',
  image: 'web:1',
  ports: [{ name: 'http', port: 8080 }],
  env: { MODE: EnvValue.literal('fast') },
  resources,
  mounts: [{ volume: Volume.emptyDir('logs'), path: '/var/log/web' }],
};

const shipper: kubernetes.ContainerProps = {
  name: 'shipper',
  image: 'registry.internal:5000/shipper:2',
  mirrored: false,
  resources: { cpu: Cpu.millis(50), memory: Size.mebibytes(64) },
  ports: [{ name: 'shipper', port: 2020 }],
  env: { TOKEN: EnvValue.secret({ secretName: 'shipper', key: 'token' }) },
  mounts: [
    { volume: Volume.emptyDir('logs'), path: '/logs', readOnly: true },
    { volume: Volume.secret('shipper-keys', 'shipper'), path: '/keys', readOnly: true },
  ],
  liveness: kubernetes.Probe.tcp('shipper'),
};

/** Every override alone. */
const ALL: Required<Omit<kubernetes.PodOverrides, 'serviceAccountAnnotations'>> = {
  labels: { team: 'data' },
  annotations: { 'example.com/reviewed': 'yes' },
  env: { LEVEL: EnvValue.literal('debug'), PASSWORD: EnvValue.secret({ secretName: 'web', key: 'password' }) },
  mounts: [
    { volume: Volume.secret('extra-keys', 'extra'), path: '/extra/keys', readOnly: true },
    { volume: Volume.configMap('extra-files', 'extra'), path: '/extra/files', readOnly: true },
  ],
  sidecars: [shipper],
  hostAliases: [{ ip: '10.0.0.7', hostnames: ['kdc.example.com', 'kdc'] }],
  priorityClass: 'important',
};

const names = Object.keys(ALL) as (keyof typeof ALL)[];
const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const));

/** A Deployment for each of some overrides, and one of the other workloads with all of them. */
function workloads(each: kubernetes.PodOverrides[]): App {
  const app = new App();
  Environment.attach(app, { name: 'test', imageRegistry: 'mirror.internal', imagePullSecrets: ['pull', 'pull-too'] });
  const chart = new kubernetes.NamespaceChart(app, 'overridden');
  const props = (component: string, overrides: kubernetes.PodOverrides): kubernetes.PodProps => ({
    partOf: { ...partOf, component },
    user: 1000,
    nodeClass: NodeClass.STATEFUL,
    initContainers: [{ name: 'prepare', image: 'web:1', command: ['true'], resources }],
    containers: [main],
    overrides,
  });
  each.forEach((overrides, index) => {
    new kubernetes.Deployment(chart, `web-${index}`, { ...props(`web-${index}`, overrides), replicas: 1 });
  });
  new kubernetes.StatefulSet(chart, 'set', { ...props('set', ALL), replicas: 3 });
  new kubernetes.CronJob(chart, 'job', { ...props('job', ALL), schedule: '0 2 * * *' });
  return app;
}

interface Spec {
  readonly containers: { name: string; image: string; env?: { name: string }[]; volumeMounts?: { name: string }[] }[];
  readonly initContainers: { name: string; image: string; restartPolicy?: string; securityContext: object }[];
  readonly [field: string]: unknown;
}

const templateOf = (object: KubeObject) => {
  const [{ template }] = podTemplatesOf(object);
  return { metadata: template.metadata as { labels: object; annotations?: object }, spec: template.spec as Spec };
};

const template = (overrides: kubernetes.PodOverrides) =>
  templateOf(find(yamlObjects(workloads([overrides])), 'Deployment'));

describe('overrides of pods', () => {
  test('add labels and annotations to the pods, and none to what finds them', () => {
    const [deployment] = yamlObjects(workloads([ALL])).filter(({ kind }) => kind === 'Deployment');
    const { metadata } = templateOf(deployment);
    expect(metadata.labels).toMatchObject({ 'app.kubernetes.io/component': 'web-0', team: 'data' });
    expect(metadata.annotations).toEqual({ 'example.com/reviewed': 'yes' });
    expect((deployment.spec as { selector: object }).selector).toEqual({
      matchLabels: expect.not.objectContaining({ team: 'data' }) as object,
    });
  });

  test('add variables and mounts to the main container alone', () => {
    const { spec } = template(ALL);
    expect(spec.containers.map(({ name }) => name)).toEqual(['web']);
    expect(spec.containers[0].env?.map(({ name }) => name)).toEqual(['MODE', 'LEVEL', 'PASSWORD']);
    expect(spec.containers[0].volumeMounts?.map(({ name }) => name)).toEqual(['logs', 'extra-keys', 'extra-files']);
    expect(spec.volumes).toEqual(
      expect.arrayContaining([
        { name: 'extra-keys', secret: { secretName: 'extra', defaultMode: 0o440 } },
        { name: 'extra-files', configMap: { name: 'extra' } },
      ]),
    );
  });

  test('run sidecars before all others, hardened as ours are, for as long as the pod', () => {
    const [sidecar, prepare] = template(ALL).spec.initContainers;
    expect([sidecar.name, sidecar.restartPolicy]).toEqual(['shipper', 'Always']);
    expect([prepare.name, prepare.restartPolicy]).toEqual(['prepare', undefined]);
    expect(sidecar.securityContext).toEqual(prepare.securityContext);
    // The same volume is shared.
    expect((template(ALL).spec.volumes as { name: string }[]).filter(({ name }) => name === 'logs')).toHaveLength(1);
  });

  test('set aliases and the priority', () => {
    expect(template(ALL).spec).toMatchObject({
      hostAliases: [{ ip: '10.0.0.7', hostnames: ['kdc.example.com', 'kdc'] }],
      priorityClassName: 'important',
    });
  });

  test('roll the pods when configuration changes that they mount', () => {
    const checksum = (content: string) => {
      const app = new App();
      const chart = new kubernetes.NamespaceChart(app, 'ns');
      const files = new kubernetes.ConfigFiles(chart, 'Files', { name: 'extra', files: { a: content } });
      new kubernetes.Deployment(chart, 'web', {
        partOf,
        user: 1000,
        replicas: 1,
        nodeClass: NodeClass.STATEFUL,
        containers: [main],
        overrides: { mounts: [{ volume: Volume.configFiles('extra', files), path: '/extra' }] },
      });
      return templateOf(find(yamlObjects(app), 'Deployment')).metadata.annotations;
    };
    expect(checksum('a')).not.toEqual(checksum('b'));
  });

  test("are refused where a sidecar's probe asks a port that it does not have", () => {
    const wrong = { sidecars: [{ ...shipper, liveness: kubernetes.Probe.tcp('admin') }] };
    expect(() => workloads([wrong])).toThrow(/K8S011: .*given 'admin' where there are http, shipper/);
  });
});

const emptyDirs = (...mounts: [name: string, path: string][]): kubernetes.PodOverrides => ({
  mounts: mounts.map(([name, path]) => ({ volume: Volume.emptyDir(name), path })),
});
const sidecar = (...changes: Partial<kubernetes.ContainerProps>[]): kubernetes.PodOverrides => ({
  sidecars: changes.map((each) => ({ ...shipper, liveness: undefined, ...each })),
});
const alias = (ip: string, ...hostnames: string[]) => ({ hostAliases: [{ ip, hostnames }] });

rulesSuite<kubernetes.PodOverrides>('the rules of overrides of pods', {
  rules: podOverrideRules,
  reported: reportedByConstruct((overrides) => workloads([overrides])),
  cases: {
    K8S030: {
      refused: { labels: { 'app.kubernetes.io/name': 'other' } },
      given: "'app.kubernetes.io/name'",
      passes: { labels: { 'app.kubernetes.io/name2': 'other' } },
    },
    K8S031: {
      refused: { annotations: { 'bigdata-constructs.io/config-checksum': '' } },
      given: "'bigdata-constructs.io/config-checksum'",
      passes: { annotations: { 'example.com/config-checksum': '' } },
    },
    K8S032: {
      refused: { env: { MODE: EnvValue.literal('slow') } },
      given: "'MODE'",
      passes: { env: { MODES: EnvValue.literal('slow') } },
    },
    K8S033: [
      {
        refused: emptyDirs(['mine', '/var/log/web/']),
        given: "'/var/log/web'",
        passes: emptyDirs(['mine', '/var/log/web/mine']),
      },
      {
        refused: emptyDirs(['a', '/mine'], ['b', '/mine']),
        given: "'/mine' again",
        passes: emptyDirs(['a', '/mine'], ['b', '/mine/b']),
      },
    ],
    K8S034: [
      {
        refused: { mounts: [{ volume: Volume.secret('logs', 'keys'), path: '/keys' }] },
        given: "'logs'",
        passes: { mounts: [{ volume: Volume.secret('keys', 'keys'), path: '/keys' }] },
      },
      {
        refused: {
          mounts: ALL.mounts,
          ...sidecar({ mounts: [{ volume: Volume.secret('extra-keys', 'others'), path: '/keys' }] }),
        },
        given: "'extra-keys'",
        passes: {
          mounts: ALL.mounts,
          ...sidecar({ mounts: [{ volume: Volume.secret('extra-keys', 'extra'), path: '/keys' }] }),
        },
      },
    ],
    K8S035: [
      { refused: sidecar({ name: 'prepare' }), given: "'prepare'", passes: sidecar({ name: 'ship' }) },
      {
        refused: sidecar({}, { ports: [] }),
        given: "'shipper' again",
        passes: sidecar({}, { name: 'other', ports: [] }),
      },
    ],
    K8S036: {
      refused: sidecar({ ports: [{ name: 'other', port: 8080 }] }),
      given: "'other' on 8080",
      passes: sidecar({ ports: [{ name: 'other', port: 8081 }] }),
    },
    K8S037: [
      {
        refused: alias('kdc', 'kdc.example.com'),
        given: "'kdc' with kdc.example.com",
        passes: alias('::1', 'kdc.example.com'),
      },
      { refused: alias('10.0.0.7'), given: "'10.0.0.7' with no name", passes: alias('10.0.0.7', 'kdc') },
    ],
  },
});

describe('images', () => {
  const images = (spec: Spec) => [...spec.initContainers, ...spec.containers].map(({ name, image }) => [name, image]);

  test('come through the mirror, but for those that name their registry', () => {
    expect(images(template(ALL).spec)).toEqual([
      ['shipper', 'registry.internal:5000/shipper:2'],
      ['prepare', 'mirror.internal/web:1'],
      ['web', 'mirror.internal/web:1'],
    ]);
  });

  test('are pulled with the Secrets of the environment in every pod, those of operators too', () => {
    const environment = { name: 'test', zones: ['a', 'b', 'c'], imagePullSecrets: ['pull'] };
    for (const { app } of [clickhouse({}, environment), hadoop({}, environment)]) {
      const templates = yamlObjects(app).flatMap(podTemplatesOf);
      expect(templates.length).toBeGreaterThan(1);
      for (const { template: one } of templates)
        expect(one.spec).toMatchObject({ imagePullSecrets: [{ name: 'pull' }] });
    }
  });
});

describe('architectures', () => {
  const placed = (architectures?: string[]) => {
    const app = new App();
    new kubernetes.Deployment(new kubernetes.NamespaceChart(app, 'ns'), 'web', {
      partOf,
      user: 1000,
      replicas: 2,
      nodeClass: NodeClass.STATEFUL,
      containers: [main],
      architectures,
    });
    const { nodeSelector, affinity } = templateOf(find(yamlObjects(app), 'Deployment')).spec;
    return { nodeSelector, affinity: affinity as Record<string, unknown> };
  };

  test('are any, one by the node selector, or several by affinity, beside what keeps copies apart', () => {
    expect(placed()).toEqual({ affinity: { podAntiAffinity: expect.anything() as object } });
    expect(placed([])).toEqual(placed());
    expect(placed(['amd64']).nodeSelector).toEqual({ 'kubernetes.io/arch': 'amd64' });
    expect(placed(['amd64', 'arm64'])).toEqual({
      affinity: {
        podAntiAffinity: placed().affinity.podAntiAffinity,
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64', 'arm64'] }] },
            ],
          },
        },
      },
    });
  });
});

test('a service account carries the annotations that it is given', () => {
  const app = new App();
  new security.ServiceIdentity(new kubernetes.NamespaceChart(app, 'ns'), 'Identity', {
    name: 'web',
    annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/web' },
  });
  expect(find(yamlObjects(app), 'ServiceAccount').metadata.annotations).toEqual({
    'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/web',
  });
});

describeWithControlPlane('every override with every other on a real API server', (api) => {
  const each = pairs.map((pair) => Object.fromEntries(pair.map((name) => [name, ALL[name]])));
  const objects = yamlObjects(workloads(each));

  beforeAll(async () => {
    for (const object of objects.filter(({ kind }) => kind === 'Namespace')) await api.apply(object);
    await api.apply({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace: 'overridden' },
    });
    for (const object of classesElsewhere(objects)) await api.apply(object);
  });

  test('is stored as it is rendered', async () => {
    expect(await applyAll(api, objects)).toEqual([]);
  });

  test('is admitted under the level restricted', async () => {
    const templates = objects.flatMap(podTemplatesOf);
    expect(templates).toHaveLength(pairs.length + 2);
    for (const { template: one } of templates) await api.admitPod('overridden', one);
  });

  test('would not be, were the class not there', async () => {
    const { metadata, spec } = templateOf(find(objects, 'StatefulSet'));
    const other = { metadata, spec: { ...spec, priorityClassName: 'missing' } };
    await expect(api.admitPod('overridden', other)).rejects.toThrow('no PriorityClass with name missing');
  });
});
