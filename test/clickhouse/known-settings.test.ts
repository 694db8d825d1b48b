import { MERGE_TREE } from '../../lib/clickhouse/config/known/merge-tree-settings';
import { QUERY } from '../../lib/clickhouse/config/known/query-settings';
import { SERVER } from '../../lib/clickhouse/config/known/server-settings';
import { LINES } from '../../lib/clickhouse/config/known/unknown-settings';
import { namesOf } from '../../lib/core/internal';
import { describeWithClickHouse } from '../helpers/authorities';
import { askClickHouse } from './ask-clickhouse';
import { releases } from './clusters';

test('every release that the library names has its settings in the tables', () => {
  expect(LINES).toEqual(releases.map(([line]) => line));
});

describe.each(LINES)('the settings of ClickHouse %s', (line) => {
  describeWithClickHouse(line, 'itself', (python) => {
    test.each([
      ['settings', QUERY],
      ['server_settings', SERVER],
      ['merge_tree_settings', MERGE_TREE],
    ])('are those of system.%s', (source, table) => {
      const { queries } = askClickHouse(python, {}, [`SELECT name FROM system.${source}`]);
      expect(namesOf(table, line).sort()).toEqual(queries[0].rows?.flat().sort());
    });

    test.each([['tables', { settings: { 'merge_tree/parts_to_throw_inserts': 9 } }]])(
      'are all that it starts with, for %s',
      (_, configuration) => {
        const { error, queries } = askClickHouse(python, configuration, [
          'CREATE TABLE t (a Int32) ENGINE = MergeTree ORDER BY a',
        ]);
        expect(error ?? queries[0].error).toMatch(/UNKNOWN_SETTING|Unknown setting/);
      },
    );
  });
});
