import { runbooksOf, runbooksSuite } from '../helpers/runbooks-suite';
import { cluster, everything, managed, minimal, trino } from './clusters';

runbooksSuite({
  engine: 'presto',
  objects: [minimal, trino, everything, managed].flatMap((props) => cluster(props).objects()),
  deadly: /DELETE|scale|SHUTTING_DOWN|drop (table|schema)/i,
  holdsData: false,
});

test('commands ask nodes by the program that knows how the cluster is secured', () => {
  const pages = Object.entries(runbooksOf('presto'));
  expect(pages.filter(([, page]) => /curl|X-(Presto|Trino)-User/.test(page)).map(([file]) => file)).toEqual([]);
});
