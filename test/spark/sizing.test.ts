import { Cpu, InstanceTypes, kubernetes, NodeClass, scaling, spark } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { historyServerSizing, perNode, podSizing } from '../../lib/spark/sizing';
import { scheduled } from './clusters';

const MIB = (amount: number) => Size.mebibytes(amount);
const shape = (memory: number, more: Partial<spark.SparkShapeOptions> = {}) =>
  spark.SparkShape.of({ cores: 4, memory: MIB(memory), ...more });

// What Spark asks Kubernetes for: BasicExecutorFeatureStep of its sources, and its reviews of Comet.
test.each([
  ['a tenth', shape(4096), false, 409, 4505],
  ['a tenth of much', shape(32768), false, 3276, 36044],
  ['384 MiB at least', shape(2048), false, 384, 2432],
  ['four tenths for Python', shape(4096), true, 1638, 5734],
  ['a tenth for Python that has a bound', shape(4096, { pythonMemory: MIB(2048) }), true, 409, 6553],
  ['what is given', shape(4096, { memoryOverhead: MIB(100) }), true, 100, 4196],
  ['memory off the heap besides', shape(4096, { offHeap: MIB(8192) }), false, 409, 12697],
])('an overhead of %s', (_, given, python, overhead, memory) => {
  const found = podSizing(given, python);
  expect([found.overhead.toMebibytes(), found.memory.toMebibytes()]).toEqual([overhead, memory]);
});

test('execution and storage share six tenths of the heap less 300 MiB', () => {
  expect(podSizing(shape(4396), false).unifiedMemory.toMebibytes()).toBe(2457);
  expect(podSizing(shape(300), false).unifiedMemory.toMebibytes()).toBe(0);
});

test('the History Server has 1 GiB, and twice the largest log', () => {
  const sizing = historyServerSizing({
    largestLog: Size.gibibytes(4),
    cpu: Cpu.units(1),
    storage: Size.gibibytes(20),
    retention: undefined!,
  });
  expect(sizing.heap.toMebibytes()).toBe(9 * 1024);
});

describe('executors that fill a machine', () => {
  const type = (name: string) => InstanceTypes.find(name)!;
  const daemons = [{ name: 'all', cpu: Cpu.millis(500), memory: MIB(512) }];

  test('of 16 vCPUs and 64 GiB, by four', () => {
    const { cores, coreRequest, memory, memoryOverhead } = spark.SparkShape.fitting('m7g.4xlarge', {
      perNode: 4,
    })._options;
    // (15890m - 500m) / 4, and (57632 MiB - 512 MiB) / 4 = 14280 MiB.
    expect([cores, coreRequest?.toMillis(), memory.toMebibytes(), memoryOverhead?.toMebibytes()]).toEqual([
      4, 3847, 10200, 4080,
    ]);
  });

  test.each([
    ['r8g.4xlarge', 3, {}],
    ['m7i.8xlarge', 7, { python: false }],
    ['m6id.24xlarge', 5, { python: false, offHeap: MIB(20000) }],
    ['m7g.xlarge', 1, { pythonMemory: MIB(4096) }],
    ['m7g.16xlarge', 13, { daemons: [{ name: 'one', cpu: Cpu.units(2), memory: MIB(4096) }] }],
  ])('fit on %s by %d and no more, and leave nothing that one MiB more would not break', (name, count, options) => {
    const given: spark.SparkFittingOptions = { perNode: count, ...options };
    const fitting = spark.SparkShape.fitting(name, given);
    const beside = given.daemons ?? daemons;
    for (const python of [true, false]) expect(perNode(podSizing(fitting, python), type(name), beside)).toBe(count);
    const more = spark.SparkShape.of({ ...fitting._options, memory: MIB(fitting.memory.toMebibytes() + 1) });
    expect(perNode(podSizing(more, true), type(name), beside)).toBe(count - 1);
  });

  test.each([
    ['m9g.nothing', 1, /one of InstanceTypes, given 'm9g.nothing'/],
    ['m7g.4xlarge', 0, /whole number of executors, given 0/],
    ['m7g.4xlarge', 2.5, /whole number of executors, given 2.5/],
    ['m7g.4xlarge', 40, /at least half a core and 450 MiB of heap, given 40 for m7g.4xlarge: 384m/],
  ])('%s by %d is refused', (name, count, message) =>
    expect(() => spark.SparkShape.fitting(name, { perNode: count })).toThrow(message),
  );
});

test('what is known of the nodes says how many executors share one', () => {
  const group = (name: string, types: string[], labels = { pool: 'executors' }): kubernetes.NodeGroup => ({
    name,
    labels,
    zones: ['a'],
    instanceTypes: types.map((each) => InstanceTypes.find(each)!),
    taints: [{ key: 'pool', value: 'executors', effect: 'NoSchedule' }],
  });
  const nodes = new kubernetes.NodeProfile({
    groups: [
      group('executors', ['m7g.4xlarge', 'm7g.2xlarge', 'm7g.large']),
      group('others', ['m7g.16xlarge'], { pool: 'others' }),
      group('small', ['m7g.large']),
    ],
    daemons: [{ name: 'all', cpu: Cpu.millis(500), memory: MIB(512) }],
  });
  const environment = {
    name: 'test',
    zones: ['a'],
    extensions: [nodes],
    nodeClasses: {
      [NodeClass.EXECUTOR.id]: { nodeSelector: { pool: 'executors' }, taints: [{ key: 'pool', value: 'executors' }] },
    },
  };
  const executor = spark.SparkShape.of({ cores: 3, memory: MIB(6000), memoryOverhead: MIB(1000) });
  const executors = scaling.Scaling.exactly(2);
  // m7g.2xlarge has 7410m and 28746 MiB for them; m7g.large takes none.
  expect(scheduled({ executor, executors }, { environment }).application.sizing.executorsPerNode).toEqual({
    executors: 2,
  });
  expect(scheduled({ executor, executors }).application.sizing.executorsPerNode).toBeUndefined();
});
