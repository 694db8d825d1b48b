import { CLUSTER } from '../components';

/** The probe's own database. */
export const PROBE_DATABASE = 'probe';

/**
 * The program of a probe: a row into every shard, and all of them back, as a client would. The tables are made once; statements for the
 * whole cluster would otherwise fail with any one server, and a probe must not.
 *
 * @see https://clickhouse.com/docs/engines/table-engines/special/distributed
 */
export function probeProgram(shards: number): string {
  return `set -eu
client() {
  clickhouse-client --query "$1"
}
if [ "$(client "EXISTS TABLE probe.everywhere")" != 1 ]; then
  client "CREATE DATABASE IF NOT EXISTS probe ON CLUSTER '${CLUSTER}'"
  client "CREATE TABLE IF NOT EXISTS probe.local ON CLUSTER '${CLUSTER}' (id UInt64, at DateTime DEFAULT now()) ENGINE = ReplicatedMergeTree ORDER BY id TTL at + INTERVAL 1 DAY"
  client "CREATE TABLE IF NOT EXISTS probe.everywhere ON CLUSTER '${CLUSTER}' AS probe.local ENGINE = Distributed('${CLUSTER}', 'probe', 'local', id)"
fi
first=$(($(date +%s) * ${shards}))
client "INSERT INTO probe.everywhere (id) SETTINGS distributed_foreground_insert = 1 SELECT $first + number FROM numbers(${shards})"
# Another replica may answer than the one that was written to.
for attempt in 1 2 3 4 5 6 7 8 9 10; do
  found=$(client "SELECT count() FROM probe.everywhere WHERE id >= $first AND id < $first + ${shards}")
  [ "$found" -lt ${shards} ] || exit 0
  sleep 3
done
echo "of ${shards} rows, one into each shard, $found came back" >&2
exit 1
`;
}
