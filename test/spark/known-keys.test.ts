import { namesOf } from '../../lib/core/internal';
import { CORE } from '../../lib/spark/config/known/core-keys';
import { knownKeys, LINES } from '../../lib/spark/config/known/known-keys';
import { SQL } from '../../lib/spark/config/known/sql-keys';
import { askKeys, keysOf } from '../../scripts/spark-keys';
import { describeWithSpark } from '../helpers/authorities';

/** Beginnings by which Spark finds keys that it has registered, or that it sets itself. */
const NOT_FREE = [
  'spark.app.initial.',
  'spark.history.fs.',
  'spark.plugins.internal.conf.',
  'spark.rpc.io.',
  'spark.shuffle.plugin.__config__.',
  'spark.sql.',
  'spark.sql.adaptive.',
  'spark.sql.codegen.',
  'spark.sql.execution.',
  'spark.sql.optimizer.',
  'spark.sql.shuffle.',
  'spark.streaming.',
];

/** Two names, a type and what is done with it stand in these. */
const wholeOf = (beginning: string) => `${beginning}${beginning.endsWith('.volumes.') ? 'nfs.x.mount.path' : 'x'}`;

describe.each(LINES)('the keys of Spark %s', (line) => {
  describeWithSpark(line, 'itself', ({ python }) => {
    const answer = askKeys(python);

    test('are those that it reads', () => {
      const listed = [CORE, SQL].flatMap((table) => namesOf(table, line));
      expect(listed.sort()).toEqual(keysOf(answer));
    });

    test('have a family for every free part that it reads', () => {
      const beginnings = answer.constants.filter((key) => key.endsWith('.') && !NOT_FREE.includes(key));
      const free = beginnings.filter((key) => !key.startsWith('spark.mesos.'));
      expect(free.length).toBeGreaterThan(20);
      expect(free.filter((key) => !knownKeys(line)!.knows(wholeOf(key)))).toEqual([]);
    });
  });

  test.each([
    'spark.executor.decommission.enabled',
    'spark.executor.memory.overhead',
    'spark.kubernetes.executor.volumes.data.mount.path',
    'spark.sql.shuffle.partition',
  ])('do not have %s', (key) => {
    expect(knownKeys(line)!.knows(key)).toBe(false);
  });

  test.each([
    'spark.app.name',
    'spark.driver.resource.gpu.amount',
    'spark.hadoop.fs.s3a.endpoint',
    'spark.kubernetes.authenticate.driver.serviceAccountName',
    'spark.kubernetes.driver.label.team',
    'spark.kubernetes.executor.volumes.emptyDir.spark-local-dir-1.options.sizeLimit',
    'spark.local.dir',
    'spark.master',
    'spark.shuffle.io.maxRetries',
    'spark.sql.catalog.lake.uri',
  ])('have %s', (key) => {
    expect(knownKeys(line)!.knows(key)).toBe(true);
  });
});

test('a misspelt key is close to the one that was meant', () => {
  expect(knownKeys('4.1')!.nearest('spark.sql.shuffle.partition')).toBe('spark.sql.shuffle.partitions');
});
