/** Writes the tables of lib/presto/config/known from what releases in the folders BIGDATA_PRESTO and BIGDATA_TRINO read: `npm run data:presto-keys`. */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { writeTable } from './key-tables';

/** What scripts/presto-keys.py prints: by folder of jars, the keys of each class. */
export type Answer = Record<string, Record<string, string[]>>;

const KNOWN = path.join(__dirname, '../lib/presto/config/known');

/** Classes of the server that files besides config.properties are read by, and those of its tests. */
const ELSEWHERE = /\.(plugin\.base|functionNamespace|testing)\./;

/** Classes in the folder of a plugin that are the server's: what starts it brings them. */
const OF_SERVER = /\.airlift\.(node|log|bootstrap|tracing|configuration\.secrets)\./;

/** Classes whose keys stand behind the name of a client, and nowhere else. */
const OF_CLIENTS = /\.(HttpClientConfig|Drift(Netty)?ClientConfig)$/;

/** Asks a release which keys it reads: the server's, and those of its plugins. */
export function askKeys(home: string): Answer {
  const plugins = path.join(home, 'plugin');
  const folders = ['lib', ...fs.readdirSync(plugins).map((name) => path.join('plugin', name))];
  const text = execFileSync(
    'python3',
    [path.join(__dirname, 'presto-keys.py'), ...folders.map((folder) => path.join(home, folder))],
    { encoding: 'utf8', maxBuffer: 1 << 24 },
  );
  return JSON.parse(text) as Answer;
}

const keysOf = (classes: Record<string, string[]>, wanted: (name: string) => boolean) => [
  ...new Set(Object.entries(classes).flatMap(([name, keys]) => (wanted(name) ? keys : []))),
];

/** The keys of config.properties, without those of its clients. */
export function serverKeys({ lib }: Answer): string[] {
  return keysOf(lib, (name) => !ELSEWHERE.test(name) && !OF_CLIENTS.test(name)).sort();
}

/** The keys of each client of the server, without its name. */
export function clientKeys({ lib }: Answer): string[] {
  return keysOf(lib, (name) => OF_CLIENTS.test(name)).sort();
}

/** The keys of a connector. */
export function connectorKeys(answer: Answer, plugin: string): string[] {
  return keysOf(answer[plugin], (name) => !OF_SERVER.test(name) && !OF_CLIENTS.test(name)).sort();
}

/** The connectors that a table is there for: of Presto, plugins of that release are not served. */
export const CONNECTORS = ['clickhouse', 'hive', 'iceberg', 'kafka', 'memory', 'mysql', 'postgresql', 'tpcds', 'tpch'];

if (require.main === module) {
  const { BIGDATA_PRESTO = '', BIGDATA_TRINO = '' } = process.env;
  const presto = askKeys(path.join(BIGDATA_PRESTO, '0.296'));
  const trino = askKeys(path.join(BIGDATA_TRINO, '476'));
  const read = 'read from their own jars. Written by scripts/presto-keys.ts; do not edit.';
  fs.mkdirSync(KNOWN, { recursive: true });
  writeTable(
    path.join(KNOWN, 'server-keys.ts'),
    'SERVER',
    `Keys of config.properties, by the releases that read them: ${read}`,
    { 'presto-0.296': serverKeys(presto), 'trino-476': serverKeys(trino) },
  );
  writeTable(
    path.join(KNOWN, 'client-keys.ts'),
    'CLIENT',
    `Keys of each of the server's clients, behind its name, by the releases that read them: ${read}`,
    { 'presto-0.296': clientKeys(presto), 'trino-476': clientKeys(trino) },
  );
  writeTable(
    path.join(KNOWN, 'trino-connector-keys.ts'),
    'TRINO_CONNECTORS',
    `Keys of a catalog of Trino 476, by the connectors that read them: ${read}`,
    Object.fromEntries(CONNECTORS.map((name) => [name, connectorKeys(trino, name)])),
  );
}
