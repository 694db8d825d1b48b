/** Names to values. Numbers and booleans are written as they print. */
export type Properties = Record<string, string | number | boolean>;

/** Takes away an element that an earlier file defines. */
export const REMOVE = Symbol('remove');

/** An element whose content is that of another one, in a file of substitutions. */
export class Substituted {
  public constructor(public readonly element: string) {}
}

/** What stands in an element: text, or elements again. */
type Content = string | number | boolean | Substituted | ElementTree | typeof REMOVE;

/** Elements, by name. Of a list each is an element. */
export interface ElementTree {
  readonly [name: string]: Content | Content[];
}

/** How lines of properties look. */
export interface PropertiesFormat {
  /** Before each name. Default: nothing. */
  readonly indent?: string;
  /** Between name and value. Default: `=`. */
  readonly separator?: string;
}

/**
 * A file of Hadoop's configuration, which Hive, HBase and Ranger read as well. Keys are sorted, so that moving code changes no file and
 * restarts nothing.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/api/org/apache/hadoop/conf/Configuration.html
 */
export function hadoopXml(properties: Properties): string {
  const entries = Object.entries(properties)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, value]) =>
        `  <property>\n    <name>${escape(name)}</name>\n    <value>${escape(String(value))}</value>\n  </property>\n`,
    );
  return `<?xml version="1.0"?>\n<configuration>\n${entries.join('')}</configuration>\n`;
}

/** A tree of elements below one root, in the order given. `REMOVE` becomes `<name remove="1"/>`, a `Substituted` `<name incl="element"/>`. */
export function elementXml(root: string, tree: ElementTree): string {
  return `<${root}>\n${elements(tree, 1)}</${root}>\n`;
}

/** A line for each name, `name=value`, in the order given. */
export function propertiesFile(entries: Properties, { indent = '', separator = '=' }: PropertiesFormat = {}): string {
  return Object.entries(entries)
    .map(([name, value]) => `${indent}${name}${separator}${value}\n`)
    .join('');
}

function elements(tree: ElementTree, depth: number): string {
  const indent = '  '.repeat(depth);
  return Object.entries(tree)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => [name, one] as const))
    .map(([name, value]) => {
      if (value === REMOVE) return `${indent}<${name} remove="1"/>\n`;
      if (value instanceof Substituted) return `${indent}<${name} incl="${value.element}"/>\n`;
      if (typeof value === 'object') return `${indent}<${name}>\n${elements(value, depth + 1)}${indent}</${name}>\n`;
      return `${indent}<${name}>${escape(String(value))}</${name}>\n`;
    })
    .join('');
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
