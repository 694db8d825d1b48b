import { WORDS } from '../../lib/services/zookeeper/zoo-cfg';
import { runbooksOf } from '../helpers/runbooks-suite';
import { zooKeeper } from './zookeepers';

// Those of Hadoop hold all others of its pages, of ZooKeeper's alerts too.
const all = runbooksOf('hadoop');
const pages = zooKeeper()
  .zooKeeper.alertsFor('Hadoop')
  .map(({ name }) => all[`${name}.md`]);

test('members answer every word that is sent to them', () => {
  const sent = pages.flatMap((page) => [...page.matchAll(/^.*\bzk "?(\w+)/gm)].map(([, word]) => word));
  expect(sent.length).toBeGreaterThan(10);
  expect([...new Set(sent)].filter((word) => !WORDS.includes(word))).toEqual([]);
});
