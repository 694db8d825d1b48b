import {
  aws,
  Cpu,
  Environment,
  EnvironmentProps,
  hadoop,
  InstanceTypes,
  kubernetes,
  NodeClass,
  policies,
  scaling,
  Warnings,
} from 'bigdata-constructs';
import { App, Chart, Size } from 'cdk8s';
import { App as TerraformApp } from 'cdktf';
import { IConstruct } from 'constructs';

const size = (cpu: number, memory: number) => ({ cpu: Cpu.units(cpu), memory: Size.gibibytes(memory) });

interface Pods {
  readonly size?: ReturnType<typeof size>;
  readonly count?: number;
  readonly nodeClass?: NodeClass;
  readonly architectures?: string[];
  readonly zone?: string;
  readonly disk?: Size;
  readonly volumes?: number;
  readonly spreading?: kubernetes.Spreading;
  readonly name?: string;
}

/** A StatefulSet in a chart of its own. */
function set(chart: kubernetes.NamespaceChart, pods: Pods): void {
  const { count = 1, nodeClass = NodeClass.STATEFUL, volumes = 0, name = 'store' } = pods;
  new kubernetes.StatefulSet(chart, name, {
    partOf: { engine: 'test', cluster: 'shop', component: name },
    user: 1000,
    replicas: count,
    nodeClass,
    zone: pods.zone,
    architectures: pods.architectures,
    spreading: pods.spreading,
    containers: [{ name, image: 'store:1', resources: { ...(pods.size ?? size(3, 12)), ephemeralStorage: pods.disk } }],
    claims: Array.from({ length: volumes }, (_, n) => ({ name: `data-${n}`, size: Size.gibibytes(10) })),
  });
}

const nodes = (given: Partial<kubernetes.NodeGroup> & { types?: string[] } = {}): kubernetes.NodeGroup => ({
  name: 'pool',
  zones: ['a', 'b', 'c'],
  instanceTypes: (given.types ?? ['m8g.xlarge', 'm8g.2xlarge']).map((name) => InstanceTypes.find(name)!),
  ...given,
});

/** What is said of pods, with nodes of one's own. */
function said(
  pods: Pods | Pods[],
  groups: kubernetes.NodeGroup[],
  more: Partial<EnvironmentProps> = {},
  daemons = 0,
  addresses?: kubernetes.NodeAddresses,
) {
  const app = new App();
  const cpu = Cpu.millis(daemons);
  const profile = new kubernetes.NodeProfile({
    groups,
    daemons: [{ name: 'agent', cpu, memory: Size.gibibytes(0) }],
    addresses,
  });
  Environment.attach(app, { name: 'test', zones: ['a', 'b', 'c'], extensions: [profile], ...more });
  const chart = new kubernetes.NamespaceChart(app, 'ns');
  for (const each of [pods].flat()) set(chart, each);
  policies.Policies.applyTogether([app]);
  return reported(app);
}

/** Errors and warnings of a tree. */
function reported(root: IConstruct): string[] {
  const errors = root.node.validate();
  return [...errors, ...Warnings.pending(root).map(({ path, id, message }) => `[${path}] ${id}: ${message}`)];
}

const only = (texts: string[], code: string) => texts.filter((text) => text.includes(` ${code}: `));

test('where nobody says what nodes there are, nothing is said of pods', () => {
  expect(said({ size: size(1000, 1000) }, [])).toEqual([]);
});

