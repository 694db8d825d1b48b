import { CLIENT, looksIn, words } from './client';

/** Backends that leave. */
export interface LeavingBackends {
  /** Their hosts, as they registered: of the highest ordinals of the set, which are those that it removes. */
  readonly leaving: string[];
  /** The port that they registered with. */
  readonly heartbeatPort: number;
}

/** How backends leave. */
export interface DecommissionProgramOptions extends LeavingBackends {
  /** How many copies tables have where their statements say nothing. Where a table has more, that counts. */
  readonly replication: number;
  /** For how long a program waits, in seconds, before it says what still holds it. */
  readonly patience: number;
}

/** What the three have in common: who leaves, and how they are now. */
function backends({ leaving, heartbeatPort }: LeavingBackends): string {
  return `${CLIENT}
leaves() {
  local host
  for host in ${words(leaving)}; do if [ "$1" = "$host" ]; then return 0; fi; done
  return 1
}

# Sets rows: host, whether it is alive, whether it is decommissioned, how many tablets it holds, and its role, of each backend.
look() {
  rows=$(ask 'SHOW BACKENDS' | columns Host HeartbeatPort Alive SystemDecommissioned TabletNum NodeRole)
}

# Runs a function for each backend that leaves and still has a row.
each_leaving() {
  local host port alive decommissioned tablets role
  while IFS=$'\\t' read -r host port alive decommissioned tablets role; do
    if [ "$port" = ${heartbeatPort} ] && leaves "$host"; then "$1"; fi
  done <<<"$rows"
}

add_address() {
  addresses="$addresses\${addresses:+, }\\"$host:$port\\""
}
`;
}

/**
 * The program that empties backends before they leave: it decommissions them and waits until they hold no tablet. The rows stay until the pods are gone,
 * since a pod that still runs would register as new; a row that is gone anyhow is a backend that holds nothing.
 *
 * Free space is not looked at by Doris: tablets that nobody has room for stay, as do those that nobody may move, and those of tables that were
 * dropped within a day.
 *
 * @see https://doris.apache.org/docs/4.x/sql-manual/sql-statements/cluster-management/instance-management/DECOMMISSION-BACKEND
 */
export function decommissionProgram(options: DecommissionProgramOptions): string {
  const { replication, patience } = options;
  return `${backends(options)}
count_staying() {
  local host port alive decommissioned tablets role
  staying=0
  while IFS=$'\\t' read -r host port alive decommissioned tablets role; do
    if ! leaves "$host" && [ "$alive $decommissioned $role" = 'true false mix' ]; then staying=$((staying + 1)); fi
  done <<<"$rows"
}

add_if_new() {
  if [ "$decommissioned" = false ]; then add_address; fi
}

# What still holds tablets.
add_holding() {
  if [ "$tablets" != 0 ]; then holding="$holding\${holding:+, }$host: $tablets tablets$([ "$alive" = true ] || echo ', and does not answer')"; fi
}

# Else rows would vanish while pods live. Frontends that start anew have what their file says.
ask 'ADMIN SET FRONTEND CONFIG ("drop_backend_after_decommission" = "false")'
look
addresses=
each_leaving add_if_new
if [ -n "$addresses" ]; then
  needed=$(ask 'SELECT MAX(REPLICA_NUM) FROM information_schema.partitions' | sed -n 2p)
  case $needed in '' | *[!0-9]*) needed=0 ;; esac
  if [ "$needed" -lt ${replication} ]; then needed=${replication}; fi
  count_staying
  if [ "$staying" -lt "$needed" ]; then fail "$staying backends would stay, and tables have $needed copies: nothing leaves"; fi
  ask "ALTER SYSTEM DECOMMISSION BACKEND $addresses"
  say "leave: $addresses"
fi
said=
left=${looksIn(patience)}
while :; do
  if look; then
    holding=
    each_leaving add_holding
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
say 'those that leave hold no tablet'
`;
}

/** The program that tells backends that are leaving to stay. */
export function cancelDecommissionProgram(options: LeavingBackends): string {
  return `${backends(options)}
add_if_leaving() {
  if [ "$decommissioned" = true ]; then add_address; fi
}

look
addresses=
each_leaving add_if_leaving
if [ -n "$addresses" ]; then ask "CANCEL DECOMMISSION BACKEND $addresses"; fi
say "stay: \${addresses:-all}"
`;
}

/**
 * The program that forgets backends that have left, once their pods are gone. What lives, holds tablets or was never decommissioned is not forgotten.
 *
 * @see https://doris.apache.org/docs/4.x/sql-manual/sql-statements/cluster-management/instance-management/DROP-BACKEND
 */
export function dropBackendsProgram(options: LeavingBackends & { readonly patience: number }): string {
  return `${backends(options)}
check() {
  if [ "$alive" = true ]; then reasons="$reasons $host still lives."
  elif [ "$decommissioned" != true ]; then reasons="$reasons $host was not decommissioned."
  elif [ "$tablets" != 0 ]; then reasons="$reasons $host still holds $tablets tablets."
  else add_address
  fi
}

left=${looksIn(options.patience)}
while :; do
  look
  addresses= reasons=
  each_leaving check
  if [ -z "$reasons" ]; then break; fi
  left=$((left - 1))
  if [ "$left" -le 0 ]; then fail "nothing is forgotten:$reasons"; fi
  wait_a_while
done
if [ -n "$addresses" ]; then ask "ALTER SYSTEM DROPP BACKEND $addresses"; fi
say "forgotten: \${addresses:-all}"
`;
}
