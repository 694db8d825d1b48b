import { BACKEND } from '../../lib/doris/config/known/backend-keys';
import { entryOf, readEntry } from '../../lib/doris/config/known/entry';
import { FRONTEND } from '../../lib/doris/config/known/frontend-keys';
import { ConfFile, keyTable, knownKeys, LINES, scriptSays, variables } from '../../lib/doris/config/known/known-keys';
import { META_SERVICE } from '../../lib/doris/config/known/meta-service-keys';
import { faultOfValue } from '../../lib/doris/config/values';
import { defaultOf, rowsOf, tableOfKeys, tableOfVariables } from '../../scripts/doris-keys';
import { tableOf } from '../../scripts/key-tables';

const FILES: [ConfFile, Record<string, string>, number][] = [
  ['fe.conf', FRONTEND, 700],
  ['be.conf', BACKEND, 900],
  ['doris_cloud.conf', META_SERVICE, 200],
];

describe.each(FILES)('the keys of %s', (file, table, least) => {
  const keys = [...knownKeys(file).values()];

  test('are each known once, with one type and the sources that have them', () => {
    const entries = Object.values(table).flatMap((row) => row.trim().split(/\s+/));
    expect(keys.length).toBeGreaterThan(least);
    expect(entries).toHaveLength(keys.length);
    expect(keys.filter(({ type, seenIn }) => type === undefined || seenIn.length === 0)).toEqual([]);
  });

  test('have defaults of their types', () => {
    const faults = keys.flatMap((key) => (key.initial === undefined ? [] : (faultOfValue(key, key.initial) ?? [])));
    expect(faults).toEqual([]);
    expect(keys.filter(({ initial }) => initial !== undefined).length).toBeGreaterThan(least * 0.9);
  });

  test('of a line are some of all that are known', () => {
    for (const [line, source] of Object.entries(LINES[file])) {
      const own = keys.filter(({ seenIn }) => seenIn.includes(source));
      expect(own.length).toBeGreaterThan(600);
      expect(keys.filter(({ name }) => keyTable(file, line).knows(name))).toEqual(own);
    }
  });
});

// What the documentation says of them: https://doris.apache.org/docs/4.x/admin-manual/config/fe-config, .../be-config and
// https://doris.apache.org/docs/4.x/compute-storage-decoupled/recycler.
test.each<[ConfFile, string, string, string, boolean]>([
  ['fe.conf', 'qe_max_connection', 'int', '1024', false],
  ['fe.conf', 'http_port', 'int', '8030', false],
  ['fe.conf', 'catalog_trash_expire_second', 'long', '86400', true],
  ['fe.conf', 'drop_backend_after_decommission', 'boolean', 'true', true],
  ['fe.conf', 'storage_high_watermark_usage_percent', 'int', '85', true],
  ['fe.conf', 'audit_log_modules', 'texts', 'slow_query,query,load,stream_load', false],
  ['fe.conf', 'sys_log_delete_age', 'text', '7d', false],
  ['be.conf', 'webserver_port', 'int', '8040', false],
  ['be.conf', 'storage_flood_stage_usage_percent', 'int', '90', true],
  ['be.conf', 'sys_log_roll_mode', 'text', 'SIZE-MB-1024', false],
  ['be.conf', 'mem_limit', 'text', '90%', false],
  ['be.conf', 'storage_root_path', 'text', '${DORIS_HOME}/storage', false],
  ['doris_cloud.conf', 'retention_seconds', 'long', '259200', true],
  ['doris_cloud.conf', 'recycle_interval_seconds', 'long', '3600', true],
])('%s has %s, %s, by default %s', (file, name, type, initial, mutable) => {
  expect(knownKeys(file).get(name)).toMatchObject({ type, initial, mutable });
});

test('a line has not what came later, and a misspelt key is close to the one that was meant', () => {
  expect(keyTable('fe.conf', '4.0').knows('enable_tls')).toBe(false);
  expect(keyTable('fe.conf', '4.1').knows('enable_tls')).toBe(true);
  // Of this file, no text of either line was found.
  expect(keyTable('be.conf', '4.0').knows('enable_tls')).toBe(true);
  expect(keyTable('fe.conf', '4.1').nearest('qe_max_conection')).toBe('qe_max_connection');
});

test('variables of the shell are known by what start scripts do with them', () => {
  expect(variables('be.conf')).toEqual(expect.arrayContaining(['JEMALLOC_CONF', 'AWS_EC2_METADATA_DISABLED']));
  expect(variables('fe.conf')).not.toContain('JEMALLOC_CONF');
  expect(scriptSays('be.conf', 'LIBHDFS_OPTS')).toBe('which the start script says');
  expect(scriptSays('fe.conf', 'HTTPS_PROXY')).toBe('with which the start script stops');
  expect(scriptSays('be.conf', 'TZ')).toBeUndefined();
});

describe('the script that writes the tables', () => {
  test('makes them from rows', () => {
    const rows = rowsOf('# a list\na\tint\t2 * 3\tstatic\t\tbase\t2025-06,401a92d\nb\tBool\ttrue\tmutable\t401a92d\n');
    expect(tableOf(tableOfKeys(rows))).toBe(
      "  'int static @2025-06 @401a92d': `\na=6`,\n  'boolean mutable @401a92d': `\nb=true`,\n",
    );
  });

  test.each([
    ['int', '86400 * 30', '2592000'],
    ['long', '50_0000', '500000'],
    ['long', '2L * 1024', '2048'],
    ['long', 'Long.MAX_VALUE', undefined],
    ['boolean', 'true', 'true'],
    ['String', '"30d"', '30d'],
    ['String', '""', ''],
    ['String', 'System.getenv("LOG_DIR")', undefined],
    ['String', 'EnvUtils.getDorisHome() + "/doris-meta"', undefined],
    ['String[]', '{"slow_query", "query"}', 'slow_query,query'],
    ['short[]', '{-1, -1}', '-1,-1'],
    ['Int32', '1024', '1024'],
    ['Double', '0.9', '0.9'],
  ])('reads a default %s, %s, as %s', (type, source, expected) => expect(defaultOf(type, source)).toBe(expected));

  test.each(['90%', '${DORIS_HOME}/storage', '[{"path":"/a b"}]', '`\\', '%Y-%m-%d %H:%M:%S', ''])(
    'keeps the default %j in one word',
    (initial) => {
      const entry = entryOf('a', initial);
      expect(entry).toMatch(/^a=[^\s`$\\]*$/);
      expect(readEntry(entry)).toEqual({ name: 'a', initial });
    },
  );

  test('takes variables for what their lines do', () => {
    const rows = rowsOf(
      'be\tA\tset by script to 2\nbe\tB\tthe same\nfe\tC\ttime zone\nfe\tD\tmust not be set\nfe\tE\tnot confirmed\n',
    );
    expect(tableOfVariables(rows)).toEqual({ 'be:ineffective': ['A', 'B'], 'fe:read': ['C'], 'fe:stops': ['D'] });
  });
});
