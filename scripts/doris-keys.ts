/**
 * Writes the tables of lib/doris/config/known from lists of what Doris' sources read, in the folder BIGDATA_DORIS_KEYS or the one that is given:
 * `npm run data:doris-keys`.
 *
 * Lists have a row for each key, with tabs between its columns: name, type, default, mutability, then what differs, and last the sources that have it.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { entryOf, KeyType } from '../lib/doris/config/known/entry';
import { writeTable } from './key-tables';

const KNOWN = path.join(__dirname, '../lib/doris/config/known');

/** What sources call types. */
const TYPES: Record<string, KeyType> = {
  boolean: 'boolean',
  Bool: 'boolean',
  short: 'short',
  Int16: 'short',
  int: 'int',
  Int32: 'int',
  long: 'long',
  Int64: 'long',
  double: 'double',
  Double: 'double',
  String: 'text',
  'String[]': 'texts',
  Strings: 'texts',
  'short[]': 'shorts',
};

/** The rows of a list. */
export function rowsOf(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));
}

/** What stands in a table: entries by what is known of them, which are types, mutability and the sources that have them. */
export function tableOfKeys(rows: string[][]): Record<string, string[]> {
  const labels = [...Object.values(TYPES), 'static', 'mutable'];
  const table: Record<string, string[]> = Object.fromEntries(labels.map((label) => [label, []]));
  for (const row of rows) {
    const [name, type, initial, mutability] = row;
    const [sources] = row.slice(-1);
    const entry = entryOf(name, defaultOf(type, initial));
    const own = [TYPES[type], mutability, ...sources.split(',').map((source) => `@${source}`)];
    for (const label of own) (table[label] ??= []).push(entry);
  }
  return Object.fromEntries(Object.entries(table).filter(([, entries]) => entries.length > 0));
}

/** A default as a file would say it, where the source has one that can be read. */
export function defaultOf(type: string, source: string): string | undefined {
  // Those of C++ are texts already.
  if (/^[A-Z]/.test(type) && !type.startsWith('String')) return source;
  if (/^(short|int|long|double)$/.test(type)) {
    const factors = source.replace(/[_L]/g, '').split('*').map(Number);
    return factors.some(Number.isNaN) ? undefined : `${factors.reduce((product, factor) => product * factor)}`;
  }
  if (type === 'boolean') return source;
  const texts = /^\{(.*)\}$/.exec(source)?.[1].split(',') ?? [source];
  const plain = texts.map((text) => /^\s*(?:"([^"]*)"|([^"()]*))\s*$/.exec(text)).filter((found) => found !== null);
  return plain.length === texts.length ? plain.map(([, quoted, bare]) => quoted ?? bare).join(',') : undefined;
}

/** Variables of the shell by file and by what a line in it does. */
export function tableOfVariables(rows: string[][]): Record<string, string[]> {
  const table: Record<string, string[]> = {};
  let meaning = '';
  for (const [file, name, written] of rows) {
    if (written !== 'the same') meaning = written;
    if (/not confirmed/.test(meaning)) continue;
    const use = /must not be set|see HTTP_PROXY/.test(meaning)
      ? 'stops'
      : /set by (the )?script|not used/.test(meaning)
        ? 'ineffective'
        : 'read';
    (table[`${file}:${use}`] ??= []).push(name);
  }
  return table;
}

if (require.main === module) {
  const [folder = process.env.BIGDATA_DORIS_KEYS ?? ''] = process.argv.slice(2);
  const rows = (file: string) => rowsOf(fs.readFileSync(path.join(folder, file), 'utf8'));
  const write = (file: string, name: string, what: string, table: Record<string, string[]>) =>
    writeTable(path.join(KNOWN, file), name, `${what} Written by scripts/doris-keys.ts; do not edit.`, table);
  const keys = (what: string) =>
    `Keys of ${what} with their defaults, by type, by whether they change while it runs, and, behind an @, by the sources that have them.`;
  fs.mkdirSync(KNOWN, { recursive: true });
  write('frontend-keys.ts', 'FRONTEND', keys('fe.conf'), tableOfKeys(rows('doris-fe-keys.tsv')));
  write('backend-keys.ts', 'BACKEND', keys('be.conf'), tableOfKeys(rows('doris-be-keys.tsv')));
  write('meta-service-keys.ts', 'META_SERVICE', keys('doris_cloud.conf'), tableOfKeys(rows('doris-ms-keys.tsv')));
  write(
    'shell-variables.ts',
    'VARIABLES',
    'Variables of the shell, by the file that they stand in and by what start scripts do with them.',
    tableOfVariables(rows('doris-conf-shell-variables.tsv')),
  );
}
