/** Variables of the shell, by the file that they stand in and by what start scripts do with them. Written by scripts/doris-keys.ts; do not edit. */
export const VARIABLES: Record<string, string> = {
  'fe:ineffective be:ineffective ms:ineffective': `
DORIS_HOME`,
  'fe:read be:read ms:ineffective': `
LOG_DIR`,
  'be:ineffective ms:ineffective': `
LIBHDFS3_CONF`,
  'fe:ineffective be:ineffective': `
DORIS_LOG_TO_STDERR`,
  'fe:read be:read ms:read': `
CLASSPATH JAVA_HOME TZ`,
  'be:read ms:ineffective': `
JEMALLOC_CONF`,
  'fe:ineffective be:read': `
JAVA_OPTS`,
  'fe:stops be:stops': `
HTTPS_PROXY HTTP_PROXY`,
  'be:read ms:read': `
LD_LIBRARY_PATH`,
  'fe:read be:read': `
CUR_DATE DATE HADOOP_CONF_DIR JAVA_OPTS_FOR_JDK_17 JAVA_OPTS_FOR_JDK_9 PID_DIR`,
  'be:ineffective': `
ASAN_OPTIONS AWS_MAX_ATTEMPTS DORIS_CLASSPATH LIBHDFS_OPTS LSAN_OPTIONS MALLOC_CONF NLS_LANG ODBCSYSINI PPROF_TMPDIR UBSAN_OPTIONS`,
  'be:read': `
AWS_EC2_METADATA_DISABLED HADOOP_USER_NAME JEMALLOC_PROF_PRFIX SKIP_CHECK_ULIMIT TZDIR`,
  'fe:read': `
AWS_ROLE_ARN HADOOP_PROXY_USER JACOCO_COVERAGE_OPT`,
};
