import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { describeWithHadoop } from '../helpers/authorities';
import { allRulesOf } from '../helpers/promtool';
import { find } from '../helpers/synth';
import { cluster, everything, kerberos } from './clusters';

const folder = path.join(__dirname, '../../lib/hadoop/runbooks');
const files = fs.readdirSync(folder);
const pages = Object.fromEntries(files.map((file) => [file, fs.readFileSync(path.join(folder, file), 'utf8')]));
/** What is meant to be pasted. */
const blocks = Object.entries(pages)
  .filter(([file]) => !file.startsWith('HadoopZooKeeper'))
  .flatMap(([, page]) => [...page.matchAll(/```sh\n([^]*?)```/g)].map(([, block]) => block));

const objects = cluster(everything).objects();

test('every alert has a runbook, and every runbook an alert', () => {
  const secured = cluster({ security: kerberos, yarn: undefined }).objects();
  const linked = [objects, secured].flatMap((made) =>
    allRulesOf(find(made, 'PrometheusRule')).flatMap(
      ({ annotations }) => annotations?.runbook_url.split('/').pop() ?? [],
    ),
  );
  expect([...new Set(linked)].sort()).toEqual([...files].sort());
});

test.each(files)('%s has every section, and links that lead somewhere', (file) => {
  const sections = [...pages[file].matchAll(/^## (.*)$/gm)].map(([, title]) => title);
  expect(sections).toEqual(['Meaning', 'Impact', 'Diagnosis', 'Mitigation', 'Prevention']);
  expect(pages[file]).toMatch(new RegExp(`^# ${file.replace('.md', '')}$`, 'm'));
  expect(pages[file]).toMatch(/```sh\n[^]+```/);
  const links = [...pages[file].matchAll(/\]\(([^)h][^)]*)\)/g)].map(([, link]) => link);
  expect(links.filter((link) => !files.includes(link))).toEqual([]);
});

test('nothing that is meant to be pasted costs data', () => {
  const deadly =
    /-format|initializeSharedEdits|forceExit|forcemanual|-delete\b|skipTrash|rm -rf|delete pvc|namenode -recover/;
  expect(blocks.length).toBeGreaterThan(40);
  expect(blocks.filter((block) => deadly.test(block))).toEqual([]);
});

test('the page on a lost image warns of a new one', () => {
  expect(pages['HadoopNameNodeWithoutImage.md']).toMatch(/never[^]*`hdfs namenode -format`/i);
});

test('containers that are named exist in the pods that are named', () => {
  const containers = new Set(
    objects.flatMap(({ kind, spec }) => {
      const pod =
        kind === 'CronJob'
          ? (spec as { jobTemplate: { spec: { template: Pod } } }).jobTemplate.spec.template
          : (spec as { template?: Pod } | undefined)?.template;
      return [...(pod?.spec?.containers ?? []), ...(pod?.spec?.initContainers ?? [])].map(({ name }) => name);
    }),
  );
  const named = new Set(blocks.flatMap((block) => [...block.matchAll(/ -c ([a-z-]+)/g)].map(([, name]) => name)));
  expect(named.size).toBeGreaterThan(6);
  expect([...named].filter((name) => !containers.has(name))).toEqual([]);
});

interface Pod {
  readonly spec?: { readonly containers?: { name: string }[]; readonly initContainers?: { name: string }[] };
}

describeWithHadoop('the options in runbooks, with Hadoop', ({ hadoop }) => {
  const text = Object.values(pages).join('\n');
  /** A client's own configuration: some options are there only with high availability. */
  const configuration = fs.mkdtempSync(path.join(os.tmpdir(), 'runbooks-'));
  const client = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith('lake-client'));
  for (const [name, content] of Object.entries(client?.data as Record<string, string>)) {
    fs.writeFileSync(path.join(configuration, name), content);
  }
  afterAll(() => fs.rmSync(configuration, { recursive: true }));
  const help = (main: string, args: string[]) => {
    const classPath = `${configuration}:${hadoop}/classes:${hadoop}/lib/*`;
    const { stdout, stderr } = spawnSync('java', ['-cp', classPath, main, ...args], { encoding: 'utf8' });
    return `${stdout}${stderr}`;
  };
  /** Commands of one program, up to the end of its line or span, and the options that follow. */
  const optionsOf = (command: string) =>
    new Set(
      [...text.matchAll(new RegExp(`${command} ([^\`|\\n]*)`, 'g'))].flatMap(([, rest]) =>
        [...rest.split(/[;&>)]/)[0].matchAll(/(?:^| )(--?[a-zA-Z]+)/g)].map(([, option]) => option),
      ),
    );

  test.each([
    ['hdfs dfsadmin', 'org.apache.hadoop.hdfs.tools.DFSAdmin', ['-help']],
    ['hdfs haadmin', 'org.apache.hadoop.hdfs.tools.DFSHAAdmin', ['-help']],
    ['hdfs dfs', 'org.apache.hadoop.fs.FsShell', ['-help']],
    ['hdfs fsck', 'org.apache.hadoop.hdfs.tools.DFSck', ['-help']],
    ['yarn rmadmin', 'org.apache.hadoop.yarn.client.cli.RMAdminCLI', ['-help']],
    ['yarn application', 'org.apache.hadoop.yarn.client.cli.ApplicationCLI', ['application', '-help']],
    ['yarn node', 'org.apache.hadoop.yarn.client.cli.NodeCLI', ['-help']],
    ['yarn queue', 'org.apache.hadoop.yarn.client.cli.QueueCLI', ['-help']],
  ])(
    '%s has all that are named',
    (command, main, args) => {
      const options = [...optionsOf(command)];
      expect(options.length).toBeGreaterThan(0);
      const known = help(main, args);
      expect(options.filter((option) => !known.includes(option))).toEqual([]);
      expect(known).not.toContain('-noSuchOption');
    },
    60_000,
  );
});
