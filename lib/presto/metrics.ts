import { Metric } from '../monitoring';

const gauge = (name: string, description: string, unit?: string) =>
  Metric.gauge({ name, component: 'coordinator', description, unit });

/** What the coordinator exposes. */
export const COORDINATOR = {
  up: gauge('up', 'whether Prometheus could scrape the coordinator'),
  running: gauge('presto_running_queries', 'queries that run'),
  queued: gauge('presto_queued_queries', 'queries that wait in a queue'),
} as const;
