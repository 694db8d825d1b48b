import { Environment, kubernetes, monitoring, operators, policies, scaling } from 'bigdata-constructs';
import { App, Duration } from 'cdk8s';
import { describeWithControlPlane } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { applyAllTwice } from '../helpers/stored';
import { yamlObjects } from '../helpers/synth';
import { web } from './stores';

const { Autoscaler, Scaling, ScalingSignal } = scaling;

const partOf = { engine: 'shop', cluster: 'web', component: 'server' };
const waiting = monitoring.Metric.gauge({
  name: 'shop_waiting',
  component: 'server',
  description: 'customers who wait',
});
const queue = ScalingSignal.metric({
  name: 'queue',
  expression: monitoring.Expression.of('sum($1{kind="sale"})', waiting),
  targetPerPod: 12.5,
});

function tree(
  wanted: scaling.Scaling,
  props: Partial<scaling.AutoscalerProps> = {},
  environment: Partial<Parameters<typeof Environment.attach>[1]> = {},
): App {
  const app = new App();
  Environment.attach(app, { name: 'test', ...environment });
  const chart = new kubernetes.NamespaceChart(app, 'scaled-web');
  new Autoscaler(chart, 'Autoscaler', { target: web(chart), scaling: wanted, partOf, ...props });
  return app;
}

function find(app: App, kind: string): KubeObject | undefined {
  return yamlObjects(app).find((object) => object.kind === kind);
}

const replicasOf = (app: App) => (find(app, 'Deployment')?.spec as { replicas?: number }).replicas;

/** What a construct complains about. */
const codes = (make: () => unknown) => {
  try {
    make();
    return [];
  } catch (error) {
    return ((error as Error).message.match(/(?<=\] )SCALE\d+/g) ?? []) as string[];
  }
};

describe('Autoscaler', () => {
  test('leaves a fixed number where it was', () => {
    const app = tree(Scaling.exactly(2));
    expect(replicasOf(app)).toBe(2);
    expect(find(app, 'HorizontalPodAutoscaler')).toBeUndefined();
    expect(find(app, 'ScaledObject')).toBeUndefined();
  });

  test('lets Kubernetes follow CPU and memory, and renders no number beside it', () => {
    const app = tree(Scaling.between(2, 9, { signals: [ScalingSignal.cpu(70), ScalingSignal.memory(80)] }));
    expect(replicasOf(app)).toBeUndefined();
    expect(find(app, 'ScaledObject')).toBeUndefined();
    expect(find(app, 'HorizontalPodAutoscaler')).toMatchObject({
      apiVersion: 'autoscaling/v2',
      metadata: { name: 'web' },
      spec: {
        minReplicas: 2,
        maxReplicas: 9,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      },
    });
  });

  test('lets KEDA follow a metric of this cluster alone, with CPU beside it', () => {
    const app = tree(Scaling.between(2, 9, { signals: [ScalingSignal.cpu(70), queue] }));
    expect(find(app, 'HorizontalPodAutoscaler')).toBeUndefined();
    expect(find(app, 'ScaledObject')?.spec).toMatchObject({
      minReplicaCount: 2,
      maxReplicaCount: 9,
      advanced: { restoreToOriginalReplicaCount: false, horizontalPodAutoscalerConfig: { name: 'web' } },
      triggers: [
        { type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } },
        {
          type: 'prometheus',
          metricType: 'AverageValue',
          metadata: {
            query: 'sum(shop_waiting{namespace="scaled-web",engine_cluster="web",job="shop-server",kind="sale"})',
            threshold: '12.5',
          },
        },
      ],
    });
  });

  // KEDA 2.20: pkg/fallback/fallback.go, and RequestScale in pkg/scaling/executor/scale_scaledobjects.go.
  test.each([
    [2, 2],
    // With 0, KEDA stops everything as soon as a trigger fails.
    [0, 1],
  ])('never scales in because Prometheus is away (at least %s)', (min, replicas) => {
    const { spec } = find(tree(Scaling.between(min, 9, { signals: [queue] }), { minimum: 0 }), 'ScaledObject')!;
    const { fallback, triggers } = spec as { fallback: object; triggers: { metadata: object }[] };
    expect(fallback).toEqual({ failureThreshold: 3, behavior: 'currentReplicasIfHigher', replicas });
    expect(triggers[0].metadata).toMatchObject({ ignoreNullValues: 'false' });
  });

  test('says how often to look only where KEDA does: between nothing and one', () => {
    const spec = (min: number) =>
      find(tree(Scaling.between(min, 9, { signals: [queue] }), { minimum: 0 }), 'ScaledObject')?.spec;
    expect(spec(0)).toMatchObject({ pollingInterval: 15, cooldownPeriod: 600 });
    expect(Object.keys(spec(1) as object)).not.toContain('pollingInterval');
  });

  test('asks the Prometheus that our own platform has, or the one of the environment', () => {
    const server = (extensions?: monitoring.MonitoringProfile[]) => {
      const app = tree(Scaling.between(1, 2, { signals: [queue] }), {}, { extensions });
      const { triggers } = find(app, 'ScaledObject')?.spec as { triggers: { metadata: { serverAddress: string } }[] };
      return triggers[0].metadata.serverAddress;
    };
    // How the chart makes the Service's name of the release's: "kube-prometheus-stack.fullname" in its _helpers.tpl.
    const platform = new kubernetes.NamespaceChart(new App(), 'monitoring');
    const stack = new operators.PrometheusStack(platform, 'stack', { nodeExporterNamespace: 'node-exporter' });
    const { releaseName, chart } = stack.release;
    const service = `${`${releaseName}-${chart.name}`.slice(0, 26).replace(/-$/, '')}-prometheus`;
    expect(server()).toBe(`http://${service}.monitoring.svc:9090`);
    const profile = new monitoring.MonitoringProfile({ prometheusUrl: 'https://prometheus.example.com/team' });
    expect(server([profile])).toBe('https://prometheus.example.com/team');
  });

  test('uses the signals of the engine where none are given', () => {
    const signals = [ScalingSignal.cpu(60)];
    const percent = (wanted: scaling.Scaling) =>
      JSON.stringify(find(tree(wanted, { signals }), 'HorizontalPodAutoscaler')?.spec).match(
        /averageUtilization":(\d+)/,
      )?.[1];
    expect(percent(Scaling.between(1, 2))).toBe('60');
    expect(percent(Scaling.between(1, 2, { signals: [ScalingSignal.cpu(85)] }))).toBe('85');
  });

  test('goes out fast and in slowly, or at the pace that is given', () => {
    const behavior = (options: scaling.ScalingOptions) => {
      const app = tree(Scaling.between(1, 9, { signals: [ScalingSignal.cpu(70)], ...options }));
      return (find(app, 'HorizontalPodAutoscaler')?.spec as { behavior: unknown }).behavior;
    };
    expect(behavior({})).toEqual({
      scaleUp: {
        stabilizationWindowSeconds: 0,
        selectPolicy: 'Max',
        policies: [
          { type: 'Percent', value: 100, periodSeconds: 60 },
          { type: 'Pods', value: 4, periodSeconds: 60 },
        ],
      },
      scaleDown: {
        stabilizationWindowSeconds: 600,
        selectPolicy: 'Max',
        policies: [
          { type: 'Percent', value: 10, periodSeconds: 300 },
          { type: 'Pods', value: 1, periodSeconds: 300 },
        ],
      },
    });
    expect(behavior({ scaleIn: { pods: 2, stabilization: Duration.minutes(30) } })).toMatchObject({
      scaleDown: {
        stabilizationWindowSeconds: 1800,
        policies: [{ type: 'Pods', value: 2, periodSeconds: 300 }],
      },
    });
  });

  test('satisfies the policies', () => {
    const app = tree(Scaling.between(1, 2, { signals: [queue] }));
    expect(policies.Policies.standard().flatMap((policy) => policy.findings(app))).toEqual([]);
  });

  test('fails with all that is wrong at once', () => {
    const wanted = Scaling.between(0, 2, { signals: [ScalingSignal.cpu(0)], scaleIn: { period: Duration.hours(1) } });
    expect(codes(() => tree(wanted))).toEqual(['SCALE001', 'SCALE005', 'SCALE008', 'SCALE010']);
  });

  test('fails for a second autoscaler of a workload', () => {
    const chart = new kubernetes.NamespaceChart(new App(), 'twice');
    const props = { target: web(chart), scaling: Scaling.between(1, 2, { signals: [queue] }), partOf };
    new Autoscaler(chart, 'First', { ...props, name: 'first' });
    expect(codes(() => new Autoscaler(chart, 'Second', { ...props, name: 'second' }))).toEqual(['SCALE011']);
  });
});

