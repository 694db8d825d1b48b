import { CLUSTER } from '../components';
import { BACKUP_DISK } from '../paths';
import { PROBE_DATABASE } from './probe-program';

/** The databases that come by themselves: the server's own, and the probe's, whose rows would be in the way of a restore. */
const OWN = `system, information_schema, INFORMATION_SCHEMA, ${PROBE_DATABASE}`;

/**
 * The program of a backup. The first one of a week is full, whichever day that is, so that a Monday that failed leaves no week
 * without backups; later ones hold what has changed since. One statement backs up every shard: replicas agree on who sends which part.
 *
 * It is asynchronous, since a client waits for an answer for five minutes, and then ends as if all were well. How far it is only the
 * server knows that was asked for it, and no longer once that has started anew.
 *
 * @see https://clickhouse.com/docs/operations/backup/overview
 */
export function backupProgram(): string {
  return `set -eu
full="full-$(date -u +%G-W%V)"
ask() {
  clickhouse-client --host "$1" --query "$2"
}
# Asks the server until it has done what it was asked for, or does not answer for five minutes.
follow() {
  server=$(echo "$1" | sed -n 1p)
  server="\${server%%.*}.\${CLICKHOUSE_HOST#*.}"
  id=$(echo "$1" | sed -n 2p | cut -f 1)
  unanswered=0
  while [ $unanswered -lt 30 ]; do
    sleep 10
    if outcome=$(ask "$server" "SELECT status, num_files, formatReadableSize(total_size), error FROM system.backups WHERE id = '$id'"); then
      unanswered=0
      case $outcome in
      CREATING_BACKUP*) continue ;;
      '') outcome="$server started anew while it backed up" ;;
      esac
      return
    fi
    unanswered=$((unanswered + 1))
  done
  outcome="$server does not answer"
}
back_up() {
  outcome=refused
  if started=$(ask "$CLICKHOUSE_HOST" "SELECT getMacro('replica'); BACKUP ALL EXCEPT DATABASES ${OWN} ON CLUSTER '${CLUSTER}' TO Disk('${BACKUP_DISK}', '$1')\${2:-} ASYNC"); then
    follow "$started"
  fi
  # Without the stack of an error.
  echo "$1: \${outcome%%, Stack trace*}"
  case $outcome in
  BACKUP_CREATED*) ;;
  *) return 1 ;;
  esac
}
back_up "$full" && exit
case $outcome in
*BACKUP_ALREADY_EXISTS*) ;;
*) exit 1 ;;
esac
echo "based on $full:"
back_up "incremental-$(date -u +%Y-%m-%dT%H%M%SZ)" " SETTINGS base_backup = Disk('${BACKUP_DISK}', '$full')"
`;
}
