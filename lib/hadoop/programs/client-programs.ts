import { IObjectStore } from '../../core';
import { ResolvedHadoop } from '../resolve';

/** Where a backup lies on its way. */
export const BACKUP_DIRECTORY = '/backup';

/** What snapshots of ours are called, so that others are left alone. */
const SNAPSHOT = 'scheduled-';

/** The program of a probe: a file written, read and deleted, as a client would. */
export function probeProgram(): string {
  return `#!/bin/bash
set -eu
file=/tmp/probe-$POD_NAME
trap 'hdfs dfs -rm -f -skipTrash "$file" >/dev/null' EXIT
wrote="probe $(date -u +%FT%TZ)"
hdfs dfs -put - "$file" <<<"$wrote"
read=$(hdfs dfs -cat "$file")
[ "$read" = "$wrote" ] || {
  echo "wrote '$wrote' and read '$read'" >&2
  exit 1
}
`;
}

/**
 * The program of the balancer. That there was nothing to move, that its time was up, or that it has to wait for the end of an upgrade, is no failure.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HDFSCommands.html#balancer
 */
export function balancerProgram({ threshold, deadline }: ResolvedHadoop['balancer']): string {
  return `#!/bin/bash
timeout ${deadline.toSeconds()} hdfs balancer -threshold ${threshold}
code=$?
case $code in
# Balanced; out of time; another one runs; nothing to move; nothing moved in five rounds; not while an upgrade is not finalized.
0 | 124 | 255 | 254 | 253 | 249) exit 0 ;;
*) exit $code ;;
esac
`;
}

/** The program that makes a snapshot of one directory and deletes the oldest. */
export function snapshotProgram({ path, keep }: ResolvedHadoop['snapshots'][number]): string {
  return `#!/bin/bash
set -eu
hdfs dfsadmin -allowSnapshot '${path}'
hdfs dfs -createSnapshot '${path}' "${SNAPSHOT}$(date -u +%Y%m%dT%H%M%SZ)"
hdfs dfs -ls -C '${path}/.snapshot' | sed -n 's|.*/\\(${SNAPSHOT}[0-9TZ]*\\)$|\\1|p' | sort -r | tail -n +${keep + 1} |
  while read -r old; do hdfs dfs -deleteSnapshot '${path}' "$old" </dev/null; done
`;
}

/**
 * The program that fetches the newest image of the namespace.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HDFSCommands.html#dfsadmin
 */
export function fetchImageProgram(highAvailability: boolean): string {
  // Only standby NameNodes write images by themselves.
  const checkpoint = `hdfs dfsadmin -safemode enter
trap 'hdfs dfsadmin -safemode leave' EXIT
hdfs dfsadmin -saveNamespace
`;
  return `#!/bin/bash
set -eu
${highAvailability ? '' : checkpoint}\
# The image is as old as the last checkpoint; edits since then are in it only after one.
hdfs dfsadmin -fetchImage ${BACKUP_DIRECTORY}
ls -l ${BACKUP_DIRECTORY}/fsimage_*
`;
}

/** The program that brings it to the object store. */
export function uploadImageProgram(store: IObjectStore, prefix: string): string {
  return `#!/bin/sh
set -eu
for image in ${BACKUP_DIRECTORY}/fsimage_*; do
  aws --region '${store.region}' --endpoint-url '${store.endpoint}' s3 cp --only-show-errors "$image" \\
    "s3://${store.bucketName}/${prefix}/$(date -u +%Y-%m-%dT%H%M%SZ)/\${image##*/}"
done
`;
}
