import { aws, Cpu, Environment, kubernetes, NodeClass, policies } from 'bigdata-constructs';
import { App, Duration, Size } from 'cdk8s';
import { KubeObject } from '../helpers/kube-client';
import { podTemplatesOf } from '../helpers/pod-templates';
import { manifests } from '../helpers/programs';
import { yamlObjects } from '../helpers/synth';

const KEY = 'karpenter.sh/do-not-disrupt';

interface Pods {
  readonly overrides?: kubernetes.PodOverrides;
  readonly undisturbedFor?: Duration;
  readonly nodeClass?: NodeClass;
}

/** Two copies of a pod on nodes that Karpenter brings. */
function tree({ nodeClass = NodeClass.STATEFUL, ...pods }: Pods, nodeClasses = aws.NodeArchetypes.placements()): App {
  const app = new App();
  Environment.attach(app, { name: 'test', zones: ['a', 'b', 'c'], nodeClasses });
  new kubernetes.StatefulSet(new kubernetes.NamespaceChart(app, 'shop'), 'store', {
    partOf: { engine: 'test', cluster: 'shop', component: 'store' },
    user: 1000,
    replicas: 2,
    nodeClass,
    containers: [{ name: 'store', image: 'store:1', resources: { cpu: Cpu.units(1), memory: Size.gibibytes(1) } }],
    ...pods,
  });
  return app;
}

const said = (app: App) => new policies.UndisturbedPolicy().findings(app).map(({ path, text }) => `[${path}] ${text}`);
const asking = (value: string) => ({ overrides: { annotations: { [KEY]: value } } });

/** What each pod template of some objects asks for. */
const asked = (objects: KubeObject[]) =>
  objects.flatMap((object) =>
    podTemplatesOf(object).map(({ template }) => {
      const { annotations = {}, labels = {} } = template.metadata as Record<string, Record<string, string>>;
      const { activeDeadlineSeconds } = template.spec as { activeDeadlineSeconds?: number };
      const deadline = activeDeadlineSeconds ?? deadlineOf(object);
      return { object, component: labels['app.kubernetes.io/component'], value: annotations[KEY], deadline };
    }),
  );

const deadlineOf = ({ spec }: KubeObject) =>
  (spec as { jobTemplate?: { spec: { activeDeadlineSeconds: number } } }).jobTemplate?.spec.activeDeadlineSeconds;

describe('UndisturbedPolicy (POL009)', () => {
  test('finds a pod that never lets its node go, and one whose time nobody can read', () => {
    expect(said(tree(asking('true')))).toEqual([
      `[shop/store] the pod asks for ever to be left alone, by ${KEY}, on nodes of class stateful, which wait for it`,
    ]);
    expect(said(tree(asking('2 hours')))).toEqual([
      `[shop/store] the pod asks to be left alone for '2 hours', by ${KEY}, which is no duration`,
    ]);
  });

  test('takes a time, and nodes that end their pods', () => {
    expect(said(tree(asking('1h30m')))).toEqual([]);
    expect(said(tree(asking('false')))).toEqual([]);
    expect(said(tree({ ...asking('true'), nodeClass: NodeClass.SYSTEM }))).toEqual([]);
    expect(said(tree(asking('true'), {}))).toEqual([]);
  });
});

describe('a pod that asks to be left alone', () => {
  test('says so as its nodes understand it, and not where nothing removes them', () => {
    const pods = { undisturbedFor: Duration.hours(2) };
    expect(asked(yamlObjects(tree(pods))).map(({ value }) => value)).toEqual(['7200s']);
    expect(asked(yamlObjects(tree(pods, {}))).map(({ value }) => value)).toEqual([undefined]);
  });

  test('is not asked for something else by an override', () => {
    expect(() => tree({ ...asking('true'), undisturbedFor: Duration.hours(2) })).toThrow(/K8S031.*do-not-disrupt/);
  });
});

describe.each(['dev', 'staging', 'prod'])('in %s', (name) => {
  const pods = () => asked(['engines', 'platform'].flatMap((stack) => yamlObjects(manifests[`${name}-${stack}`]())));

  test('what has to begin anew when it is moved asks for as long as it may run, and nothing else does', () => {
    const found = pods();
    const asks = found.filter(({ value }) => value !== undefined);
    expect(asks.map(({ object, value }) => [object.metadata.name, value])).toEqual(
      asks.map(({ object, deadline }) => [object.metadata.name, `${deadline}s`]),
    );
    const long = found.filter(({ component }) => ['backup', 'balancer', 'snapshots', 'driver'].includes(component));
    expect(asks).toEqual(long);
    expect(new Set(asks.map(({ component }) => component))).toContain('backup');
  });
});
