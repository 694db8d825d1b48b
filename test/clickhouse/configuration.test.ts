import * as fs from 'node:fs';
import * as path from 'node:path';
import { clickhouse } from 'bigdata-constructs';
import { Duration } from 'cdk8s';
import { describeWithClickHouse } from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { askClickHouse, Configuration, configurationOf, parsing, treeOf, xml } from './ask-clickhouse';
import { cluster, everything, releases } from './clusters';
import { scriptOf } from './embedded-server';

/** What no query lists: which paths of the configuration exist, as data with its source. */
const known = JSON.parse(fs.readFileSync(path.join(__dirname, 'data', 'configuration-tree.json'), 'utf8')) as Record<
  string,
  string[]
>;

const configuration = (props: Partial<clickhouse.ClickHouseClusterProps>) =>
  configurationOf(find(cluster(props).objects(), 'ClickHouseInstallation'));

/** What is for later releases: these start with it as with anything that they do not know at the top of their configuration. */
const LATER = ['asynchronous_metrics_key_values_mode'];

const unknownPaths = (settings: Record<string, unknown>, allowed: string[]) =>
  Object.keys(settings).filter((key) => !allowed.some((path) => key === path || key.startsWith(`${path}/`)));

const withoutOwner = (settings: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(settings).map(([key, value]) => [key.split('/').slice(1).join('/'), value]));

describe.each(releases)('paths that only the configuration of ClickHouse %s knows, against the list', (_, version) => {
  test('users and quotas', () => {
    const { users, quotas } = configuration({ ...everything, version });
    expect(unknownPaths(withoutOwner(users), known.users)).toEqual([]);
    expect(unknownPaths(withoutOwner(quotas), known.quotas)).toEqual([]);
  });

  test('Keeper', () => {
    const keeper = find(cluster({ ...everything, version }).objects(), 'ClickHouseKeeperInstallation');
    expect(unknownPaths(configurationOf(keeper).settings, known.keeper)).toEqual([]);
  });

  test('log tables: each of them is bounded by the retention, or is not written', () => {
    const { files } = configuration({ ...everything, version, systemLogRetention: Duration.days(3) });
    const sections = [...files['config.d/02-system-logs.xml'].matchAll(/^ {2}<(\w+)( remove="1"\/>|[^]*?^ {2}<)/gm)];
    expect(sections.map(([, table]) => table).sort()).toEqual(known.systemLogTables);
    for (const [, table, body] of sections) {
      const bounded = body.includes('<ttl>event_date + INTERVAL 3 DAY DELETE</ttl>');
      expect([table, bounded || body === ' remove="1"/>']).toEqual([table, true]);
    }
  });

  test("log tables: a bound of the operator's own does not stand beside ours", () => {
    const logs = configuration({ version }).files['config.d/02-system-logs.xml'];
    // Servers refuse to start with an engine and a TTL in one section; the operator's files give these three an engine.
    for (const table of ['part_log', 'query_log', 'trace_log']) {
      expect(logs).toMatch(new RegExp(`<${table}>\\s*<engine remove="1"/>`));
    }
  });
});

