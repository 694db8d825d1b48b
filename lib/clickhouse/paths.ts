/** Below what cold data lies in its bucket. */
export function dataPrefix(cluster: string): string {
  return `clickhouse/${cluster}/data`;
}
