import { Cpu, Environment, kubernetes, NodeClass } from 'bigdata-constructs';
import { ApiObject, App, Chart, Duration, Size, Testing } from 'cdk8s';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { applyAll } from '../helpers/stored';
import { yamlObjects } from '../helpers/synth';

const partOf = { engine: 'test', cluster: 'shop', component: 'web' };
const http = { name: 'http', port: 8080 };

const pod = (chart: Chart, config = 'a=1'): kubernetes.PodProps => ({
  partOf,
  user: 1000,
  nodeClass: NodeClass.STATEFUL,
  gracePeriod: Duration.seconds(45),
  containers: [
    {
      name: 'web',
      image: 'web:1',
      ports: [http],
      resources: { cpu: Cpu.millis(1500), cpuLimit: Cpu.units(2), memory: Size.gibibytes(1.5) },
      env: {
        MODE: kubernetes.EnvValue.literal('${user.name} %{x}'),
        PASSWORD: kubernetes.EnvValue.secret({ secretName: 'web', key: 'password' }),
        POD: kubernetes.EnvValue.field('metadata.name'),
      },
      mounts: [
        { volume: kubernetes.Volume.emptyDir('tmp'), path: '/tmp' },
        { volume: kubernetes.Volume.secret('keys', 'keys'), path: '/keys', readOnly: true },
        {
          volume: kubernetes.Volume.configFiles('files', files(chart, config)),
          path: '/etc/web',
          readOnly: true,
        },
      ],
      liveness: kubernetes.Probe.httpGet('/', 'http'),
      readiness: kubernetes.Probe.tcp('http'),
      startup: kubernetes.Probe.command(['true']),
      preStop: ['sleep', '5'],
    },
  ],
});

function files(chart: Chart, config: string): kubernetes.ConfigFiles {
  const made = chart.node.tryFindChild('Files') as kubernetes.ConfigFiles | undefined;
  return made ?? new kubernetes.ConfigFiles(chart, 'Files', { name: 'web-files', files: { 'web.conf': config } });
}

/** One of every workload. */
const everything = (config?: string) => {
  const app = new App();
  Environment.attach(app, {
    name: 'test',
    zones: ['a', 'b', 'c'],
    nodeClasses: {
      stateful: { nodeSelector: { pool: 'data' }, taints: [{ key: 'pool', value: 'data', effect: 'NoSchedule' }] },
    },
  });
  const chart = new kubernetes.NamespaceChart(app, 'workloads', {
    quota: { cpu: Cpu.units(100), memory: Size.gibibytes(1000), storage: Size.tebibytes(1), pods: 50 },
  });
  const props = pod(chart, config);
  new kubernetes.StatefulSet(chart, 'store', {
    ...props,
    replicas: 3,
    containers: [
      {
        ...props.containers[0],
        mounts: [
          { volume: kubernetes.Volume.claim('data'), path: '/data' },
          {
            volume: kubernetes.Volume.ephemeralClaim({
              name: 'scratch',
              size: Size.gibibytes(10),
              storageClass: 'fast',
            }),
            path: '/scratch',
          },
        ],
      },
    ],
    claims: [{ name: 'data', size: Size.gibibytes(1024) }],
  });
  new kubernetes.Deployment(chart, 'web', { ...props, replicas: 2 });
  new kubernetes.Service(chart, 'Client', { name: 'web', partOf, ports: [http] });
  new kubernetes.Job(chart, 'once', props);
  new kubernetes.CronJob(chart, 'nightly', { ...props, schedule: '0 2 * * *' });
  new kubernetes.DisruptionBudget(chart, 'Budget', { name: 'web', partOf, members: 3, quorum: 2 });
  return app;
};

const find = (app: App, kind: string) => yamlObjects(app).find((object) => object.kind === kind) as KubeObject;
const podSpec = (object: KubeObject) => podTemplatesOf(object)[0].template.spec as Record<string, never>;

