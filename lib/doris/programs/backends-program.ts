import { apiFunctions } from '../../workloads/internal';
import { CLIENT, looksIn, words } from './client';

/** Backends, of which some leave. */
export interface BackendsProgramOptions {
  /** Where the API server has the custom resource: `/apis/<group>/<version>/namespaces/<namespace>/dorisclusters/<name>`. */
  readonly object: string;
  /** The annotation of it that says from which ordinal on backends hold nothing, and of which generation of the object that is true: `4@7`. */
  readonly annotation: string;
  /** The name of their set, which is that of its pods before the ordinal. */
  readonly set: string;
  /** What comes after the name of a pod in the host that it registers: `.<service>.<namespace>.svc.cluster.local`. */
  readonly domain: string;
  readonly heartbeatPort: number;
  /** How many there are to be. */
  readonly backends: number;
  /** How many of them leave, of the highest ordinals, which are those that the set removes. Default: nothing is said of it. */
  readonly leaving?: number;
  /** How many copies tables have where their statements say nothing. Where a table has more, that counts. */
  readonly replication: number;
  /** For how long the program waits, in seconds, before it says what still holds it. */
  readonly patience: number;
}

/** What every run looks at, and how it says what it found. */
function common({ object, annotation, set, domain, heartbeatPort }: BackendsProgramOptions): string {
  return `${CLIENT}
${apiFunctions()}
# Sets rows: the ordinal of each backend, or a dash where it is none of the set, and its host, port, whether it is alive, whether it is
# decommissioned, how many tablets it holds, and its role.
look() {
  rows=$(ask 'SHOW BACKENDS' | columns Host HeartbeatPort Alive SystemDecommissioned TabletNum NodeRole |
    awk -F '\\t' -v before=${words([`${set}-`])} -v after=${words([domain])} -v port=${heartbeatPort} '{
      ordinal = "-"
      middle = length($1) - length(before) - length(after)
      if ($2 == port && middle > 0 && index($1, before) == 1 && substr($1, length($1) - length(after) + 1) == after)
        ordinal = substr($1, length(before) + 1, middle)
      print (ordinal ~ /^[0-9]+$/ ? ordinal : "-") "\\t" $0
    }')
}

# Runs a function for each row.
each() {
  local ordinal host port alive decommissioned tablets role
  while IFS=$'\\t' read -r ordinal host port alive decommissioned tablets role; do
    if [ -n "$ordinal" ]; then "$1"; fi
  done <<<"$rows"
}

# Whether a row is of the set, from an ordinal on and below another one.
within() {
  [ "$ordinal" != - ] && [ "$ordinal" -ge "$1" ] && { [ $# -lt 2 ] || [ "$ordinal" -lt "$2" ]; }
}

add_address() {
  addresses="$addresses\${addresses:+, }\\"$host:$port\\""
}

# Says of the object what guards of the API server read: a text, or null.
mark() {
  api PATCH ${words([object])} -H 'Content-Type: application/merge-patch+json' \\
    --data-binary "{\\"metadata\\":{\\"annotations\\":{\\"${annotation}\\":$1}}}" || fail 'the API server does not answer'
  if [ "$api_code" != 200 ]; then fail "the API server does not take what was found: status $api_code"; fi
}
`;
}

