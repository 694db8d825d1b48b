import { KeyTable, namesOf } from '../../../core/internal';
import { BACKEND } from './backend-keys';
import { KeyType, readEntry } from './entry';
import { FRONTEND } from './frontend-keys';
import { META_SERVICE } from './meta-service-keys';
import { VARIABLES } from './shell-variables';

/** The files that Doris reads. */
export type ConfFile = 'fe.conf' | 'be.conf' | 'doris_cloud.conf';

/** What is known of a key. */
export interface KnownKey {
  readonly name: string;
  readonly type: KeyType;
  /** What it is where nothing says it, where the sources say that in one place. */
  readonly initial?: string;
  /** Whether it can be changed while the process runs. */
  readonly mutable: boolean;
  /** The sources that have it: months and commits, `2025-06`, `401a92d`. */
  readonly seenIn: string[];
}

const TABLES: Record<ConfFile, Record<string, string>> = {
  'fe.conf': FRONTEND,
  'be.conf': BACKEND,
  'doris_cloud.conf': META_SERVICE,
};

/**
 * The sources that are a release line's own: the line of 4.0 shortly before 4.0.8, and that of 4.1 after 4.1.3. Of the other files, and of the other lines,
 * nothing that is a line's own was found: whatever any source has is then taken as known.
 */
export const LINES: Record<ConfFile, Record<string, string>> = {
  'fe.conf': { '4.0': '000d15c', '4.1': '401a92d' },
  'be.conf': {},
  'doris_cloud.conf': {},
};

/** What the operator and the images' scripts read besides, and the process passes over. */
const OF_SCRIPTS: Record<ConfFile, string[]> = {
  'fe.conf': [],
  'be.conf': ['enable_fqdn_mode'],
  'doris_cloud.conf': ['broker_ipc_port'],
};

/** How the table of variables calls the files. */
const SHORT: Record<ConfFile, string> = { 'fe.conf': 'fe', 'be.conf': 'be', 'doris_cloud.conf': 'ms' };

const keys = new Map<ConfFile, Map<string, KnownKey>>();
const tables = new Map<string, KeyTable>();

/** All keys of a file that any source has, by name. */
export function knownKeys(file: ConfFile): Map<string, KnownKey> {
  if (!keys.has(file)) keys.set(file, read(TABLES[file]));
  return keys.get(file)!;
}

/** Variables of the shell that a line of a file gives to start scripts, to the process or to a library inside it. */
export function variables(file: ConfFile): string[] {
  return namesOf(VARIABLES, `${SHORT[file]}:read`);
}

/** What start scripts do with a variable that a file must not hold: overwrite it, or stop. */
export function scriptSays(file: ConfFile, name: string): string | undefined {
  const among = (use: string) => namesOf(VARIABLES, `${SHORT[file]}:${use}`).includes(name);
  if (among('stops')) return 'with which the start script stops';
  return among('ineffective') ? 'which the start script says' : undefined;
}

/** The keys and variables of a file in a release line: `4.1`. */
export function keyTable(file: ConfFile, line: string): KeyTable {
  const name = `${file} ${line}`;
  if (!tables.has(name)) {
    const { [line]: source } = LINES[file];
    const own = [...knownKeys(file).values()].filter(({ seenIn }) => source === undefined || seenIn.includes(source));
    tables.set(name, new KeyTable({ keys: [...own.map((key) => key.name), ...OF_SCRIPTS[file], ...variables(file)] }));
  }
  return tables.get(name)!;
}

function read(table: Record<string, string>): Map<string, KnownKey> {
  return new Map(
    Object.entries(table).flatMap(([row, entries]) => {
      const labels = row.split(' ');
      const seenIn = labels.filter((label) => label.startsWith('@')).map((label) => label.slice(1));
      const type = labels.find((label) => !label.startsWith('@') && !/^(mutable|static)$/.test(label)) as KeyType;
      const mutable = labels.includes('mutable');
      return entries
        .trim()
        .split(/\s+/)
        .map((entry): [string, KnownKey] => {
          const { name, initial } = readEntry(entry);
          return [name, { name, type, mutable, seenIn, initial }];
        });
    }),
  );
}
