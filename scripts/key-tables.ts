import * as fs from 'node:fs';

/** How long lines of a table are. */
const WIDTH = 160;

/** Names by what knows them, as the text of a table that lists each once: what all know comes first. */
export function tableOf(known: Record<string, string[]>): string {
  const sets: Record<string, string[]> = {};
  for (const name of [...new Set(Object.values(known).flat())].sort()) {
    const knowing = Object.keys(known).filter((each) => known[each].includes(name));
    (sets[knowing.join(' ')] ??= []).push(name);
  }
  return Object.entries(sets)
    .sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1))
    .map(([knowing, names]) => `  ${/^[a-z]+$/.test(knowing) ? knowing : `'${knowing}'`}: \`\n${wrapped(names)}\`,\n`)
    .join('');
}

/** Writes a file that holds a table. */
export function writeTable(file: string, name: string, description: string, known: Record<string, string[]>): void {
  fs.writeFileSync(
    file,
    `/** ${description} */\nexport const ${name}: Record<string, string> = {\n${tableOf(known)}};\n`,
  );
}

function wrapped(words: string[]): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDTH) lines.push(`${lines.pop()} ${word}`);
    else lines.push(word);
  }
  return lines.join('\n');
}
