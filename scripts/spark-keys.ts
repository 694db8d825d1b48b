/** Writes the tables of lib/spark/config/known from what Spark's releases in the folder BIGDATA_SPARK say: `npm run data:spark-keys`. */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { writeTable } from './key-tables';

/** What scripts/spark-keys.py prints. */
export interface Answer {
  readonly entries: string[];
  readonly constants: string[];
  readonly transport: string[];
}

const KNOWN = path.join(__dirname, '../lib/spark/config/known');

/** What each transport of Spark is called, and the sides that have settings of their own. */
const TRANSPORTS = ['shuffle', 'rpc', 'files'];
const SIDES = ['driver', 'executor'];
/** Where a driver's, an executor's and a submission's ways to the API server begin, and what stands after each. */
const CREDENTIALS = [
  'authenticate',
  ...[...SIDES, 'driver.mounted', 'submission'].map((side) => `authenticate.${side}`),
];
const CREDENTIAL = ['caCertFile', 'clientCertFile', 'clientKeyFile', 'oauthToken', 'oauthTokenFile'];
/** Beginnings of other keys that are keys themselves. */
const BEGINNINGS = ['spark.master', 'spark.remote'];

/** Asks a release of Spark what it reads. */
export function askKeys(python: string): Answer {
  const text = execFileSync(python, [path.join(__dirname, 'spark-keys.py')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 24,
  });
  return JSON.parse(text) as Answer;
}

/** The keys without a free part among what a release reads. */
export function keysOf({ entries, constants, transport }: Answer): string[] {
  const prefixes = constants.filter((key) => key.endsWith('.'));
  // Spark's own classes compose these.
  const composed = [
    ...TRANSPORTS.flatMap((name) => transport.map((key) => `spark.${name}.${key}`)),
    ...SIDES.flatMap((side) =>
      TRANSPORTS.flatMap((name) =>
        ['io.clientThreads', 'io.serverThreads'].map((key) => `spark.${side}.${name}.${key}`),
      ),
    ),
    ...SIDES.map((side) => `spark.${side}.rpc.netty.dispatcher.numThreads`),
    ...CREDENTIALS.flatMap((place) => CREDENTIAL.map((key) => `spark.kubernetes.${place}.${key}`)),
  ];
  const all = [...new Set([...entries, ...constants, ...composed])].sort();
  const begins = (key: string) => all.some((other) => other.startsWith(`${key}.`));
  const free = prefixes.filter((prefix) => !prefix.startsWith('spark.sql.') || prefix === 'spark.sql.catalog.');
  return all.filter(
    (key) =>
      entries.includes(key) ||
      composed.includes(key) ||
      BEGINNINGS.includes(key) ||
      !(/\.$|^spark\.test\./.test(key) || begins(key) || free.some((prefix) => key.startsWith(prefix))),
  );
}

/** The releases that are installed, by their lines: `4.1`. */
function installedReleases(folder: string): Record<string, string> {
  const releases = fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, 'bin', 'python')));
  return Object.fromEntries(
    releases.sort().map((release) => [release.replace(/\.\d+$/, ''), path.join(folder, release, 'bin', 'python')]),
  );
}

if (require.main === module) {
  const releases = installedReleases(process.env.BIGDATA_SPARK ?? '');
  const known = Object.fromEntries(Object.entries(releases).map(([line, python]) => [line, keysOf(askKeys(python))]));
  const sql = (key: string) => key.startsWith('spark.sql.');
  const only = (wanted: (key: string) => boolean) =>
    Object.fromEntries(Object.entries(known).map(([line, keys]) => [line, keys.filter(wanted)]));
  const write = (file: string, name: string, what: string, table: Record<string, string[]>) =>
    writeTable(
      path.join(KNOWN, file),
      name,
      `${what}, by the release lines that read them: asked of Spark itself. Written by scripts/spark-keys.ts; do not edit.`,
      table,
    );
  fs.mkdirSync(KNOWN, { recursive: true });
  write('sql-keys.ts', 'SQL', 'Keys of sparkConf that are SQL settings', only(sql));
  write(
    'core-keys.ts',
    'CORE',
    'Keys of sparkConf besides SQL settings',
    only((key) => !sql(key)),
  );
}
