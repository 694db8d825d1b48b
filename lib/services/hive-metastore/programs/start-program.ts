import { CONFIG, LIBRARIES } from '../paths';
import { PORTS } from '../ports';

/** What the program that serves depends on. */
export interface StartInput {
  readonly user: string;
  /** Flags of the JVM. */
  readonly flags: string[];
  /** Whether Prometheus reads it. */
  readonly monitored: boolean;
}

/**
 * Serves, and starts the server again when its password has changed: only once the new one works, and while no other replica does the same.
 */
export function startProgram({ user, flags, monitored }: StartInput): string {
  const words = flags.map((flag) => `'${flag.replace(/'/g, `'\\''`)}'`).join(' ');
  const exporter = `-javaagent:$(echo ${LIBRARIES}/jmx_prometheus_javaagent*.jar)=${PORTS.metrics.port}:${CONFIG}/exporter.yaml`;
  return `. ${CONFIG}/environment.sh
DATABASE_PASSWORD=$(current_password)
export DATABASE_PASSWORD
check_password "$DATABASE_PASSWORD" ${user}
flags=(${words})
${monitored ? `flags+=("${exporter}")\n` : ''}
serve() {
  java "\${flags[@]}" -cp "$class_path" org.apache.hadoop.hive.metastore.HiveMetaStore -p ${PORTS.thrift.port} 9>&- &
  server=$!
}

listening() {
  local tries
  for ((tries = 0; tries < 120; tries++)); do
    if bash ${CONFIG}/ask.sh getStatus 2>/dev/null; then return 0; fi
    kill -0 "$server" 2>/dev/null || return 1
    sleep 1
  done
  return 1
}

roll() {
  local password
  password=$(current_password)
  check_password "$password" ${user} || return 0
  echo 'the password has changed'
  take_lock ${user} "$password" || return 0
  export DATABASE_PASSWORD="$password"
  kill -TERM "$server"
  wait "$server" || true
  serve
  listening || true
  release_lock
}

trap 'kill -TERM "$server" 2>/dev/null || true; wait "$server" || true; exit 0' TERM INT
serve
while :; do
  sleep 10 &
  wait $!
  if ! kill -0 "$server" 2>/dev/null; then
    wait "$server" && exit 1 || exit $?
  fi
  if [ "$(current_password)" != "$DATABASE_PASSWORD" ]; then roll; fi
done
`;
}