describe('POL004, no node takes the pod', () => {
  const refused = (pods: Pods, groups = [nodes()], more = {}, daemons = 0) =>
    only(said(pods, groups, more, daemons), 'POL004');

  test('because of its size, in which pods of every node count', () => {
    // A machine of 8 vCPU has 7,910m for pods.
    expect(refused({ size: size(8, 16) })).toEqual([
      expect.stringMatching(
        /^\[ns\/store.*\] POL004: no node takes the pod 'store' \(8 CPU and 16 GiB, node class stateful\): pool has room for 7.91 CPU and 28.\d GiB at most; make the pod smaller/,
      ),
    ]);
    expect(refused({ size: size(7.9, 16) })).toEqual([]);
    expect(refused({ size: size(7.9, 16) }, [nodes()], {}, 100)).toHaveLength(1);
    expect(refused({ size: size(2, 31) })).toHaveLength(1);
  });

  test('because of its architecture', () => {
    expect(refused({ architectures: ['amd64'] })[0]).toContain('pool is arm64, the image is for amd64;');
    expect(refused({ architectures: ['amd64', 'arm64'] })).toEqual([]);
    expect(refused({ architectures: ['amd64'] }, [nodes(), nodes({ types: ['m7i.xlarge'] })])).toEqual([]);
  });

  test('because of its zone', () => {
    expect(refused({ zone: 'b' }, [nodes({ zones: ['a'] })])[0]).toContain('pool has no zone b');
    expect(refused({ zone: 'b' })).toEqual([]);
  });

  test('because of labels that its node class wants, and of taints that it does not tolerate', () => {
    const placement = { nodeSelector: { tier: 'data' }, taints: [{ key: 'data', value: 'yes' }] };
    const more = { nodeClasses: { stateful: placement } };
    expect(refused({}, [nodes()], more)[0]).toContain('pool has no label tier=data');
    const labels = { tier: 'data' };
    expect(refused({}, [nodes({ labels })], more)).toEqual([]);
    expect(refused({}, [nodes({ labels, taints: [{ key: 'data', value: 'yes' }] })], more)).toEqual([]);
    expect(refused({}, [nodes({ labels, taints: [{ key: 'data', value: 'no' }] })], more)[0]).toContain(
      'pool has the taint data=no',
    );
  });

  test('because of the disk of its node', () => {
    const disk = Size.gibibytes(89);
    expect(refused({ disk: Size.gibibytes(100) }, [nodes({ ephemeralStorage: disk })])[0]).toContain(
      'pool has 89 GiB of disk, the pod asks for 100 GiB',
    );
    expect(refused({ disk }, [nodes({ ephemeralStorage: disk })])).toEqual([]);
  });

  test('because of the volumes that a machine attaches', () => {
    const { maxVolumes } = InstanceTypes.find('m8g.2xlarge')!;
    expect(refused({ volumes: maxVolumes })[0]).toContain(`attaches ${maxVolumes} volumes, its root volume included`);
    expect(refused({ volumes: maxVolumes - 1 })).toEqual([]);
  });

  test('because the limit of the nodes is below one machine', () => {
    expect(refused({}, [nodes({ cpuLimit: Cpu.units(3) })])[0]).toContain('pool has no machine within its limit');
  });
});

describe('POL005, a maximum that the limit does not reach', () => {
  const refused = (pods: Pods, groups: kubernetes.NodeGroup[]) => only(said(pods, groups), 'POL005');
  const types = ['m8g.4xlarge'];

  test('where each pod takes a node', () => {
    const limited = (cpus: number) => [nodes({ types, cpuLimit: Cpu.units(cpus) })];
    expect(refused({ count: 6, size: size(8, 32) }, limited(64))[0]).toContain(
      "'store' may have 6 pods of 8 CPU and 32 GiB, and 4 fit within the limits: 4 m8g.4xlarge in pool",
    );
    expect(refused({ count: 6, size: size(8, 32) }, limited(96))).toEqual([]);
  });

  test('where pods share nodes', () => {
    const shared = { size: size(4, 16), spreading: kubernetes.Spreading.PREFERRED };
    const groups = [nodes({ types, cpuLimit: Cpu.units(32) })];
    expect(refused({ ...shared, count: 6 }, groups)).toEqual([]);
    expect(refused({ ...shared, count: 7 }, groups)).toHaveLength(1);
  });

  test('where pods are spread over zones, each of which has nodes of its own', () => {
    const zonal = (cpus: number[]) =>
      ['a', 'b', 'c'].map((zone, index) =>
        nodes({ name: zone, zones: [zone], types, cpuLimit: Cpu.units(cpus[index]) }),
      );
    // Two in each zone, and the fourth of a zone would be two more than in the smallest.
    expect(refused({ count: 6, size: size(8, 32) }, zonal([32, 32, 32]))).toEqual([]);
    expect(refused({ count: 6, size: size(8, 32) }, zonal([64, 64, 16]))[0]).toContain('and 5 fit within');
    expect(refused({ count: 2, size: size(8, 32) }, zonal([64, 64, 64]).slice(1))).toEqual([]);
    expect(refused({ count: 4, size: size(8, 32) }, zonal([64, 64, 64]).slice(1))[0]).toContain('and 2 fit within');
  });
});

