import { bytesOf, mebibytesBelow } from '../../core/internal';
import { propertiesFile } from '../../kubernetes/internal';
import { HISTORY_DIRECTORY, SPARK_HOME } from '../paths';
import { PORTS } from '../ports';
import { ResolvedPlatform } from '../resolve';
import { mebibytes } from './application-conf';
import { objectStoreConf } from './object-store';

/**
 * The History Server's files. It reads each log once, keeps what it says on its disk, and removes old ones.
 *
 * @see https://spark.apache.org/docs/latest/monitoring.html#spark-history-server-configuration-options
 */
export function historyServerFiles(resolved: ResolvedPlatform): Record<string, string> {
  return {
    'spark-defaults.conf': propertiesFile(properties(resolved), { separator: ' ' }),
    // Hadoop's shell does not begin without.
    ...(resolved.eventLog._store && { 'core-site.xml': '<configuration/>\n' }),
  };
}

/**
 * What its container runs. Neither the server nor a driver begins without the folder of event logs, and in a store nobody has made it.
 */
export function historyServerCommand(resolved: ResolvedPlatform): string[] {
  const run = `${SPARK_HOME}/bin/spark-class`;
  const server = [run, 'org.apache.spark.deploy.history.HistoryServer'];
  if (!resolved.eventLog._store) return server;
  const settings = Object.entries(properties(resolved)).flatMap(([key, value]) =>
    key.startsWith(HADOOP) ? ['-D', `${key.slice(HADOOP.length)}=${value}`] : [],
  );
  const folder = [run, 'org.apache.hadoop.fs.FsShell', ...settings, '-mkdir', '-p', resolved.eventLog.uri];
  return ['bash', '-c', `"$@" && exec ${server.join(' ')}`, 'bash', ...folder];
}

const HADOOP = 'spark.hadoop.';

function properties({ eventLog, version, historyServer, overrides }: ResolvedPlatform) {
  const { retention, storage } = historyServer;
  const own: Record<string, string | number | boolean> = {
    'spark.history.fs.logDirectory': eventLog.uri,
    'spark.history.ui.port': PORTS.history.port,
    'spark.history.store.path': HISTORY_DIRECTORY,
    // It exceeds this by what it is reading.
    'spark.history.store.maxDiskUsage': mebibytes(mebibytesBelow(bytesOf(storage) * 0.8)),
    'spark.history.fs.cleaner.enabled': true,
    'spark.history.fs.cleaner.maxAge': `${retention.toDays()}d`,
    'spark.history.fs.eventLog.rolling.maxFilesToRetain': 10,
    'spark.ui.killEnabled': false,
    ...objectStoreConf(eventLog._store ? [eventLog._store] : [], version),
    ...overrides.sparkConf,
  };
  return own;
}
