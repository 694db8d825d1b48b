import { elementXml, ElementTree } from '../../kubernetes/internal';

/**
 * A file for `config.d` or `users.d`. XML, not YAML: the operator restarts servers for changed `.xml` files only.
 *
 * @see https://clickhouse.com/docs/operations/configuration-files
 */
export function configXml(tree: ElementTree): string {
  return elementXml('clickhouse', tree);
}
