import * as fs from 'node:fs';
import * as path from 'node:path';

/** The root of this checkout. */
export const checkout = path.dirname(require.resolve('../../package.json'));

/** Whether a path is a file. */
export function isFile(file: string): boolean {
  return fs.existsSync(file) && fs.statSync(file).isFile();
}

/**
 * The files of a checkout that match a pattern, as sorted paths from its root. What a suite finds by a pattern that it has as a text counts
 * among its inputs.
 *
 * @param pattern a path with `*` in the place of names or parts of names: `test/*\/clusters.ts`
 */
export function matching(pattern: string, root = checkout): string[] {
  const below = ([first, ...rest]: string[], base: string): string[] => {
    if (first === undefined) return isFile(path.join(root, base)) ? [base] : [];
    if (!first.includes('*')) return below(rest, path.join(base, first));
    const folder = path.join(root, base);
    if (!fs.existsSync(folder) || isFile(folder)) return [];
    const name = new RegExp(`^${first.replace(/\./g, '\\.').replace(/\*/g, '.*')}$`);
    return fs
      .readdirSync(folder)
      .filter((each) => name.test(each))
      .flatMap((each) => below(rest, path.join(base, each)));
  };
  return below(pattern.split('/'), '').sort();
}
