import { apiFunctions } from './api-script';

/** What the program is made from, complete. */
export interface GrowthScriptInput {
  readonly namespaceName: string;
  /** The file that names the claims: a line each, with the claim's name and the quantity that it grows to. */
  readonly list: string;
}

/**
 * Asks for more, for each claim of a list that has less.
 *
 * A claim that does not exist yet is left to the next run, and so is one that has no volume yet: the API server lets only bound claims grow.
 */
export function growthScript({ namespaceName, list }: GrowthScriptInput): string {
  return `#!/bin/sh
set -u
${apiFunctions()}
claims=/api/v1/namespaces/${namespaceName}/persistentvolumeclaims
failed=0

log() {
  echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) growth: $*"
}

refused() {
  log "$1: the API server does not $2: status $api_code $(printf '%s\\n' "$api_body" | sed -n 's/.*"message":"\\(.*\\)","reason".*/\\1/p')"
  failed=1
}

# Bytes of a quantity as the API server prints it: a whole number and a suffix. Fails for the rest: fractions of a byte, and exponents.
bytes_of() {
  number=\${1%%[!0-9]*}
  [ -n "$number" ] || return 1
  case \${1#"$number"} in
  '') factor=1 ;;
  k) factor=1000 ;;
  M) factor=1000000 ;;
  G) factor=1000000000 ;;
  T) factor=1000000000000 ;;
  P) factor=1000000000000000 ;;
  Ki) factor=1024 ;;
  Mi) factor=1048576 ;;
  Gi) factor=1073741824 ;;
  Ti) factor=1099511627776 ;;
  Pi) factor=1125899906842624 ;;
  *) return 1 ;;
  esac
  echo $((number * factor))
}

grow() {
  api GET "$claims/$1" -H 'Accept: application/json' || {
    log "$1: the API server does not answer"
    failed=1
    return
  }
  case $api_code in
  200) ;;
  404) return ;;
  *) refused "$1" tell && return ;;
  esac
  claim=$(printf '%s\\n' "$api_body" | api_flat)
  case $claim in *'"phase":"Bound"'*) ;; *) return ;; esac
  has=$(printf '%s\\n' "$claim" | sed -n 's/.*"requests":{"storage":"\\([^"]*\\)"}.*/\\1/p')
  version=$(printf '%s\\n' "$claim" | sed -n 's/.*"resourceVersion":"\\([0-9]*\\)".*/\\1/p')
  if ! had=$(bytes_of "$has") || [ -z "$version" ]; then
    log "$1: has '$has', which cannot be compared with $2"
    failed=1
    return
  fi
  if [ "$had" -ge "$(bytes_of "$2")" ]; then return; fi
  # Of the version that was looked at: whoever asked for still more meanwhile is not undone.
  if api PATCH "$claims/$1" -H 'Accept: application/json' -H 'Content-Type: application/merge-patch+json' \\
    -d '{"metadata":{"resourceVersion":"'"$version"'"},"spec":{"resources":{"requests":{"storage":"'"$2"'"}}}}' &&
    [ "$api_code" = 200 ]; then
    log "$1: grows from $has to $2"
  elif [ "$api_code" = 409 ]; then
    log "$1: has changed meanwhile; the next run looks again"
  else
    refused "$1" "let it grow from $has to $2"
  fi
}

while read -r name size; do
  grow "$name" "$size"
done <${list}
exit $failed
`;
}
