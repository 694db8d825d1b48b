/**
 * What every program begins with: functions that talk to a frontend, for bash and the images' own `mysql`, which is MySQL's; MariaDB's does as well.
 *
 * - `ask STATEMENT` asks as DORIS_USER, with DORIS_PASSWORD, the frontend DORIS_HOST at DORIS_PORT, and prints what it answers.
 * - `ask_as USER PASSWORD` asks what is on its standard input.
 * - `signs_in USER PASSWORD` tells whether a frontend takes a password; where none answers, the program ends.
 * - `columns NAME ...` prints columns of an answer by their names, with a dash for what is empty. Releases have columns of their own, so places say
 *   nothing.
 * - `hash PASSWORD` prints a password as Doris keeps it, in two stages.
 * - `wait_a_while` waits until something is worth to be looked at again.
 *
 * Passwords and statements are no arguments: those can be seen by whoever sees processes.
 *
 * @see https://github.com/apache/doris/blob/master/docker/runtime/base-image/Dockerfile_base
 * @see https://dev.mysql.com/doc/refman/8.0/en/environment-variables.html (MYSQL_PWD)
 */
export const CLIENT = `set -euo pipefail

say() {
  printf '%s\\n' "$*"
}

fail() {
  printf '%s\\n' "$*" >&2
  exit 1
}

wait_a_while() {
  sleep "\${PAUSE:-10}"
}

ask_as() {
  MYSQL_PWD=$2 timeout 60 mysql --no-defaults --batch --connect-timeout=10 -h "$DORIS_HOST" -P "\${DORIS_PORT:-9030}" -u "$1"
}

ask() {
  printf '%s;\\n' "$1" | ask_as "$DORIS_USER" "$DORIS_PASSWORD"
}

signs_in() {
  local answer
  if answer=$(printf 'SELECT 1;\\n' | ask_as "$1" "$2" 2>&1); then return 0; fi
  case $answer in *'ERROR 1045'*) return 1 ;; esac
  fail "no frontend answers: $answer"
}

columns() {
  awk -F '\\t' -v wanted="$*" '
    BEGIN { count = split(wanted, names, " ") }
    NR == 1 {
      for (i = 1; i <= NF; i++) place[$i] = i
      for (i = 1; i <= count; i++) if (!(names[i] in place)) { print "there is no column " names[i] > "/dev/stderr"; exit 1 }
      next
    }
    { for (i = 1; i <= count; i++) { value = $place[names[i]]; printf "%s%s", value == "" ? "-" : value, i < count ? "\\t" : "\\n" } }'
}

hash() {
  local first
  if [ -z "$1" ]; then return 0; fi
  first=$(printf '%s' "$1" | sha1sum | cut -c 1-40 | sed 's/../\\\\x&/g')
  # A format of hexadecimal digits alone.
  printf "$first" | sha1sum | cut -c 1-40 | tr a-f A-F | sed 's/^/*/'
}
`;

/** `quote TEXT` prints a text as it stands in a statement. */
export const QUOTE = `
quote() {
  printf "'%s'" "$(printf '%s' "$1" | sed "s/[\\\\\\\\']/\\\\\\\\&/g")"
}
`;

/** How often a program looks again before it gives up, where it looks every ten seconds. */
export function looksIn(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / 10));
}

/** A text in a statement. */
export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** Lines that a shell takes as they are, on the standard input of what stands before. */
export function verbatim(lines: string[]): string {
  return `<<'END_OF_LINES'\n${[...lines, 'END_OF_LINES'].join('\n')}`;
}

/** Arguments that a shell takes as they are. */
export function words(texts: string[]): string {
  return texts.map((text) => `'${text.replaceAll("'", `'\\''`)}'`).join(' ');
}