describe('workloads', () => {
  test('keep copies on different hosts and spread them over the zones', () => {
    const spec = podSpec(find(everything(), 'StatefulSet'));
    expect(spec.topologySpreadConstraints[0]).toMatchObject({
      minDomains: 3,
      whenUnsatisfiable: 'DoNotSchedule',
      maxSkew: 1,
    });
    expect(spec.affinity).toMatchObject({
      podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname' }] },
    });
  });

  test("go to the nodes that the environment's class names", () => {
    const spec = podSpec(find(everything(), 'Deployment'));
    expect(spec.nodeSelector).toEqual({ pool: 'data' });
    expect(spec.tolerations).toEqual([{ key: 'pool', operator: 'Equal', value: 'data', effect: 'NoSchedule' }]);
  });

  test('roll when a file that they mount changes', () => {
    const checksum = (config: string) =>
      podTemplatesOf(find(everything(config), 'Deployment'))[0].template.metadata as { annotations: object };
    expect(checksum('a=1').annotations).toEqual(checksum('a=1').annotations);
    expect(checksum('a=1').annotations).not.toEqual(checksum('a=2').annotations);
  });

  test('keep volumes of a StatefulSet where data is retained, and whenever it is scaled', () => {
    expect(find(everything(), 'StatefulSet').spec).toMatchObject({
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    });
  });

  test('render no replicas once an autoscaler owns them', () => {
    const chart = new kubernetes.NamespaceChart(new App(), 'scaled');
    const web = new kubernetes.Deployment(chart, 'web', { ...pod(chart), replicas: 2 });
    web.markAutoscaled(2, 5);
    const object = (Testing.synth(chart) as KubeObject[]).find(({ kind }) => kind === 'Deployment');
    expect(object?.spec).not.toHaveProperty('replicas');
  });

  test('fail in a chart without a namespace', () => {
    const chart = new Chart(new App(), 'nowhere');
    expect(() => new kubernetes.Deployment(chart, 'web', { ...pod(chart), replicas: 1 })).toThrow(
      /\[nowhere\/web\] K8S001/,
    );
  });

  test('fail when a probe asks a port that the container does not have', () => {
    const chart = new kubernetes.NamespaceChart(new App(), 'probes');
    const [container] = pod(chart).containers;
    const wrong = {
      ...pod(chart),
      containers: [{ ...container, liveness: kubernetes.Probe.httpGet('/', 'htpp') }],
      replicas: -1,
    };
    expect(() => new kubernetes.Deployment(chart, 'web', wrong)).toThrow(
      /K8S010.*given -1[^]*K8S011.*'htpp' where there is http/,
    );
  });
});

describe('DisruptionBudget', () => {
  const budget = (members: number, quorum: number, maxUnavailable?: number) => {
    const chart = new kubernetes.NamespaceChart(new App(), 'budgets');
    return () =>
      new kubernetes.DisruptionBudget(chart, 'Budget', { name: 'b', partOf, members, quorum, maxUnavailable });
  };

  test('keeps the quorum that it is told, and blocks no drain for ever', () => {
    expect(budget(3, 2)).not.toThrow();
    expect(budget(1, 1)).not.toThrow();
    expect(budget(3, 2, 2)).toThrow(/K8S021.*2 of 3 where 2 must run/);
  });
});

describe('NamespaceChart', () => {
  test('refuses the namespaces of the platform', () => {
    expect(() => new kubernetes.NamespaceChart(new App(), 'kube-system')).toThrow(/K8S002.*'kube-system'/);
  });

  test('is told from a plain Chart', () => {
    const app = new App();
    const plain = new ApiObject(new Chart(app, 'plain', { namespace: 'x' }), 'X', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
    });
    expect(kubernetes.NamespaceChart._find(plain)).toBeUndefined();
    const chart = new kubernetes.NamespaceChart(app, 'owned');
    expect(kubernetes.NamespaceChart._find(chart)).toBe(chart);
  });
});

describeWithControlPlane('workloads on a real API server', (api) => {
  const objects = yamlObjects(everything());

  beforeAll(async () => {
    for (const object of objects.filter(({ kind }) => kind === 'Namespace')) await api.apply(object);
    await api.apply({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace: 'workloads' },
    });
  });

  test('are stored as they are rendered', async () => {
    expect(await applyAll(api, objects)).toEqual([]);
  });

  test('are admitted under the level restricted', async () => {
    const templates = objects.flatMap(podTemplatesOf);
    expect(templates).toHaveLength(4);
    for (const { template } of templates) {
      // The controller of a StatefulSet adds the volumes of its claims.
      const spec = template.spec as {
        containers: { volumeMounts: { name: string }[] }[];
        volumes?: { name: string }[];
      };
      const claims = spec.containers
        .flatMap(({ volumeMounts }) => volumeMounts)
        .filter(({ name }) => !spec.volumes?.some((volume) => volume.name === name))
        .map(({ name }) => ({ name, emptyDir: {} }));
      await api.admitPod('workloads', {
        ...template,
        spec: { ...spec, volumes: [...(spec.volumes ?? []), ...claims] },
      });
    }
  });

  test('would not be with a privilege more', async () => {
    const [{ template }] = objects.flatMap(podTemplatesOf);
    const spec = template.spec as { containers: object[] };
    const privileged = { ...spec, containers: [{ ...spec.containers[0], securityContext: { privileged: true } }] };
    await expect(api.admitPod('workloads', { ...template, spec: privileged })).rejects.toThrow(
      'violates PodSecurity "restricted',
    );
  });
});
