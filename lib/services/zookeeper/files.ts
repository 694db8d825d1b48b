import { CONFIG, DATA } from './paths';
import { PORTS } from './ports';

/** The file that starts a member. */
export const START = `${CONFIG}/start.sh`;

/** The file that asks it. */
const ASK = `${CONFIG}/ask.sh`;

/** The command that asks a member with one word, and looks for a pattern in its answer. */
export const ask = (word: string, pattern: string) => ['bash', ASK, word, pattern];

/**
 * Everything to the console, where Kubernetes keeps it.
 *
 * @see https://logback.qos.ch/manual/configuration.html
 */
export function logback(): string {
  return `<?xml version="1.0"?>
<configuration>
  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
    <encoder>
      <pattern>%d{ISO8601} %-5p [%t] %c{1}: %m%n</pattern>
    </encoder>
  </appender>
  <root level="INFO">
    <appender-ref ref="console" />
  </root>
</configuration>
`;
}

/** Starts a member under its number, which is its ordinal and one. */
export function startProgram(): string {
  return `set -euo pipefail
ordinal=\${POD_NAME##*-}
echo "$((ordinal + 1))" >${DATA}/myid
exec zkServer.sh start-foreground
`;
}

/**
 * Asks a member without the help of another program: the image has no promise of one.
 *
 * @see https://zookeeper.apache.org/doc/r3.9.5/zookeeperAdmin.html#sc_4lw
 */
export function askProgram(): string {
  return `# ask.sh WORD PATTERN
set -euo pipefail
exec 3<>/dev/tcp/localhost/${PORTS.client.port}
printf %s "$1" >&3
answer=$(timeout 4 cat <&3)
[[ $answer =~ $2 ]]
`;
}
