/** How a node is asked on its own pod. */
export interface AskInput {
  /** Asks what it says to whoever may ask queries. */
  readonly curl: string;
  /** Where it is. */
  readonly url: string;
  /** Asks for its metrics. */
  readonly metricsCurl: string;
  /** Where they are. */
  readonly metricsUrl: string;
}

/** What pages about alerts call, however the cluster is secured: `ask /v1/query`, `ask /metrics`. */
export function askProgram({ curl, url, metricsCurl, metricsUrl }: AskInput): string {
  return `#!/bin/sh
case $1 in
/metrics) exec ${metricsCurl} -fsS ${metricsUrl}/metrics ;;
*) exec ${curl} -fsS "${url}$1" ;;
esac
`;
}