describeWithControlPlane('Autoscaler on a real API server', (api) => {
  const cpu = ScalingSignal.cpu(70);
  const memory = ScalingSignal.memory(80);

  test.each([
    ['CPU', [cpu]],
    ['CPU before memory', [cpu, memory]],
    ['memory before CPU', [memory, cpu]],
    ['a metric beside both', [memory, queue, cpu]],
    ['a metric, from zero', [queue]],
  ])('is stored as it is rendered: %s', async (title, signals) => {
    const min = title.includes('zero') ? 0 : 1;
    const objects = yamlObjects(tree(Scaling.between(min, 5, { signals }), { minimum: 0 }));
    expect(await applyAllTwice(api, objects)).toEqual([]);
  });

  describe('and a number that an autoscaler has set', () => {
    const rendered = (wanted: scaling.Scaling) => find(tree(wanted), 'Deployment')!;
    const replicas = async () => ((await api.get(rendered(Scaling.exactly(2))))?.spec as { replicas: number }).replicas;
    const autoscaled = () => rendered(Scaling.between(1, 9, { signals: [cpu] }));

    beforeEach(async () => {
      await api.delete(autoscaled()).catch(() => undefined);
    });

    test('stays what it is when the workload is applied again', async () => {
      await api.apply(autoscaled());
      await api.scale(autoscaled(), 7);
      await api.apply(autoscaled());
      expect(await replicas()).toBe(7);
    });

    test('is lost when a fixed number is given up, unless something else owns it too, as Scaling.between says', async () => {
      const fixed = rendered(Scaling.exactly(2));
      await api.apply(fixed);
      await api.apply(autoscaled());
      expect(await replicas()).toBe(1);
      await api.apply(fixed);
      const { apiVersion, kind, metadata } = fixed;
      const number = { apiVersion, kind, metadata: { name: metadata.name, namespace: metadata.namespace } };
      await api.apply({ ...number, spec: { replicas: 2 } }, { manager: 'handover' });
      await api.apply(autoscaled());
      expect(await replicas()).toBe(2);
    });
  });
});
