/** Where the program of the CronJob lies. */
export const PROGRAMS = '/etc/foundationdb-backup';

/** Where it finds the cluster file. */
export const CLUSTER_FILE = '/etc/foundationdb-cluster';
