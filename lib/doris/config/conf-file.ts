/** Settings of one of Doris' files by name, in the order in which they are written. Variables of the shell are without quotes. */
export type Conf = Record<string, string>;

/** Names that start scripts export as environment variables. No key of Doris' looks like that. */
export const SHELL_VARIABLE = /^[A-Z][A-Z0-9_]*$/;

/**
 * A file as Doris reads it: a frontend by Java's properties, backends and the meta service line by line, start scripts by the shell, and the operator
 * by another reader of properties. All of them understand this form. The line feed at the end is needed: scripts pass over a last line without one, and the
 * images' own scripts append to the file.
 */
export function confFile(conf: Conf): string {
  return Object.entries(conf)
    .map(([name, value]) => (SHELL_VARIABLE.test(name) ? `${name}="${value}"\n` : `${name} = ${value}\n`))
    .join('');
}

/** The text by which Doris takes a value from an environment variable of its process. */
export function fromVariable(name: string): string {
  return `\${${name}}`;
}
