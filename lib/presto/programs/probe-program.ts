/** For so many seconds a query of the probe goes on: one that waits longer is given up. */
const LONGEST = 150;

/** Where the probe asks. */
export interface ProbedAt {
  /** Where it asks queries. */
  readonly url: string;
  /** Where clients do, where that is somewhere else: it must answer, if only that it does not know who asks. Default: where the probe does. */
  readonly entry?: string;
}

/**
 * Asks the catalog that it is called with for its schemas, as a client does: what the catalog is made of must answer, and a worker must be there.
 *
 * @param curl asks the coordinator as the probe
 * @see https://prestodb.io/docs/current/develop/client-protocol.html
 */
export function probeProgram(curl: string, { url, entry }: ProbedAt): string {
  return `#!/bin/sh
set -u
catalog=$1
end=$(($(date +%s) + ${LONGEST}))
fail() {
  printf '%s\\n' "$1" >&2
  echo "$catalog does not answer" >&2
  exit 1
}

${entry ? entryCheck(curl, entry) : ''}\
answer=$(${curl} -fsS -m 60 --data-binary "SHOW SCHEMAS FROM $catalog" '${url}/v1/statement') || fail 'the coordinator does not take the query'
while :; do
  case $answer in
  *'"error":{'*) fail "$(printf '%s\\n' "$answer" | sed 's/.*"error":{"message":"\\([^"]*\\)".*/\\1/' | cut -c 1-500)" ;;
  esac
  next=$(printf '%s\\n' "$answer" | sed -n 's/.*"nextUri":"\\([^"]*\\)".*/\\1/p')
  [ -n "$next" ] || break
  [ "$(date +%s)" -lt "$end" ] || fail 'the query does not end'
  answer=$(${curl} -fsS -m 60 "$next") || fail 'the coordinator does not answer any more'
done
echo "$catalog answers"
`;
}

function entryCheck(curl: string, entry: string): string {
  return `case $(${curl} -sS -m 60 -o /dev/null -w '%{http_code}' '${entry}/v1/info') in
000 | 5*) fail 'what clients speak to does not answer' ;;
esac
`;
}