test('POL006 warns of maxima that all together exceed the limit, one machine in reserve, and counts pods that share a node once', () => {
  const pair = (first: number, second: number): Pods[] => [
    { name: 'first', size: size(3, 12), count: first },
    { name: 'second', size: size(3, 12), count: second },
  ];
  const groups = (cpus: number) => [nodes({ types: ['m8g.2xlarge'], cpuLimit: Cpu.units(cpus) })];
  expect(only(said(pair(3, 3), groups(32)), 'POL006')).toEqual([]);
  expect(only(said(pair(3, 3), groups(24)), 'POL006')[0]).toContain(
    'and 1 other groups of pods, all at their maximum, need 32 CPU of nodes in pool, 8 of them in reserve, whose limit is 24',
  );
  expect(only(said(pair(3, 3), groups(24)), 'POL005')).toEqual([]);
  const exceeded = only(said([...pair(3, 3), { name: 'third', size: size(3, 12), count: 3 }], groups(24)), 'POL006');
  expect(exceeded[0]).toContain(
    'and 2 other groups of pods, all at their maximum, need 56 CPU of nodes in pool, 8 of them in reserve, whose limit is 24',
  );
});

describe('POL007, what stays unused', () => {
  const warned = (pods: Pods | Pods[], types = ['m8g.xlarge', 'm8g.2xlarge', 'm8g.4xlarge']) =>
    only(said(pods, [nodes({ types })]), 'POL007');

  test('of the node of a pod that is a little too large for the next smaller one, with both sizes that fit', () => {
    expect(warned({ size: size(8, 16) })).toEqual([
      expect.stringMatching(
        /leaves 7\d % of m8g.4xlarge unused: 7.91 CPU and 16 GiB fits m8g.2xlarge, 15.89 CPU and 56.\d GiB fills it/,
      ),
    ]);
    expect(warned({ size: size(7.9, 28) })).toEqual([]);
  });

  test('but not where others fill it, or where it is small', () => {
    expect(warned([{ size: size(8, 16) }, { name: 'other', size: size(7, 32) }])).toEqual([]);
    expect(warned({ size: size(1.9, 7) })).toEqual([]);
  });
});

