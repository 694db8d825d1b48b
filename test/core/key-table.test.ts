import { KeyTable } from '../../lib/core/key-table';

const table = new KeyTable({
  keys: ['dfs.replication', 'dfs.blocksize', 'io.file.buffer.size'],
  families: ['fs.s3a.bucket.*', 'dfs.namenode.rpc-address.*.*', 'disks/*/endpoint'],
});

test.each([
  ['dfs.replication', true],
  ['dfs.replicaton', false],
  ['dfs.replication.min', false],
  ['fs.s3a.bucket.lake.endpoint', true],
  ['fs.s3a.bucket.', false],
  ['fs.s3a.bucket', false],
  ['dfs.namenode.rpc-address.lake.nn0', true],
  ['dfs.namenode.rpc-address.lake', false],
  ['disks/cold/endpoint', true],
  ['disks/cold/endpoints', false],
])('%s is read: %s', (key, expected) => {
  expect(table.knows(key)).toBe(expected);
});

test.each([
  ['dfs.replicaton', 'dfs.replication'],
  ['dfs.repilcation', 'dfs.replication'],
  ['dfs.block.size', 'dfs.blocksize'],
  ['fs.s3.bucket.lake.endpoint', 'fs.s3a.bucket.*'],
  ['fs.s3a.bukcet.lake.endpoint', 'fs.s3a.bucket.*'],
  ['hive.metastore.uris', undefined],
  ['dfs', undefined],
  ['', undefined],
])('%s is close to %s', (key, expected) => {
  expect(table.nearest(key)).toBe(expected);
});

test('without families, a table is its keys', () => {
  expect(new KeyTable({ keys: ['a'] }).knows('a')).toBe(true);
  expect(new KeyTable({ keys: [] }).nearest('a')).toBeUndefined();
});
