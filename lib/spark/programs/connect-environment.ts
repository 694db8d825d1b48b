/**
 * A Connect server's `spark-env.sh`. The operator starts it by `start-connect-server.sh`, whose last shell waits for Java. As the first process of its
 * container such a shell hears no signal: the server would be killed when its time to end is over, with executors and event log as they are. So it is
 * replaced by the server, once, and by nothing where scripts stop one or ask for its state. The name is that which the History Server shows.
 */
export function connectEnvironment(name: string): string {
  return `if [ "\${option:-} \${command:-}" = "submit org.apache.spark.sql.connect.service.SparkConnectServer" ]; then
  exec "$SPARK_HOME/bin/spark-submit" --class "$command" "$@" --name ${name}
fi
`;
}
