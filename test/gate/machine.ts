import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { isFile } from './matching';

type Variables = Record<string, string | undefined>;

/** The folder that `.ci/tools` installs into. */
export function toolsFolder(env: Variables = process.env): string {
  return env.BIGDATA_TOOLS ?? path.join(env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'bigdata-constructs');
}

/** What of a large program is read: its release stands in its first part. */
const READ = 2 ** 20;

/** What tells one state of a file from another: its size and how it begins, not when it came to this machine. */
function stamp(file: string): string {
  const opened = fs.openSync(file, 'r');
  try {
    const { size } = fs.fstatSync(opened);
    const start = Buffer.alloc(Math.min(size, READ));
    fs.readSync(opened, start, 0, start.length, 0);
    return `${size} ${createHash('sha256').update(start).digest('hex')}`;
  } finally {
    fs.closeSync(opened);
  }
}

/** Every file below a folder, with its stamp. */
function listing(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .filter((name) => isFile(path.join(folder, name)))
    .map((name) => `${name} ${stamp(path.join(folder, name))}`);
}

function findOnPath(command: string, env: Variables): string | undefined {
  const found = (env.PATH ?? '').split(path.delimiter).find((folder) => fs.existsSync(path.join(folder, command)));
  return found && fs.realpathSync(path.join(found, command));
}

/**
 * What decides how suites end and is not theirs: Node, the packages that are locked, how Jest is set up, the tools by version, and the data
 * that lies outside of the checkout.
 */
export function machineInputs(root: string, env: Variables = process.env): string[] {
  const tools = toolsFolder(env);
  const text = (file: string) => {
    const target = path.join(root, file);
    return fs.existsSync(target) ? createHash('sha256').update(fs.readFileSync(target)).digest('hex') : 'none';
  };
  const installer = path.join(root, '.ci', 'tools');
  const commands = fs.existsSync(installer)
    ? [...fs.readFileSync(installer, 'utf8').matchAll(/command -v ([\w-]+)/g)].map(([, command]) => command)
    : [];
  const folders = Object.entries(env).filter(
    ([name, value]) => /^(BIGDATA|TERRAFORM)_/.test(name) && name !== 'BIGDATA_TOOLS' && value && fs.existsSync(value),
  ) as [string, string][];
  return [
    `node ${process.version}`,
    ...['package-lock.json', 'jest.config.js', '.ci/tools'].map((file) => `${file} ${text(file)}`),
    // Their names have their versions.
    ...(fs.existsSync(tools) ? fs.readdirSync(tools).sort() : [])
      .filter((name) => /-v?\d/.test(name))
      .map((name) => `tool ${name}`),
    ...[...new Set(commands)].map((command) => {
      const found = findOnPath(command, env);
      return `command ${command} ${found ? stamp(found) : 'none'}`;
    }),
    ...folders
      .filter(([, folder]) => path.relative(tools, folder).startsWith('..'))
      .flatMap(([name, place]) =>
        (fs.statSync(place).isDirectory() ? listing(place) : [stamp(place)]).map((line) => `${name} ${line}`),
      ),
  ];
}
