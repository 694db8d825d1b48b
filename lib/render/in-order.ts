/**
 * Each item after what it needs; where several could be next, the one that stands first.
 *
 * @returns `stuck` is what waits for itself, in a circle or behind one
 */
export function inOrder<T>(items: T[], needsOf: (item: T) => Iterable<T>): { sorted: T[]; stuck: T[] } {
  const waiting = [...items];
  const sorted: T[] = [];
  const done = new Set<T>();
  while (waiting.length > 0) {
    const next = waiting.findIndex((item) => [...needsOf(item)].every((need) => done.has(need)));
    if (next < 0) return { sorted, stuck: waiting };
    const [item] = waiting.splice(next, 1);
    done.add(item);
    sorted.push(item);
  }
  return { sorted, stuck: [] };
}
