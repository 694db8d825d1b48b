import * as fs from 'node:fs';
import * as path from 'node:path';
import { assembly, Assembly, Type } from './helpers/assembly';
import { Engine, faultsOf, MEMBER_NAMES } from './helpers/engine-api';

const lib = path.join(__dirname, '..', 'lib');
/** The engines, each with the construct that it is. */
const CONSTRUCTS: Record<string, string> = {
  hadoop: 'HadoopCluster',
  spark: 'SparkPlatform',
  presto: 'PrestoCluster',
  clickhouse: 'ClickHouseCluster',
  doris: 'DorisCluster',
};
/** Constructs that stand on another one, as teams and applications do on a platform, or that are another form of it. */
const BESIDES: Record<string, string[]> = {
  doris: ['DorisDisaggregatedCluster'],
  spark: ['SparkTeam', 'SparkApplication', 'ScheduledSparkApplication', 'SparkConnectServer', 'YuniKornQueues'],
};
/** Rooms for what another form of an engine has of its own. */
const FORMS: Record<string, string[]> = { doris: ['disaggregated'] };
const ENGINES = Object.keys(CONSTRUCTS);
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
    const [construct] = /[A-Z][a-z]+$/.exec(CONSTRUCTS[engine])!;
    const own = [construct.toLowerCase(), 'endpoints', 'props', 'sizing', 'version'].map((name) => `${engine}-${name}`);
    const rooms = ['config', 'monitoring', 'parts', 'programs', 'runbooks'];
    const expected = ['README.md', ...[...files, ...own].map((name) => `${name}.ts`), ...rooms];
    expect(expected.filter((name) => !entries.includes(name))).toEqual([]);
  });

  test('has no other rooms, and can be taken in at a glance', () => {
    const rooms = entries.filter((name) => fs.statSync(path.join(lib, engine, name)).isDirectory());
    const known = ['config', 'monitoring', 'parts', 'programs', 'resource', 'runbooks', ...(FORMS[engine] ?? [])];
    expect(rooms.filter((name) => !known.includes(name))).toEqual([]);
    expect(entries.length).toBeLessThanOrEqual(36);
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
      .filter((file) => file.endsWith('.ts') && path.basename(file) !== 'resolve.ts')
      .flatMap((file) =>
        fs
          .readFileSync(path.join(lib, engine, file), 'utf8')
          .split('\n')
          // Nothing where nothing is found is no default.
          .filter((line) => line.replace(/\?\? *(\[\]|\{\})/g, '').includes('??'))
          .map((line) => `${engine}/${file}: ${line.trim()}`),
      ),
  );
  // Names of sizes, texts and switches are defaults, wherever they are.
  expect(fallbacks.filter((line) => /\?\? *(['"`\d]|true|false|Size\.|Duration\.|Cpu\.)/.test(line))).toEqual([]);
  expect(fallbacks.length).toBeLessThanOrEqual(16);
});

test('the entry exports every folder', () => {
  const entry = fs.readFileSync(path.join(lib, 'index.ts'), 'utf8');
  expect(folders.filter((folder) => !entry.includes(`'./${folder}'`))).toEqual([]);
});

test("the README's map names every folder of lib", () => {
  const readme = fs.readFileSync(path.join(lib, '..', 'README.md'), 'utf8');
  expect(folders.filter((folder) => !readme.includes(`  ${folder}/ `))).toEqual([]);
});

describe('the API', () => {
  let api: Assembly;
  const built = ENGINES.filter((engine) => folders.includes(engine)).map((folder): [string, Engine] => [
    folder,
    { folder, construct: CONSTRUCTS[folder], besides: BESIDES[folder] },
  ]);
  const clickhouse = { folder: 'clickhouse', construct: 'ClickHouseCluster' };
  const named = (name: string) => `bigdata-constructs.clickhouse.${name}`;

  beforeAll(() => {
    api = assembly();
  }, 600_000);

  /** What is found where one type is another. */
  const found = (name: string, change: (type: Type) => Partial<Type>) =>
    faultsOf({ ...api, [named(name)]: { ...api[named(name)]!, ...change(api[named(name)]!) } }, clickhouse);
  const without = (name: string) => (type: Type) => ({
    properties: type.properties?.filter((member) => member.name !== name),
    methods: type.methods?.filter((method) => method.name !== name),
  });
  const member = (name: string, change: object) => (type: Type) => ({
    properties: type.properties?.map((each) => (each.name === name ? { ...each, ...change } : each)),
  });

  test.each(built)('of %s is that of every engine', (_, engine) => {
    expect(faultsOf(api, engine)).toEqual([]);
  });

  test.each(MEMBER_NAMES)('is found wanting without %s', (name) => {
    expect(found('ClickHouseCluster', without(name))).toContainEqual(
      expect.stringMatching(new RegExp(` no .*${name}$`)),
    );
  });

  test.each<[string, string, (type: Type) => Partial<Type>, string]>([
    [
      'a scaling of one',
      'ClickHouseCluster',
      member('scaling', { type: { fqn: 'bigdata-constructs.scaling.Scaling' } }),
      'scaling is',
    ],
    ['one that may be undefined', 'ClickHouseCluster', member('monitoring', { optional: true }), 'monitoring may be'],
    ['one that may be changed', 'ClickHouseCluster', member('identity', { immutable: undefined }), 'identity may be'],
    [
      "another engine's endpoints",
      'ClickHouseCluster',
      member('endpoints', { type: { fqn: 'bigdata-constructs.hadoop.HadoopEndpoints' } }),
      'endpoints is',
    ],
    ['endpoints that are no struct', 'ClickHouseEndpoints', () => ({ datatype: undefined }), 'endpoints is'],
    [
      'connections that open nothing',
      'ClickHouseCluster',
      member('connections', { type: { fqn: 'bigdata-constructs.INetworkPeer' } }),
      'connections has no allowFrom',
    ],
    [
      'a construct that is not what it is seen as',
      'ClickHouseCluster',
      () => ({ interfaces: [] }),
      'returns bigdata-constructs.clickhouse.IClickHouseCluster, which',
    ],
    [
      'a reference without endpoints',
      'IClickHouseCluster',
      without('endpoints'),
      'IClickHouseCluster without endpoints',
    ],
    [
      'a reference that nothing connects to',
      'IClickHouseCluster',
      () => ({ interfaces: ['constructs.IConstruct'] }),
      'no bigdata-constructs.IConnectable',
    ],
    [
      'attributes without a peer',
      'ClickHouseClusterAttributes',
      without('peer'),
      'ClickHouseClusterAttributes without peer',
    ],
    [
      'a second construct',
      'ClickHouseVersion',
      () => ({ base: 'constructs.Construct' }),
      'exports ClickHouseCluster, ClickHouseVersion',
    ],
  ])('is found wanting with %s', (_, name, change, fault) => {
    expect(found(name, change)).toContainEqual(expect.stringContaining(fault));
  });
});
