import { NO_HEAP_DUMP, containerFlags, heapFlags, jvmFlags } from '../../workloads/internal';
import { REGION } from '../distribution';
import { CONFIG } from '../paths';
import { PORTS } from '../ports';
import { PrestoNodeSizing } from '../presto-sizing';
import { ResolvedPresto } from '../resolve';
import { EXPORTER_RULES } from './exporter';

const PRESTO = 'https://prestodb.io/docs/current/installation/deployment.html#jvm-config';
const TRINO = 'https://trino.io/docs/current/installation/deployment.html#jvm-config';
const JAVA = 'https://docs.oracle.com/en/java/javase/17/docs/specs/man/java.html';

/** A flag of every JVM besides those of its heap and its container, why it is there, and where that is said. */
export interface ReasonedFlag {
  readonly flag: string;
  readonly why: string;
  readonly source: string;
}

/** Flags that both distributions have. */
export const FLAGS: readonly ReasonedFlag[] = [
  { flag: '-server', why: 'the compiler for what runs long, on machines of any size', source: PRESTO },
  {
    flag: `-XX:G1HeapRegionSize=${REGION.toMebibytes()}M`,
    why: 'buffers of pages are large: above half a region each would take whole ones',
    source: PRESTO,
  },
  {
    flag: '-XX:+ExplicitGCInvokesConcurrent',
    why: 'a library that asks for a collection does not stop all queries',
    source: PRESTO,
  },
  { flag: NO_HEAP_DUMP, why: 'a dump is as large as the heap, and there is no room for one', source: JAVA },
  {
    flag: '-XX:-OmitStackTraceInFastThrow',
    why: 'errors that come often keep their stack traces',
    source: TRINO,
  },
  {
    flag: '-XX:ReservedCodeCacheSize=512M',
    why: 'each query is compiled anew: where the cache is full, queries run uncompiled, twenty times as slow',
    source: TRINO,
  },
  {
    flag: '-XX:PerMethodRecompilationCutoff=10000',
    why: 'code that is generated is compiled again and again: by the JVM’s own bound it would be given up',
    source: TRINO,
  },
  { flag: '-XX:PerBytecodeRecompilationCutoff=10000', why: 'the same', source: TRINO },
  { flag: '-Djdk.attach.allowAttachSelf=true', why: 'the server measures its own objects', source: PRESTO },
  {
    flag: '-Djdk.nio.maxCachedBufferSize=2000000',
    why: 'no thread keeps a large buffer outside of the heap for good',
    source: TRINO,
  },
  {
    flag: '-Dfile.encoding=UTF-8',
    why: 'texts are read the same, whatever the image says',
    source: TRINO,
  },
];

/** The arguments of the JVM, a line each, as `java @file` reads them. */
export function jvmConfig({ version, overrides }: ResolvedPresto, { heap }: PrestoNodeSizing): string {
  const { flags, exporter } = version._distribution;
  const ours = [
    ...heapFlags(heap),
    ...FLAGS.map(({ flag }) => flag),
    ...containerFlags(CONFIG),
    ...flags,
    ...(exporter ? [`-javaagent:${exporter}=${PORTS.metrics.port}:${CONFIG}/${EXPORTER_RULES}`] : []),
  ];
  return `${jvmFlags(ours, overrides.jvm).join('\n')}\n`;
}
