import { CLIENT } from './client';
import { DorisGrant } from './users-program';

/** The probe's own database and table. */
export const PROBE_DATABASE = 'probe';
const TABLE = 'heartbeat';

/** What a user of the probe may do. */
export const PROBE_GRANTS: DorisGrant[] = ['SELECT_PRIV', 'LOAD_PRIV'].map((privilege) => ({
  privilege,
  on: `internal.${PROBE_DATABASE}.${TABLE}`,
}));

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
 * The program of a probe: a row by stream load, as clients bring theirs, and back by a query. The frontend sends it on to a backend, which may be seen by
 * its own name only. DORIS_HTTP_PORT is the frontend's.
 *
 * @see https://doris.apache.org/docs/4.x/data-operate/import/import-way/stream-load-manual
 */
export function probeProgram(): string {
  return `${CLIENT}
probe=\${PROBE_NAME:-probe}
at=$(date +%s%N)
# Into a configuration, which is no argument.
escaped=$(printf '%s' "$DORIS_USER:$DORIS_PASSWORD" | sed 's/[\\\\"]/\\\\&/g')
answer=$(printf 'user = "%s"\\n' "$escaped" | curl --config - -sS --location-trusted --connect-timeout 10 -m 60 \\
  -X PUT -H 'Expect: 100-continue' -H "label: $probe-$at" -H 'column_separator: ,' -H 'columns: probe, written' \\
  --data-binary "$probe,$at" "http://$DORIS_HOST:\${DORIS_HTTP_PORT:-8030}/api/${PROBE_DATABASE}/${TABLE}/_stream_load")
# Whatever became of it, the status of the answer is 200.
case $(printf '%s' "$answer" | tr -d ' \\t\\r\\n') in
*'"Status":"Success"'* | *'"Status":"PublishTimeout"'*) ;;
*) fail "the load failed: $answer" ;;
esac
# It may take until it is seen.
for attempt in 1 2 3 4 5 6; do
  found=$(ask "SELECT written FROM \\\`${PROBE_DATABASE}\\\`.\\\`${TABLE}\\\` WHERE probe = '$probe'" | sed -n 2p)
  # One that came later may have been quicker.
  if [ "\${found:-0}" -ge "$at" ]; then exit 0; fi
  wait_a_while
done
fail "a row that was loaded is not found"
`;
}
