#!/usr/bin/env bash
# Stands in for /opt/entrypoint.sh of apache/spark, which is not in its Python package: `driver` is a spark-submit in client
# mode, `executor` the JVM that the driver's variables describe, anything else a command.
set -euo pipefail

home=$SPARK_HOME
cd "$home/work-dir"
case ${1:-} in
  driver)
    shift
    exec "$home/bin/spark-submit" --conf "spark.driver.bindAddress=$SPARK_DRIVER_BIND_ADDRESS" \
      --conf "spark.executorEnv.SPARK_DRIVER_POD_IP=$SPARK_DRIVER_BIND_ADDRESS" --deploy-mode client "$@"
    ;;
  executor)
    # SPARK_JAVA_OPT_0 and so on are options, as is whatever else is called so.
    options=()
    for name in "${!SPARK_JAVA_OPT_@}"; do options+=("${!name}"); done
    # Before the jars of Spark, as there: Hadoop's and Spark's own configuration, and what was given.
    path=${SPARK_CLASSPATH:-}:$home/jars/*
    [ -z "${SPARK_EXTRA_CLASSPATH:-}" ] || path=$path:$SPARK_EXTRA_CLASSPATH
    [ -z "${HADOOP_CONF_DIR:-}" ] || path=$HADOOP_CONF_DIR:$path
    [ -z "${SPARK_CONF_DIR:-}" ] || path=$SPARK_CONF_DIR:$path
    exec "$JAVA_HOME/bin/java" "${options[@]}" -Xms"$SPARK_EXECUTOR_MEMORY" -Xmx"$SPARK_EXECUTOR_MEMORY" \
      -cp "$path:${SPARK_DIST_CLASSPATH:-}" org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBackend \
      --driver-url "$SPARK_DRIVER_URL" --executor-id "$SPARK_EXECUTOR_ID" --cores "$SPARK_EXECUTOR_CORES" \
      --app-id "$SPARK_APPLICATION_ID" --hostname "$SPARK_EXECUTOR_POD_IP" \
      --resourceProfileId "$SPARK_RESOURCE_PROFILE_ID" --podName "$SPARK_EXECUTOR_POD_NAME"
    ;;
  *) exec "$@" ;;
esac
