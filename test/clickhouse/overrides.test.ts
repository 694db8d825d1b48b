import { clickhouse, kubernetes } from 'bigdata-constructs';
import { ApiObject, JsonPatch } from 'cdk8s';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { addedTo } from '../helpers/pod-overrides';
import { classesElsewhere, podTemplatesOf } from '../helpers/pod-templates';
import { applyAll, removeAll } from '../helpers/stored';
import { find } from '../helpers/synth';
import { cluster, store } from './clusters';

const { EnvValue, Volume } = kubernetes;
const DIGEST = `sha256:${'4e'.repeat(32)}`;

const version = clickhouse.ClickHouseVersion.of('26.3.35.3', {
  images: {
    server: { image: 'registry.example.com/olap/clickhouse-server', digest: DIGEST },
    keeper: { image: 'olap/clickhouse-keeper' },
  },
  architectures: ['arm64'],
});

const COMPONENTS = ['server', 'keeper', 'backup', 'probe'];
const pods = Object.fromEntries(COMPONENTS.map((component) => [component, addedTo(component)]));

/** Images of one's own, a mirror, Secrets to pull with and overrides of all pods, in one cluster. */
const make = () =>
  cluster(
    { version, backup: { store }, overrides: { pods } },
    { name: 'test', zones: ['a', 'b', 'c'], imageRegistry: 'mirror.example.com', imagePullSecrets: ['pull'] },
  );
const objects = make().objects();

interface Spec {
  readonly containers: { image: string; env: { name: string }[]; volumeMounts: { name: string }[] }[];
  readonly initContainers: { name: string; image: string }[];
  readonly [field: string]: unknown;
}

const HOLDERS: Record<string, [kind: string, name: string]> = {
  server: ['ClickHouseInstallation', 'events'],
  keeper: ['ClickHouseKeeperInstallation', 'events'],
  backup: ['CronJob', 'events-backup'],
  probe: ['CronJob', 'events-probe'],
};

const templateOf = (component: string) => {
  const [{ template }] = podTemplatesOf(find(objects, ...HOLDERS[component]));
  return { metadata: template.metadata, spec: template.spec as Spec };
};

describe("images of one's own, a mirror, Secrets to pull with and overrides, all at once", () => {
  test.each(COMPONENTS)('add to the pods of %s what was asked for them', (component) => {
    const { metadata, spec } = templateOf(component);
    expect(metadata).toMatchObject({
      labels: { 'app.kubernetes.io/component': component, team: component },
      annotations: { 'example.com/reviewed': component },
    });
    expect(spec).toMatchObject({
      imagePullSecrets: [{ name: 'pull' }],
      hostAliases: [{ ip: '10.0.0.7', hostnames: ['ldap.example.com'] }],
      priorityClassName: 'important',
      nodeSelector: { 'kubernetes.io/arch': 'arm64' },
      initContainers: [{ name: 'shipper', image: 'mirror.example.com/shipper:2', restartPolicy: 'Always' }],
    });
    const [main] = spec.containers;
    expect(main.env.map(({ name }) => name)).toEqual(expect.arrayContaining(['LEVEL', 'TOKEN']));
    expect(main.volumeMounts.map(({ name }) => name)).toEqual(expect.arrayContaining(['extra-keys', 'extra-files']));
  });

  test.each([
    ['server', `registry.example.com/olap/clickhouse-server@${DIGEST}`],
    ['keeper', 'mirror.example.com/olap/clickhouse-keeper:26.3.35.3'],
    ['backup', `registry.example.com/olap/clickhouse-server@${DIGEST}`],
    ['probe', `registry.example.com/olap/clickhouse-server@${DIGEST}`],
  ])('run %s from its image, through the mirror unless the image names its registry', (component, image) => {
    expect(templateOf(component).spec.containers.map((container) => container.image)).toEqual([image]);
  });

  test.each([
    ['server', 'events'],
    ['keeper', 'events-keeper'],
    ['backup', 'events-backup'],
    ['probe', 'events-probe'],
  ])('annotate the service account of %s', (component, name) => {
    expect(find(objects, 'ServiceAccount', name).metadata).toMatchObject({
      annotations: { 'example.com/owner': component },
    });
  });

  test('leave alone what finds the pods', () => {
    const selectors = objects
      .filter(({ kind }) => ['NetworkPolicy', 'PodDisruptionBudget', 'PodMonitor'].includes(kind))
      .map(({ spec }) => JSON.stringify(spec));
    expect(selectors.length).toBeGreaterThan(4);
    expect(selectors.filter((selector) => selector.includes('team'))).toEqual([]);
  });
});

test.each<[string, kubernetes.PodOverrides]>([
  ['K8S030', { labels: { 'clickhouse.altinity.com/shard': '7' } }],
  ['K8S032', { env: { CLICKHOUSE_DATA_DIR: EnvValue.literal('/mine') } }],
  ['K8S033', { mounts: [{ volume: Volume.emptyDir('mine'), path: '/var/log/clickhouse-server' }] }],
  ['K8S035', { sidecars: [{ ...addedTo('x').sidecars![0], name: 'clickhouse' }] }],
])('what would replace something of a cluster is refused: %s', (code, overrides) => {
  const component = code === 'K8S032' ? 'keeper' : 'server';
  expect(() => cluster({ overrides: { pods: { [component]: overrides } } })).toThrow(`${code}: `);
});

describe('a patch of a custom resource, the last resort', () => {
  const patched = (child: string, path: string) => {
    const made = cluster();
    ApiObject.of(made.cluster.node.findChild(child)).addJsonPatch(
      JsonPatch.add(path, { options: [{ name: 'ndots' }] }),
    );
    return made.objects();
  };

  test.each([
    ['Servers', 'ClickHouseInstallation'],
    ['Keeper', 'ClickHouseKeeperInstallation'],
  ])('changes that field of %s, and nothing else', (child, kind) => {
    const before = cluster().objects();
    const after = patched(child, '/spec/templates/podTemplates/0/spec/dnsConfig');
    expect(podTemplatesOf(find(after, kind))[0].template.spec).toEqual({
      ...podTemplatesOf(find(before, kind))[0].template.spec,
      dnsConfig: { options: [{ name: 'ndots' }] },
    });
    const others = (objects: KubeObject[]) => objects.filter((object) => object.kind !== kind);
    expect(others(after)).toEqual(others(before));
  });

  test('fails where there is nothing to patch', () => {
    expect(() => patched('Servers', '/spec/templates/podTemplates/7/spec/dnsConfig')).toThrow();
  });
});

describeWithControlPlane('the API server', (api) => {
  afterAll(() => removeAll(api, objects));

  test('takes them all, stores them as they are rendered, and admits the pods', async () => {
    // Pods are refused where their class does not exist.
    for (const object of classesElsewhere(objects)) await api.apply(object);
    expect(await applyAll(api, objects)).toEqual([]);
    const templates = objects.flatMap(podTemplatesOf);
    expect(templates).toHaveLength(COMPONENTS.length);
    for (const { namespaceName, template } of templates) await api.admitPod(namespaceName, template);
  });
});
