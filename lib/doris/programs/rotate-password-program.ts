import { CLIENT, words } from './client';

/** Where a rotation finds what it needs. */
export interface RotationProgramOptions {
  /** Whose passwords change: each user sets its own. */
  readonly users: string[];
  /** The folder of the passwords that there were, a file a user. */
  readonly oldPasswords: string;
  /** The folder of those that there are to be. */
  readonly newPasswords: string;
}

/**
 * The program that sets new passwords of users that the operator and the members sign in as. It holds both, since a Secret that were made anew first
 * would lock them out: only when it has ended well does the Secret change. Whoever has the new one already is left alone, so it may be cut off anywhere
 * and begun again.
 *
 * @see https://doris.apache.org/docs/4.x/sql-manual/sql-statements/account-management/SET-PASSWORD
 */
export function rotatePasswordProgram({ users, oldPasswords, newPasswords }: RotationProgramOptions): string {
  return `${CLIENT}
for user in ${words(users)}; do
  old=$(cat "${oldPasswords}/$user")
  new=$(cat "${newPasswords}/$user")
  if [ -z "$new" ]; then fail "the new password of $user is empty"; fi
  if signs_in "$user" "$new"; then
    say "$user has the new password already"
    continue
  fi
  if ! signs_in "$user" "$old"; then fail "$user signs in with neither the old password nor the new one"; fi
  printf "SET PASSWORD = '%s';\\n" "$(hash "$new")" | ask_as "$user" "$old"
  if ! signs_in "$user" "$new"; then fail "$user does not sign in with the new password, which was taken"; fi
  say "$user has the new password"
done
`;
}
