import { elementXml, ElementTree, REMOVE, Substituted } from '../../kubernetes/internal';
import { BoundUser } from './bound-user';
import { configXml } from './xml';

/** Where the hashes of passwords are mounted. */
export const HASHES_DIRECTORY = '/etc/clickhouse-server/passwords';

/** The file with them, which is the key in the Secret too. */
const HASHES = 'hashes.xml';

/** The file whose elements others can take. Servers look at the time of it every two seconds, and read users again when it has changed. */
export const HASHES_FILE = `${HASHES_DIRECTORY}/${HASHES}`;

const hashOf = (user: string) => `sha256_of_${user}`;

/**
 * The file of hashes as External Secrets makes it of the passwords, each known to it by the name of its user.
 *
 * @see https://clickhouse.com/docs/operations/configuration-files#substitution
 */
export function hashes(bound: BoundUser[]): Record<string, string> {
  const elements = bound.map(({ user: { name } }) => [hashOf(name), `{{ .${name} | sha256sum }}`]);
  return { [HASHES]: elementXml('clickhouse', Object.fromEntries(elements) as ElementTree) };
}

/**
 * The file with all users. Whom the network lets in may try to log in from anywhere: addresses of pods say nothing.
 *
 * They stand in no setting by path: the operator gives each user there a password that everybody knows, where it sees none.
 *
 * @see https://clickhouse.com/docs/operations/settings/settings-users
 */
export function users(bound: BoundUser[]): string {
  return configXml({
    include_from: HASHES_FILE,
    users: {
      // The user without a password which the image and the operator define.
      default: REMOVE,
      ...Object.fromEntries(bound.map(({ user }) => [user.name, userTree(user)])),
    },
  });
}

function userTree({ name, networks, profile, quota, accessManagement, grants }: BoundUser['user']): ElementTree {
  return {
    password_sha256_hex: new Substituted(hashOf(name)),
    networks: { ip: networks },
    profile,
    quota,
    ...(accessManagement && { access_management: 1, named_collection_control: 1 }),
    ...(grants && { grants: { query: grants } }),
  };
}
