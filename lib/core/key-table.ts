/** How many letters a misspelt key may differ in from the one that was meant. */
const NEAR = 3;

/** What an engine reads of raw overrides. */
export interface KeyTableProps {
  /** The keys themselves. */
  readonly keys: readonly string[];
  /**
   * Keys of which a part is free, with `*` for each such part: `fs.s3a.bucket.*`, `dfs.namenode.rpc-address.*`.
   * @default - none
   */
  readonly families?: readonly string[];
}

/**
 * The keys that an engine reads: it ignores others in silence, so that a misspelt one leaves a default in force that nobody wants.
 */
export class KeyTable {
  private readonly keys: Set<string>;
  private readonly families: { readonly name: string; readonly pattern: RegExp }[];

  public constructor({ keys, families = [] }: KeyTableProps) {
    this.keys = new Set(keys);
    this.families = families.map((name) => ({ name, pattern: patternOf(name) }));
  }

  /** Whether the engine reads a key. */
  public knows(key: string): boolean {
    return this.keys.has(key) || this.families.some(({ pattern }) => pattern.test(key));
  }

  /** The key or family that was probably meant by one that the engine does not read. */
  public nearest(key: string): string | undefined {
    const near = (text: string, wanted: string) => {
      const found = distance(text, wanted);
      return found <= Math.min(NEAR, wanted.length / 4) ? [found] : [];
    };
    const candidates = [
      ...[...this.keys].flatMap((name) => near(key, name).map((found) => ({ name, found }))),
      ...this.families.flatMap(({ name }) => {
        const fixed = name.slice(0, name.indexOf('*'));
        return [-1, 0, 1]
          .flatMap((more) => near(key.slice(0, fixed.length + more), fixed))
          .map((found) => ({ name, found }));
      }),
    ];
    return candidates.sort((a, b) => a.found - b.found || (a.name < b.name ? -1 : 1))[0]?.name;
  }
}

/**
 * The names that a release line knows, of a table that lists each once.
 *
 * @param table release lines, with blanks between them, to names
 */
export function namesOf(table: Record<string, string>, line: string): string[] {
  return Object.entries(table).flatMap(([lines, names]) =>
    lines.split(' ').includes(line) ? names.trim().split(/\s+/) : [],
  );
}

/** A free part is not empty. */
function patternOf(family: string): RegExp {
  const parts = family.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+')}$`);
}

/** How many letters must be added, removed, replaced or swapped with their neighbour to make one text of the other. */
function distance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > NEAR) return Infinity;
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const line = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      line[column] = Math.min(
        last[column] + 1,
        line[column - 1] + 1,
        last[column - 1] + (same ? 0 : 1),
        swapped ? before[column - 2] + 1 : Infinity,
      );
    }
    [before, last] = [last, line];
  }
  return last[to.length];
}
