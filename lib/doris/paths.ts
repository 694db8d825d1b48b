/** Where the images have Doris. */
const HOME = '/opt/apache-doris';

/** Where the operator tells its containers to look for files of their configuration. */
export const CONFIGURATION = '/etc/doris';

/** Where a frontend keeps the metadata. */
export const METADATA = `${HOME}/fe/doris-meta`;

/** Where logs go, in the container's own disk. */
export const LOGS = { frontend: `${HOME}/fe/log`, backend: `${HOME}/be/log` };

/**
 * Where backups of a cluster lie in a bucket, unless something else is said.
 *
 * @param cluster its name
 */
export function backupPrefix(cluster: string): string {
  return `doris/${cluster}/backups`;
}

/** Where jobs find their programs. */
export const PROGRAMS = '/etc/job';

/** Where jobs find passwords, a file a user. */
export const PASSWORDS = '/etc/passwords';

/**
 * Where a volume of a backend lies.
 *
 * @param index from 0
 */
export function storagePath(index: number): string {
  return `${HOME}/be/storage${index === 0 ? '' : index}`;
}
