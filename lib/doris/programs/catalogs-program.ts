import { CLIENT, QUOTE, quoted, words } from './client';

/** A catalog as it is to be. */
export interface ManagedCatalog {
  readonly name: string;
  /** `hms`, `iceberg` or `jdbc`. */
  readonly type: string;
  /** Its other properties that are no secret. */
  readonly properties: Record<string, string>;
  /** The variables that hold properties whose values are secret, by their names. */
  readonly secrets: Record<string, string>;
  /** The folder of files that Hadoop's clients have of its file system. Default: it is in none. */
  readonly hadoop?: string;
}

/** What a cluster is to have. */
export interface CatalogsProgramOptions {
  readonly catalogs: ManagedCatalog[];
  /** Catalogs to remove, where they are there: nobody's is removed for not being named. */
  readonly removed: string[];
}

/** What a client must know of a file system: where it is, and which of its NameNodes answers. */
const HADOOP = [
  'fs\\.defaultFS',
  'dfs\\.nameservices',
  'dfs\\.ha\\.namenodes\\.[^<]*',
  'dfs\\.namenode\\.rpc-address\\.[^<]*',
  'dfs\\.client\\.failover\\.proxy\\.provider\\.[^<]*',
].join('|');

function one({ name, type, properties, secrets, hadoop }: ManagedCatalog): string {
  const pairs = Object.entries(properties).map(([key, value]) => `${quoted(key)} = ${quoted(value)}`);
  const hidden = Object.entries(secrets).map(([key, variable]) => `, ${quoted(key)} = $(quote "$${variable}")`);
  return `
properties=${words([pairs.join(', ')])}${hadoop === undefined ? '' : `$(hadoop ${hadoop})`}${hidden.length > 0 ? `"${hidden.join('')}"` : ''}
if ! manage ${words([name, type])} "$properties" ${hidden.length > 0 ? '"$DORIS_PASSWORD"' : "''"}; then failed="$failed ${name}"; fi`;
}

/**
 * The program that makes catalogs what they are to be, as an administrator. Doris shows no secret, so what a catalog was told last is known by a checksum in
 * its comment; where there are secrets the administrator's password is in it too, so that nobody can try which they are. What differs is said again, and
 * nothing else, since Doris forgets then what it knew of the catalog. So it may be cut off anywhere and begun again.
 *
 * A catalog that fails keeps no other from being made. Properties that are no longer said stay: Doris has no statement that takes one away.
 *
 * @see https://doris.apache.org/docs/4.x/sql-manual/sql-statements/catalog/CREATE-CATALOG
 * @see https://doris.apache.org/docs/4.x/sql-manual/sql-statements/catalog/ALTER-CATALOG
 */
export function catalogsProgram({ catalogs, removed }: CatalogsProgramOptions): string {
  return `${CLIENT}${QUOTE}
# What files of Hadoop's clients in a folder say of their file system.
hadoop() {
  cat "$1/core-site.xml" "$1/hdfs-site.xml" | tr '\\n' ' ' | sed 's#</property>#&\\n#g' |
    sed -nE "s#.*<name>(${HADOOP})</name> *<value>([^<]*)</value>.*#, '\\1' = '\\2'#p" | tr -d '\\n'
}

# manage NAME TYPE PROPERTIES SALT
manage() {
  local name=$1 type=$2 properties=$3 mark has comment
  mark="properties $(printf '%s\\n%s' "$4" "$properties" | sha256sum | cut -c 1-16)"
  has=$(printf '%s\\n' "$known" | awk -F '\\t' -v name="$name" '$1 == name { print $2 }')
  comment=$(printf '%s\\n' "$known" | awk -F '\\t' -v name="$name" '$1 == name { print $3 }')
  if [ -z "$has" ]; then
    ask "CREATE CATALOG IF NOT EXISTS \\\`$name\\\` COMMENT '$mark' PROPERTIES ('type' = '$type', $properties)" || return 1
    say "the catalog $name was made"
  elif [ "$has" != "$type" ]; then
    say "the catalog $name is of the type $has, and not $type: drop it, or choose another name"
    return 1
  elif [ "$comment" != "$mark" ]; then
    ask "ALTER CATALOG \\\`$name\\\` SET PROPERTIES ($properties)" || return 1
    ask "ALTER CATALOG \\\`$name\\\` MODIFY COMMENT '$mark'" || return 1
    say "the catalog $name was told its properties"
  fi
}

failed=
${removed.length > 0 ? `ask ${words([removed.map((name) => `DROP CATALOG IF EXISTS \`${name}\``).join(';\n')])}\n` : ''}known=$(ask 'SHOW CATALOGS' | columns CatalogName Type Comment)
${catalogs.map(one).join('\n')}
if [ -n "$failed" ]; then fail "not as they are to be:$failed"; fi
say 'catalogs are as they are to be'
`;
}
