import * as fs from 'node:fs';
import * as path from 'node:path';
import { askClickHouse, parsing } from '../clickhouse/ask-clickhouse';
import { releases } from '../clickhouse/clusters';
import { cluster as hadoop } from '../hadoop/clusters';
import {
  describeWithClickHouse,
  describeWithCommand,
  describeWithControlPlane,
  describeWithHadoop,
} from '../helpers/authorities';
import { KubeObject } from '../helpers/kube-client';
import { scratchFolder } from '../helpers/offline-terraform';
import { find } from '../helpers/synth';
import { cluster as presto } from '../presto/clusters';
import { blocksOf, Call, PAGES, Run, runPage, textOf } from './pages';
import * as programs from './programs';

const blocks = PAGES.flatMap(blocksOf);
const pages = [...new Set(blocks.filter(({ language }) => language === 'sh').map(({ page }) => page))];

const folder = scratchFolder('blocks-');
const runs: Record<string, Run> = {};
beforeAll(async () => {
  await Promise.all(pages.map(async (page) => (runs[page] = await runPage(page, folder))));
});

const all = (): Call[] => Object.values(runs).flatMap((run) => run.calls);

/** How programs of this machine are called: what kubectl hands on to others stands for itself. */
const calls = (): Call[] =>
  all().map((call) =>
    call.argv.includes('--') ? { ...call, argv: [...call.argv.slice(0, call.argv.indexOf('--')), '--', 'true'] } : call,
  );

/** How programs in containers are called. */
const inContainers = (): Call[] =>
  all()
    .filter(({ argv }) => argv.includes('--'))
    .map((call) => ({ ...call, argv: call.argv.slice(call.argv.indexOf('--') + 1) }));

