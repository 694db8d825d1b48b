import { clickhouse } from 'bigdata-constructs';
import { describeWithClickHouse } from '../helpers/authorities';
import { everyTwo, lostOf, Said } from '../helpers/pairs';
import { find } from '../helpers/synth';
import { askEach, Configuration, configurationOf } from './ask-clickhouse';
import { cluster, everything, minimal, releases } from './clusters';

type Prop = keyof clickhouse.ClickHouseClusterProps;

/** What a prop mentions of others, and is refused without. */
const NEEDS: Partial<Record<Prop, Prop[]>> = { users: ['profiles', 'quotas'] };

/** Where one prop changes what another says, and why. */
const CHANGED_ON_PURPOSE: Record<string, string> = {
  'tls with backup: config.d/02-tls.xml openSSL/client/loadDefaultCAFile':
    'what an object store proves itself by comes from a public authority',
  'tls with restoreFrom: config.d/02-tls.xml openSSL/client/loadDefaultCAFile':
    'what an object store proves itself by comes from a public authority',
  'tls with tieredStorage: config.d/02-tls.xml openSSL/client/loadDefaultCAFile':
    'what an object store proves itself by comes from a public authority',
};

const optional = (Object.keys(everything) as Prop[]).filter((prop) => !(prop in minimal));
const pairs = everyTwo(optional);

/** The newest: the rendering of releases differs in single settings, which pairs do not. */
const [line, version] = releases[releases.length - 1];

/** What the servers are told with no prop beside those that are enough, with each one and with each two. */
const told = new Map([[], ...optional.map((prop) => [prop]), ...pairs].map((props) => [props.join(), render(props)]));

function render(props: Prop[]): Configuration {
  const given = props.flatMap((prop) => [prop, ...(NEEDS[prop] ?? [])]).map((prop) => [prop, everything[prop]]);
  const objects = cluster({ ...(Object.fromEntries(given) as typeof everything), version }).objects();
  return configurationOf(find(objects, 'ClickHouseInstallation'));
}

/** Every value by the file and the path that it has there. */
function valuesOf({ files, ...byPath }: Configuration): Said {
  const settings = Object.entries(byPath).flatMap(([part, values]) =>
    Object.entries(values as Said).map(([key, value]) => [`${part} ${key}`, JSON.stringify(value)]),
  );
  const elements = Object.entries(files).flatMap(([file, content]) =>
    elementsOf(content).map(([key, value]) => [`${file} ${key}`, value]),
  );
  return Object.fromEntries([...settings, ...elements]) as Said;
}

/** The elements of a file without others in them: the path below the root, and the text or what else is said of it. */
function elementsOf(content: string): [string, string][] {
  const found: [string, string][] = [];
  const open: string[] = [];
  for (const [, end, name, said, empty, text] of content.matchAll(/<(\/?)([\w.]+)([^>]*?)(\/?)>([^<]*)/g)) {
    if (end) {
      open.pop();
      continue;
    }
    const key = [...open, name].slice(1).join('/');
    const value = `${said}${empty ? '' : text.trim()}`;
    // Each is one of several.
    if (name === 'allowed_disk') found.push([`${key} ${value}`, value]);
    else if (empty || text.trim()) found.push([key, value]);
    if (!empty) open.push(name);
  }
  return found;
}

describe(`every two optional props, ClickHouse ${line}`, () => {
  test('say together what each says alone', () => {
    const values = new Map([...told].map(([props, configuration]) => [props, valuesOf(configuration)]));
    expect(lostOf(pairs, (props) => values.get(props.join())).sort()).toEqual(Object.keys(CHANGED_ON_PURPOSE).sort());
  });

  describeWithClickHouse(line, 'itself', (python) => {
    const TAKEN = [
      'SELECT name, 1 FROM system.server_settings WHERE changed',
      "SELECT concat('merge_tree/', name), value FROM system.merge_tree_settings WHERE changed",
      "SELECT concat('disk ', name), type FROM system.disks",
      "SELECT concat('volume ', policy_name, ' ', volume_name), concat(toString(disks), toString(move_factor)) FROM system.storage_policies",
    ];

    test('starts with both, and takes what it takes of each', () => {
      const answers = askEach(python, [...told.values()], TAKEN);
      const asked = [...told.keys()].map((props, index) => ({ props, ...answers[index] }));
      const refused = asked.flatMap(({ props, error, queries }) =>
        [error, ...queries.map((query) => query.error)].flatMap((why) => (why ? `${props}: ${why}` : [])),
      );
      expect(refused).toEqual([]);
      const taken = new Map(
        asked.map(({ props, queries }) => [
          props,
          Object.fromEntries(queries.flatMap(({ rows }) => rows ?? [])) as Said,
        ]),
      );
      // That it tells one server from the next at all.
      expect(taken.get('backup')).toHaveProperty(['disk backups']);
      expect(taken.get('tieredStorage')).not.toHaveProperty(['disk backups']);
      expect(lostOf(pairs, (props) => taken.get(props.join()))).toEqual([]);
    });

    test('would refuse one that does not parse among others that do', () => {
      const good = told.get('')!;
      const files = { 'config.d/x.xml': '<clickhouse><a></clickhouse>' };
      const answers = askEach(python, [good, { ...good, files }, good], TAKEN);
      expect(answers.map(({ error }) => error === null)).toEqual([true, false, true]);
    });
  });
});
