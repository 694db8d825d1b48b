/** A tree of ClickHouse's configuration. `REMOVE` takes away what the image's own files define. */
export interface ConfigTree {
  readonly [key: string]: string | number | boolean | ConfigTree | typeof REMOVE;
}

/** Takes away a node that an earlier file defines. */
export const REMOVE = Symbol('remove');

/**
 * A file for `config.d` or `users.d`. XML, not YAML: the operator restarts servers for changed `.xml` files only.
 *
 * @see https://clickhouse.com/docs/operations/configuration-files
 */
export function configXml(tree: ConfigTree): string {
  return `<clickhouse>\n${nodes(tree, 1)}</clickhouse>\n`;
}

function nodes(tree: ConfigTree, depth: number): string {
  const indent = '  '.repeat(depth);
  return Object.entries(tree)
    .map(([key, value]) => {
      if (value === REMOVE) return `${indent}<${key} remove="1"/>\n`;
      if (typeof value === 'object') return `${indent}<${key}>\n${nodes(value, depth + 1)}${indent}</${key}>\n`;
      return `${indent}<${key}>${escape(String(value))}</${key}>\n`;
    })
    .join('');
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
