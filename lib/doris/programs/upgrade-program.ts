import { CLIENT, looksIn, words } from './client';

/** An upgrade. */
export interface UpgradeProgramOptions {
  /** The release that everything is to have: `4.0.1`. */
  readonly release: string;
  /** How many frontends and backends there are to be. */
  readonly members: number;
  /** For how long the program waits, in seconds. */
  readonly patience: number;
}

/** What Doris does by itself when members come and go, which must not happen while they are merely exchanged. */
const SETTINGS = ['disable_balance', 'disable_colocate_balance', 'disable_tablet_scheduler'];

/**
 * The program that runs beside an upgrade: no copies are repaired or moved until every frontend and backend lives with the new release. Frontends forget
 * what was set when they start anew, and so does the cluster when another one becomes master, so it is said again with each look. It remembers
 * nothing: one that comes after another that was lost sees how far the upgrade is.
 *
 * When it has waited for too long, copies are repaired and moved again, and it fails: a cluster that is left without is worse.
 *
 * @see https://doris.apache.org/docs/4.x/admin-manual/cluster-management/upgrade
 */
export function upgradeProgram({ release, members, patience }: UpgradeProgramOptions): string {
  return `${CLIENT}
set_all() {
  local setting
  for setting in ${words(SETTINGS)}; do
    ask "ADMIN SET ALL FRONTENDS CONFIG (\\"$setting\\" = \\"$1\\")" || return 1
  done
}

# Prints who is not there yet, with the new release.
behind() {
  { ask 'SHOW FRONTENDS' | columns Host Alive Version && ask 'SHOW BACKENDS' | columns Host Alive Version; } |
    awk -F '\\t' -v release=${words([`doris-${release}`])} '
      { there++ }
      $2 != "true" || ($3 != release && index($3, release "-") != 1) { print $1 ": " ($2 == "true" ? $3 : "does not answer") }
      END { if (there < ${members}) print there + 0 " of ${members} members are there" }'
}

said=
left=${looksIn(patience)}
while :; do
  if set_all true && late=$(behind); then
    if [ -z "$late" ]; then break; fi
    if [ "$late" != "$said" ]; then
      say "$late"
      said=$late
    fi
  else
    say 'no frontend answers'
  fi
  left=$((left - 1))
  if [ "$left" -le 0 ]; then
    set_all false
    fail "the upgrade takes too long, and copies are repaired and moved again: $said"
  fi
  wait_a_while
done
set_all false
say 'every member has ${release}'
`;
}
