import * as fs from 'node:fs';
import * as path from 'node:path';

/** Write files below a directory, each in one step, and make the folders that are missing. */
export function writeFiles(directory: string, files: Record<string, string>): string[] {
  const staged = Object.entries(files).map(([file, content]) => {
    const target = path.join(directory, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(`${target}.new`, content);
    return target;
  });
  for (const target of staged) fs.renameSync(`${target}.new`, target);
  return staged;
}
