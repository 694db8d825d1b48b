import { NO_HEAP_DUMP, containerFlags, heapFlags, jvmFlags } from '../../workloads/internal';
import { REGION } from '../distribution';
import { CONFIG } from '../paths';
import { PORTS } from '../ports';
import { PrestoNodeSizing } from '../presto-sizing';
import { ResolvedPresto } from '../resolve';
import { EXPORTER_RULES } from './exporter';

/**
 * The arguments of the JVM, a line each, as `java @file` reads them. The code cache is larger than the JVM's own: where it is full, queries run uncompiled,
 * twenty times as slow.
 *
 * @see https://prestodb.io/docs/current/installation/deployment.html#jvm-config
 * @see https://trino.io/docs/current/installation/deployment.html#jvm-config
 */
export function jvmConfig({ version, overrides }: ResolvedPresto, { heap }: PrestoNodeSizing): string {
  const { flags, exporter } = version._distribution;
  const ours = [
    '-server',
    ...heapFlags(heap),
    `-XX:G1HeapRegionSize=${REGION.toMebibytes()}M`,
    '-XX:+ExplicitGCInvokesConcurrent',
    NO_HEAP_DUMP,
    '-XX:-OmitStackTraceInFastThrow',
    '-XX:ReservedCodeCacheSize=512M',
    '-XX:PerMethodRecompilationCutoff=10000',
    '-XX:PerBytecodeRecompilationCutoff=10000',
    '-Djdk.attach.allowAttachSelf=true',
    '-Djdk.nio.maxCachedBufferSize=2000000',
    '-Dfile.encoding=UTF-8',
    ...containerFlags(CONFIG),
    ...flags,
    ...(exporter ? [`-javaagent:${exporter}=${PORTS.metrics.port}:${CONFIG}/${EXPORTER_RULES}`] : []),
  ];
  return `${jvmFlags(ours, overrides.jvm).join('\n')}\n`;
}