describe('addresses', () => {
  const zones = ['a', 'b', 'c'];
  const addresses = (blocks: number, more: Partial<kubernetes.NodeAddresses> = {}) => ({
    blocks: Object.fromEntries(zones.map((zone) => [zone, blocks])),
    blockSize: 16,
    spareBlocks: 1,
    ...more,
  });
  const types = ['m8g.xlarge', 'm8g.4xlarge'];
  const pods = { size: size(3, 12), spreading: kubernetes.Spreading.PREFERRED };
  const found = (code: string, given: Pods, groups: kubernetes.NodeGroup[], there: kubernetes.NodeAddresses) =>
    only(said(given, groups, {}, 0, there), code);

  test('POL010 refuses nodes that have none at their limit: each has a block of which its pods have some, and one in spare', () => {
    // Sixteen machines of 4 vCPU.
    const limited = [nodes({ types, zones: ['a'], cpuLimit: Cpu.units(64) })];
    expect(found('POL010', pods, limited, addresses(32))).toEqual([]);
    expect(found('POL010', pods, limited, addresses(31))[0]).toMatch(
      /POL010: 'pool' may have 16 nodes of m8g.xlarge, each with 2 blocks of 16 addresses, and there are 31 in a; give the network/,
    );
    const spread = [nodes({ types, cpuLimit: Cpu.units(64) })];
    expect(found('POL010', pods, spread, addresses(11))).toEqual([]);
    expect(found('POL010', pods, spread, addresses(10))).toHaveLength(1);
    expect(found('POL010', pods, limited, { ...addresses(0), blocks: { b: 0 } })).toEqual([]);
  });

  test('POL010 refuses pods that have none at their maximum, also where nodes have no limit', () => {
    const single = { blockSize: 1, spareBlocks: 0 };
    // Four pods and an agent on a machine of 16 vCPU, three machines in each zone.
    expect(found('POL010', { ...pods, count: 36 }, [nodes({ types: ['m8g.4xlarge'] })], addresses(18, single))).toEqual(
      [],
    );
    expect(
      found('POL010', { ...pods, count: 37 }, [nodes({ types: ['m8g.4xlarge'] })], addresses(18, single))[0],
    ).toContain("'store' may have 37 pods, and there are addresses for 36 of them");
    const inOne = { ...pods, zone: 'b', count: 13 };
    expect(found('POL010', inOne, [nodes({ types: ['m8g.4xlarge'] })], addresses(18, single))[0]).toContain(
      'for 12 of',
    );
  });

  test('POL011 warns where all nodes at their limits have none together', () => {
    const groups = zones.map((zone) => nodes({ name: zone, zones: [zone], types, cpuLimit: Cpu.units(64) }));
    const everywhere = nodes({ name: 'anywhere', types, cpuLimit: Cpu.units(24) });
    expect(found('POL011', pods, [...groups, everywhere], addresses(36))).toEqual([]);
    const warned = found('POL011', pods, [...groups, everywhere], addresses(35));
    expect(warned).toHaveLength(1);
    expect(warned[0]).toContain(
      "'a' may have 16 nodes of m8g.xlarge; with all other groups at their limits, a needs 36 blocks of 16 addresses and has 35, b needs 36 blocks of 16 addresses and has 35, c needs",
    );
    expect(found('POL010', pods, [...groups, everywhere], addresses(35))).toEqual([]);
  });

  test.each([
    ['100.64.0.0/20', 512, ['eu-central-1a', 'eu-central-1b']],
    ['100.64.0.0/16', 512, []],
  ])('of a network of AWS, %s, are enough for executors of %i CPU except in %j', (podCidr, cpus, refusedIn) => {
    const app = new TerraformApp();
    const environment = {
      name: 'test',
      zones: ['eu-central-1a', 'eu-central-1b'],
      nodeClasses: aws.NodeArchetypes.placements(),
      extensions: [new aws.AwsProfile({ accountId: '000000000000', region: 'eu-central-1' })],
    };
    const network = new aws.AwsStack(app, 'network', { environment });
    new aws.DataNetwork(network, 'network', { podCidr });
    const manifests = new App();
    Environment.attach(manifests, environment);
    const platform = new Chart(manifests, 'nodes');
    const limits = { [NodeClass.EXECUTOR.id]: Cpu.units(cpus) };
    new aws.NodePools(platform, 'pools', {
      clusterName: 'test',
      instanceProfile: 'test',
      pools: aws.NodeArchetypes.pools({ zones: environment.zones, cpuLimits: limits }),
    });
    policies.Policies.applyTogether([network, platform]);
    expect(only(platform.node.validate(), 'POL010').map((text) => /47 in (\S+);/.exec(text)?.[1])).toEqual(refusedIn);
  });
});

test('pods of one stack are held against nodes of another, under their own paths and in their own tree', () => {
  const app = new App();
  Environment.attach(app, {
    name: 'test',
    zones: ['eu-central-1a'],
    nodeClasses: aws.NodeArchetypes.placements(),
    extensions: [new aws.AwsProfile({ accountId: '000000000000', region: 'eu-central-1' })],
  });
  const platform = new Chart(app, 'nodes');
  new aws.NodePools(platform, 'pools', {
    clusterName: 'test',
    instanceProfile: 'test',
    pools: aws.NodeArchetypes.pools({
      zones: ['eu-central-1a'],
      architectures: { [NodeClass.STATEFUL.id]: ['arm64'] },
    }),
  });
  const lake = new kubernetes.NamespaceChart(app, 'lake');
  new hadoop.HadoopCluster(lake, 'lake', {
    dataNodes: { count: 3, size: size(3, 12), volumes: [{ size: Size.tebibytes(1) }] },
    yarn: { nodeManagers: { scaling: scaling.Scaling.exactly(2), size: size(7, 27) } },
  });
  policies.Policies.applyTogether([platform, lake]);
  expect(platform.node.validate()).toEqual([]);
  const found = lake.node.validate();
  const parts = found.map(
    (text) => /^\[lake\/lake\/\w+\/(\w+)\/.*: stateful-a is arm64, the image is for amd64;/.exec(text)?.[1],
  );
  expect(parts).toEqual(expect.arrayContaining(['DataNodes', 'NameNodes']));
  expect(parts).not.toContain(undefined);
});
