/**
 * Asks each catalog for its schemas, as a client does: what the catalog is made of must answer, and a worker must be there.
 *
 * @param curl asks the coordinator as the probe
 * @see https://prestodb.io/docs/current/develop/client-protocol.html
 */
export function probeProgram(curl: string, url: string, catalogs: string[]): string {
  return `#!/bin/sh
set -u
ask() {
  answer=$(${curl} -fsS -m 60 --data-binary "$1" '${url}/v1/statement') || return 1
  while :; do
    case $answer in
    *'"error":{'*)
      printf '%s\\n' "$answer" | sed 's/.*"error":{"message":"\\([^"]*\\)".*/\\1/' | cut -c 1-500 >&2
      return 1
      ;;
    esac
    next=$(printf '%s\\n' "$answer" | sed -n 's/.*"nextUri":"\\([^"]*\\)".*/\\1/p')
    [ -n "$next" ] || return 0
    answer=$(${curl} -fsS -m 60 "$next") || return 1
  done
}

failed=
for catalog in ${catalogs.join(' ')}; do
  if ask "SHOW SCHEMAS FROM $catalog"; then
    echo "$catalog answers"
  else
    echo "$catalog does not answer" >&2
    failed=yes
  fi
done
[ -z "$failed" ]
`;
}
