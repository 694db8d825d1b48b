/** Where the images have Doris. */
const HOME = '/opt/apache-doris';

/** Where the operator tells its containers to look for files of their configuration. */
export const CONFIGURATION = '/etc/doris';

/** Where the images look for whom they sign in as: files `username` and `password`. */
export const SIGN_IN = '/etc/basic_auth';

/** The images' own script that starts a backend, and registers it where nobody knows it. */
export const BACKEND_START = `${HOME}/be_entrypoint.sh`;

/** The images' own script that ends a backend in order. */
export const BACKEND_STOP = `${HOME}/be_prestop.sh`;

/** Where a compute node keeps what it has read of catalogs. */
export const CACHE = `${HOME}/be/cache`;

/** Where a frontend keeps the metadata. */
export const METADATA = `${HOME}/fe/doris-meta`;

/** Where logs go, in the container's own disk. */
export const LOGS = { frontend: `${HOME}/fe/log`, backend: `${HOME}/be/log`, metaService: `${HOME}/ms/log` };

/** Where a member of a compute group has its cache: where the operator has it too when it cannot read be.conf. */
export const GROUP_CACHE = `${HOME}/be/file_cache`;

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

/** Where jobs find what Hadoop's clients know, a folder a catalog. */
export const HADOOP_FILES = '/etc/hadoop';

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
