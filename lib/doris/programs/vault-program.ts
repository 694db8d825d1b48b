import { CLIENT, QUOTE, quoted, words } from './client';

/** Where the data of all tables lies. */
export interface StorageVaultPlace {
  /** The name that statements have for it. */
  readonly name: string;
  /**
   * Properties that are no secret: `s3.endpoint`, `s3.bucket`, `s3.root.path`, `use_path_style`, `s3.credentials_provider_type`.
   *
   * @see https://doris.apache.org/docs/4.x/sql-manual/sql-statements/cluster-management/storage-management/CREATE-STORAGE-VAULT
   */
  readonly properties: Record<string, string>;
  /** Whether there are keys, in S3_ACCESS_KEY and S3_SECRET_KEY. */
  readonly keys: boolean;
}

const pairs = (properties: Record<string, string>) =>
  Object.entries(properties)
    .map(([key, value]) => `${quoted(key)} = ${quoted(value)}`)
    .join(', ');

/**
 * The program that makes a storage vault where there is none, and that all tables lie in where they say nothing, as an administrator. Keys are said each
 * time, so that new ones arrive. A place that differs is not changed: what is there would be looked for elsewhere.
 *
 * Releases show vaults under columns of their own, of which the name is the first and whether it is the default the last.
 */
export function vaultProgram({ name, properties, keys }: StorageVaultPlace): string {
  return `${CLIENT}${QUOTE}
# The line of the vault, or of the one that is the default.
vault() {
  ask 'SHOW STORAGE VAULTS' | awk -F '\\t' -v name=${words([name])} -v of="$1" '
    NR > 1 && (of == "name" ? $1 == name : tolower($NF) == "true") { print $1 "\\t" $3 }'
}

keys=
${keys ? `keys="'s3.access_key' = $(quote "$S3_ACCESS_KEY"), 's3.secret_key' = $(quote "$S3_SECRET_KEY")"` : ''}
properties=${words([pairs(properties)])}
there=$(vault name)
if [ -z "$there" ]; then
  ask "CREATE STORAGE VAULT IF NOT EXISTS \\\`${name}\\\` PROPERTIES ($properties\${keys:+, $keys})"
  say 'the vault was made'
elif [ -n "$keys" ]; then
  ask "ALTER STORAGE VAULT \\\`${name}\\\` PROPERTIES ('type' = 'S3', $keys)"
fi
if [ -z "$(vault default)" ]; then
  ask "SET \\\`${name}\\\` AS DEFAULT STORAGE VAULT"
  say 'tables lie in it where they say nothing'
fi
say 'the vault is there'
`;
}
