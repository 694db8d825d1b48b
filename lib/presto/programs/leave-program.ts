/**
 * How a worker leaves: it is told to shut down, finishes what it has begun, and ends by itself. Nothing but the end of its process says that it has.
 *
 * @param curl asks its server as somebody who may tell it so
 * @param url where its server is
 * @see https://prestodb.io/docs/current/admin/graceful-shutdown.html
 */
export function leaveProgram(curl: string, url: string): string {
  return `#!/bin/sh
set -u
told=$(${curl} -sS -m 10 -o /dev/null -w '%{http_code}' -X PUT -H 'Content-Type: application/json' \\
  -d '"SHUTTING_DOWN"' ${url}/v1/info/state)
case $told in
200) echo 'leaving: told to shut down' >&2 ;;
# One that has not started has nothing to finish; one that is ending already does not answer.
000) echo 'leaving: it does not answer' >&2 ;;
*)
  echo "leaving: told to shut down, it says $told" >&2
  exit 1
  ;;
esac
while kill -0 1 2>/dev/null; do
  sleep 1
  [ "$told" = 200 ] || exit 0
done
`;
}
