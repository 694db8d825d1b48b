import { ROUND } from '../../workloads/internal';
import { USER_NAME } from '../components';
import { HadoopLayout } from '../layout';
import { DATA, DIRECTORIES, EXCLUDED_DATA_NODES } from '../paths';
import { PORTS } from '../ports';
import { DIRECTORIES_FILE } from './directories';

/**
 * The NameNode's companion. Which DataNodes leave is not kept anywhere: it follows from how many each StatefulSet is to have, so every NameNode
 * finds it out for itself, after a restart and a failover too, and nobody who leaves needs a right on a NameNode. A DataNode that is merely away is not
 * among them. While the API server does not answer, the last list holds.
 *
 * @param ownerFunctions shell functions that read what a StatefulSet is to have
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HdfsDataNodeAdminGuide.html
 */
export function nameNodeMembershipProgram(layout: HadoopLayout, ownerFunctions: string): string {
  const { dataNodeSets, namespaceName, web } = layout;
  const sets = dataNodeSets.map(({ name, domain }) => `leaving_of ${name} ${domain}`);
  return `#!/bin/bash
set -u
${ownerFunctions}
http=${web.scheme}://localhost:${web.nameNode.port}
rpc=hdfs://$POD_HOST:${PORTS.nameNodeRpc.port}
pause=\${MEMBERSHIP_PAUSE:-5}

log() {
  echo "membership: $*" >&2
}

bean() {
  ${web.ownCurl} -fsS -m 10 "$http/jmx?qry=Hadoop:service=NameNode,name=$1"
}

# Of the DataNodes that the NameNode knows, dead ones too, the addresses of those that are beyond what a set is to have. Not their names: the
# NameNode skips a name that cannot be resolved, as that of a pod that is gone.
leaving_of() {
  local state host address ordinal
  state=$(owner_state ${namespaceName} "$1") || return 1
  case $state in
  # The whole set is stopped or removed: nobody is left to hand over to.
  0 | gone | going) return 0 ;;
  esac
  while read -r host address; do
    case $host in
    "$1"-*."$2")
      ordinal=\${host%%.*}
      ordinal=\${ordinal##*-}
      if [ "$ordinal" -ge "$state" ]; then echo "$address"; fi
      ;;
    esac
  done <<<"$known"
}

leaving() {
  local known
  known=$(bean NameNodeInfo) || return 1
  known=$(grep -E '^ *"(Live|Dead)Nodes" :' <<<"$known" | grep -oE '\\\\"[a-z0-9.-]+:[0-9]+\\\\":\\{[^}]*\\}' |
    sed -nE 's/^\\\\"([^:]+):.*\\\\"xferaddr\\\\":\\\\"([^:]+):[0-9]+\\\\".*/\\1 \\2/p')
  ${sets.join(' &&\n    ')}
}

tell() {
  printf '%s\\n' "$1" >${EXCLUDED_DATA_NODES}.new && mv ${EXCLUDED_DATA_NODES}.new ${EXCLUDED_DATA_NODES} || return 1
  hdfs dfsadmin -fs "$rpc" -refreshNodes || return 1
  log "leaving: \${1:-nobody}"
}

# What users need to begin with. Each line has the arguments of one command.
make_directories() {
  local arguments
  bean NameNodeStatus | grep -q '"State" : "active"' || return 1
  while read -ra arguments; do
    hdfs dfs "\${arguments[@]}" </dev/null || return 1
  done <<<"$1"
  log "directories are made"
}

watch() {
  local told=unknown made= wanted asked
  while :; do
    : >${ROUND}
    if wanted=$(leaving) && [ "$wanted" != "$told" ] && tell "$wanted"; then told=$wanted; fi
    if asked=$(cat ${DIRECTORIES}/${DIRECTORIES_FILE}) && [ "$asked" != "$made" ] && make_directories "$asked"; then made=$asked; fi
    sleep "$pause"
  done
}

# Beside the shell, which otherwise would hear of its end only when a command has ended.
trap 'exit 0' TERM INT
watch &
wait
`;
}

