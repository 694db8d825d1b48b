import { HadoopLayout } from '../layout';
import { EXCLUDED_DATA_NODES, NAME_DIRECTORY } from '../paths';

/**
 * What makes a NameNode's volume ready before it starts. A new file system is made at most once in a cluster's life:
 *
 * - by the first NameNode alone,
 * - when every JournalNode answers that it holds none, and
 * - when ZooKeeper holds no mark that there ever was one.
 *
 * The mark outlives any volume of a NameNode or JournalNode. Between `formatting` and `formatted` no NameNode runs and no client can have written,
 * so a first start that was cut off is begun again. Whoever has no image although there was a file system copies it from another NameNode, and waits
 * for one as long as it takes: with a new one, DataNodes would hold blocks of a file system that nobody knows any more, and refuse to join.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HDFSHighAvailabilityWithQJM.html#Deployment_details
 */
export function bootstrapProgram(layout: HadoopLayout): string {
  const { name, highAvailability, zooKeeper } = layout;
  return `#!/bin/bash
set -u
trap 'exit 143' TERM INT
directory=${NAME_DIRECTORY}
mark=/bigdata-constructs/${name}/file-system
id=-Ddfs.ha.namenode.id=$POD_NAME
pause=\${BOOTSTRAP_PAUSE:-5}

log() {
  echo "bootstrap: $*" >&2
}

zk() {
  hadoop org.apache.zookeeper.ZooKeeperMain -server '${zooKeeper}' "$@" 2>&1
}

# Prints none, formatting or formatted; fails where ZooKeeper does not answer.
read_mark() {
  case $(zk get "$mark") in
  *bigdata:formatted*) echo formatted ;;
  *bigdata:formatting*) echo formatting ;;
  *'Node does not exist'* | *NoNode*) echo none ;;
  *) return 1 ;;
  esac
}

write_mark() {
  until
    for node in /bigdata-constructs "/bigdata-constructs/${name}" "$mark"; do zk create "$node" '' >/dev/null; done
    zk set "$mark" "bigdata:$1" >/dev/null
    [ "$(read_mark)" = "$1" ]
  do
    log "ZooKeeper does not take the mark yet"
    sleep "$pause"
  done
}

has_image() {
  [ -e "$directory/current/VERSION" ] && ls "$directory/current" | grep -q '^fsimage_[0-9]*\\.md5$'
}

# What a start that was cut off has left is of no use, but nobody deletes it: somebody may want to look.
set_aside() {
  if [ -n "$(ls -A "$directory" 2>/dev/null)" ]; then
    log "an incomplete image is set aside"
    mv "$directory" "$directory.incomplete.$(date +%s)"
  fi
  mkdir -p "$directory"
}

${highAvailability ? withOthers(layout) : alone()}
until seen=$(read_mark); do
  log "ZooKeeper does not answer yet"
  sleep "$pause"
done
if [ "\${POD_NAME##*-}" != 0 ]; then
  until has_image || [ "$seen" = formatted ]; do
    log "waiting for the first NameNode to make the file system"
    sleep "$pause"
    seen=$(read_mark) || seen=none
  done
elif [ "$seen" = none ] && ! has_image && was_never_used; then
  write_mark formatting
  seen=formatting
fi

if ! has_image && [ "$seen" = formatting ]; then
  until
    set_aside
    log "making a new file system"
    hdfs namenode "$id" -format -force -nonInteractive && has_image
  do
    log "that failed, and is tried again"
    sleep "$pause"
  done
fi
until has_image; do
  set_aside
  copy_image && has_image && break
  log "there was a file system, so none is made, and nobody has its image: see the runbook HadoopNameNodeWithoutImage"
  sleep "$pause"
done
if [ "$seen" != formatted ]; then write_mark formatted; fi
# The NameNode does not start without the list of those that leave.
[ -e ${EXCLUDED_DATA_NODES} ] || : >${EXCLUDED_DATA_NODES}
${highAvailability ? ELECTION : ''}log "ready"
`;
}

function withOthers({ name, journalNodes, web }: HadoopLayout): string {
  const hosts = journalNodes.map(({ host }) => `${host}:${web.journalNode.port}`).join(' ');
  return `# Whether no JournalNode holds edits. Every one of them must say so.
was_never_used() {
  local journal answer
  for journal in ${hosts}; do
    until answer=$(${web.curl} -fsS -m 5 "${web.scheme}://$journal/jmx?qry=Hadoop:service=JournalNode,name=JournalNodeInfo"); do
      log "$journal does not answer yet"
      sleep "$pause"
    done
    case $answer in
    *'${name}\\":{\\"Formatted\\":\\"true'*)
      log "$journal holds edits although ZooKeeper knows of no file system"
      return 1
      ;;
    esac
  done
}

copy_image() {
  log "copying the image from another NameNode"
  hdfs namenode "$id" -bootstrapStandby -nonInteractive
}
`;
}

function alone(): string {
  return `# There is nobody else to ask.
was_never_used() {
  return 0
}

copy_image() {
  return 1
}
`;
}

const ELECTION = `
# Where the election is kept. 2: it is there already.
if [ "\${POD_NAME##*-}" = 0 ]; then
  until
    hdfs zkfc "$id" -formatZK -nonInteractive
    code=$?
    [ $code = 0 ] || [ $code = 2 ]
  do
    log "ZooKeeper does not take the place of the election yet"
    sleep "$pause"
  done
fi
`;