describe.each(releases)('ClickHouse %s', (line, version) => {
  describeWithClickHouse(line, 'itself', (python) => {
    const CHANGED = [
      'SELECT name FROM system.server_settings WHERE changed',
      "SELECT concat('merge_tree/', name) FROM system.merge_tree_settings WHERE changed",
    ];
    test('answers when its tables are there, and not before, as it would by default', () => {
      const loading = ["SELECT value, changed FROM system.server_settings WHERE name = 'async_load_databases'"];
      expect(askClickHouse(python, {}, loading).queries).toEqual([{ rows: [['1', 0]] }]);
      const { error, queries } = askClickHouse(python, configuration({ version }), loading);
      expect(error).toBeNull();
      expect(queries).toEqual([{ rows: [['0', 1]] }]);
    });

    /** Starts with the configuration, and gives the settings that neither it nor the list knows. */
    const uncovered = (given: Pick<Configuration, 'settings' | 'files'> & Partial<Configuration>) => {
      const { settings } = given;
      const { error, queries } = askClickHouse(python, given, CHANGED);
      if (error) throw new Error(error);
      const taken = queries.flatMap(({ rows }) => (rows ?? []).map(([name]) => name));
      return unknownPaths(settings, [...taken, ...known.server, ...LATER]);
    };

    test('is the release that the images have', () => {
      const { queries } = askClickHouse(python, {}, ['SELECT version()']);
      expect(queries[0].rows?.[0][0].split('.').slice(0, 2).join('.')).toBe(version.line);
    });

    test.each([
      ['with four props', {}],
      ['with every prop', everything],
      ['of two GiB', { size: { ...everything.size, memory: (everything.keeper?.size ?? everything.size).memory } }],
    ])('starts with the configuration of a cluster %s, and takes every setting', (_, props) => {
      expect(uncovered(configuration({ ...props, version }))).toEqual([]);
    });

    test('would not take a setting that does not exist, nor a value that is none', () => {
      const { files } = configuration({ version });
      expect(uncovered({ settings: { max_concurrent_querys: 5 }, files })).toEqual(['max_concurrent_querys']);
      expect(() => uncovered({ settings: { max_concurrent_queries: 'many' }, files })).toThrow(
        "parsing setting 'max_concurrent_queries'",
      );
      expect(() => uncovered({ settings: {}, files: { 'config.d/x.xml': '<clickhouse><a></clickhouse>' } })).toThrow();
    });

    test('sees the disks and the policy of tiered storage, and the disk for backups', () => {
      const { error, queries } = askClickHouse(python, configuration({ ...everything, version }), [
        'SELECT name FROM system.disks ORDER BY name',
        "SELECT volume_name, disks, move_factor FROM system.storage_policies WHERE policy_name = 'tiered' ORDER BY volume_priority",
        "SELECT value FROM system.merge_tree_settings WHERE name = 'storage_policy'",
      ]);
      expect(error).toBeNull();
      expect(queries[0].rows?.flat()).toEqual(['backups', 'cold', 'cold_cached', 'default', 'restore']);
      // Releases differ in whether they name the cache or the disk behind it.
      expect(queries[1].rows?.map(([volume, disks]) => `${volume} ${disks[0].replace('_cached', '')}`)).toEqual([
        'hot default',
        'cold cold',
      ]);
      expect(queries[2].rows).toEqual([['tiered']]);
    });

    test("lets a file of one's own, and a setting by path, win over the files of the cluster", () => {
      const moveFactor = (overrides: clickhouse.ClickHouseOverrides) => {
        const given = configuration({ ...everything, version, overrides });
        const { error, queries } = askClickHouse(python, given, [
          "SELECT DISTINCT move_factor FROM system.storage_policies WHERE policy_name = 'tiered'",
        ]);
        return error ?? queries[0].rows?.flat().map(Number);
      };
      const path = 'storage_configuration/policies/tiered/move_factor';
      const file = xml(treeOf({ [path]: 0.5 }));
      expect(moveFactor({})).toEqual([expect.closeTo(0.1)]);
      expect(moveFactor({ files: { 'config.d/my.xml': file } })).toEqual([0.5]);
      expect(moveFactor({ settings: { [path]: 0.5 } })).toEqual([0.5]);
    });

    test('takes every setting of every profile', () => {
      const { profiles } = configuration({ ...everything, version });
      const queries = Object.entries(profiles).map(([key, value]) => {
        const [, name] = key.split('/');
        return `SELECT 1 SETTINGS ${name} = ${typeof value === 'number' ? value : `'${String(value)}'`}`;
      });
      expect(queries.length).toBeGreaterThan(5);
      const { queries: answers } = askClickHouse(python, {}, [...queries, "SELECT 1 SETTINGS max_thread = 'x'"]);
      expect(answers.slice(0, -1).flatMap(({ error }) => error ?? [])).toEqual([]);
      expect(answers[answers.length - 1].error).toContain('max_thread');
    });

    test('parses the statements of backups, grants and log tables', () => {
      const objects = cluster({ ...everything, version }).objects();
      const statements = [...backups(objects), ...grants(objects), ...ttls(objects)];
      expect(statements.length).toBeGreaterThan(6);
      const { queries } = askClickHouse(python, {}, [...statements, "BACKUP ALL INTO Disk('backups')"].map(parsing));
      expect(queries.slice(0, -1).flatMap(({ error }) => error ?? [])).toEqual([]);
      expect(queries[queries.length - 1].error).toContain('Syntax error');
    });
  });
});

function backups(objects: KubeObject[]): string[] {
  const script = scriptOf(objects, 'backup');
  const statement = (/; (BACKUP .*?)\$\{2:-\} ASYNC"/.exec(script)?.[1] ?? '').replace('$1', '2026-W47');
  const base = (/ SETTINGS base_backup = [^"]*/.exec(script)?.[0] ?? '').replace('$full', 'full-2026-W47');
  return [statement, statement + base].map((sql) => `${sql} ASYNC`);
}

function grants(objects: KubeObject[]): string[] {
  const { users } = configurationOf(find(objects, 'ClickHouseInstallation'));
  return Object.entries(users)
    .filter(([key]) => key.endsWith('grants/query'))
    .flatMap(([key, queries]) => queries.map((query) => `${query} TO ${key.split('/')[0]}`));
}

function ttls(objects: KubeObject[]): string[] {
  const { files } = configurationOf(find(objects, 'ClickHouseInstallation'));
  const expressions = [...files['config.d/02-system-logs.xml'].matchAll(/<ttl>(.*)<\/ttl>/g)].map(([, ttl]) => ttl);
  return [...new Set(expressions)].map(
    (ttl) => `CREATE TABLE t (event_date Date) ENGINE = MergeTree ORDER BY tuple() TTL ${ttl}`,
  );
}
