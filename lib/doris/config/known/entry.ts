/** What values of a key are: whole numbers of 16, 32 and 64 bits are `short`, `int` and `long`. */
export type KeyType = 'boolean' | 'short' | 'int' | 'long' | 'double' | 'text' | 'texts' | 'shorts';

/** How a table writes a key: `name`, or `name=default`, in one word. */
export function entryOf(name: string, initial?: string): string {
  const word = initial?.replace(/[^!#&-Z^-_a-z|~]/g, encodeURIComponent);
  return word === undefined ? name : `${name}=${word}`;
}

/** What stands in an entry. */
export function readEntry(entry: string): { readonly name: string; readonly initial?: string } {
  const [, name, initial] = /^([^=]*)(?:=(.*))?$/.exec(entry)!;
  return { name, initial: initial && decodeURIComponent(initial) };
}
