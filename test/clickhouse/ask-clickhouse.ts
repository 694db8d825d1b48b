import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { KubeObject } from '../helpers/kube-client';

type Tree = { [key: string]: string | string[] | Tree };

/** The file of users that the operator writes nothing into. */
const USERS = 'users.d/cluster-users.xml';

/** What an installation configures. */
export interface Configuration {
  readonly settings: Record<string, unknown>;
  readonly files: Record<string, string>;
  readonly profiles: Record<string, unknown>;
  /** Those of the file of users, by path. */
  readonly users: Record<string, string[]>;
  readonly quotas: Record<string, unknown>;
  /** The file with the hashes of passwords. Default: one for each user that a file names. */
  readonly hashes?: string;
}

/** The configuration in a ClickHouseInstallation. */
export function configurationOf(installation: KubeObject): Configuration {
  const { configuration } = installation.spec as { configuration: Configuration };
  return { ...configuration, users: usersIn(configuration.files?.[USERS] ?? '') };
}

/** The elements of a file of users that hold text or take it from elsewhere, by their path below `users`. */
function usersIn(file: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  const above: string[] = [];
  for (const [, end, name, incl, text] of file.matchAll(/<(\/?)(\w+)(?: incl="(\w+)"\/)?>(?:([^<\n]+)<\/\2>)?/g)) {
    if (end) above.pop();
    else if (incl ?? text) (found[[...above, name].slice(2).join('/')] ??= []).push(incl ?? text);
    else above.push(name);
  }
  return Object.fromEntries(Object.entries(found).filter(([key]) => key.includes('/')));
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
function configure(folder: string, configuration: Partial<Configuration>): { data: string; config: string } {
  const { settings, files } = configuration;
  fs.mkdirSync(path.join(folder, 'config.d'), { recursive: true });
  // The operator defines the macros, among others.
  const macros = { installation: 'events', cluster: 'main', shard: '0', replica: 'chi-events-main-0-0' };
  const local: Tree = files?.[USERS]
    ? { user_directories: { users_xml: { path: path.join(folder, 'users.xml') } } }
    : {};
  fs.writeFileSync(path.join(folder, 'config.xml'), xml({ macros, ...local }));
  const own = xml(treeOf(settings ?? {})).replaceAll(PASSWORDS, folder);
  fs.writeFileSync(path.join(folder, 'config.d', 'chop-generated-settings.xml'), own);
  if (files?.[USERS]) configureUsers(folder, files[USERS], configuration);
  for (const [file, content] of Object.entries(files ?? {})) {
    if (!file.startsWith('config.d/')) continue;
    // Disks must not be reached when it starts.
    const local = content
      .replace(/\/var\/lib\/clickhouse/g, folder)
      .replace(/<(endpoint)>https:\/\/[^/]*/g, '<skip_access_check>true</skip_access_check><$1>http://127.0.0.1:1');
    fs.writeFileSync(path.join(folder, file), local);
  }
  return { data: path.join(folder, 'data'), config: path.join(folder, 'config.xml') };
}

/** Where the hashes of passwords lie in a server's pod. */
const PASSWORDS = '/etc/clickhouse-server/passwords';

/** Writes the files of users as they lie in a pod: those of the image, of the operator, of the cluster, and the mounted hashes. */
function configureUsers(folder: string, users: string, { profiles, quotas, hashes }: Partial<Configuration>): void {
  const write = (file: string, content: string) => fs.writeFileSync(path.join(folder, file), content);
  fs.mkdirSync(path.join(folder, 'users.d'));
  const everything = { password: '', access_management: '1', networks: { ip: '::/0' } };
  write('users.xml', xml({ profiles: { default: '' }, quotas: { default: '' }, users: { default: everything } }));
  write('users.d/chop-generated-profiles.xml', xml({ profiles: treeOf(profiles ?? {}) }));
  write('users.d/chop-generated-quotas.xml', xml({ quotas: treeOf(quotas ?? {}) }));
  // Whoever asks an embedded server is its user `default`.
  write(USERS, users.replaceAll(PASSWORDS, folder).replace('<default remove="1"/>', ''));
  const incl = [...users.matchAll(/incl="(\w+)"/g)].map(([, name]) => [name, sha256('secret')]);
  write('hashes.xml', hashes ?? xml(Object.fromEntries(incl) as Tree));
}

/** As servers know passwords. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
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
