import { Size } from 'cdk8s';
import { beShortage, beSizing, feShortage, feSizing } from '../../lib/doris/sizing';
import { container } from './conf-inputs';

const MIB = 1024;

test.each([
  // The operator's own samples: 8 GiB of 12.
  [12, 8 * MIB],
  [16, 10.5 * MIB],
  [4, 2.5 * MIB],
  [2, 1.25 * MIB],
])('a frontend of %d GiB has a heap of %d MiB', (memory, heap) => {
  expect(feSizing(container(memory)).heap.toMebibytes()).toBe(heap);
});

test.each([
  // Nine tenths of 16 GiB would leave 1.6, too little for a JVM of 2.
  [16, 0.8, 2 * MIB],
  [8, 0.8, 1 * MIB],
  [4, 0.8, 512],
  [31, 0.8, 2 * MIB],
  [32, 0.9, 2 * MIB],
  [256, 0.9, 2 * MIB],
])('a backend of %d GiB may use %d of it, and has a JVM of %d MiB inside', (memory, share, jvm) => {
  const { memoryLimit, rest, jvmHeap, softLimitRatio } = beSizing(container(memory));
  expect(memoryLimit.toMebibytes()).toBe(Math.floor(memory * MIB * share));
  expect(memoryLimit.toMebibytes() + rest.toMebibytes()).toBe(memory * MIB);
  expect(Math.abs(jvmHeap.toMebibytes() - jvm)).toBeLessThanOrEqual(1);
  expect(softLimitRatio).toBe(0.9);
});

test.each([
  [0.5, 1],
  [1.5, 2],
  [16, 16],
])('a backend of %d CPU has threads for %d cores', (cpu, cores) => {
  expect(beSizing(container(16, cpu)).cores).toBe(cores);
});

test('a backend is too small where its JVM does not fit into what its process leaves', () => {
  expect(beShortage(beSizing(container(16), Size.gibibytes(3)))).toBeUndefined();
  expect(beShortage(beSizing(container(16), Size.gibibytes(4)))).toBe(
    '16Gi, of which 3277Mi are left for a JVM whose heap is 4Gi',
  );
  expect(beShortage(beSizing(container(8)))).toBeUndefined();
  expect(beShortage(beSizing(container(7)))).toBe('7Gi');
});

test('a frontend is too small below the heap of its own file', () => {
  expect(feShortage(feSizing(container(12)))).toBeUndefined();
  expect(feShortage(feSizing(container(11)))).toBe('11Gi, of which the heap is 7424Mi');
});
