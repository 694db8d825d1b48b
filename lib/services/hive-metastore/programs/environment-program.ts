import { TRUST_STORE, TRUST_STORE_PASSWORD } from '../config/database-url';
import { CONFIG, HADOOP_CONFIG, HADOOP_HOME, HIVE_HOME, LIBRARIES, PASSWORD } from '../paths';

/** What the programs of a metastore have in common. */
export interface EnvironmentInput {
  readonly type: 'postgres' | 'mysql';
  /** The address of the database, and the class of its driver. */
  readonly url: string;
  readonly driver: string;
  /** The Secret's key of the password. */
  readonly passwordKey: string;
  /** Where the certificates of the database's authority lie. Default: nothing is said over TLS. */
  readonly authority?: string;
}

/** What a session says that is to hold the lock; it prints `held1` when it does. */
const LOCK = {
  // Sessions of a node that is lost end within a minute.
  postgres: [
    'SET tcp_keepalives_idle = 30;',
    'SET tcp_keepalives_interval = 10;',
    'SET tcp_keepalives_count = 3;',
    `SELECT 'held' || count(*) FROM (SELECT pg_advisory_lock(9083)) AS taken;`,
  ],
  mysql: ["SELECT CONCAT('held', GET_LOCK('hive-metastore', 3600));"],
};

/**
 * Shell functions: where classes are found, which password there is, and a lock that one replica has at a time. A session of the database holds it, so
 * that it ends with whoever took it, however that ends.
 */
export function environmentProgram(input: EnvironmentInput): string {
  const { type, url, driver, passwordKey, authority } = input;
  return `set -euo pipefail
export METASTORE_HOME=${HIVE_HOME} HOME=/tmp
class_path=${CONFIG}:${HADOOP_CONFIG}:'${LIBRARIES}/*:${HIVE_HOME}/lib/*'
for folder in common common/lib hdfs hdfs/lib mapreduce; do
  class_path+=":${HADOOP_HOME}/share/hadoop/$folder/*"
done
for jar in ${HADOOP_HOME}/share/hadoop/tools/lib/{hadoop-aws,bundle,aws-java-sdk-bundle,analyticsaccelerator}*.jar; do
  if [ -e "$jar" ]; then class_path+=":$jar"; fi
done
small=(-Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1)

current_password() {
  cat "${PASSWORD}/${passwordKey}"
}

# It stands in statements and in a file of properties.
check_password() {
  case $1 in
  '' | *[!A-Za-z0-9._~+/=@%^-]*)
    echo "the password of $2 is empty, or has other than letters, digits and ._~+/=@%^-: give it another one" >&2
    return 1
    ;;
  esac
}

# session USER PASSWORD: says to the database what comes in; answers come out, and so do errors.
session() {
  (umask 077 && printf '%s\\n' 'url=${url}' 'driver=${driver}' "user=$1" "password=$2" >/tmp/session.properties)
  { echo '!properties /tmp/session.properties'; cat; } |
    java "\${small[@]}" -Duser.home=/tmp -Djline.terminal=jline.UnsupportedTerminal -cp "$class_path" sqlline.SqlLine \\
      --silent=true --showHeader=false --outputFormat=csv 2>&1
}

# take_lock USER PASSWORD: waits for it.
take_lock() {
  rm -f /tmp/lock-in /tmp/lock-out
  mkfifo /tmp/lock-in
  session "$1" "$2" </tmp/lock-in >/tmp/lock-out &
  lock_session=$!
  exec 9>/tmp/lock-in
  printf '%s\\n' ${LOCK[type].map((line) => `"${line}"`).join(' ')} >&9
  until grep -q held1 /tmp/lock-out; do
    if ! kill -0 "$lock_session" 2>/dev/null || grep -qE 'Error|Exception|held0' /tmp/lock-out; then
      sed 's/^/lock: /' /tmp/lock-out >&2
      release_lock
      return 1
    fi
    sleep 1
  done
  rm -f /tmp/session.properties
}

release_lock() {
  rm -f /tmp/session.properties
  exec 9>&-
  wait "$lock_session" || true
}
${authority === undefined || type === 'postgres' ? '' : trustStore(authority)}`;
}

/** The driver of MySQL reads certificates from a keystore, each under a name of its own. */
function trustStore(authority: string): string {
  return `
rm -rf ${TRUST_STORE} /tmp/certificates
mkdir /tmp/certificates
awk '/-BEGIN CERTIFICATE-/ { number++ } number { print >("/tmp/certificates/" number) }' ${authority}
for certificate in /tmp/certificates/*; do
  keytool -importcert -noprompt -storetype PKCS12 -keystore ${TRUST_STORE} -storepass ${TRUST_STORE_PASSWORD} \\
    -alias "\${certificate##*/}" -file "$certificate" 2>/dev/null
done
`;
}

/** The command that a container runs one of the programs by. */
export const program = (name: string): string[] => ['bash', `${CONFIG}/${name}`];
