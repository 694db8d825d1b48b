#!/usr/bin/env bash
# Stands in for ZooKeeper's zkServer.sh, which is in its binary release and not in its jars: start-foreground [FILE].
set -euo pipefail

[ "${1:-}" = start-foreground ] || { echo "only start-foreground, not ${1:-nothing}" >&2; exit 2; }
home=$(dirname "$(dirname "$(readlink -f "$0")")")
conf=${ZOOCFGDIR:-${ZOO_CONF_DIR:-/conf}}
# shellcheck disable=SC2086 # options are words
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Dzookeeper.log.dir="${ZOO_LOG_DIR:-/logs}" ${SERVER_JVMFLAGS:-} ${JVMFLAGS:-} \
  ${LAB_JAVA_OPTS:-} -cp "$conf:$home/lib/*" org.apache.zookeeper.server.quorum.QuorumPeerMain "${2:-$conf/zoo.cfg}"
