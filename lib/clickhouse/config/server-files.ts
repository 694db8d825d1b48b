import { LAST_OWN_FILE } from '../paths';
import { ResolvedClickHouse } from '../resolve';
import { BoundUser } from './bound-user';
import { storage } from './storage';
import { systemLogs } from './system-logs';
import { serverTls } from './tls';
import { users } from './users';

/**
 * The servers' files by path, for what settings by path cannot say. ClickHouse merges the files of a folder by name, and the last wins: ours
 * come after those that the operator ships (`01-...`) and before the settings (`chop-generated-settings.xml`) and files that are given; the
 * default user is removed after the operator has defined it (`chop-generated-users.xml`).
 */
export function serverFiles(resolved: ResolvedClickHouse, bound: BoundUser[]): Record<string, string> {
  const disks = storage(resolved);
  return {
    'config.d/02-system-logs.xml': systemLogs(resolved.systemLogRetention),
    [LAST_OWN_FILE]: users(bound),
    ...(disks && { 'config.d/02-storage.xml': disks }),
    ...(resolved.tls && { 'config.d/02-tls.xml': serverTls(resolved) }),
    ...resolved.overrides.files,
  };
}
