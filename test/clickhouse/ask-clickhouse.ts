import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { KubeObject } from '../helpers/kube-client';

type Tree = { [key: string]: string | string[] | Tree };

/** What an installation configures. */
export interface Configuration {
  readonly settings: Record<string, unknown>;
  readonly files: Record<string, string>;
  readonly profiles: Record<string, unknown>;
  readonly users: Record<string, unknown>;
  readonly quotas: Record<string, unknown>;
}

/** The configuration in a ClickHouseInstallation. */
export function configurationOf(installation: KubeObject): Configuration {
  return (installation.spec as { configuration: Configuration }).configuration;
}

/** What ClickHouse says. */
export interface Answer {
  /** Why it did not start. */
  readonly error: string | null;
  readonly queries: { readonly rows?: string[][]; readonly error?: string }[];
}

/** Starts ClickHouse with the files that the operator makes of an installation, and asks it. */
export function askClickHouse(python: string, configuration: Partial<Configuration>, queries: string[]): Answer {
  return askEach(python, [configuration], queries)[0];
}

/** Starts ClickHouse with one configuration after the other, in one process, and asks each the same. */
export function askEach(python: string, configurations: Partial<Configuration>[], queries: string[]): Answer[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clickhouse-'));
  try {
    const servers = configurations.map((each, index) => configure(path.join(folder, String(index)), each));
    const input = JSON.stringify({ servers, queries });
    // Credentials of its own, so that it asks no cloud for any.
    const env = {
      ...process.env,
      AWS_ACCESS_KEY_ID: 'none',
      AWS_SECRET_ACCESS_KEY: 'none',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    const program = path.join(__dirname, 'ask-clickhouse.py');
    const run = spawnSync(python, [program], { input, encoding: 'utf8', timeout: 120_000, env });
    const last = run.stdout.trim().split('\n').pop() ?? '';
    if (!last.startsWith('[')) throw new Error(`ClickHouse gave no answer: ${run.stderr}`);
    const answers = JSON.parse(last) as Answer[];
    // The reason for which it does not start stands in its log alone.
    const reasons = run.stderr.split('\n').filter((line) => line.includes('Exception'));
    return answers.map((answer) => ({ ...answer, error: answer.error && [answer.error, ...reasons].join('\n') }));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the files of one server, and says where it finds them. */
function configure(folder: string, { settings, files }: Partial<Configuration>): { data: string; config: string } {
  fs.mkdirSync(path.join(folder, 'config.d'), { recursive: true });
  // The operator defines the macros, among others.
  const macros = { installation: 'events', cluster: 'main', shard: '0', replica: 'chi-events-main-0-0' };
  fs.writeFileSync(path.join(folder, 'config.xml'), xml({ macros }));
  fs.writeFileSync(path.join(folder, 'config.d', 'chop-generated-settings.xml'), xml(treeOf(settings ?? {})));
  for (const [file, content] of Object.entries(files ?? {})) {
    // Users are not part of an embedded server's configuration; disks must not be reached when it starts.
    if (!file.startsWith('config.d/')) continue;
    const local = content
      .replace(/\/var\/lib\/clickhouse/g, folder)
      .replace(/<(endpoint)>https:\/\/[^/]*/g, '<skip_access_check>true</skip_access_check><$1>http://127.0.0.1:1');
    fs.writeFileSync(path.join(folder, file), local);
  }
  return { data: path.join(folder, 'data'), config: path.join(folder, 'config.xml') };
}

/** The query that has a statement parsed, and not run. */
export function parsing(sql: string): string {
  return `SELECT formatQuery('${sql.replace(/'/g, "\\'")}')`;
}

/** Paths with slashes as a tree, as the operator makes it. */
export function treeOf(settings: Record<string, unknown>): Tree {
  const root: Tree = {};
  for (const [key, value] of Object.entries(settings)) {
    const parts = key.split('/');
    let node = root;
    for (const part of parts.slice(0, -1)) node = (node[part] ??= {}) as Tree;
    // The operator puts secrets into the environment.
    node[parts[parts.length - 1]] = Array.isArray(value)
      ? value.map(String)
      : typeof value === 'string' || typeof value === 'number'
        ? String(value)
        : 'from-the-environment';
  }
  return root;
}

/** A tree as a file of ClickHouse; lists repeat their element. */
export function xml(tree: Tree): string {
  const nodes = (node: Tree): string =>
    Object.entries(node)
      .flatMap(([key, value]) => (Array.isArray(value) ? value : [value]).map((one) => [key, one] as const))
      .map(([key, value]) => `<${key}>${typeof value === 'object' ? nodes(value) : value}</${key}>`)
      .join('');
  return `<clickhouse>${nodes(tree)}</clickhouse>`;
}
