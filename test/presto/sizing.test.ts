import { presto } from 'bigdata-constructs';
import { Duration, Size } from 'cdk8s';
import { bytesOf } from '../../lib/core/internal';
import { leavingTime } from '../../lib/presto/sizing';
import { cluster, everything, minimal, single } from './clusters';

const of = (props: presto.PrestoClusterProps) => cluster(props).cluster.sizing;
const mebibytes = (size: Size) => size.toMebibytes();

test('a worker of Presto: 0.3 of the heap for users, 0.5 in all, 0.3 in reserve, which the engine lets start', () => {
  const { heap, queryMemory, queryTotalMemory, headroom } = of(minimal).worker;
  expect([heap, queryMemory, queryTotalMemory!, headroom].map(mebibytes)).toEqual([45875, 13762, 22937, 13762]);
  // Presto refuses to start where it is not less: https://prestodb.io/docs/current/admin/properties.html#memory-heap-headroom-per-node
  expect(bytesOf(headroom) + bytesOf(queryTotalMemory!)).toBeLessThan(bytesOf(heap));
});

test('Trino knows no bound of all that a query has', () => {
  expect(of({ ...minimal, version: presto.PrestoVersion.TRINO_476 }).worker.queryTotalMemory).toBeUndefined();
});

test('a small container leaves the JVM what it needs besides its heap', () => {
  expect(mebibytes(of(single).worker.heap)).toBe(2048 - 768);
  expect(mebibytes(of(everything).coordinator.heap)).toBe(13107);
});

test('all workers: 0.8 of what the greatest number of them has, or what is given', () => {
  const { clusterQueryMemory, reasons } = of(minimal);
  expect(mebibytes(clusterQueryMemory)).toBe(Math.floor(13762 * 12 * 0.8));
  expect(reasons.clusterQueryMemory).toBe('0.8 of what 12 workers have for one query');
  expect(mebibytes(of(everything).clusterQueryMemory)).toBe(40 * 1024);
});

test('a worker may leave for as long as a query may run, with both waits before and after it', () => {
  expect(leavingTime(Duration.minutes(2), Duration.hours(1)).toSeconds()).toBe(3870);
});
