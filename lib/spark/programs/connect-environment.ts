import { CONF_DIRECTORY, LOCAL_DIRECTORY } from '../paths';

/** The file of the program that takes away executors of a server before. */
export const FORMER_EXECUTORS_FILE = 'former-executors.py';

/**
 * A Connect server's `spark-env.sh`. The operator starts it by `start-connect-server.sh`, whose last shell waits for Java. As the first process of its
 * container such a shell hears no signal: the server would be killed when its time to end is over, with executors and event log as they are. So it is
 * replaced by the server, once, and by nothing where scripts stop one or ask for its state. The name is that which the History Server shows.
 *
 * A container that ended begins again in the same pod, beside what it left there. The operator names executors by the resource, and Spark counts them from one
 * again: those that are there still would stand in the way of as many new ones, each for a second. So each beginning has names of its own.
 */
export function connectEnvironment(name: string): string {
  return `if [ "\${option:-} \${command:-}" = "submit org.apache.spark.sql.connect.service.SparkConnectServer" ]; then
  rm -rf ${LOCAL_DIRECTORY}/*
  python3 ${CONF_DIRECTORY}/${FORMER_EXECUTORS_FILE} || echo "executors of a server before are left until the pod goes" >&2
  exec "$SPARK_HOME/bin/spark-submit" --class "$command" "$@" --name ${name} \\
    --conf "spark.kubernetes.executor.podNamePrefix=${name}-$(printf %x "$(date +%s)")"
fi
`;
}
