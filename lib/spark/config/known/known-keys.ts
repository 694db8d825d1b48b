import { KeyTable, namesOf } from '../../../core/internal';
import { CORE } from './core-keys';
import { SQL } from './sql-keys';

/** The release lines that tables are there for. */
export const LINES = ['3.5', '4.0', '4.1'];

const SIDES = ['driver', 'executor'];
const on = (sides: string[], ...keys: string[]) => sides.flatMap((side) => keys.map((key) => `spark.${side}.${key}`));
const KUBERNETES = SIDES.map((side) => `kubernetes.${side}`);

/**
 * Keys of which a part is free.
 *
 * @see https://spark.apache.org/docs/latest/configuration.html
 * @see https://spark.apache.org/docs/latest/running-on-kubernetes.html#configuration
 * @see https://spark.apache.org/docs/latest/security.html#ssl-configuration
 */
export const FAMILIES = [
  'spark.hadoop.*',
  'spark.hive.*',
  'spark.executorEnv.*',
  'spark.metrics.conf.*',
  // Of a filter of the web pages, by its class; those of other packages cannot be told from misspelt keys.
  'spark.org.apache.*.param.*',
  'spark.ssl.*',
  'spark.io.encryption.commons.config.*',
  'spark.network.crypto.config.*',
  'spark.scheduler.listenerbus.eventqueue.*.capacity',
  ...on([...SIDES, 'worker'], 'resource.*.amount', 'resource.*.discoveryScript', 'resource.*.vendor'),
  'spark.task.resource.*.amount',
  // Spark SQL. A source of data reads what stands under its own name.
  'spark.datasource.*',
  'spark.sql.catalog.*',
  'spark.sql.streaming.stateStore.*',
  // Kubernetes.
  ...on(KUBERNETES, 'annotation.*', 'label.*', 'node.selector.*', 'secretKeyRef.*', 'secrets.*'),
  ...on(
    KUBERNETES,
    ...['annotation.*', 'label.*', 'mount.path', 'mount.readOnly', 'mount.subPath', 'options.*'].map(
      (key) => `volumes.*.*.${key}`,
    ),
  ),
  'spark.kubernetes.driver.service.annotation.*',
  'spark.kubernetes.driver.service.label.*',
  'spark.kubernetes.driverEnv.*',
  'spark.kubernetes.node.selector.*',
  // Its scheduler Volcano, which is not in every build.
  'spark.kubernetes.scheduler.volcano.*',
  // YARN.
  'spark.yarn.am.resource.*',
  'spark.yarn.appMasterEnv.*',
  ...on(['yarn.driver', 'yarn.executor'], 'resource.*'),
];

/** What others read of the configuration, who come with jars of their own. */
export const PLUGINS = [
  'spark.celeborn.*',
  'spark.comet.*',
  'spark.databricks.delta.*',
  'spark.delta.*',
  'spark.gluten.*',
  'spark.kafka.*',
  'spark.openlineage.*',
  'spark.rapids.*',
  'spark.shuffle.celeborn.*',
  'spark.sql.gluten.*',
  'spark.sql.iceberg.*',
];

/** What of Spark itself is in jars that a release line's images do not have. */
const APART: Record<string, string[]> = { '3.5': ['spark.connect.*'] };

/** Each is asked for with every key of every application. */
const tables = new Map<string, KeyTable>();

/** The keys of sparkConf that a release line reads, where there is a table of it: Spark ignores all others in silence. */
export function knownKeys(line: string): KeyTable | undefined {
  if (!LINES.includes(line)) return undefined;
  const made = tables.get(line) ?? tableOf(line);
  tables.set(line, made);
  return made;
}

function tableOf(line: string): KeyTable {
  const keys = [CORE, SQL].flatMap((table) => namesOf(table, line));
  return new KeyTable({ keys, families: [...FAMILIES, ...PLUGINS, ...(APART[line] ?? [])] });
}
