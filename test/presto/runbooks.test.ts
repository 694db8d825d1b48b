import { runbooksOf, runbooksSuite } from '../helpers/runbooks-suite';
import { cluster, trino } from './clusters';

runbooksSuite({
  engine: 'presto',
  objects: [...cluster().objects(), ...cluster(trino).objects()],
  deadly: /DELETE|scale|SHUTTING_DOWN|drop (table|schema)/i,
  holdsData: false,
});

test('commands ask either distribution, since pages are of both', () => {
  const pages = Object.entries(runbooksOf('presto'));
  const unsaid = pages.filter(([, page]) => page.includes('X-Presto-User') !== page.includes('X-Trino-User'));
  expect(unsaid.map(([file]) => file)).toEqual([]);
});
