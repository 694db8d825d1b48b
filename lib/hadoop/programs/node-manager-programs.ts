import { Duration } from 'cdk8s';
import { MemberSet } from '../../kubernetes/internal';
import { ROUND } from '../../workloads/internal';
import { SPOT_LABEL } from '../components';
import { HadoopLayout } from '../layout';
import { EXCLUDED_NODE_MANAGERS } from '../paths';
import { PORTS } from '../ports';

/** What the ResourceManager's companion is made from. */
export interface ResourceManagerMembershipInput {
  readonly layout: HadoopLayout;
  readonly nodeManagerSets: MemberSet[];
  readonly spot: boolean;
  readonly decommissionTimeout: Duration;
  /** Shell functions that read what a StatefulSet is to have. */
  readonly ownerFunctions: string;
}

/**
 * The ResourceManager's companion. Only the active one's does anything: it compares which NodeManagers should leave with what the ResourceManager knows,
 * and tells it where they differ. The list is in its file only while it is read: a ResourceManager that becomes active reads the file as well,
 * and would end all containers of those in it at once, since it knows no timeouts (YARN-5464). So it reads an empty one, and its own companion begins anew.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-yarn/hadoop-yarn-site/GracefulDecommission.html
 */
export function resourceManagerMembershipProgram(input: ResourceManagerMembershipInput): string {
  const { layout, nodeManagerSets, spot, decommissionTimeout, ownerFunctions } = input;
  const sets = nodeManagerSets.map(({ name, domain }) => `wanted_of ${name} ${domain}`);
  const timeout = decommissionTimeout.toSeconds();
  return `#!/bin/bash
set -u
${ownerFunctions}
http=http://localhost:${PORTS.resourceHttp.port}/ws/v1/cluster
pause=\${MEMBERSHIP_PAUSE:-5}

log() {
  echo "membership: $*" >&2
}

# This one, whichever is active: the other has a list of its own.
own_rmadmin() {
  yarn rmadmin -Dyarn.resourcemanager.ha.enabled=false -Dyarn.resourcemanager.admin.address="$POD_HOST:${PORTS.resourceAdmin.port}" "$@"
}

is_active() {
  curl -fsS -m 10 "$http/info" | grep -q '"haState":"ACTIVE"'
}

# One line for each NodeManager that is known: its host and its state.
known() {
  local answer
  answer=$(curl -fsS -m 10 -H 'Accept: application/json' "$http/nodes") || return 1
  tr '{' '\\n' <<<"$answer" | sed -nE 's/.*"state":"([A-Z_]+)","id":"([^":]+):[0-9]+".*/\\2 \\1/p'
}

# Of the NodeManagers of one set: who is to leave, and who must be told something.
wanted_of() {
  local replicas host state ordinal
  replicas=$(owner_state ${layout.namespaceName} "$1") || return 1
  case $replicas in 0 | gone | going) return 0 ;; esac
  while read -r host state; do
    case $host in
    "$1"-*."$2")
      ordinal=\${host%%.*}
      ordinal=\${ordinal##*-}
      if [ "$ordinal" -ge "$replicas" ]; then
        leaving="$leaving $host"
        case $state in RUNNING | UNHEALTHY | NEW) differs=yes ;; esac
      else
        case $state in DECOMMISSIONING | DECOMMISSIONED) differs=yes ;; esac
      fi
      ;;
    esac
  done <<<"$nodes"
}

empty_list() {
  echo '<?xml version="1.0"?><hosts></hosts>' >${EXCLUDED_NODE_MANAGERS}
}

tell() {
  local host
  {
    echo '<?xml version="1.0"?><hosts>'
    for host in $leaving; do echo "<host><name>$host</name><timeout>${timeout}</timeout></host>"; done
    echo '</hosts>'
  } >${EXCLUDED_NODE_MANAGERS}
  own_rmadmin -refreshNodes -g ${timeout} -server && log "leaving: \${leaving:-nobody}"
  empty_list
}
${
  spot
    ? `
# Spare capacity takes what the rest has no room for, but no ApplicationMaster.
ensure_label() {
  curl -fsS -m 10 "$http/get-node-labels" | grep -q '"${SPOT_LABEL}"' && return
  own_rmadmin -addToClusterNodeLabels '${SPOT_LABEL}(exclusive=false)'
}
`
    : ''
}
watch() {
  while :; do
    : >${ROUND}
    leaving=
    differs=
    if is_active${spot ? ' && ensure_label' : ''} && nodes=$(known) && ${sets.join(' && ')}; then
      if [ -n "$differs" ]; then tell; fi
    fi
    sleep "$pause"
  done
}

# Beside the shell, which otherwise would hear of its end only when a command has ended.
trap 'exit 0' TERM INT
empty_list
watch &
wait
`;
}

/** What a NodeManager that leaves waits for: that its containers have ended, or their time is up. */
export function nodeManagerLeaveProgram({ resourceManagers }: HadoopLayout): string {
  const hosts = resourceManagers.map(({ host }) => `${host}:${PORTS.resourceHttp.port}`).join(' ');
  return `#!/bin/bash
set -u
self=$POD_HOST:${PORTS.containerManager.port}
pause=\${LEAVE_PAUSE:-5}
while :; do
  # Who is standby sends to the active one, which is asked anyway.
  for manager in ${hosts}; do
    state=$(curl -fsS -m 10 -H 'Accept: application/json' "http://$manager/ws/v1/cluster/nodes/$self" |
      sed -nE 's/.*"state":"([A-Z_]+)".*/\\1/p') || continue
    case $state in
    DECOMMISSIONED | SHUTDOWN | LOST)
      echo "leaving: $state" >&2
      exit 0
      ;;
    ?*) echo "leaving: $state" >&2 ;;
    esac
  done
  sleep "$pause"
done
`;
}
