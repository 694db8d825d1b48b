/** A file of Hadoop's configuration: names to values. Numbers and booleans are written as they print. */
export type Properties = Record<string, string | number | boolean>;

/**
 * The file as Hadoop reads it. Keys are sorted, so that moving code changes no file and restarts nothing.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/api/org/apache/hadoop/conf/Configuration.html
 */
export function configurationXml(properties: Properties): string {
  const entries = Object.entries(properties)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, value]) =>
        `  <property>\n    <name>${escape(name)}</name>\n    <value>${escape(String(value))}</value>\n  </property>\n`,
    );
  return `<?xml version="1.0"?>\n<configuration>\n${entries.join('')}</configuration>\n`;
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
