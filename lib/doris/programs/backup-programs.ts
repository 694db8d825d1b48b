import { CLIENT, looksIn, QUOTE, quoted, words } from './client';
import { DorisGrant } from './users-program';

/** Where backups go. */
export interface BackupRepository {
  /** The name that statements have for it. */
  readonly name: string;
  /** `s3://<bucket>[/<path>]`. */
  readonly location: string;
  /**
   * Properties that are no secret: `s3.endpoint`, `s3.region`, `use_path_style`, `s3.credentials_provider_type`.
   *
   * @see https://doris.apache.org/docs/4.x/sql-manual/sql-statements/data-modification/backup-and-restore/CREATE-REPOSITORY
   */
  readonly properties: Record<string, string>;
  /** Whether nothing may be backed up there: what another cluster writes. */
  readonly readOnly: boolean;
  /** Whether there are keys, in S3_ACCESS_KEY and S3_SECRET_KEY. */
  readonly keys: boolean;
}

/**
 * What a user of the backup program may do. To back up is LOAD_PRIV with Doris, which lets it write as well; it reads to know what tables there are. That
 * a repository is there is seen to by somebody else, since that takes an administrator.
 *
 * @see https://doris.apache.org/docs/4.x/sql-manual/sql-statements/data-modification/backup-and-restore/BACKUP
 */
export const BACKUP_GRANTS: DorisGrant[] = ['SELECT_PRIV', 'LOAD_PRIV'].map((privilege) => ({
  privilege,
  on: 'internal.*.*',
}));

/** The databases that Doris brings, which have no backup. */
const OWN_DATABASES = ['__internal_schema', 'information_schema', 'mysql'];

const pairs = (properties: Record<string, string>) =>
  Object.entries(properties).map(([key, value]) => `${quoted(key)} = ${quoted(value)}`);

/**
 * The program that makes a repository where there is none, as an administrator: there is no `IF NOT EXISTS`. Keys are said each time, so that new ones
 * arrive.
 */
export function repositoryProgram({ name, location, properties, readOnly, keys }: BackupRepository): string {
  return `${CLIENT}${QUOTE}
keys=
${keys ? `keys="'s3.access_key' = $(quote "$S3_ACCESS_KEY"), 's3.secret_key' = $(quote "$S3_SECRET_KEY")"` : ''}
properties=${words([pairs(properties).join(', ')])}
there=$(ask 'SHOW REPOSITORIES' | columns RepoName Location | awk -F '\\t' -v name=${words([name])} '$1 == name { print $2 }')
if [ -z "$there" ]; then
  ask "CREATE ${readOnly ? 'READ ONLY ' : ''}REPOSITORY \\\`${name}\\\` WITH S3 ON LOCATION \\"${location}\\" PROPERTIES ($properties\${keys:+, $keys})"
  say 'the repository was made'
elif [ "$there" != ${words([location])} ]; then
  fail "the repository ${name} is at $there, and not at ${location}: name another one, or drop this one, which leaves what it holds"
else
  if [ -n "$keys" ]; then ask "ALTER REPOSITORY \\\`${name}\\\` PROPERTIES ($keys)"; fi
  say 'the repository is there'
fi
`;
}

/** What follows a job of a database: there is at most one of either kind at a time. */
const JOBS = `
# The latest job of a database: its name, its state, and what went wrong.
latest() {
  ask "SHOW $1 FROM \\\`$2\\\`" | columns JobId "$3" State TaskErrMsg | sort -n | tail -n 1 | cut -f 2-
}
`;

/** What no backup holds, as far as it can be seen. */
const NOT_IN_BACKUPS = `
# Without these a restore is not all that there was.
list_others() {
  local database=$1
  ask "SELECT Name FROM MV_INFOS('database' = '$database')" | columns Name | sed "s/^/in no backup: the asynchronous view $database./"
  ask "SELECT TABLE_SCHEMA, TABLE_NAME, STORAGE_POLICY FROM information_schema.partitions WHERE TABLE_SCHEMA = '$database'" |
    columns TABLE_NAME STORAGE_POLICY | awk -F '\\t' '$2 != "-" && $2 != "NULL" { print $1 }' | sort -u |
    sed "s/\\(.*\\)/in no backup: the table $database.\\1, which has a storage policy/"
}
`;

/** How databases are backed up. */
export interface BackupProgramOptions {
  /** The name of the repository. */
  readonly repository: string;
  /** Databases that have no backup. */
  readonly without: string[];
  /** For how long the program waits for one database, in seconds. */
  readonly patience: number;
}

/**
 * The program that backs every database up, each by a job of Doris' that it waits for. What it makes is named by the database and by BACKUP_RUN, the name
 * of the Job of Kubernetes, whose end is the minute that it was to begin in: a pod that comes after one that was lost finds the job and waits for it,
 * or begins it again where it had failed, and makes none twice.
 *
 * A database that fails keeps no other from its backup. Databases without tables are passed over.
 *
 * @see https://doris.apache.org/docs/4.x/sql-manual/sql-statements/data-modification/backup-and-restore/SHOW-BACKUP
 */
