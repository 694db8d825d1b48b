import { ResolvedClickHouse } from '../resolve';
import { storage } from './storage';
import { systemLogs } from './system-logs';
import { serverTls } from './tls';
import { withoutDefaultUser } from './users';

/** The servers' files by path, for what settings by path cannot say. */
export function serverFiles(resolved: ResolvedClickHouse): Record<string, string> {
  const disks = storage(resolved);
  return {
    'config.d/system-logs.xml': systemLogs(resolved.systemLogRetention),
    'users.d/without-default-user.xml': withoutDefaultUser(),
    ...(disks && { 'config.d/storage.xml': disks }),
    ...(resolved.tls && { 'config.d/tls.xml': serverTls() }),
    ...resolved.overrides.files,
  };
}
