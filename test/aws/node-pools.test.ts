import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { aws, Cpu, Environment, InstanceTypes, NodeClass, Warnings } from 'bigdata-constructs';
import { App, Chart, Duration } from 'cdk8s';

const ZONES = ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'];

const pools = (specs: aws.NodePoolSpec[], amiAlias?: string) => {
  const app = new App();
  Environment.attach(app, { name: 'test', zones: ZONES });
  const chart = new Chart(app, 'nodes');
  new aws.NodePools(chart, 'pools', { clusterName: 'c', instanceProfile: 'p', pools: specs, amiAlias });
  return chart;
};

interface NodePool {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly userData?: string;
    readonly disruption: { readonly budgets: { nodes: string; schedule?: string; duration?: string }[] };
  };
}

const objects = (chart: Chart, kind: string) =>
  Object.fromEntries(
    (chart.toJson() as NodePool[]).filter((each) => each.kind === kind).map((each) => [each.metadata.name, each.spec]),
  );

const pool = (props: Partial<aws.NodePoolSpec>): aws.NodePoolSpec => ({
  name: 'p',
  nodeClass: NodeClass.QUERY,
  capacity: { minCpus: 4, maxCpus: 32 },
  cpuLimit: Cpu.units(64),
  consolidation: aws.Consolidation.WHEN_EMPTY,
  ...props,
});

describe('NodePools', () => {
  test('refuses all that is wrong with any pool at once', () => {
    const wrong = [pool({ localDisks: aws.LocalDisks.RAID0 }), pool({ nodeClass: NodeClass.DRIVER, spot: true })];
    expect(() => pools(wrong, 'al2023@latest')).toThrow(/nodes\/pools\] AWS305[^]*AWS306[^]*AWS309[^]*AWS310/);
  });

  test('warns where spare capacity comes of few types', () => {
    const chart = pools([pool({ spot: true, capacity: { minCpus: 4, maxCpus: 4, categories: ['c'] } })]);
    expect(Warnings.pending(chart).map(({ id }) => id)).toEqual(['AWS308']);
  });

  test('our archetypes break no rule, and every node class has a place', () => {
    const specs = aws.NodeArchetypes.pools({ zones: ZONES });
    const chart = pools(specs);
    expect(Warnings.pending(chart)).toEqual([]);
    expect(Object.keys(objects(chart, 'NodePool')).sort()).toEqual([
      'driver',
      'executor-a',
      'executor-b',
      'executor-c',
      'query',
      'quorum',
      'stateful-a',
      'stateful-b',
      'stateful-c',
      'system',
    ]);
    expect(Object.keys(aws.NodeArchetypes.placements()).sort()).toEqual(
      [...new Set(specs.map((s) => s.nodeClass.id))].sort(),
    );
  });

  test('nodes that hold data are replaced in one window a week, one at a time', () => {
    const { budgets } = objects(pools(aws.NodeArchetypes.pools({ zones: ZONES })), 'NodePool')['stateful-a'].disruption;
    // From Sunday 6:00 to the next Sunday 2:00 nothing is replaced: 164 of 168 hours.
    expect(budgets).toEqual([
      { nodes: '1' },
      { nodes: '0', reasons: ['Drifted', 'Underutilized'], schedule: '0 6 * * sun', duration: '164h' },
    ]);
  });

  test('a window over midnight ends on the next day', () => {
    const replaceOnly = { schedule: '30 22 * * sat', duration: Duration.hours(4) };
    const { budgets } = objects(pools([pool({ replaceOnly })]), 'NodePool').p.disruption;
    expect(budgets[1]).toMatchObject({ schedule: '30 2 * * sun', duration: '164h' });
  });

  test('disks and kernel settings come with the node', () => {
    const specs = aws.NodeArchetypes.pools({ zones: ZONES, statefulNvme: true });
    const { userData } = objects(pools(specs), 'EC2NodeClass')['stateful-a'];
    expect(userData).toContain('strategy: Mount');
    expect(userData).toContain('vm.max_map_count = 2000000');
    expect(objects(pools(specs), 'EC2NodeClass')['executor-a']).toMatchObject({ instanceStorePolicy: 'RAID0' });
  });
});

describe('InstanceTypes', () => {
  test('say what pods can have, which is less than what is sold', () => {
    expect(InstanceTypes.all()).toHaveLength(368);
    const type = InstanceTypes.find('r8g.4xlarge')!;
    expect(type.memory.toMebibytes()).toBe(131072);
    expect(type.allocatableMemory.toMebibytes()).toBe(118253);
    expect(type.allocatableCpu.toMillis()).toBe(15890);
    expect(InstanceTypes.find('t4g.medium')?.architecture).toBe('arm64');
    for (const each of InstanceTypes.all()) {
      expect(each.allocatableMemory.toMebibytes()).toBeLessThan(each.memory.toMebibytes());
      expect(Number.isFinite(each.dollarsPerHour)).toBe(true);
    }
  });

  const folder = process.env.BIGDATA_INSTANCE_DATA;
  (folder ? test : test.skip)(
    'are those of the source (BIGDATA_INSTANCE_DATA: a folder with ec2-instances.csv)',
    () => {
      const [header, ...rows] = readFileSync(path.join(folder!, 'ec2-instances.csv'), 'utf8').trim().split('\n');
      const columns = header.split(',');
      for (const row of rows) {
        const values = row.split(',');
        const value = (column: string) => Number(values[columns.indexOf(column)]);
        expect(InstanceTypes.find(values[0])).toMatchObject({
          vcpus: value('vcpu'),
          disks: value('nvme_count'),
          ebsMbps: value('ebs_baseline_mbps'),
          dollarsPerHour: value('on_demand_usd_hour_us_east_1'),
        });
      }
    },
  );
});
