import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { orderOf, waiting } from './order';
import { everything, fast, touched } from './plan';
import { Records } from './records';
import { GateReporter } from './reporter';
import { Suites } from './suites';

const DAEMONS = 'test/shop/daemons.test.ts';
const PLAIN = 'test/shop/plain.test.ts';
const SHARING = 'test/shop/sharing.test.ts';
const HOURS_AGO = new Date(Date.now() - 3 * 3600 * 1000);

/** A checkout, and beside it what `.ci/tools` installs and what is shared. */
const FILES = {
  'checkout/lib/index.ts':
    "export * from './core';\nexport * as shop from './shop';\nexport * as other from './other';\n",
  'checkout/lib/core/index.ts': '',
  'checkout/lib/other/index.ts': '',
  'checkout/lib/shop/index.ts': "export * from './deep/part';\n",
  'checkout/lib/shop/deep/part.ts': '',
  'checkout/lib/shop/README.md': '',
  'checkout/lib/shop/runbooks/ShopDown.md': '',
  'checkout/test/lab/lab.ts': "const script = path.join(__dirname, 'container.sh');\n",
  'checkout/test/lab/container.sh': '',
  'checkout/test/shop/clusters.ts': "import { shop } from 'bigdata-constructs';\n",
  'checkout/test/shop/scenarios.ts': '',
  'checkout/test/shop/data/known.json': '{}',
  'checkout/test/helpers/programs.ts': "export const programs = matching('test/*/clusters.ts');\n",
  [`checkout/${PLAIN}`]: "test('plain', () => undefined);\n",
  'checkout/test/helpers/shared.ts':
    "export const sharedSuite = () => describeWithShop('it', () => test('sells', () => undefined));\n",
  [`checkout/${SHARING}`]: "import { sharedSuite } from '../helpers/shared';\nsharedSuite();\n",
  [`checkout/${DAEMONS}`]: [
    "import { Lab } from '../lab/lab';",
    "import { programs } from '../helpers/programs';",
    'import {\n  scenarios,\n} from "./scenarios";'.replace(/"/g, "'"),
    "const runbooks = path.join(__dirname, '../../lib/shop/runbooks');",
    'const pages = fs.readdirSync(runbooks);',
    "const known = read('data/known.json');",
    "describeWithShop('the shop', () => test('sells', () => undefined));",
    '',
  ].join('\n'),
  'checkout/package-lock.json': '{}',
  'checkout/jest.config.js': '',
  'checkout/.ci/tools': 'shop=1.0\ncommand -v till >/dev/null || debian_package till\n',
  'bin/till': '',
  'tools/shop-1.0/lib/shop.jar': '',
  'shared/crds/shop.yaml': '',
  'shared/shop': 'a program',
};

let home: string;
const write = (name: string, content: string, time = HOURS_AGO) => {
  const file = path.join(home, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
  fs.utimesSync(file, time, time);
};
const root = () => path.join(home, 'checkout');
const env = (): Record<string, string> => ({
  BIGDATA_TOOLS: path.join(home, 'tools'),
  BIGDATA_CRDS: path.join(home, 'shared', 'crds'),
  BIGDATA_SHOP: path.join(home, 'shared', 'shop'),
  PATH: path.join(home, 'bin'),
});

/** What Jest tells the reporter of one suite. */
function report(suite: string, result: { failing?: number; pending?: number; seconds?: number }, config = {}): void {
  const { failing = 0, pending = 0, seconds = 100 } = result;
  const reporter = new GateReporter(config, { root: root(), env: env() });
  reporter.onTestFileStart({ path: path.join(root(), suite) });
  reporter.onTestFileResult(undefined, {
    testFilePath: path.join(root(), suite),
    perfStats: { start: 0, end: seconds * 1000 },
    numPassingTests: 3,
    numFailingTests: failing,
    numPendingTests: pending,
    testResults: [],
  });
}

/** A run that begins now: which suites it leaves out. */
function unchanged(options: { readonly CI_FULL?: string } = {}): string[] {
  const suites = new Suites(root());
  const records = new Records(suites.inputs, root(), env());
  const plan = everything(suites, records, options);
  expect([...plan.run, ...plan.unchanged.map(([suite]) => suite)].sort()).toEqual([...suites.all]);
  return plan.unchanged.map(([suite]) => suite);
}

beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'gate-'));
  for (const [name, content] of Object.entries(FILES)) write(name, content);
});
afterEach(() => fs.rmSync(home, { recursive: true }));

