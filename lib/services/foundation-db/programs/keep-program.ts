import { CLUSTER_FILE } from '../paths';

/** What the program is made from. */
export interface KeepInput {
  /** The address of the backup. */
  readonly url: string;
  /** Options of every call. */
  readonly options: string[];
  /** How old the last moment that can be restored may be, in seconds. */
  readonly mostBehind: number;
  /** What every moment of can be restored, up to now, in seconds. */
  readonly retention: number;
  /** What is older than this is expired, in seconds. */
  readonly expiredBefore: number;
}

/**
 * Fails unless the backup can be restored to a moment that is not too old, then expires what is no more needed. A backup that is younger than its
 * retention has nothing to expire yet.
 *
 * FoundationDB refuses to expire what would leave the rest unrestorable, which fails the run and leaves all as it was.
 *
 * @see https://apple.github.io/foundationdb/backups.html#expire
 */
export function keepProgram({ url, options, mostBehind, retention, expiredBefore }: KeepInput): string {
  const all = options.map((option) => `"${option}"`).join(' ');
  return `set -euo pipefail
# The tools write it, where coordinators have changed.
cp ${CLUSTER_FILE}/cluster-file /tmp/fdb.cluster
url='${url}'
common=(-C /tmp/fdb.cluster -d "$url" ${all})

described=$(fdbbackup describe "\${common[@]}" --version-timestamps)
echo "$described"
# MaxRestorableVersion:    1234 (2026/01/31.23:59:59+0000)
moment() {
  sed -nE "s|^$1: *[0-9]+ \\\\(([0-9/]+)\\\\.([0-9:]+)([+-][0-9]{4})\\\\).*|\\\\1 \\\\2 \\\\3|p" <<<"$described"
}
last=$(moment MaxRestorableVersion)
if [ -z "$last" ]; then
  echo 'nothing can be restored yet: no snapshot is complete, or the answer has another form' >&2
  exit 1
fi
now=$(date +%s)
behind=$((now - $(date -d "$last" +%s)))
echo "the last moment that can be restored is $behind seconds old"
if [ "$behind" -gt ${mostBehind} ]; then
  echo 'that is too old: the agents do not copy' >&2
  exit 1
fi

first=$(moment MinRestorableVersion)
if [ -n "$first" ] && [ "$(date -d "$first" +%s)" -gt $((now - ${expiredBefore})) ]; then
  echo "nothing is old enough to be expired: the first moment that can be restored is $first"
  exit 0
fi
at() { date -u -d "@$1" +%Y/%m/%d.%H:%M:%S+0000; }
fdbbackup expire "\${common[@]}" \\
  --expire-before-timestamp "$(at $((now - ${expiredBefore})))" \\
  --restorable-after-timestamp "$(at $((now - ${retention})))"
`;
}
