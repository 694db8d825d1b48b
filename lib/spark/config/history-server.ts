import { bytesOf, mebibytesBelow } from '../../core/internal';
import { propertiesFile } from '../../kubernetes/internal';
import { HISTORY_DIRECTORY } from '../paths';
import { PORTS } from '../ports';
import { ResolvedPlatform } from '../resolve';
import { mebibytes } from './application-conf';
import { objectStoreConf } from './object-store';

/**
 * The History Server's `spark-defaults.conf`. It reads each log once, keeps what it says on its disk, and removes old ones.
 *
 * @see https://spark.apache.org/docs/latest/monitoring.html#spark-history-server-configuration-options
 */
export function historyServerConf({ eventLog, version, historyServer, overrides }: ResolvedPlatform): string {
  const { retention, storage } = historyServer;
  return propertiesFile(
    {
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
    },
    { separator: ' ' },
  );
}