/**
 * What a DataNode that leaves waits for: that it holds no copy that HDFS would miss.
 *
 * A NameNode calls it decommissioned without counting the files that are being written (HDFS-17658), so it also waits until no block is open
 * on it, and until those that were closed meanwhile have all their copies elsewhere: as many as their file asks for, and no more than there are
 * DataNodes that stay. A job's staging files ask for ten (`mapreduce.client.submit.file.replication`).
 *
 * @see https://issues.apache.org/jira/browse/HDFS-17658
 * @see https://issues.apache.org/jira/browse/HDFS-17722
 */
export function dataNodeLeaveProgram({ nameNodes, web, kerberos }: HadoopLayout): string {
  const hosts = nameNodes.map(({ host }) => `${host}:${web.nameNode.port}`).join(' ');
  // With Kerberos the servlet wants proof of who asks, which curl has none of.
  const fsck = kerberos
    ? 'hdfs fsck -blockId "$blocks" 2>/dev/null'
    : `curl -fsS -m 60 -G --data-urlencode "blockId=$blocks" "http://$active/fsck?ugi=${USER_NAME}"`;
  return `#!/bin/bash
set -u
self=$POD_HOST:${PORTS.data.port}
began=/tmp/leaving-since
pause=\${LEAVE_PAUSE:-5}
patience=\${LEAVE_PATIENCE:-60}
: >"$began"

log() {
  echo "leaving: $*" >&2
}

bean() {
  ${web.curl} -fsS -m 10 "${web.scheme}://$1/jmx?qry=Hadoop:service=NameNode,name=$2"
}

# How many of the entries have a state.
in_state() {
  grep -oF "\\"adminState\\\\\\":\\\\\\"$1\\\\\\"" | wc -l
}

# Asks every NameNode that answers, which must include the active one.
ask() {
  local node info entry
  active=
  known=
  released=
  agreed=yes
  for node in ${hosts}; do
    info=$(bean "$node" NameNodeInfo) || continue
    entry=$(grep '"LiveNodes" :' <<<"$info" | grep -oE "\\\\\\\\\\"$self\\\\\\\\\\":\\{[^}]*\\}")
    decommissioned=$(in_state Decommissioned <<<"$entry")
    if bean "$node" NameNodeStatus | grep -q '"State" : "active"'; then
      active=$node
      known=$entry
      released=$decommissioned
      # Those that are away too: they are expected back.
      staying=$(grep -E '"(Live|Dead)Nodes" :' <<<"$info" | in_state 'In Service')
    fi
    [ "$decommissioned" -eq 1 ] || agreed=
  done
  [ -n "$active" ]
}

open_blocks() {
  find ${DATA}/disk-*/hdfs/current/BP-*/current/rbw -type f -name 'blk_*' 2>/dev/null | grep -q .
}

# Blocks that were closed since have as many live copies as they should have, or as there can be. A hundred are asked for at once.
copied_elsewhere() {
  local blocks
  find ${DATA}/disk-*/hdfs/current/BP-*/current/finalized -type f -name 'blk_*' ! -name '*.meta' -cnewer "$began" -printf '%f\\n' 2>/dev/null |
    xargs -r -n 100 |
    while read -r blocks; do
      ${fsck} | awk -v asked="$(wc -w <<<"$blocks")" -v most="$staying" '
        / does not exist$/ { answered++ }
        /^Block Id: / { block = $3 }
        /^No. of Expected Replica: / { expected = $NF < most ? $NF : most }
        /^No. of live Replica: / {
          answered++
          if ($NF < expected) {
            short = 1
            print "leaving: " block " has " $NF " of " expected " copies" >"/dev/stderr"
          }
        }
        END { exit short || answered < asked }
      ' || exit 1
    done
}

# The active one decides. The others are waited for, since one of them may be the active one next, but not for ever: a standby may never see the end
# of a decommissioning.
let_go() {
  [ "$released" -eq 1 ] || { alone=0; return 1; }
  [ -n "$agreed" ] || [ $((alone += 1)) -ge "$patience" ]
}

unknown=0
alone=0
while :; do
  if ask && [ -n "$known" ]; then
    unknown=0
    if let_go && ! open_blocks && copied_elsewhere; then break; fi
  elif [ -n "$active" ] && [ $((unknown += 1)) -ge "$patience" ]; then
    # What the active NameNode has not heard of for long holds nothing that it counts on.
    log "the NameNode does not know this DataNode: there is nothing to hand over"
    exit 0
  fi
  log "handing over"
  sleep "$pause"
done
log "handed over"
`;
}
