#!/usr/bin/env bash
# Stands in for sbin/start-connect-server.sh in the foreground (SPARK_NO_DAEMONIZE), which is not in Spark's Python package.
exec "$SPARK_HOME/bin/spark-submit" --class org.apache.spark.sql.connect.service.SparkConnectServer \
  --name 'Spark Connect server' "$@"
