import { Size } from 'cdk8s';
import { Conf } from './conf-file';

/** How large one file of a log becomes, in MB. */
const FILE = 256;
/** Files of one level that a backend or the meta service keeps. */
const FILES = 5;

/**
 * What a frontend's logs take at most: 5 GB in files that are closed, three that are open, the collector's, and profiles of queries, which have a gigabyte
 * by default.
 */
export const FRONTEND_LOGS = Size.gibibytes(8);

/** What a backend's logs take at most: files of four levels, the collector's, and what its JVM says. */
export const BACKEND_LOGS = Size.gibibytes(6);

/** What the logs of the meta service take at most. */
export const META_SERVICE_LOGS = Size.gibibytes(3);

/**
 * A frontend keeps logs by their size: by their age, its default, a day may have ten files, and a week 70 GB.
 *
 * @see https://doris.apache.org/docs/4.x/admin-manual/log-management/fe-log
 */
export function frontendLogs(): Conf {
  return {
    log_rollover_strategy: 'size',
    log_roll_size_mb: `${FILE}`,
    // In GB.
    info_sys_accumulated_file_size: '2',
    warn_sys_accumulated_file_size: '1',
    audit_sys_accumulated_file_size: '2',
    sys_log_roll_num: '10',
    audit_log_roll_num: '10',
  };
}

/** https://doris.apache.org/docs/4.x/admin-manual/log-management/be-log */
export function backendLogs(): Conf {
  return { sys_log_roll_mode: `SIZE-MB-${FILE}`, sys_log_roll_num: `${FILES}` };
}

/** The same of the meta service. */
export function metaServiceLogs(): Conf {
  return { log_size_mb: `${FILE}`, log_filenum_quota: `${FILES}`, warn_log_filenum_quota: `${FILES}` };
}
