import { CLIENT, quoted, verbatim, words } from './client';

/** A privilege, and what it is on. */
export interface DorisGrant {
  /** For example `SELECT_PRIV`. */
  readonly privilege: string;
  /**
   * A level in its three parts, `internal.sales.*` or `*.*.*`, or an object with its kind: `WORKLOAD GROUP etl`, `COMPUTE GROUP etl`, `RESOURCE r`,
   * `STORAGE VAULT v`.
   */
  readonly on: string;
}

/** A user as it is to be. */
export interface DorisManagedUser {
  readonly name: string;
  /**
   * From where it may sign in, with `%` as a wildcard.
   * @default '%'
   */
  readonly host?: string;
  /** All that it may do by itself: whatever else was granted to it is taken away. */
  readonly grants: DorisGrant[];
  /**
   * `SET PROPERTY`: `default_workload_group`, `max_user_connections` and others.
   * @default - as they are
   */
  readonly properties?: Record<string, string>;
}

/** What a cluster is to have. */
export interface UsersProgramOptions {
  readonly users: DorisManagedUser[];
  /** Users to remove, where they are there: nobody is removed for not being named. */
  readonly removed: string[];
  /** The folder of passwords, a file a user. */
  readonly passwords: string;
  /** What is made besides: statements that may be sent again and again. Nobody waits for them: they may need members that are not there yet. */
  readonly besides: string[];
}

/** Kinds of objects, each with the column of `SHOW GRANTS` that tells of it. */
const KINDS = {
  ResourcePrivs: 'RESOURCE',
  StorageVaultPrivs: 'STORAGE VAULT',
  WorkloadGroupPrivs: 'WORKLOAD GROUP',
  ComputeGroupPrivs: 'COMPUTE GROUP',
};
const KIND = new RegExp(`^(${Object.values(KINDS).join('|')}) (.*)$`);

/** A grant as the program compares it: the privilege, and what stands after ON. */
function lineOf({ privilege, on }: DorisGrant): string {
  const [, kind, name] = KIND.exec(on) ?? [];
  if (kind) return `${privilege}\t${kind} ${quoted(name)}`;
  const level = on.split('.').map((part) => (part === '*' ? part : `\`${part}\``));
  return `${privilege}\t${level.join('.')}`;
}

const identityOf = ({ name, host = '%' }: DorisManagedUser) => `${quoted(name)}@${quoted(host)}`;

function one(user: DorisManagedUser): string {
  const { name, grants, properties = {} } = user;
  const settings = Object.entries(properties).map(([key, value]) => `${quoted(key)} = ${quoted(value)}`);
  const property = settings.length > 0 ? [`SET PROPERTY FOR ${quoted(name)} ${settings.join(', ')}`] : [];
  return `manage ${words([name, identityOf(user), ...property])} ${verbatim(grants.map(lineOf))}`;
}

/**
 * The program that makes users, their passwords, grants and properties what they are to be, as somebody who may grant. It looks first and changes what
 * differs, so it may be cut off anywhere and begun again. A user comes with its password in one statement: there is no moment without.
 *
 * Users that it is not told of stay as they are. Of those with roles nothing is taken away: what they have by a role is shown as if it were their own.
 *
 * @see https://doris.apache.org/docs/4.x/sql-manual/sql-statements/account-management/GRANT-TO
 * @see https://github.com/apache/doris/blob/master/fe/fe-core/src/main/java/org/apache/doris/mysql/privilege/Auth.java (how SHOW GRANTS shows them)
 */
export function usersProgram({ users, removed, passwords, besides }: UsersProgramOptions): string {
  return `${CLIENT}
# Prints what a user holds by itself, as it is granted. What everybody has is left out.
held() {
  columns GlobalPrivs CatalogPrivs DatabasePrivs TablePrivs ${Object.keys(KINDS).join(' ')} | awk -F '\\t' '
    # A cell: internal.sales: Select_priv,Load_priv; internal.hr: Select_priv
    function show(cell, before, after, separator,    entries, names, at, name, i, j) {
      if (cell == "NULL" || cell == "-") return
      for (i = split(cell, entries, "; "); i > 0; i--) {
        at = match(entries[i], /: [^:]*$/)
        name = substr(entries[i], 1, at - 1)
        if (name == "internal.information_schema" || name == "internal.mysql") continue
        if (before == "WORKLOAD GROUP \\047" && name == "normal") continue
        if (separator != "") gsub(/\\./, separator, name)
        for (j = split(toupper(substr(entries[i], at ? at + 2 : 1)), names, ","); j > 0; j--) {
          # Of compute groups it may be shown by a name of its own.
          sub(/^CLUSTER_/, "", names[j])
          print names[j] "\\t" before name after
        }
      }
    }
    {
      show($1, "*.*.*", "", "")
      show($2, "\`", "\`.*.*", "\`.\`")
      show($3, "\`", "\`.*", "\`.\`")
      show($4, "\`", "\`", "\`.\`")
${Object.values(KINDS)
  .map((kind, index) => `      show($${index + 5}, "${kind} \\047", "\\047", "")`)
  .join('\n')}
    }' | sort -u
}

# change WORD PREPOSITION: a statement for each line of standard input that there is.
change() {
  awk -F '\\t' -v word="$1" -v rest=" $2 $identity;" '$1 != "" { print word " " $1 " ON " $2 rest }'
}

# manage NAME IDENTITY [STATEMENT], with all grants on standard input.
manage() {
  local name=$1 identity=$2 statements=\${3:-} wanted password grants roles has changes
  wanted=$(sort -u)
  password=$(cat "${passwords}/$name")
  if [ -z "$password" ]; then fail "the password of $name is empty"; fi
  if ! printf '%s\\n' "$known" | grep -qxF "$identity"; then
    ask "CREATE USER IF NOT EXISTS $identity IDENTIFIED BY PASSWORD '$(hash "$password")'"
    say "$name was made"
  elif ! signs_in "$name" "$password"; then
    ask "SET PASSWORD FOR $identity = '$(hash "$password")'"
    say "the password of $name was set"
  fi
  grants=$(ask "SHOW GRANTS FOR $identity")
  roles=$(printf '%s\\n' "$grants" | columns Roles)
  has=$(printf '%s\\n' "$grants" | held)
  if [ "$roles" = - ] || [ "$roles" = NULL ]; then
    roles=
  else
    say "$name has roles: nothing is taken away from it"
  fi
  changes=$(
    comm -13 <(printf '%s\\n' "$has") <(printf '%s\\n' "$wanted") | change GRANT TO
    if [ -z "$roles" ]; then comm -23 <(printf '%s\\n' "$has") <(printf '%s\\n' "$wanted") | change REVOKE FROM; fi
  )
  if [ -n "$changes" ]; then
    say "$changes"
    printf '%s\\n' "$changes" | ask_as "$DORIS_USER" "$DORIS_PASSWORD"
  fi
  if [ -n "$statements" ]; then ask "$statements"; fi
}

known=$(ask 'SHOW ALL GRANTS' | columns UserIdentity)
${users.map(one).join('\n')}
${removed.length > 0 ? `ask ${words([removed.map((name) => `DROP USER IF EXISTS ${quoted(name)}`).join(';\n')])}\n` : ''}say 'users are as they are to be'
${besides.length > 0 ? `ask ${words([besides.join(';\n')])}\n` : ''}`;
}
