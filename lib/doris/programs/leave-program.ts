import { CLIENT, words } from './client';

/** How a compute node leaves. */
export interface LeaveProgramOptions {
  /** What comes after the name of a pod in the host that it registers: `.<service>.<namespace>.svc.cluster.local`. */
  readonly domain: string;
  readonly heartbeatPort: number;
  /** The port at which the node shows its metrics. */
  readonly httpPort: number;
  /** The file of the password, which follows the one that is in force: variables have what there was at the start. */
  readonly passwordFile: string;
}

/** The metric of the parts of queries that run on a backend. */
const RUNNING = 'doris_be_fragment_instance_count';

/**
 * The program of a compute node that ends: frontends give it nothing more, it waits until no query has a part on it, and then it is forgotten. One that
 * comes back under the same name registers anew.
 *
 * It is not decommissioned: that moves tablets, of which it has none, and keeps no query away.
 *
 * @see https://doris.apache.org/docs/4.x/sql-manual/sql-statements/cluster-management/instance-management/MODIFY-BACKEND
 */
export function leaveProgram({ domain, heartbeatPort, httpPort, passwordFile }: LeaveProgramOptions): string {
  return `#!/bin/bash
DORIS_PASSWORD=$(cat ${words([passwordFile])})
${CLIENT}
self=$POD_NAME${words([`${domain}:${heartbeatPort}`])}

# Sets tablets: how many the node holds, or nothing, where nobody knows it.
look() {
  tablets=$(ask 'SHOW BACKENDS' | columns Host HeartbeatPort TabletNum | awk -F '\\t' -v self="$self" '$1 ":" $2 == self { print $3 }')
}

# Prints how many parts of queries run here. The user comes as a configuration, which is no argument.
running() {
  printf 'user = "%s"\\n' "$(printf '%s' "$DORIS_USER:$DORIS_PASSWORD" | sed 's/[\\\\"]/\\\\&/g')" |
    curl --config - -fsS -m 10 "http://127.0.0.1:\${DORIS_BACKEND_PORT:-${httpPort}}/metrics" |
    awk '$1 == "${RUNNING}" { found = 1; print $2 } END { exit !found }'
}

look
if [ -z "$tablets" ]; then
  say 'nobody knows it any more'
  exit 0
fi
if [ "$tablets" != 0 ]; then fail "it holds $tablets tablets, so it is no compute node: it is not forgotten"; fi
ask "ALTER SYSTEM MODIFY BACKEND \\"$self\\" SET (\\"disable_query\\" = \\"true\\", \\"disable_load\\" = \\"true\\")"
say 'it gets nothing more'
said=
# A query that was planned before may still be on its way.
quiet=0
while [ "$quiet" -lt 2 ]; do
  wait_a_while
  if ! count=$(running); then
    quiet=0 count=unknown
  elif [ "$count" = 0 ]; then
    quiet=$((quiet + 1))
  else
    quiet=0
  fi
  if [ "$count" != "$said" ]; then
    say "parts of queries that run: $count"
    said=$count
  fi
done
# It may have been forgotten meanwhile.
look
if [ -n "$tablets" ]; then ask "ALTER SYSTEM DROPP BACKEND \\"$self\\""; fi
say 'it is forgotten'
`;
}
