import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { describeWithHadoop } from '../helpers/authorities';
import { runbooksOf, runbooksSuite } from '../helpers/runbooks-suite';
import { cluster, everything, kerberos } from './clusters';

const pages = runbooksOf('hadoop');
const objects = cluster(everything).objects();

runbooksSuite({
  engine: 'hadoop',
  objects: [...objects, ...cluster({ security: kerberos, yarn: undefined }).objects()],
  deadly: /-format|initializeSharedEdits|forceExit|forcemanual|-delete\b|skipTrash|namenode -recover/,
  meant: { 'HadoopZooKeeperDown.md': 'a member whose files cannot be read is made anew, while the others serve' },
});

test('the page on a lost image warns of a new one', () => {
  expect(pages['HadoopNameNodeWithoutImage.md']).toMatch(/never[^]*`hdfs namenode -format`/i);
});

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
