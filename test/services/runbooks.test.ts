import * as fs from 'node:fs';
import * as path from 'node:path';
import { WORDS } from '../../lib/services/zookeeper/zoo-cfg';
import { zooKeeper } from './zookeepers';

const folder = path.join(__dirname, '../../lib/hadoop/runbooks');
const names = zooKeeper()
  .zooKeeper.alertsFor('Hadoop')
  .map(({ name }) => name);
const pages = Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(folder, `${name}.md`), 'utf8')]));

test('no runbook is about an alert that there is not', () => {
  const own = fs.readdirSync(folder).filter((file) => file.startsWith('HadoopZooKeeper'));
  expect(own.sort()).toEqual(names.map((name) => `${name}.md`).sort());
});

test.each(names)('%s has every section, and links that lead somewhere', (name) => {
  const page = pages[name];
  const sections = [...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
  expect(sections).toEqual(['Meaning', 'Impact', 'Diagnosis', 'Mitigation', 'Prevention']);
  expect(page).toMatch(new RegExp(`^# ${name}$`, 'm'));
  const links = [...page.matchAll(/\]\(([^)h][^)]*)\)/g)].map(([, link]) => link);
  expect(links.filter((link) => !fs.existsSync(path.join(folder, link)))).toEqual([]);
});

test('members answer every word that is sent to them', () => {
  const sent = Object.values(pages).flatMap((page) => [...page.matchAll(/^.*\bzk "?(\w+)/gm)].map(([, word]) => word));
  expect(sent.length).toBeGreaterThan(10);
  expect([...new Set(sent)].filter((word) => !WORDS.includes(word))).toEqual([]);
});
