import { CLUSTER } from '../parts';

const NAME = { full: 'full-$(date -u +%G-W%V)', incremental: 'incremental-$(date -u +%F)' };

/**
 * The program of a backup. One statement backs up every shard: replicas agree on who sends which part.
 *
 * @see https://clickhouse.com/docs/operations/backup/overview
 */
export function backupScript(kind: 'full' | 'incremental'): string {
  const base = kind === 'incremental' ? ` SETTINGS base_backup = Disk('backups', '${NAME.full}')` : '';
  return [
    'set -eu',
    `exec clickhouse-client --query "BACKUP ALL EXCEPT DATABASES system ON CLUSTER '${CLUSTER}' TO Disk('backups', '${NAME[kind]}')${base}"`,
    '',
  ].join('\n');
}
