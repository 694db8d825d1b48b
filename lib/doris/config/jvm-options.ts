import { Size } from 'cdk8s';
import { containerFlags, heapFlags, jvmFlags, NO_HEAP_DUMP } from '../../workloads/internal';

/** The variable that start scripts take the JVM's options from: since 3.0 nothing but Java 17 is supported. */
export const JAVA_OPTIONS = 'JAVA_OPTS_FOR_JDK_17';

/** What of the JDK is opened, as the file that releases come with has it: Arrow, Hadoop and Kerberos look into these. */
const OPENED = [
  'java.base/java.io',
  'java.base/java.lang',
  'java.base/java.lang.invoke',
  'java.base/java.lang.reflect',
  'java.base/java.net',
  'java.base/java.nio',
  'java.base/java.util',
  'java.base/java.util.concurrent',
  'java.base/java.util.concurrent.atomic',
  'java.base/jdk.internal.ref',
  'java.base/sun.nio.ch',
  'java.base/sun.nio.cs',
  'java.base/sun.security.action',
  'java.base/sun.util.calendar',
  'java.management/sun.management',
  'java.security.jgss/sun.security.krb5',
].map((name) => `--add-opens=${name}=ALL-UNNAMED`);

/** What any JVM of Doris has. Start scripts add the trace of Kerberos where it is not said. */
const COMMON = [
  NO_HEAP_DUMP,
  '-Dfile.encoding=UTF-8',
  '-Djavax.security.auth.useSubjectCredsOnly=false',
  '-Dsun.security.krb5.debug=false',
  ...OPENED,
];

/** The collector's log has one name, and so one set of files: the file that releases come with begins another set with each start. */
const collectorLog = (file: string) => `-Xlog:gc*:file=${file}:time,uptime:filecount=5,filesize=20M`;

/** The options of a frontend's JVM. */
export function frontendJvm(heap: Size, configFolder: string, logFolder: string, given: string[]): string {
  const ours = [...heapFlags(heap), collectorLog(`${logFolder}/fe.gc.log`), ...COMMON, ...containerFlags(configFolder)];
  return jvmFlags(ours, given).join(' ');
}

/**
 * The options of the JVM inside a backend, which runs catalogs' readers and users' functions. Where it is out of memory, a query fails; it would take the
 * whole backend with it if it ended.
 */
export function backendJvm(heap: Size, logFolder: string, given: string[]): string {
  const ours = [
    `-Xmx${heap.toMebibytes()}m`,
    collectorLog(`${logFolder}/be.gc.log`),
    `-DlogPath=${logFolder}/jni.log`,
    '-Dsun.java.command=DorisBE',
    '-XX:-CriticalJNINatives',
    '-XX:+IgnoreUnrecognizedVMOptions',
    ...COMMON,
  ];
  return jvmFlags(ours, given).join(' ');
}
