import { CLIENT, words } from './client';
import { DorisGrant } from './users-program';

/** The probe's own database and table. */
export const PROBE_DATABASE = 'probe';
const TABLE = 'heartbeat';

/**
 * What a user of the probe may do.
 *
 * @param computeGroups the names of what it runs on: none, where the data lies on backends
 */
export function probeGrants(computeGroups: readonly string[]): DorisGrant[] {
  return [
    ...['SELECT_PRIV', 'LOAD_PRIV'].map((privilege) => ({ privilege, on: `internal.${PROBE_DATABASE}.${TABLE}` })),
    ...computeGroups.map((name) => ({ privilege: 'USAGE_PRIV', on: `COMPUTE GROUP ${name}` })),
  ];
}

/**
 * The statements that make the probe's table, for whoever may. It has as many copies as production's tables, and a piece for each backend, so that each
 * is written to. Of each probe there is the last row alone.
 */
export function probeStatements(replication: number, backends: number): string[] {
  return [
    `CREATE DATABASE IF NOT EXISTS \`${PROBE_DATABASE}\``,
    `CREATE TABLE IF NOT EXISTS \`${PROBE_DATABASE}\`.\`${TABLE}\` (probe VARCHAR(64) NOT NULL, written BIGINT NOT NULL) UNIQUE KEY (probe) DISTRIBUTED BY HASH (probe) BUCKETS ${backends} PROPERTIES ("replication_num" = "${replication}")`,
  ];
}

/**
 * The program of a probe: a row by stream load, as clients bring theirs, and back by a query, in each compute group. The frontend sends the row on to a
 * backend, which may be seen by its own name only. DORIS_HTTP_PORT is the frontend's.
 *
 * Of the names that releases have for the header of the group, all know this one. The client sends USE as a change of the database, and Doris takes it as
 * such.
 *
 * @param computeGroups their names: none, where the data lies on backends
 * @see https://doris.apache.org/docs/4.x/data-operate/import/import-way/stream-load-manual
 * @see https://doris.apache.org/docs/4.x/compute-storage-decoupled/compute-group
 */
export function probeProgram(computeGroups: readonly string[]): string {
  return `${CLIENT}
at=$(date +%s%N)
# Into a configuration, which is no argument.
escaped=$(printf '%s' "$DORIS_USER:$DORIS_PASSWORD" | sed 's/[\\\\"]/\\\\&/g')

# round_trip NAME [GROUP]
round_trip() {
  local probe=$1 group=$2 place=\${2:+$2: } use=\${2:+USE @$2;$'\\n'} answer attempt found
  answer=$(printf 'user = "%s"\\n' "$escaped" | curl --config - -sS --location-trusted --connect-timeout 10 -m 60 \\
    -X PUT -H 'Expect: 100-continue' -H "label: $probe-$at" -H 'column_separator: ,' -H 'columns: probe, written' \\
    \${group:+-H "cloud_cluster: $group"} \\
    --data-binary "$probe,$at" "http://$DORIS_HOST:\${DORIS_HTTP_PORT:-8030}/api/${PROBE_DATABASE}/${TABLE}/_stream_load")
  # Whatever became of it, the status of the answer is 200.
  case $(printf '%s' "$answer" | tr -d ' \\t\\r\\n') in
  *'"Status":"Success"'* | *'"Status":"PublishTimeout"'*) ;;
  *) fail "\${place}the load failed: $answer" ;;
  esac
  # It may take until it is seen.
  for attempt in 1 2 3 4 5 6; do
    found=$(ask "\${use}SELECT written FROM \\\`${PROBE_DATABASE}\\\`.\\\`${TABLE}\\\` WHERE probe = '$probe'" | sed -n 2p)
    # One that came later may have been quicker.
    if [ "\${found:-0}" -ge "$at" ]; then return 0; fi
    wait_a_while
  done
  fail "\${place}a row that was loaded is not found"
}

for group in ${computeGroups.length > 0 ? words([...computeGroups]) : "''"}; do
  round_trip "\${PROBE_NAME:-probe}\${group:+-$group}" "$group"
done
`;
}
