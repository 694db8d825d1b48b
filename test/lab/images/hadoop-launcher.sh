#!/usr/bin/env bash
# Stands in for Hadoop's launchers hdfs, yarn, mapred and hadoop, which are in its binary release and not in its jars:
# the same sub-commands, the same variables, the same class path of HADOOP_CONF_DIR first.
# LAB_JAVA_OPTS comes last, so that a heap for one machine wins over a heap for production.
set -euo pipefail

launcher=$(basename "$0")
command=${1:?"$launcher needs a command"}
shift
daemon_opts=
daemon=true

case $launcher:$command in
  hdfs:namenode) class=org.apache.hadoop.hdfs.server.namenode.NameNode daemon_opts=${HDFS_NAMENODE_OPTS:-} ;;
  hdfs:datanode) class=org.apache.hadoop.hdfs.server.datanode.DataNode daemon_opts=${HDFS_DATANODE_OPTS:-} ;;
  hdfs:journalnode) class=org.apache.hadoop.hdfs.qjournal.server.JournalNode daemon_opts=${HDFS_JOURNALNODE_OPTS:-} ;;
  hdfs:zkfc) class=org.apache.hadoop.hdfs.tools.DFSZKFailoverController daemon_opts=${HDFS_ZKFC_OPTS:-} ;;
  hdfs:httpfs) class=org.apache.hadoop.fs.http.server.HttpFSServerWebServer daemon_opts=${HDFS_HTTPFS_OPTS:-} ;;
  hdfs:balancer) class=org.apache.hadoop.hdfs.server.balancer.Balancer daemon_opts=${HDFS_BALANCER_OPTS:-} ;;
  yarn:resourcemanager)
    class=org.apache.hadoop.yarn.server.resourcemanager.ResourceManager daemon_opts=${YARN_RESOURCEMANAGER_OPTS:-}
    ;;
  yarn:nodemanager) class=org.apache.hadoop.yarn.server.nodemanager.NodeManager daemon_opts=${YARN_NODEMANAGER_OPTS:-} ;;
  mapred:historyserver)
    class=org.apache.hadoop.mapreduce.v2.hs.JobHistoryServer daemon_opts=${MAPRED_HISTORYSERVER_OPTS:-}
    ;;
  *) daemon=false ;;
esac
if [ "$daemon" = false ]; then
  daemon_opts=${HADOOP_CLIENT_OPTS:-}
  case $launcher:$command in
    hdfs:dfs | hadoop:fs) class=org.apache.hadoop.fs.FsShell ;;
    hdfs:dfsadmin) class=org.apache.hadoop.hdfs.tools.DFSAdmin ;;
    hdfs:haadmin) class=org.apache.hadoop.hdfs.tools.DFSHAAdmin ;;
    hdfs:fsck) class=org.apache.hadoop.hdfs.tools.DFSck ;;
    hdfs:getconf) class=org.apache.hadoop.hdfs.tools.GetConf ;;
    hdfs:diskbalancer) class=org.apache.hadoop.hdfs.tools.DiskBalancerCLI ;;
    hdfs:storagepolicies) class=org.apache.hadoop.hdfs.tools.StoragePolicyAdmin ;;
    hdfs:oiv) class=org.apache.hadoop.hdfs.tools.offlineImageViewer.OfflineImageViewerPB ;;
    hdfs:oev) class=org.apache.hadoop.hdfs.tools.offlineEditsViewer.OfflineEditsViewer ;;
    hdfs:lsSnapshottableDir) class=org.apache.hadoop.hdfs.tools.snapshot.LsSnapshottableDir ;;
    yarn:rmadmin) class=org.apache.hadoop.yarn.client.cli.RMAdminCLI ;;
    yarn:application | yarn:app | yarn:applicationattempt | yarn:container)
      set -- "$command" "$@"
      class=org.apache.hadoop.yarn.client.cli.ApplicationCLI
      ;;
    yarn:node) class=org.apache.hadoop.yarn.client.cli.NodeCLI ;;
    yarn:queue) class=org.apache.hadoop.yarn.client.cli.QueueCLI ;;
    yarn:cluster) class=org.apache.hadoop.yarn.client.cli.ClusterCLI ;;
    yarn:logs) class=org.apache.hadoop.yarn.client.cli.LogsCLI ;;
    mapred:job) class=org.apache.hadoop.mapred.JobClient ;;
    hadoop:jar | yarn:jar) class=org.apache.hadoop.util.RunJar ;;
    *) class=$command ;;
  esac
fi

# As Hadoop's own launchers do.
if [ "$command" = httpfs ]; then mkdir -p "$HADOOP_LOG_DIR" "$HTTPFS_TEMP"; fi

conf=${HADOOP_CONF_DIR:-/etc/hadoop}
home=${HADOOP_HOME:-/opt/hadoop}
# Java 17 does not open java.lang to the web pages of YARN by itself.
# shellcheck disable=SC2086 # options are words
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" "-Dproc_$command" --add-opens=java.base/java.lang=ALL-UNNAMED \
  -Djava.net.preferIPv4Stack=true -Dhadoop.home.dir="$home" -Dhadoop.log.file=hadoop.log \
  -Dhadoop.log.dir="${HADOOP_LOG_DIR:-/var/log/hadoop}" \
  -Dhadoop.root.logger="${HADOOP_ROOT_LOGGER:-INFO,console}" -Dyarn.log.dir="${HADOOP_LOG_DIR:-/var/log/hadoop}" \
  -Dhttpfs.home.dir="$home" -Dhttpfs.config.dir="$conf" -Dhttpfs.temp.dir="${HTTPFS_TEMP:-$home/temp}" \
  -Dhttpfs.log.dir="${HTTPFS_LOG:-${HADOOP_LOG_DIR:-/var/log/hadoop}}" \
  -Dhadoop.security.logger="${HADOOP_SECURITY_LOGGER:-INFO,NullAppender}" -Dhadoop.policy.file=hadoop-policy.xml \
  ${HADOOP_OPTS:-} $daemon_opts ${LAB_JAVA_OPTS:-} -cp "$conf:$home/classes:$home/share/hadoop/common/*" "$class" "$@"
