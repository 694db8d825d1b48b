import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { checkout } from '../gate/matching';
import { HadoopPrograms } from '../helpers/authorities';
import { ControlPlaneAccess } from '../helpers/control-plane-process';

interface Ended {
  readonly code: number | string;
  readonly text: string;
}

function run(program: string, args: string[], env: NodeJS.ProcessEnv = {}, cwd = checkout): Promise<Ended> {
  const options = { cwd, env: { ...process.env, ...env }, timeout: 60_000 };
  return new Promise((done) =>
    execFile(program, args, options, (error, stdout, stderr) => {
      const code = error ? (error.code ?? 1) : 0;
      // Who fails without a word is told from who has nothing to say.
      done({ code, text: `${stdout}${stderr}` || (code === 0 ? '' : `ended with ${code}`) });
    }),
  );
}

/** What a program says against how it is called, and in which folder: nothing, where it would have gone on. */
export type Judge = (args: string[], folder: string) => Promise<string>;

/** Each help is asked for once. */
function once(ask: (command: string) => Promise<Ended>): (command: string) => Promise<Ended> {
  const asked = new Map<string, Promise<Ended>>();
  return (command) => {
    const answer = asked.get(command) ?? ask(command);
    asked.set(command, answer);
    return answer;
  };
}

/** Verbs of kubectl that change something: only tried. */
const CHANGES = ['annotate', 'apply', 'create', 'delete', 'label', 'patch', 'scale'];
/** There are no namespaces, pods or metrics, which is said of a call that could be read. Of cert-manager's kinds, two are served here. */
const NOTHING_THERE =
  /^error: Metrics API not available$|\bnot found( in namespace "[\w-]+")?$|resource type "certificaterequest"$/;

/** The real kubectl, which asks the API server with the CRDs of the operators. */
export function kubectlWith({ kubeconfig }: ControlPlaneAccess): Judge {
  return async (args, folder) => {
    const end = args.includes('--') ? args.indexOf('--') : args.length;
    const own = args.slice(0, end);
    const tried = own.some((arg) => CHANGES.includes(arg)) ? ['--dry-run=server'] : [];
    const called = [...own, ...tried, ...args.slice(end)];
    const { code, text } = await run('kubectl', called, { KUBECONFIG: kubeconfig }, folder);
    const errors = text.split('\n').filter((line) => /^error/i.test(line));
    const expected = errors.length > 0 && errors.every((line) => NOTHING_THERE.test(line));
    return code === 0 || expected ? '' : text;
  };
}

/** The real CLI of AWS, whose endpoint nobody listens at. */
export const aws: Judge = async (args) => {
  const { text } = await run('aws', args, {
    AWS_ACCESS_KEY_ID: 'none',
    AWS_SECRET_ACCESS_KEY: 'none',
    AWS_REGION: 'eu-central-1',
    AWS_DEFAULT_REGION: 'eu-central-1',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_MAX_ATTEMPTS: '1',
  });
  return text.includes('Could not connect to the endpoint URL') ? '' : text;
};

/** Options that a text of help does not name. */
const unknown = (args: string[], help: string) =>
  args.filter((arg) => /^-/.test(arg) && !new RegExp(`(^|[^\\w-])${arg.replace(/=.*/, '')}(?![\\w-])`, 'm').test(help));