/** What programs say against how they are called, each call with its page and line. Calls that are the same are tried once. */
async function judged(called: Call[], judges: Record<string, programs.Judge>): Promise<string[]> {
  const places = new Map<string, Call[]>();
  for (const call of called.filter(({ argv: [program] }) => program in judges)) {
    const key = JSON.stringify(call.argv);
    places.set(key, [...(places.get(key) ?? []), call]);
  }
  expect(places.size).toBeGreaterThan(0);
  const waiting = [...places.values()];
  const said: string[] = [];
  const worker = async () => {
    for (let same = waiting.pop(); same; same = waiting.pop()) {
      const [{ argv, folder: stood }] = same;
      const [program, ...args] = argv;
      const text = await judges[program](args, stood);
      if (text) said.push(`${same.map(({ at }) => at).join(', ')}: ${argv.join(' ')}\n${text}`);
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  return said;
}

/** What nodes of Presto have for who looks into them, by where it lies there. */
function ofNodes(): Record<string, string> {
  const config = find<KubeObject & { data: Record<string, string> }>(presto().objects(), 'ConfigMap', 'query-worker');
  const file = path.join(folder, 'ask');
  fs.writeFileSync(file, config.data.ask);
  return { '/etc/presto/ask': file };
}

/** A call with an option that no program has. */
const wrong = (judge: programs.Judge, ...args: string[]) => judge([...args, '--no-such-option'], folder);

test('blocks say what they are: sh is for what is run as it stands', () => {
  expect(pages.length).toBeGreaterThan(80);
  const unsaid = blocks.filter(({ language }) => !['sh', 'sql', 'text', 'ts'].includes(language));
  expect(unsaid.map(({ page, line, language }) => `${page}:${line} '${language}'`)).toEqual([]);
});

describeWithCommand('md5sum', "the real shell with GNU's tools", () => {
  test('every page can be followed from its first command to its last', () => {
    expect(Object.entries(runs).flatMap(([, { failure }]) => failure || [])).toEqual([]);
  });

  test('somebody judges each program that is called', () => {
    const known = ['clickhouse-client', 'clickhouse-keeper-client', 'hdfs', 'yarn', 'zkCli.sh', 'bash', 'sh'];
    const others = inContainers().filter(
      ({ argv: [program] }) =>
        !(program in { ...programs.ofImages, ...programs.doris, ...programs.foundationDb } || known.includes(program)),
    );
    expect(others).toEqual([]);
  });

  test('npm, cdktf and shells can read how they are called', async () => {
    expect(await judged(calls(), { npm: programs.npm, npx: programs.npx })).toEqual([]);
    expect(await wrong(programs.npx, 'cdktf', 'deploy')).not.toBe('');
    expect(await wrong(programs.npm, 'no-such-command')).not.toBe('');
    const { sh, bash } = { sh: programs.shell('sh', ofNodes()), bash: programs.shell('bash') };
    expect(
      await judged(inContainers(), { sh, bash, ...programs.ofImages, ...programs.doris, ...programs.foundationDb }),
    ).toEqual([]);
    expect(await programs.shell('sh')(['-c', 'if true'], folder)).not.toBe('');
    expect(await programs.shell('false')([], folder)).toBe('ended with 1');
    expect(await wrong(programs.ofImages.curl, '-s')).not.toBe('');
  });
});

describeWithControlPlane('kubectl with an API server', (_, access) => {
  test('can read how it is called', async () => {
    const kubectl = programs.kubectlWith(access);
    expect(await judged(calls(), { kubectl })).toEqual([]);
    expect(await wrong(kubectl, 'get', 'pods')).not.toBe('');
    expect(await kubectl(['get', 'nosuchkind'], folder)).not.toBe('');
  });
});

describeWithCommand('aws', "AWS's own CLI", () => {
  test('can read how it is called', async () => {
    expect(await judged(calls(), { aws: programs.aws })).toEqual([]);
    expect(await wrong(programs.aws, 's3', 'ls')).not.toBe('');
    expect(await programs.aws(['ec2', 'describe-instances', '--filters', 'Nam=x'], folder)).not.toBe('');
  });
});

describeWithHadoop("Hadoop's and ZooKeeper's own programs", (authority) => {
  const configuration = path.join(folder, 'hadoop');
  /** Commands within texts and in programs for a shell, up to the end of each. */
  const spans = (): Call[] =>
    [
      ...PAGES.filter((page) => page.startsWith('lib/hadoop')).flatMap((page) =>
        [...textOf(page).matchAll(/`((?:hdfs|yarn) [a-z][^`]*)`/gi)].map(([, text]) => ({ at: page, text, folder })),
      ),
      ...inContainers()
        .filter(({ argv: [program] }) => ['sh', 'bash'].includes(program))
        .map((call) => ({ ...call, text: call.argv.at(-1)! })),
    ].flatMap(({ text, ...call }) =>
      [...text.matchAll(/(?:hdfs|yarn) [^;&|)]+/g)].map(([command]) => ({
        ...call,
        argv: command.trim().split(/\s+/),
      })),
    );

  test('have all options that are named', async () => {
    fs.mkdirSync(configuration);
    const objects = hadoop({}).objects();
    const { data } = find(
      objects.filter(({ metadata }) => metadata.name.startsWith('lake-client')),
      'ConfigMap',
    );
    for (const [name, text] of Object.entries(data as Record<string, string>)) {
      fs.writeFileSync(path.join(configuration, name), text);
    }
    const zkCli = programs.zooKeeperWith(authority);
    const judges = { ...programs.hadoopWith(authority, configuration), 'zkCli.sh': zkCli };
    expect(await judged([...inContainers(), ...spans()], judges)).toEqual([]);
    expect(await wrong(judges.hdfs, 'dfsadmin')).not.toBe('');
    expect(await wrong(zkCli, '-server', 'localhost:2181', 'ls')).not.toBe('');
  });
});

const [line] = releases.at(-1)!;
describeWithClickHouse(line, 'ClickHouse itself', (python) => {
  test('can read all statements, and the options of its clients are those that they have', async () => {
    const called = inContainers();
    expect(await judged(called, programs.clickhouse)).toEqual([]);
    const statements = called.filter(({ argv: [program] }) => program === 'clickhouse-client');
    const { queries } = askClickHouse(
      python,
      {},
      statements.map(({ argv }) => parsing(argv.at(-1)!)),
    );
    expect(queries.flatMap(({ error }, index) => (error ? `${statements[index].at}: ${error}` : []))).toEqual([]);
  });
});
