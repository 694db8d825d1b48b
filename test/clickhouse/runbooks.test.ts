import { describeWithClickHouse } from '../helpers/authorities';
import { runbooksOf, runbooksSuite } from '../helpers/runbooks-suite';
import { find } from '../helpers/synth';
import { askClickHouse, configurationOf, parsing } from './ask-clickhouse';
import { cluster, everything, releases } from './clusters';

const pages = runbooksOf('clickhouse');

runbooksSuite({
  engine: 'clickhouse',
  objects: cluster(everything).objects(),
  deadly: /DROP (TABLE|DATABASE|REPLICA)|TRUNCATE|DETACH (TABLE|PARTITION)|force_restore/,
});

test('no member of Keeper is emptied while it has its vote', () => {
  const emptying = Object.entries(pages).filter(
    ([file, page]) => /Keeper/.test(file) && /volume claim|\bempt/i.test(page),
  );
  expect(emptying.length).toBeGreaterThan(1);
  const leaving = /reconfig remove|\(ClickHouseKeeperDown\.md\)/;
  expect(emptying.filter(([, page]) => !leaving.test(page)).map(([file]) => file)).toEqual([]);
});

/** Statements to paste, with something in the place of what the reader fills in. */
const statements = Object.values(pages).flatMap((page) =>
  [...page.matchAll(/ch "((?:SELECT|SYSTEM|ALTER|KILL|OPTIMIZE)[^"]*)"/g)].map(([, sql]) => sql.replace(/<\w+>/g, 'x')),
);

test('Keeper answers every word that is sent to it', () => {
  const keeper = find(cluster().objects(), 'ClickHouseKeeperInstallation');
  const words = String(configurationOf(keeper).settings['keeper_server/four_letter_word_white_list']).split(',');
  const sent = Object.values(pages).flatMap((page) => [...page.matchAll(/zk "(\w+)"/g)].map(([, word]) => word));
  expect(sent.length).toBeGreaterThan(5);
  expect(sent.filter((word) => !words.includes(word))).toEqual([]);
});

/** An embedded ClickHouse has no logs, no cluster and no Keeper to ask. */
const ABSENT = /system\.(query_log|part_log|asynchronous_metrics|zookeeper_connection)|clusterAllReplicas/;

describe.each(releases)('the statements in runbooks, with ClickHouse %s', (line) => {
  describeWithClickHouse(line, 'itself', (python) => {
    test('all can be parsed', () => {
      expect(statements.length).toBeGreaterThan(40);
      const { queries } = askClickHouse(python, {}, statements.map(parsing));
      expect(queries.flatMap(({ error }) => error ?? [])).toEqual([]);
    });

    test('those that ask what it has can be run', () => {
      const runnable = statements.filter((sql) => sql.startsWith('SELECT') && !ABSENT.test(sql));
      expect(runnable.length).toBeGreaterThan(10);
      const { queries } = askClickHouse(python, {}, runnable);
      expect(queries.flatMap(({ error }, index) => (error ? `${runnable[index]}: ${error}` : []))).toEqual([]);
    });
  });
});
