import * as fs from 'node:fs';
import * as path from 'node:path';

const lib = path.join(__dirname, '..', 'lib');
const ENGINES = ['hadoop', 'spark', 'presto', 'clickhouse', 'doris'];
const folders = fs
  .readdirSync(lib, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(ENGINES.filter((engine) => folders.includes(engine)))('the folder of %s', (engine) => {
  const entries = fs.readdirSync(path.join(lib, engine));

  test('has the files and rooms that every engine has', () => {
    const files = [
      'index',
      'acknowledgements',
      'components',
      'metrics',
      'paths',
      'ports',
      'resolve',
      'rules',
      'scaling',
      'security',
      'sizing',
    ];
    const own = ['cluster', 'endpoints', 'props', 'sizing', 'version'].map((name) => `${engine}-${name}`);
    const rooms = ['config', 'monitoring', 'parts', 'programs', 'runbooks'];
    const expected = ['README.md', ...[...files, ...own].map((name) => `${name}.ts`), ...rooms];
    expect(expected.filter((name) => !entries.includes(name))).toEqual([]);
  });

  test('has no other rooms, and can be taken in at a glance', () => {
    const rooms = entries.filter((name) => fs.statSync(path.join(lib, engine, name)).isDirectory());
    const known = ['config', 'monitoring', 'parts', 'programs', 'resource', 'runbooks'];
    expect(rooms.filter((name) => !known.includes(name))).toEqual([]);
    expect(entries.length).toBeLessThanOrEqual(33);
  });

  test('has the headings in its README that every engine has', () => {
    const readme = fs.readFileSync(path.join(lib, engine, 'README.md'), 'utf8');
    expect(readme.split('\n').flatMap((line) => /^## (.*)$/.exec(line)?.[1] ?? [])).toEqual([
      'What is deployed',
      'Using it',
      'Ports',
      'Sizing',
      'Scaling',
      'Upgrading',
      'Disaster recovery',
      'Monitoring',
      'Security',
      'Day two',
      'Limits',
    ]);
  });

  test('has its releases in a file of their own', () => {
    expect(fs.readdirSync(path.join(lib, engine)).filter((name) => name.endsWith('-version.ts'))).toHaveLength(1);
  });

  test('has tests of the same name, and programs that all suites look at', () => {
    expect(fs.existsSync(path.join(__dirname, engine, 'clusters.ts'))).toBe(true);
  });

  test('runs in an environment of ours', () => {
    const stack = fs.readFileSync(path.join(lib, '..', 'stacks', 'engines-stack.ts'), 'utf8');
    expect(stack).toMatch(new RegExp(`new ${engine}\\.`));
  });
});

test('defaults stand in resolve.ts: what falls back elsewhere in an engine looks something up', () => {
  const fallbacks = ENGINES.filter((engine) => folders.includes(engine)).flatMap((engine) =>
    fs
      .readdirSync(path.join(lib, engine), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && file !== 'resolve.ts')
      .flatMap((file) =>
        fs
          .readFileSync(path.join(lib, engine, file), 'utf8')
          .split('\n')
          .filter((line) => line.includes('??'))
          .map((line) => `${engine}/${file}: ${line.trim()}`),
      ),
  );
  // Names of sizes, texts and switches are defaults, wherever they are.
  expect(fallbacks.filter((line) => /\?\? *(['"`\d]|true|false|Size\.|Duration\.|Cpu\.)/.test(line))).toEqual([]);
  expect(fallbacks.length).toBeLessThanOrEqual(12);
});

test('the entry exports every folder', () => {
  const entry = fs.readFileSync(path.join(lib, 'index.ts'), 'utf8');
  expect(folders.filter((folder) => !entry.includes(`'./${folder}'`))).toEqual([]);
});

test("the README's map names every folder of lib", () => {
  const readme = fs.readFileSync(path.join(lib, '..', 'README.md'), 'utf8');
  expect(folders.filter((folder) => !readme.includes(`  ${folder}/ `))).toEqual([]);
});
