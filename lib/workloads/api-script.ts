import { Volume } from '../kubernetes';

/**
 * Shell functions that talk to the Kubernetes API as the pod's service account. For any POSIX shell, with curl and sed alone: they run in the engines' own
 * images, down to curl 7.29 and bash 4.2.
 *
 * - `api METHOD PATH [curl option ...]` sets `api_code` and `api_body`, and fails where there is no answer. Its code is not judged.
 * - `api_flat` makes of JSON on standard input one line without spaces between its parts, without what others wrote into it: labels, annotations and
 *   whatever is escaped within strings. What is left has quotes only where a string begins or ends, so that `"name":` is a field and never text.
 */
export function apiFunctions(): string {
  // The token is written into a configuration that curl reads from its standard input: arguments can be seen by whoever sees processes.
  return `api_token_dir=\${SERVICE_ACCOUNT_DIR:-${Volume.API_ACCESS_PATH}}
api() {
  api_method=$1
  api_path=$2
  shift 2
  api_code=000
  api_body=
  api_token=
  # The kubelet renews the file, so it is read each time. It has no newline at its end.
  IFS= read -r api_token 2>/dev/null <"$api_token_dir/token" || [ -n "$api_token" ] || return 1
  case $KUBERNETES_SERVICE_HOST in
  *:*) api_host="[$KUBERNETES_SERVICE_HOST]" ;;
  *) api_host=$KUBERNETES_SERVICE_HOST ;;
  esac
  api_body=$(printf 'header = "Authorization: Bearer %s"\\n' "$api_token" |
    curl --config - -g -sS --noproxy '*' --connect-timeout 5 -m 15 --cacert "$api_token_dir/ca.crt" \\
      -X "$api_method" -w '\\n%{http_code}' "$@" \\
      "https://$api_host:\${KUBERNETES_SERVICE_PORT:-443}$api_path?pretty=false") || return 1
  api_code=\${api_body##*
}
  api_body=\${api_body%
*}
}

api_flat() {
  LC_ALL=C sed -e ':join' -e '$!{N;bjoin' -e '}' -e 's/[[:space:]]*\\n[[:space:]]*//g' -e 's/\\\\.//g' -e 's/": /":/g' |
    LC_ALL=C sed ${FLAT_MAPS.map((field) => `-e 's/"${field}":{\\("[^"]*":"[^"]*",\\{0,1\\}\\)*}//g'`).join(' ')}
}
`;
}

/** Maps whose keys and values are anybody's. */
const FLAT_MAPS = ['annotations', 'labels', 'matchLabels'];
