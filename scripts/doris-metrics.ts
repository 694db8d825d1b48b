/**
 * Writes test/doris/data/exposed-metrics.json from a table of what the sources of Doris register, a metric a line: component, name, kind, the sources that have
 * it, and where: `npm run data:doris-metrics -- <table>`.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';

const FILE = path.join(__dirname, '../test/doris/data/exposed-metrics.json');

/** The sources that both have: of November 2025, when 4.0 came out, and of January 2026, before 4.1. */
const SOURCES = ['996a500', '6771470'];

/** What a source calls a kind, and what an exposition does. */
const KINDS: [RegExp, string][] = [
  [/counter/i, 'counter'],
  [/gauge/i, 'gauge'],
  [/histogram/i, 'summary'],
];

/** The metrics of a table that all of the sources expose, by component and name. */
export function exposedIn(table: string): Record<string, Record<string, string>> {
  const found: Record<string, Record<string, string>> = { fe: {}, be: {} };
  for (const line of table.split('\n')) {
    const [component, name, kind, seen = '', where = ''] = line.split('\t');
    const type = KINDS.find(([pattern]) => pattern.test(kind))?.[1];
    const everywhere = SOURCES.every((source) => seen.split(',').includes(source));
    if (component in found && type && everywhere && !where.includes('not exposed')) found[component][name] = type;
  }
  return found;
}

if (require.main === module) {
  const known = JSON.parse(fs.readFileSync(FILE, 'utf8')) as Record<string, unknown>;
  const exposed = exposedIn(fs.readFileSync(process.argv[2], 'utf8'));
  fs.writeFileSync(FILE, `${JSON.stringify({ ...known, exposed }, undefined, 2)}\n`);
}
