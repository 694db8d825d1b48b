import type { LRParser } from '@lezer/lr';

// Its types are said of its ES module alone, which CommonJS cannot import.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { parser } = require('@prometheus-io/lezer-promql') as { readonly parser: LRParser };

/** Up to where PromQL is what Prometheus reads, by the grammar of its own editor, which knows functions but no types. Nothing where all of it is. */
export function readableUpTo(promql: string): string | undefined {
  let fault: number | undefined;
  parser.parse(promql).iterate({
    enter: ({ type, from }) => {
      if (type.isError) fault ??= from;
    },
  });
  return fault === undefined ? undefined : promql.slice(0, fault);
}
