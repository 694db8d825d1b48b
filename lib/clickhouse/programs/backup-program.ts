import { CLUSTER } from '../components';

/** The databases that the server makes itself. */
const OWN = 'system, information_schema, INFORMATION_SCHEMA';

/**
 * The program of a backup. The first one of a week is full, whichever day that is, so that a Monday that failed leaves no week
 * without backups; later ones hold what has changed since. One statement backs up every shard: replicas agree on who sends which part.
 *
 * @see https://clickhouse.com/docs/operations/backup/overview
 */
export function backupProgram(): string {
  return `set -eu
full="full-$(date -u +%G-W%V)"
back_up() {
  clickhouse-client --query "BACKUP ALL EXCEPT DATABASES ${OWN} ON CLUSTER '${CLUSTER}' TO Disk('backups', '$1')\${2:-}" 2>&1
}
if answer=$(back_up "$full"); then
  echo "$full: $answer"
  exit
fi
case $answer in
*BACKUP_ALREADY_EXISTS*) ;;
*)
  echo "$full: $answer" >&2
  exit 1
  ;;
esac
incremental="incremental-$(date -u +%Y-%m-%dT%H%M%SZ)"
echo "$incremental, based on $full:"
back_up "$incremental" " SETTINGS base_backup = Disk('backups', '$full')"
`;
}
