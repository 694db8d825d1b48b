import type { LRParser } from '@lezer/lr';

/** The nodes of PromQL, outer before inner, by the grammar of Prometheus' own editor, which knows functions but no types. */
function* nodesOf(promql: string) {
  // Read when somebody adds an alert: most programs have none. Its types are said of its ES module alone, which CommonJS cannot import.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { parser } = require('@prometheus-io/lezer-promql') as { readonly parser: LRParser };
  const cursor = parser.parse(promql).cursor();
  do yield cursor.node;
  while (cursor.next());
}

/** Up to where PromQL is what Prometheus reads. Nothing where all of it is. */
export function readableUpTo(promql: string): string | undefined {
  for (const { type, from } of nodesOf(promql)) if (type.isError) return promql.slice(0, from);
  return undefined;
}

/** Which series PromQL reads: `up{job="a"}`. */
export function selectorsIn(promql: string): string[] {
  return [...nodesOf(promql)]
    .filter(({ name }) => name === 'VectorSelector')
    .map(({ from, to }) => promql.slice(from, to));
}
