import * as fs from 'node:fs';
import * as path from 'node:path';

const lib = path.join(__dirname, '..', 'lib');
const ENGINES = ['hadoop', 'spark', 'presto', 'clickhouse', 'doris'];
const folders = fs
  .readdirSync(lib, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(ENGINES.filter((engine) => folders.includes(engine)))('the folder of %s', (engine) => {
  test.each([
    'index.ts',
    'README.md',
    'rules.ts',
    'sizing.ts',
    'config',
    'scaling.ts',
    'security.ts',
    'monitoring.ts',
    'runbooks',
  ])('has %s', (name) => {
    expect(fs.existsSync(path.join(lib, engine, name))).toBe(true);
  });

  test('has its releases in a file of their own', () => {
    expect(fs.readdirSync(path.join(lib, engine)).filter((name) => name.endsWith('-version.ts'))).toHaveLength(1);
  });

  test('has a test folder of the same name', () => {
    expect(fs.existsSync(path.join(__dirname, engine))).toBe(true);
  });
});

test('the entry exports every folder', () => {
  const entry = fs.readFileSync(path.join(lib, 'index.ts'), 'utf8');
  expect(folders.filter((folder) => !entry.includes(`'./${folder}'`))).toEqual([]);
});

test("the README's map names every folder of lib", () => {
  const readme = fs.readFileSync(path.join(lib, '..', 'README.md'), 'utf8');
  expect(folders.filter((folder) => !readme.includes(`  ${folder}/ `))).toEqual([]);
});
