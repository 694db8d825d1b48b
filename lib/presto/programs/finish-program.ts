import { COORDINATOR } from '../metrics';
import { TRINO_METRICS } from '../monitoring/trino-metrics';

/** What counts queries, by the names under which a coordinator shows it. */
function counters(isTrino: boolean): string[] {
  return [COORDINATOR.running, COORDINATOR.queued].map(({ name }) =>
    isTrino ? TRINO_METRICS.coordinator.find((metric) => metric.name === name)!.exposedAs : name,
  );
}

/** How often it is looked, in seconds. */
const PAUSE = 5;

/** How often in a row a coordinator may say nothing: two minutes. What does not answer hands out no results either. */
const SILENT = 24;

/**
 * How a coordinator ends that has a successor: when no query has run or waited for so long that its clients have fetched all results.
 *
 * @param curl asks it for its metrics
 * @param seconds for how long none has
 */
export function finishProgram(curl: string, isTrino: boolean, seconds: number): string {
  const [running, queued] = counters(isTrino).map((name) => `sed -n 's/^${name}\\({[^}]*}\\)\\{0,1\\} //p'`);
  return `#!/bin/sh
set -u
# Whether no query runs or waits: 0 or 1, and 2 where that is not said.
finished() {
  said=$(${curl} -fsS -m 10) || return 2
  running=$(printf '%s\\n' "$said" | ${running})
  queued=$(printf '%s\\n' "$said" | ${queued})
  case "$running/$queued" in
  0/0 | 0.0/0.0) return 0 ;;
  /* | */) return 2 ;;
  *) return 1 ;;
  esac
}
quiet=0
silent=0
while [ $quiet -lt ${seconds / PAUSE} ]; do
  finished
  case $? in
  0) quiet=$((quiet + 1)) silent=0 ;;
  1) quiet=0 silent=0 ;;
  *)
    silent=$((silent + 1))
    if [ $silent -ge ${SILENT} ]; then
      echo 'finishing: the coordinator does not answer' >&2
      exit 0
    fi
    ;;
  esac
  sleep ${PAUSE}
done
echo 'finishing: no query is left' >&2
`;
}

/**
 * How a worker ends whose whole set does: after its coordinator, which has queries until then.
 *
 * @param curl asks the coordinator, whatever it answers
 * @param url where the coordinator is
 */
export function followProgram(curl: string, url: string): string {
  return `#!/bin/sh
set -u
gone=0
while [ $gone -lt 3 ]; do
  if ${curl} -sS -m 5 -o /dev/null ${url}/v1/info; then gone=0; else gone=$((gone + 1)); fi
  sleep ${PAUSE}
done
echo 'leaving: the coordinator is gone' >&2
`;
}
