import { Cpu } from 'bigdata-constructs';
import { Size } from 'cdk8s';
import { keeperSizing, serverSizing } from '../../lib/clickhouse/sizing';
import { bytesOf, quantityOf } from '../../lib/core/quantity';

const size = (memory: number, cpu = 4) => ({ cpu: Cpu.units(cpu), memory: Size.gibibytes(memory) });

describe('serverSizing', () => {
  // Worked out by hand from the rule: 0.75 below 8 GiB, 0.85 below 32 GiB, 0.9 from there; half of it for one query.
  test.each([
    [4, 0.75, '3Gi', '409Mi', '1536Mi', '768Mi'],
    [16, 0.85, '13926Mi', '1638Mi', '6963Mi', '3481Mi'],
    [64, 0.9, '58982Mi', '5Gi', '29491Mi', '14745Mi'],
  ])('of %i GiB', (memory, ratio, server, marks, query, spill) => {
    const sizing = serverSizing(size(memory));
    expect(sizing.serverMemoryRatio).toBe(ratio);
    expect(quantityOf(sizing.serverMemory)).toBe(server);
    expect(quantityOf(sizing.markCache)).toBe(marks);
    expect(quantityOf(sizing.queryMemory)).toBe(query);
    expect(quantityOf(sizing.spillThreshold)).toBe(spill);
  });

  test.each([2, 3, 8, 31, 32, 100, 512])('never promises more than there is, at %i GiB', (memory) => {
    const sizing = serverSizing(size(memory));
    const caches = [sizing.markCache, sizing.indexMarkCache, sizing.primaryIndexCache]
      .map(bytesOf)
      .reduce((a, b) => a + b);
    expect(caches + bytesOf(sizing.queryMemory)).toBeLessThanOrEqual(bytesOf(sizing.serverMemory));
    expect(bytesOf(sizing.serverMemory)).toBeLessThan(bytesOf(Size.gibibytes(memory)));
  });

  test('lets more cores run more queries', () => {
    expect(serverSizing(size(16, 1)).concurrentQueries).toBe(50);
    expect(serverSizing(size(16, 8)).concurrentQueries).toBe(200);
  });

  test('says why, for every number', () => {
    const { reasons, serverMemory: _, ...numbers } = serverSizing(size(16));
    expect(Object.keys(numbers).filter((name) => !reasons[name])).toEqual([]);
  });
});

test('keeperSizing leaves a fifth of the container', () => {
  expect(quantityOf(keeperSizing(size(2)).softLimit)).toBe('1638Mi');
});
