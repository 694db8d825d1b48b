import { ADMINISTRATOR, CONFIG } from '../paths';

/** What the program that looks after the schema depends on. */
export interface SchemaInput {
  readonly type: 'postgres' | 'mysql';
  readonly database: string;
  readonly user: string;
  /** The class of the schema's tool. */
  readonly tool: string;
  /** Who makes the metastore's user. Default: it exists. */
  readonly administrator?: { readonly user: string; readonly passwordKey: string };
  /** The release of a schema that may be upgraded. Default: none. */
  readonly upgradeFrom?: string;
}

/** The class of the tool, which moved. */
export const SCHEMA_TOOLS = {
  3: 'org.apache.hadoop.hive.metastore.tools.MetastoreSchemaTool',
  4: 'org.apache.hadoop.hive.metastore.tools.schematool.MetastoreSchemaTool',
} as const;

/**
 * Makes the schema where there is none, and the metastore's user before it where somebody may: one replica at a time, by what the database holds. A schema
 * of another release is refused, unless an upgrade from it is acknowledged.
 *
 * @see https://hive.apache.org/docs/latest/admin/hive-schema-tool/
 */
export function schemaProgram(input: SchemaInput): string {
  const { type, user, tool, administrator, upgradeFrom = '' } = input;
  return `. ${CONFIG}/environment.sh
DATABASE_PASSWORD=$(current_password)
export DATABASE_PASSWORD
check_password "$DATABASE_PASSWORD" ${user}

schema_tool() {
  java -Xmx128m -XX:+UseSerialGC -cp "$class_path" ${tool} -dbType ${type} "$@" 2>&1 | grep -v SLF4J
}
${administrator ? makeUser(input, administrator) : `\ntake_lock ${user} "$DATABASE_PASSWORD"`}

if info=$(schema_tool -info); then
  echo "the schema is there: $(sed -n 's/^Metastore schema version:[[:space:]]*//p' <<<"$info")"
  exit 0
fi
there=$(sed -n 's/^Metastore schema version:[[:space:]]*//p' <<<"$info")
if [ -n "$there" ]; then
  if [ "$there" != '${upgradeFrom}' ]; then
    printf '%s\\n' "$info" >&2
    echo "The database has the schema of $there, which this release neither reads nor writes. Where that is older: make a snapshot of the database," \\
      "the only way back, then give acknowledgeUpgradeFrom: '$there'. Where it is newer: give the release that made it as version." >&2
    exit 1
  fi
  echo "upgrading the schema of $there"
  schema_tool -upgradeSchema
elif grep -qiE "VERSION\\S? (does not|doesn't) exist" <<<"$info"; then
  echo 'making the schema'
  if ! schema_tool -initSchema; then
    echo 'The schema is there in part. Nobody has used it yet: make the database anew, and the next start fills it.' >&2
    exit 1
  fi
else
  printf '%s\\n' "$info" >&2
  exit 1
fi
`;
}

/** Statements of both databases, that may be said again and again: of a role that is there, the first alone fails. */
function makeUser(
  { type, database, user }: SchemaInput,
  administrator: { readonly user: string; readonly passwordKey: string },
): string {
  const statements =
    type === 'postgres'
      ? [
          `CREATE ROLE ${user} LOGIN;`,
          `ALTER ROLE ${user} PASSWORD '$DATABASE_PASSWORD';`,
          `GRANT CONNECT ON DATABASE ${database} TO ${user};`,
          `GRANT USAGE, CREATE ON SCHEMA public TO ${user};`,
          `SELECT 'made' || 1;`,
        ]
      : [
          `CREATE USER IF NOT EXISTS '${user}'@'%' IDENTIFIED BY '$DATABASE_PASSWORD';`,
          `ALTER USER '${user}'@'%' IDENTIFIED BY '$DATABASE_PASSWORD';`,
          `GRANT ALL ON ${database}.* TO '${user}'@'%';`,
          `SELECT CONCAT('made', 1);`,
        ];
  return `
administrator=$(cat ${ADMINISTRATOR}/${administrator.passwordKey})
check_password "$administrator" ${administrator.user}
take_lock ${administrator.user} "$administrator"
cat >&9 <<END
${statements.join('\n')}
END
until grep -q made1 /tmp/lock-out; do
  kill -0 "$lock_session"
  sleep 1
done
if grep 'Error:' /tmp/lock-out | grep -v 'already exists' >/tmp/errors; then
  # What was said has the password in it.
  sed "s/'[^']*'/'...'/g; s/^/the user ${user} could not be made: /" /tmp/errors >&2
  exit 1
fi`;
}