export function backupProgram({ repository, without, patience }: BackupProgramOptions): string {
  return `${CLIENT}${JOBS}${NOT_IN_BACKUPS}
# The time that is at the end of the name of a Job of a CronJob, in minutes since 1970; the name itself of any other.
minutes=\${BACKUP_RUN##*-}
case $minutes in
'' | *[!0-9]*) run=$(printf '%s' "$BACKUP_RUN" | tr -c 'A-Za-z0-9' _) ;;
*) run=$(date -u -d "@$((minutes * 60))" +%Y%m%d%H%M) ;;
esac

# back_up DATABASE: fails where there is no backup of this run then, and says why.
back_up() {
  local database=$1 name="\${1}_$run" left=${looksIn(patience)} begun= job latest_name state message answer
  while [ "$left" -gt 0 ]; do
    left=$((left - 1))
    if job=$(latest BACKUP "$database" SnapshotName); then
      IFS=$'\\t' read -r latest_name state message <<<"$job" || true
      case $latest_name/$state in
      "$name"/FINISHED)
        say "$database: $name is there"
        return 0
        ;;
      "$name"/CANCELLED)
        if [ -n "$begun" ]; then
          say "$database: $name failed: $message"
          return 1
        fi
        ;;
      esac
      case $state in
      '' | FINISHED | CANCELLED)
        begun=yes
        if ! answer=$(ask "BACKUP SNAPSHOT \\\`$database\\\`.\\\`$name\\\` TO \\\`${repository}\\\`" 2>&1); then
          case $answer in
          *'already exist in repository'*)
            say "$database: $name is there"
            return 0
            ;;
          # A restore may be running, or nobody answered: then the next look tells.
          *'at same time'* | *'ERROR 200'*) ;;
          *)
            say "$database: $name was refused: $answer"
            return 1
            ;;
          esac
        fi
        ;;
      esac
    fi
    wait_a_while
  done
  say "$database: $name is not there in time: \${state:-no frontend answers}"
  return 1
}

databases=$(ask 'SHOW DATABASES' | columns Database)
failed=
while IFS= read -r database; do
  case " ${[...OWN_DATABASES, ...without].join(' ')} " in *" $database "*) continue ;; esac
  if [ -z "$database" ] || [ -z "$(ask "SHOW TABLES FROM \\\`$database\\\`")" ]; then continue; fi
  if ! back_up "$database"; then failed="$failed $database"; fi
  list_others "$database"
done <<<"$databases"
if [ -n "$failed" ]; then fail "there is no backup of:$failed"; fi
say 'everything is backed up'
`;
}

/** What is restored. */
export interface RestoreProgramOptions {
  /** The name of the repository. */
  readonly repository: string;
  readonly database: string;
  /** The name that the backup has. */
  readonly snapshot: string;
  /** When it was made, as `SHOW SNAPSHOT` shows it: `2026-01-31-04-30-00`. */
  readonly timestamp: string;
  /** For how long the program waits, in seconds. */
  readonly patience: number;
}

/**
 * The program that restores a database from a backup, with as many copies as there were, as an administrator. A restore that has ended well is not done
 * again, since what was written after it would be lost; one that runs is waited for, one that failed begun again. Then it lists what no backup holds,
 * and who may sign in: users come by no backup.
 *
 * @see https://doris.apache.org/docs/4.x/sql-manual/sql-statements/data-modification/backup-and-restore/RESTORE
 */
export function restoreProgram({ repository, database, snapshot, timestamp, patience }: RestoreProgramOptions): string {
  const restore = `RESTORE SNAPSHOT \`${database}\`.\`${snapshot}\` FROM \`${repository}\` PROPERTIES ('backup_timestamp' = ${quoted(timestamp)}, 'reserve_replica' = 'true')`;
  return `${CLIENT}${JOBS}${NOT_IN_BACKUPS}
# The latest restore of this backup, or what runs.
look() {
  ask "SHOW RESTORE FROM \\\`${database}\\\`" | columns JobId Label Timestamp State TaskErrMsg | sort -n | tail -n 1 | cut -f 2-
}

restore() {
  local left=${looksIn(patience)} begun= job label timestamp state message answer
  while [ "$left" -gt 0 ]; do
    left=$((left - 1))
    if job=$(look); then
      IFS=$'\\t' read -r label timestamp state message <<<"$job" || true
      case $label/$timestamp/$state in
      ${words([`${snapshot}/${timestamp}/`])}FINISHED)
        say 'restored'
        return 0
        ;;
      ${words([`${snapshot}/${timestamp}/`])}CANCELLED)
        if [ -n "$begun" ]; then fail "the restore failed: $message"; fi
        ;;
      esac
      case $state in
      '' | FINISHED | CANCELLED)
        begun=yes
        if ! answer=$(ask ${words([restore])} 2>&1); then
          case $answer in
          *'at same time'* | *'ERROR 200'*) ;;
          *) fail "the restore was refused: $answer" ;;
          esac
        fi
        ;;
      esac
    fi
    wait_a_while
  done
  fail "not restored in time: \${state:-no frontend answers}"
}

ask 'CREATE DATABASE IF NOT EXISTS \`${database}\`'
restore
list_others ${words([database])}
ask 'SHOW ALL GRANTS' | columns UserIdentity | sed 's/^/may sign in, whatever the backup is of: /'
`;
}