/** Those that leave, and those that are told to stay. */
function leaves(options: BackendsProgramOptions & { readonly leaving: number }): string {
  const { object, backends, leaving, replication, patience } = options;
  const staying = backends - leaving;
  const cancels = `
# Who leaves is said by ordinals alone, so all others stay.
add_if_to_stay() {
  if within 0 ${staying} && [ "$decommissioned" = true ]; then add_address; fi
}

look
addresses=
each add_if_to_stay
if [ -n "$addresses" ]; then
  ask "CANCEL DECOMMISSION BACKEND $addresses"
  say "stay: $addresses"
fi
`;
  if (leaving === 0) return `mark null\n${cancels}`;
  return `${cancels}
count_staying() {
  if ! within ${staying} && [ "$alive $decommissioned $role" = 'true false mix' ]; then staying=$((staying + 1)); fi
}

add_if_new() {
  if within ${staying} ${backends} && [ "$decommissioned" = false ]; then add_address; fi
}

# What still holds tablets, of those that leave.
add_holding() {
  if within ${staying} ${backends} && [ "$tablets" != 0 ]; then
    holding="$holding\${holding:+, }$host: $tablets tablets$([ "$alive" = true ] || echo ', and does not answer')"
  fi
}

# Else rows would vanish while pods live. Frontends that start anew have what their file says.
ask 'ADMIN SET FRONTEND CONFIG ("drop_backend_after_decommission" = "false")'
look
holding=
each add_holding
if [ -n "$holding" ]; then mark null; fi
addresses=
each add_if_new
if [ -n "$addresses" ]; then
  needed=$(ask 'SELECT MAX(REPLICA_NUM) FROM information_schema.partitions' | sed -n 2p)
  case $needed in '' | *[!0-9]*) needed=0 ;; esac
  if [ "$needed" -lt ${replication} ]; then needed=${replication}; fi
  staying=0
  each count_staying
  if [ "$staying" -lt "$needed" ]; then fail "$staying backends would stay, and tables have $needed copies: nothing leaves"; fi
  ask "ALTER SYSTEM DECOMMISSION BACKEND $addresses"
  say "leave: $addresses"
fi
said=
left=${looksIn(patience)}
while :; do
  if look; then
    holding=
    each add_holding
    if [ -z "$holding" ]; then break; fi
    if [ "$holding" != "$said" ]; then
      say "still held: $holding"
      said=$holding
    fi
  else
    say 'no frontend answers'
  fi
  left=$((left - 1))
  if [ "$left" -le 0 ]; then fail "still held: \${holding:-unknown}; they go on leaving, and may be told to stay"; fi
  wait_a_while
done
# What is true of the object before the look: whoever changes it meanwhile makes it untrue.
api GET ${words([object])} -H 'Accept: application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1' || fail 'the API server does not answer'
generation=$(printf '%s\\n' "$api_body" | api_flat | sed -n 's/.*"generation":\\([0-9][0-9]*\\).*/\\1/p')
if [ "$api_code" != 200 ] || [ -z "$generation" ]; then fail "the API server does not tell of the cluster: status $api_code"; fi
look
holding=
each add_holding
if [ -n "$holding" ]; then fail "still held: $holding"; fi
mark "\\"${staying}@$generation\\""
say 'those that leave hold no tablet'
`;
}

/**
 * The program that brings the members of the cluster to where their number is to be, each time it runs:
 *
 * - backends that leave are decommissioned, and waited for until they hold no tablet; the API server is told, and then lets the number fall,
 * - with nobody that leaves, those that were leaving are told to stay,
 * - backends beyond the number are forgotten, once their pods are gone. What lives, holds tablets or was never decommissioned is not.
 *
 * It remembers nothing, and may be cut off anywhere and begun again. Rows stay until their pods are gone, since a pod that still runs would register as
 * new; a row that is gone anyhow is a backend that holds nothing.
 *
 * Free space is not looked at by Doris: tablets that nobody has room for stay, as do those that nobody may move, and those of tables that were
 * dropped within a day.
 *
 * @see https://doris.apache.org/docs/4.x/sql-manual/sql-statements/cluster-management/instance-management/DECOMMISSION-BACKEND
 * @see https://doris.apache.org/docs/4.x/sql-manual/sql-statements/cluster-management/instance-management/DROP-BACKEND
 */
export function backendsProgram(options: BackendsProgramOptions): string {
  const { backends, leaving, patience } = options;
  return `${common(options)}
${leaving === undefined ? 'mark null\n' : leaves({ ...options, leaving })}
add_if_gone() {
  if ! within ${backends}; then return 0; fi
  if [ "$alive" = true ]; then reasons="$reasons $host still lives."
  elif [ "$decommissioned" != true ]; then reasons="$reasons $host was not decommissioned."
  elif [ "$tablets" != 0 ]; then reasons="$reasons $host still holds $tablets tablets."
  else add_address
  fi
}

left=${looksIn(patience)}
while :; do
  addresses= reasons=
  if look; then each add_if_gone; else reasons=' no frontend answers.'; fi
  if [ -z "$reasons" ]; then break; fi
  left=$((left - 1))
  if [ "$left" -le 0 ]; then fail "nothing is forgotten:$reasons"; fi
  wait_a_while
done
if [ -n "$addresses" ]; then ask "ALTER SYSTEM DROPP BACKEND $addresses"; fi
say "forgotten: \${addresses:-none}"
`;
}
