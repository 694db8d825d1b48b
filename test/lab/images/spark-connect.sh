#!/usr/bin/env bash
# Stands in for sbin/start-connect-server.sh, which is not in Spark's Python package; in the foreground.
export SPARK_NO_DAEMONIZE=1
exec "$SPARK_HOME/sbin/spark-daemon.sh" submit org.apache.spark.sql.connect.service.SparkConnectServer 1 \
  --name 'Spark Connect server' "$@"