describe('a long suite that asks an authority', () => {
  test('is not run again when it passed with the same inputs', () => {
    expect(unchanged()).toEqual([]);
    report(DAEMONS, {});
    expect(unchanged()).toEqual([DAEMONS]);
  });

  test.each([
    ['its own text', `checkout/${DAEMONS}`],
    ['a file that it imports', 'checkout/test/shop/scenarios.ts'],
    ['a file that it finds by a pattern', 'checkout/test/shop/clusters.ts'],
    ['what the library gives to that', 'checkout/lib/shop/deep/part.ts'],
    ['a page that it reads from a folder', 'checkout/lib/shop/runbooks/ShopDown.md'],
    ['a file that it reads by name', 'checkout/test/shop/data/known.json'],
    ['a file of the lab', 'checkout/test/lab/lab.ts'],
    ['a script of the lab', 'checkout/test/lab/container.sh'],
    ['the packages', 'checkout/package-lock.json'],
    ['how Jest is set up', 'checkout/jest.config.js'],
    ['how tools are installed', 'checkout/.ci/tools'],
    ['a tool of the machine', 'bin/till'],
    ['what is shared', 'shared/crds/shop.yaml'],
    ['a program from elsewhere', 'shared/shop'],
  ])('is run when something changes: %s', (_, file) => {
    report(DAEMONS, {});
    write(file, `${FILES[file as keyof typeof FILES]} // changed`);
    expect(unchanged()).toEqual([]);
  });

  test('is run when something is added: a page, a program, what is shared', () => {
    for (const name of ['checkout/lib/shop/runbooks/New.md', 'checkout/test/bar/clusters.ts', 'shared/crds/bar.yaml']) {
      report(DAEMONS, {});
      expect(unchanged()).toEqual([DAEMONS]);
      write(name, 'new');
      expect(unchanged()).toEqual([]);
    }
  });

  test("is run when a tool's release changes", () => {
    report(DAEMONS, {});
    fs.renameSync(path.join(home, 'tools/shop-1.0'), path.join(home, 'tools/shop-1.1'));
    expect(unchanged()).toEqual([]);
  });

  test('is left out though what is shared came anew, as it was', () => {
    report(DAEMONS, {});
    for (const name of ['shared/crds/shop.yaml', 'shared/shop', 'bin/till']) {
      write(name, FILES[name as keyof typeof FILES], new Date());
    }
    expect(unchanged()).toEqual([DAEMONS]);
  });

  test('is left out though something else changes', () => {
    report(DAEMONS, {});
    for (const name of ['lib/other/index.ts', 'lib/shop/README.md', PLAIN]) write(`checkout/${name}`, '// changed');
    expect(unchanged()).toEqual([DAEMONS]);
  });

  test('is run after it failed, with whatever inputs', () => {
    report(DAEMONS, {});
    report(DAEMONS, { failing: 1 });
    expect(unchanged()).toEqual([]);
  });

  test('is run after a run that left tests out, or that something changed under', () => {
    report(DAEMONS, {}, { testNamePattern: 'sells' });
    report(DAEMONS, { pending: 1 });
    expect(unchanged()).toEqual([]);
    write('checkout/test/shop/scenarios.ts', '// saved while it ran', new Date(Date.now() + 60_000));
    report(DAEMONS, {});
    expect(unchanged()).toEqual([]);
  });

  test('is run on another machine, and with CI_FULL', () => {
    report(DAEMONS, {});
    expect(unchanged({ CI_FULL: '1' })).toEqual([]);
    fs.rmSync(path.join(home, 'tools', 'passed'), { recursive: true });
    expect(unchanged()).toEqual([]);
  });
});

test('what is short or needs Node alone is always run', () => {
  report(DAEMONS, { seconds: 2 });
  report(SHARING, { seconds: 2 });
  report(PLAIN, {});
  expect(unchanged()).toEqual([]);
});

test('a suite that asks by what it shares with others is kept, too', () => {
  report(SHARING, {});
  expect(unchanged()).toEqual([SHARING]);
  write('checkout/test/helpers/shared.ts', `${FILES['checkout/test/helpers/shared.ts']} // changed`);
  expect(unchanged()).toEqual([]);
});

describe('the order', () => {
  const inOrder = () => {
    const suites = new Suites(root());
    return orderOf(waiting(suites.all, suites, new Records(suites.inputs, root(), env())), 1);
  };

  test('has what runs pods first and what asks nobody last, as long as nobody knows better', () => {
    expect(inOrder()).toEqual([DAEMONS, SHARING, PLAIN]);
    report(PLAIN, { seconds: 300 });
    expect(inOrder()).toEqual([DAEMONS, PLAIN, SHARING]);
  });

  test('has the longest first, and beside what runs pods what runs none', () => {
    const suites = (runsPods: boolean, ...seconds: number[]) =>
      seconds.map((each) => ({ suite: `${runsPods ? 'pods' : 'none'}-${each}`, seconds: each, runsPods }));
    const order = orderOf([...suites(false, 10, 20, 150, 40), ...suites(true, 90, 200, 100)], 2);
    expect(order).toEqual(['pods-200', 'none-150', 'none-40', 'none-20', 'pods-100', 'none-10', 'pods-90']);
  });
});

test('a suite that runs pods is left out of the fast ones, by name', () => {
  const { run, left } = fast(new Suites(root()));
  expect([run, left]).toEqual([[PLAIN, SHARING], [DAEMONS]]);
});

test('a change touches the suites that depend on it', () => {
  const suites = new Suites(root());
  expect(touched(suites, ['lib/shop/deep/part.ts']).run).toEqual([DAEMONS]);
  expect(touched(suites, [PLAIN, 'lib/shop/README.md']).run).toEqual([PLAIN]);
  expect(touched(suites, ['package-lock.json']).run).toEqual(suites.all);
});
