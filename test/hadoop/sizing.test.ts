import { Cpu } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { quantityOf } from '../../lib/core/quantity';
import {
  blocksMillion,
  daemonSizing,
  dataNodeSizing,
  dataNodesUnavailable,
  nameNodeHandlers,
  nameNodeHeap,
  nameNodeSizing,
  nodeManagerSizing,
  usableCapacity,
  workersUnavailable,
  yarnSizing,
} from '../../lib/hadoop/sizing';
import { containerFor } from '../../lib/workloads/internal';
import { cluster, everything, single } from './clusters';

const size = (memory: number, cpu = 4) => ({ cpu: Cpu.units(cpu), memory: Size.gibibytes(memory) });

// Vectors of the operators and guides that the formulas come from.
test.each([
  [0.8, '2Gi', '3Gi'],
  [12.3, '13Gi', '17Gi'],
])('%d million blocks need a heap of %s, and that a container of %s', (millions, heap, container) => {
  expect(quantityOf(nameNodeHeap(millions))).toBe(heap);
  expect(quantityOf(containerFor(nameNodeHeap(millions)))).toBe(container);
});

test('100 TiB hold 0.819 million blocks of 128 MiB', () => {
  expect(blocksMillion(Size.tebibytes(100))).toBeCloseTo(0.819, 3);
});

test.each([
  [20, 60],
  [100, 92],
  [1, 10],
])('%i machines get %i handlers', (nodes, handlers) => {
  expect(nameNodeHandlers(nodes)).toBe(handlers);
});

test('a DataNode with 2.5 million replicas has a heap of 3.5 GiB', () => {
  // 2.5 million blocks of 128 MiB.
  const volumes = [Size.mebibytes(320_000_000)];
  const sizing = dataNodeSizing(size(32), volumes);
  expect(sizing.replicasMillion).toBe(2.5);
  expect(quantityOf(sizing.heap)).toBe('3584Mi');
});

test('a DataNode never gets a heap beyond its container, and keeps threads within the rest', () => {
  const sizing = dataNodeSizing(size(1), [Size.tebibytes(200)]);
  expect(quantityOf(sizing.heap)).toBe('819Mi');
  expect(sizing.transferThreads).toBe(256);
  expect(dataNodeSizing(size(16), [Size.tebibytes(4)]).transferThreads).toBe(8192);
});

test.each([
  [64, '55Gi', '2Gi'],
  [32, '26Gi', '2Gi'],
  [16, '13Gi', '1Gi'],
  [8, '6Gi', '1Gi'],
  [3, '2Gi', '512Mi'],
])('a NodeManager of %i GiB leaves %s for containers', (memory, containers, heap) => {
  const sizing = nodeManagerSizing(size(memory));
  expect(quantityOf(sizing.containerMemory)).toBe(containers);
  expect(quantityOf(sizing.heap)).toBe(heap);
});

test('the largest container is what the largest NodeManager has', () => {
  const sizing = yarnSizing([nodeManagerSizing(size(16, 4)), nodeManagerSizing(size(64, 16))]);
  expect(quantityOf(sizing.maximumAllocation)).toBe('55Gi');
  expect(quantityOf(sizing.minimumAllocation)).toBe('1Gi');
  expect(sizing.maximumVirtualCores).toBe(16);
});

test('what users can store is divided by the copies, less the reserve', () => {
  expect(quantityOf(usableCapacity([Size.gibibytes(100), Size.gibibytes(100)], 6, 3))).toBe('380Gi');
});

test.each([
  [5, 4, 2],
  [100, 3, 1],
  [2, 3, 1],
])('of %i DataNodes with %i copies of a block, %i may be drained at once', (count, replication, unavailable) => {
  expect(dataNodesUnavailable(count, replication)).toBe(unavailable);
});

test.each([
  [35, 3],
  [3, 1],
])('of %i NodeManagers, %i may be drained at once', (count, unavailable) => {
  expect(workersUnavailable(count)).toBe(unavailable);
});

test('a NameNode has memory for what the DataNodes can hold, or for the files that are expected', () => {
  const needs = { expectedFiles: 0, usableCapacity: Size.tebibytes(2000), nodes: 64, highAvailability: true };
  const byCapacity = nameNodeSizing(needs);
  expect(byCapacity.blocksMillion).toBeCloseTo(16.384, 3);
  expect(quantityOf(byCapacity.container.memory)).toBe('22Gi');
  expect(quantityOf(nameNodeSizing({ ...needs, expectedFiles: 100e6 }).container.memory)).toBe('125Gi');
});

test('every number of a sizing has a reason', () => {
  const sizings = [
    nameNodeSizing({ expectedFiles: 0, usableCapacity: Size.tebibytes(10), nodes: 8, highAvailability: true }),
    dataNodeSizing(size(16), [Size.tebibytes(4)]),
    nodeManagerSizing(size(64)),
    daemonSizing(size(2), Size.gibibytes(1)),
  ];
  for (const { container: _, reasons, ...numbers } of sizings) {
    expect(Object.keys(numbers).filter((name) => !reasons[name])).toEqual([]);
  }
});

test('every part that a cluster has is sized, and says why', () => {
  for (const props of [everything, single, { yarn: undefined }]) {
    const { sizing } = cluster(props).cluster;
    const { dataNodes, ...parts } = sizing;
    for (const { reasons } of [...Object.values(dataNodes), ...Object.values(parts)].filter((part) => part)) {
      expect(Object.keys(reasons)).not.toEqual([]);
    }
  }
  const { sizing } = cluster(everything).cluster;
  expect(Object.keys(sizing.dataNodes)).toEqual(['datanode', 'datanode-archive']);
  // 7 of 3572 GiB and 3 of 8 TiB, less a twentieth, in three copies.
  const usable = (gibibytes: number) => Math.floor((gibibytes * 1024 * 0.95) / 3);
  expect(sizing.hdfs.usableCapacity.toMebibytes()).toBe(usable(7 * 3572) + usable(3 * 8192));
  expect(cluster(single).cluster.sizing.journalNode).toBeUndefined();
  expect(cluster({ yarn: undefined }).cluster.sizing.historyServer).toBeUndefined();
});
