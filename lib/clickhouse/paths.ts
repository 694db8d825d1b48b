/** Below what cold data lies in its bucket. */
export function dataPrefix(cluster: string): string {
  return `clickhouse/${cluster}/data`;
}

/** The servers' name for the place of their backups. */
export const BACKUP_DISK = 'backups';

/** Their name for the place of another cluster's. */
export const RESTORE_DISK = 'restore';

/** The file that sorts last of all that the cluster and its operator write into `config.d` and `users.d`. */
export const LAST_OWN_FILE = 'users.d/cluster-users.xml';

/** Whether ClickHouse merges a file of `config.d` or `users.d` after all others, so that it wins. */
export function winsOverOwnFiles(path: string): boolean {
  const [, name] = /^(?:config|users)\.d\/([^/]+)$/.exec(path) ?? [];
  return name !== undefined && (!/\.(xml|ya?ml|conf)$/.test(name) || `users.d/${name}` > LAST_OWN_FILE);
}
