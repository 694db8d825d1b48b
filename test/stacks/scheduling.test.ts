import { Environment, Cpu, InstanceTypes, kubernetes, NodeClass, policies, render } from 'bigdata-constructs';
import { App as Cdk8sApp, Size } from 'cdk8s';
import { App } from 'cdktf';
import { IConstruct } from 'constructs';
import { nodesOf, podGroups } from '../../lib/kubernetes/internal';
import { environmentStacks } from '../../stacks/environment-stacks';
import { environments } from '../../stacks/environments';
import { describeWithScheduler } from '../helpers/authorities';
import { environmentNames } from '../helpers/programs';
import { SchedulerLab, wantedOf } from '../helpers/scheduler';
import { scratchApp, yamlObjects } from '../helpers/synth';

const isManifests = (stack: object): stack is render.ManifestStack => 'manifests' in stack;

/** The trees of an environment of ours that have pods or nodes. */
function treesOf(app: App, name: (typeof environmentNames)[number]): IConstruct[] {
  return environmentStacks(app, name).map((stack) => (isManifests(stack) ? stack.manifests : stack));
}

/** A program with one set, and nodes of its own. */
function program(
  group: Partial<kubernetes.NodeGroup>,
  pods: { count: number; cpu: number; architectures?: string[]; zone?: string },
) {
  const app = new Cdk8sApp();
  const zones = ['a', 'b', 'c'];
  const instanceTypes = [InstanceTypes.find('m8g.2xlarge')!];
  const profile = new kubernetes.NodeProfile({ groups: [{ name: 'pool', zones, instanceTypes, ...group }] });
  Environment.attach(app, { name: 'test', zones, extensions: [profile] });
  new kubernetes.StatefulSet(new kubernetes.NamespaceChart(app, 'ns'), 'store', {
    partOf: { engine: 'test', cluster: 'shop', component: 'store' },
    user: 1000,
    replicas: pods.count,
    nodeClass: NodeClass.STATEFUL,
    architectures: pods.architectures,
    zone: pods.zone,
    containers: [
      { name: 'store', image: 'store:1', resources: { cpu: Cpu.units(pods.cpu), memory: Size.gibibytes(4) } },
    ],
  });
  return app;
}

describeWithScheduler('kube-scheduler', (access) => {
  const placed = async (trees: IConstruct[], cdk8sTrees: Cdk8sApp[], unlimited?: number) => {
    const wanted = cdk8sTrees.flatMap((tree) => wantedOf(podGroups(tree), yamlObjects(tree)));
    let result: Record<string, string[]> = { nothing: ['was placed'] };
    await SchedulerLab.run(access, trees, async (lab) => {
      if (unlimited !== undefined) await lab.openAll(unlimited);
      result = await lab.place(wanted, unlimited === undefined);
    });
    return result;
  };

  // A laptop's nodes are not ours.
  test.each(environmentNames.filter((name) => environments[name].cloud))(
    'places every pod of %s at once, at the maximum of each group, within the limits of the nodes',
    async (name) => {
      const trees = treesOf(scratchApp(), name);
      const charts = trees.filter((tree): tree is Cdk8sApp => tree instanceof Cdk8sApp);
      expect(charts.flatMap((chart) => podGroups(chart)).length).toBeGreaterThan(20);
      expect(nodesOf(trees).groups.length).toBeGreaterThan(8);
      expect(await placed(trees, charts)).toEqual({});
    },
  );

  test.each([
    {
      what: 'pods for another architecture',
      app: program({}, { count: 1, cpu: 1, architectures: ['amd64'] }),
      left: 1,
    },
    { what: 'pods that are larger than a node', app: program({}, { count: 1, cpu: 8 }), left: 1 },
    { what: 'pods for another zone', app: program({ zones: ['a'] }, { count: 1, cpu: 1, zone: 'b' }), left: 1 },
    {
      what: 'pods that do not tolerate a taint',
      app: program({ taints: [{ key: 'dedicated', value: 'yes', effect: 'NoSchedule' }] }, { count: 1, cpu: 1 }),
      left: 1,
    },
    {
      what: 'what is more than the limit of the nodes',
      app: program({ cpuLimit: Cpu.units(32) }, { count: 6, cpu: 7 }),
      left: 2,
    },
    {
      what: 'what zones without nodes would be for',
      app: program({ zones: ['a', 'b'] }, { count: 4, cpu: 7 }),
      left: 2,
    },
  ])('leaves waiting what the policies refuse: $what', async ({ app, left }) => {
    const refusing = policies.Policies.joint().filter(
      (policy) => !policy.isWarning && policy.findings([app]).length > 0,
    );
    expect(refusing.map(({ code }) => code)).toEqual([expect.stringMatching(/^POL00[45]$/)]);
    const waiting = await placed([app], [app], 6);
    expect(Object.keys(waiting)).toEqual(['store']);
    expect(waiting.store).toHaveLength(left);
  });
});
