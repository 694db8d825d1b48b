import { apiFunctions } from './api-script';

/** A kind of workload, as the API server's paths and grants name it. */
export type OwnerResource = 'statefulsets' | 'deployments';

/**
 * A shell function that tells what a StatefulSet or a Deployment is to have, besides those of `apiFunctions`.
 *
 * `owner_state NAMESPACE NAME` prints
 * - `gone`, where there is no such workload,
 * - `going`, where it is being deleted,
 * - else how many pods it is to have: a member of a StatefulSet whose ordinal is not below that leaves for good.
 *
 * It fails where the API server does not answer or does not tell, and says why on standard error.
 *
 * The service account needs `get` on the resource and on its `scale`, of that name.
 */
export function ownerFunctions(resource: OwnerResource = 'statefulsets'): string {
  return `${apiFunctions()}
owner_state() {
  owner_path=/apis/apps/v1/namespaces/$1/${resource}/$2
  # Of the set itself the metadata alone: nothing of its pods can look like an answer.
  api GET "$owner_path" -H 'Accept: application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1' || return 1
  case $api_code in
  200) ;;
  404) echo gone && return 0 ;;
  *) owner_refused "$2" && return 1 ;;
  esac
  owner_json=$(printf '%s\\n' "$api_body" | api_flat)
  case $owner_json in
  *'"kind":"PartialObjectMetadata"'*) ;;
  *) owner_refused "$2" && return 1 ;;
  esac
  case $owner_json in *'"deletionTimestamp":"'*) echo going && return 0 ;; esac
  api GET "$owner_path/scale" -H 'Accept: application/json' || return 1
  case $api_code in
  200) ;;
  404) echo gone && return 0 ;;
  *) owner_refused "$2" && return 1 ;;
  esac
  # Zero is left out: "spec":{}. What follows in "status" is how many there are, not how many there should be.
  owner_wanted=$(printf '%s\\n' "$api_body" | api_flat |
    LC_ALL=C sed -n -e 's/.*"spec":{}.*/0/p' -e 's/.*"spec":{"replicas":\\([0-9][0-9]*\\)[,}].*/\\1/p')
  case $owner_wanted in
  '' | *[!0-9]*) owner_refused "$2" && return 1 ;;
  esac
  echo "$owner_wanted"
}

owner_refused() {
  echo "the API server does not tell how many pods $1 should have: status $api_code" >&2
}
`;
}
