/** The file that tells the exporter which beans to show, and under which names. */
export const EXPORTER_RULES = 'exporter.yaml';

/**
 * The rules of the exporter.
 *
 * @see https://prometheus.github.io/jmx_exporter/1.0.1/http-mode/rules/
 */
export function exporterRules(): string {
  return 'lowercaseOutputName: true\nrules: []\n';
}
