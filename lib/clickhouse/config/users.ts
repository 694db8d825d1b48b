import { REMOVE } from '../../kubernetes/internal';
import { BoundUser } from './bound-user';
import { secretValue } from './secret-value';
import { Settings } from './settings';
import { configXml } from './xml';

/**
 * Users, by path. Whom the network lets in may try to log in from anywhere: addresses of pods say nothing.
 *
 * @see https://clickhouse.com/docs/operations/settings/settings-users
 */
export function users(bound: BoundUser[]): Settings {
  return Object.fromEntries(
    bound.flatMap(
      ({ user, password, hashed }) =>
        [
          // A password that the store holds in clear is hashed by nobody; the server takes both.
          [`${user.name}/${hashed ? 'password_sha256_hex' : 'password'}`, secretValue(password)],
          [`${user.name}/networks/ip`, user.networks],
          [`${user.name}/profile`, user.profile],
          [`${user.name}/quota`, user.quota],
          ...(user.accessManagement
            ? [
                [`${user.name}/access_management`, 1],
                [`${user.name}/named_collection_control`, 1],
              ]
            : []),
          ...(user.grants ? [[`${user.name}/grants/query`, user.grants]] : []),
        ] as [string, unknown][],
    ),
  );
}

/** The file that removes the user without a password which the image and the operator define. */
export function withoutDefaultUser(): string {
  return configXml({ users: { default: REMOVE } });
}