/** npm's own help, and the scripts of package.json. */
export const npm: Judge = async ([command, ...rest]) => {
  const { scripts } = JSON.parse(fs.readFileSync(path.join(checkout, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  if (command === 'run') return rest[0] in scripts ? '' : `no script ${rest[0]}`;
  const { code, text } = await run('npm', [command, '--help']);
  return code === 0 && rest.length === 0 ? '' : text;
};

const cdktfHelp = once((command) =>
  run(path.join(checkout, 'node_modules/.bin/cdktf'), [command, '--help'], { CI: '1', DISABLE_VERSION_CHECK: '1' }),
);

/** cdktf's own help. Which stacks it takes is tried in commands.test.ts; programs that tsx runs were run. */
export const npx: Judge = async ([program, command, ...rest]) => {
  if (program === 'tsx') return '';
  if (program !== 'cdktf') return `nobody knows ${program}`;
  const { code, text } = await cdktfHelp(command);
  const options = unknown(rest, text);
  return code === 0 && options.length === 0 ? '' : `unknown to cdktf ${command}: ${options.join(' ')}`;
};

/** Programs of every image, by those of this machine, which read all options before they say what they are. */
export const ofImages: Record<string, Judge> = Object.fromEntries(
  ['cat', 'curl', 'df', 'du', 'getent', 'ls', 'mkdir', 'tail', 'tar'].map((program) => [
    program,
    async (args: string[]) => {
      const { code, text } = await run(program, [...args, '--help']);
      return code === 0 ? '' : text;
    },
  ]),
);

/**
 * Shells read a program to its end before they would run it.
 *
 * @param files programs of containers, by their paths there
 */
export const shell =
  (program: string, files: Record<string, string> = {}): Judge =>
  async (args) => {
    const { code, text } = await run(program, ['-n', ...args.map((arg) => files[arg] ?? arg)]);
    return code === 0 ? '' : text;
  };

/** A short life is not worth compiling for. */
const java = (classPath: string, args: string[]) =>
  run('java', ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', classPath, ...args]);

/** The class behind a command of Hadoop, and how it is asked for help. */
const HADOOP: Record<string, [string, string[]]> = {
  'hdfs debug': ['org.apache.hadoop.hdfs.tools.DebugAdmin', ['-help']],
  'hdfs dfs': ['org.apache.hadoop.fs.FsShell', ['-help']],
  'hdfs dfsadmin': ['org.apache.hadoop.hdfs.tools.DFSAdmin', ['-help']],
  'hdfs fsck': ['org.apache.hadoop.hdfs.tools.DFSck', ['-help']],
  'hdfs haadmin': ['org.apache.hadoop.hdfs.tools.DFSHAAdmin', ['-help']],
  'hdfs lsSnapshottableDir': ['org.apache.hadoop.hdfs.tools.snapshot.LsSnapshottableDir', ['-help']],
  'hdfs namenode': ['org.apache.hadoop.hdfs.server.namenode.NameNode', ['-help']],
  'hdfs version': ['org.apache.hadoop.util.VersionInfo', []],
  'hdfs zkfc': ['org.apache.hadoop.hdfs.tools.DFSZKFailoverController', ['-help']],
  'yarn application': ['org.apache.hadoop.yarn.client.cli.ApplicationCLI', ['application', '-help']],
  'yarn logs': ['org.apache.hadoop.yarn.client.cli.LogsCLI', ['-help']],
  'yarn node': ['org.apache.hadoop.yarn.client.cli.NodeCLI', ['-help']],
  'yarn queue': ['org.apache.hadoop.yarn.client.cli.QueueCLI', ['-help']],
  'yarn resourcemanager': ['org.apache.hadoop.yarn.server.resourcemanager.ResourceManager', ['-help']],
  'yarn rmadmin': ['org.apache.hadoop.yarn.client.cli.RMAdminCLI', ['-help']],
};

/**
 * Hadoop's own help.
 *
 * @param configuration a client's own configuration: some options are there only with high availability
 */
export function hadoopWith({ hadoop }: HadoopPrograms, configuration: string): Record<'hdfs' | 'yarn', Judge> {
  const help = once((command) => {
    const [main, args] = HADOOP[command];
    return java(`${configuration}:${hadoop}/classes:${hadoop}/lib/*`, [main, ...args]);
  });
  const judge =
    (program: string): Judge =>
    async ([name, ...args]) => {
      const command = `${program} ${name}`;
      if (!(command in HADOOP)) return `nobody knows ${command}`;
      const options = unknown(args, (await help(command)).text);
      return options.length === 0 ? '' : `unknown to ${command}: ${options.join(' ')}`;
    };
  return { hdfs: judge('hdfs'), yarn: judge('yarn') };
}

/** The commands that ZooKeeper's client lists. */
export function zooKeeperWith({ zookeeper }: HadoopPrograms): Judge {
  const main = 'org.apache.zookeeper.ZooKeeperMain';
  const help = once((command) => run('java', ['-cp', `${zookeeper}/lib/*`, main, '-server', '127.0.0.1:9', command]));
  return async (args) => {
    const [option, , command, ...rest] = args;
    const { text } = await help('help');
    const usage = new RegExp(`^\\t${command} (.*)$`, 'm').exec(text)?.[1];
    if (option !== '-server' || usage === undefined) return `unknown to zkCli.sh: ${args.join(' ')}`;
    const options = unknown(rest, usage);
    return options.length === 0 ? '' : `unknown to zkCli.sh ${command}: ${options.join(' ')}`;
  };
}

/** Options of programs of ClickHouse's that run nowhere here, as its documentation lists them; each has a value. */
const optionsOf =
  (program: string, known: string[]): Judge =>
  (args) => {
    const options = args.filter((arg, index) => index % 2 === 0 && !known.includes(arg));
    const well = options.length === 0 && args.length % 2 === 0;
    return Promise.resolve(well ? '' : `unknown to ${program}: ${options.join(' ')}`);
  };

export const clickhouse: Record<string, Judge> = {
  // https://clickhouse.com/docs/interfaces/cli#command-line-options
  'clickhouse-client': optionsOf('clickhouse-client', ['--user', '--password', '--query']),
  // https://clickhouse.com/docs/operations/utilities/clickhouse-keeper-client
  'clickhouse-keeper-client': optionsOf('clickhouse-keeper-client', ['-h', '-p', '-q']),
};

export const doris: Record<string, Judge> = {
  // https://github.com/apache/doris/blob/master/bin/stop_fe.sh
  '/opt/apache-doris/fe/bin/stop_fe.sh': optionsOf('stop_fe.sh', []),
};

export const foundationDb: Record<string, Judge> = {
  // https://apple.github.io/foundationdb/command-line-interface.html
  fdbcli: optionsOf('fdbcli', ['--exec', '--timeout']),
};
